/* Says in which language each text of the translation editor is: for voices, spelling and fonts. */
(() => {
    const editor = document.querySelector(".js-translation-editor");
    const languages = document.querySelector("[data-target-language]")?.dataset;
    if (!editor || !languages) return;

    const say = (selector, lang, dir) => {
        for (const element of editor.querySelectorAll(selector)) {
            if (element.lang !== lang) element.lang = lang;
            if (element.dir !== dir) element.dir = dir;
        }
    };
    const mark = () => {
        const rows = [".complete", ".incomplete", ".errored"].map((name) => `li${name}`);
        const each = (tag) => rows.map((row) => `${row} > ${tag}`).join();
        say(each("p"), languages.sourceLanguage, languages.sourceDir);
        say(each("div"), languages.targetLanguage, languages.targetDir);
    };

    mark();
    new MutationObserver(mark).observe(editor, { childList: true, subtree: true });
})();
