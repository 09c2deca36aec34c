/* Tells Wagtail's preview panel what is in the fields of the translation editor, and when it changes. */
(() => {
    const editor = document.querySelector(".js-translation-editor");
    const form = document.querySelector("[data-preview-texts]");
    if (!editor || !form) return;

    // The editor draws segments by tab, field and block; its rows do not say whose they are.
    const { segments, tabs } = JSON.parse(editor.dataset.props);
    const places = segments.map(({ location: { field, blockId } }) => `${field}/${blockId || ""}`);
    const order = (segment) => places.indexOf(places[segments.indexOf(segment)]);
    const drawn = tabs.flatMap(({ slug }) =>
        segments.filter(({ location }) => location.tab === slug).sort((a, b) => order(a) - order(b)),
    );

    const rows = () => [...editor.querySelectorAll("h3 + ul > li")];
    const isString = (row) => row.matches(":has(> p)");
    const isTyped = (row) => row.matches(":has(textarea)");
    const isBeingSaved = (row) => row.matches(":has(.icon-spinner)");
    const words = (row) =>
        row.querySelector("textarea")?.value ?? row.querySelector(":scope > div").textContent;

    form.addEventListener("formdata", ({ formData }) => {
        rows().forEach((row, index) => {
            if (isString(row) && (isTyped(row) || isBeingSaved(row))) {
                formData.set(`string-${drawn[index].id}`, words(row));
            }
        });
    });

    // That a text is open for editing makes no difference until it is another one.
    const state = (row) =>
        isString(row) ? [row.className, isBeingSaved(row), words(row)] : row.textContent;
    let known = JSON.stringify(rows().map(state));
    const compare = () => {
        const now = JSON.stringify(rows().map(state));
        if (now === known) return;
        known = now;
        document.dispatchEvent(new CustomEvent("w-unsaved:add")); // the panel brings itself up to date
    };
    editor.addEventListener("input", compare);
    new MutationObserver(compare).observe(editor, {
        attributeFilter: ["class"],
        characterData: true,
        childList: true,
        subtree: true,
    });
})();
