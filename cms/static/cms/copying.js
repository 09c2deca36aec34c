/* Shows anew how far a copy is; when it is done, the hub has more to show. */
(() => {
    const EVERY = 1500;

    const look = async () => {
        const shown = document.querySelector("[data-progress]");
        if (!shown) return;
        try {
            const answer = await fetch(shown.dataset.progress);
            if (answer.ok) {
                const page = new DOMParser().parseFromString(await answer.text(), "text/html");
                const fresh = page.getElementById(shown.id);
                if (!fresh?.dataset.progress) return location.reload();
                if (fresh.innerHTML !== shown.innerHTML) shown.replaceWith(fresh);
            }
        } catch {
            // The network comes back: the next look tells.
        }
        setTimeout(look, EVERY);
    };
    setTimeout(look, EVERY);
})();
