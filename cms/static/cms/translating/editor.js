/* Makes the editor of a translation quick: each text is saved by itself, and keys lead through them.
   Without this script the form is sent as a whole. Its words stand in the page, translated. */
(() => {
    const root = document.querySelector("[data-texts]");
    const form = root?.querySelector("[data-edit-form]");
    if (!form) return;

    const words = JSON.parse(document.getElementById("texts-words").textContent);
    const say = (name, values = {}) =>
        words[name].replace(/%\((\w+)\)s/g, (_match, key) => values[key]);
    const lines = [...root.querySelectorAll("[data-line]")];
    const field = (line) => line.querySelector("[data-text]");
    const isOpen = (line) => line.dataset.status !== "done";
    const initial = new Map(lines.map((line) => [line, field(line).value]));

    // --- what is typed ---

    const plain = (text) => text.replace(/\{\/?(\d{1,3}|b|i|em|strong|code|abbr|acronym)\}/g, "");
    const measure = (line) => {
        const hint = line.querySelector("[data-hint]");
        const { sourceLength, limit } = hint.dataset;
        const length = [...plain(field(line).value).replaceAll("\n", "")].length;
        const parts = [say("length", { length, source: sourceLength })];
        if (limit) parts.push(say("limit", { limit }));
        hint.textContent = parts.join(" · ");
        const isFar = length > 20 && (length > sourceLength * 2 || length * 3 < sourceLength);
        hint.classList.toggle("texts-hint--far", isFar || Boolean(limit && length > limit));
    };
    const type = (line, text) => {
        field(line).value = text;
        field(line).dispatchEvent(new Event("input", { bubbles: true }));
        field(line).focus();
    };

    const insert = (line, token) => {
        const area = field(line);
        const [from, to] = [area.selectionStart, area.selectionEnd];
        const name = token.slice(1, -1);
        const inner = area.value.slice(from, to);
        area.setRangeText(`{${name}}${inner}{/${name}}`, from, to, "end");
        if (!inner) area.selectionEnd = area.selectionStart -= `{/${name}}`.length;
        area.dispatchEvent(new Event("input", { bubbles: true }));
        area.focus();
    };

    // --- saving one text ---

    const show = (line, { error = "", theirs = "", warnings = [] }) => {
        const box = line.querySelector("[data-messages]");
        const paragraphs = [[error, "texts-error"], ...warnings.map((text) => [text, "texts-warning"])];
        box.replaceChildren(
            ...paragraphs.filter(([text]) => text).map(([text, name]) => {
                const paragraph = document.createElement("p");
                paragraph.className = name;
                paragraph.textContent = text;
                return paragraph;
            }),
        );
        if (theirs) {
            const paragraph = document.createElement("p");
            const text = document.createElement("bdi");
            text.lang = field(line).lang;
            text.textContent = theirs;
            paragraph.append(`${words.theirs} `, text);
            box.append(paragraph);
        }
        field(line).toggleAttribute("aria-invalid", Boolean(error));
    };

    const count = ({ done, total }) => {
        root.querySelector("[data-count]").textContent = say("count", { done, total });
        root.querySelector("[data-progress]").value = done;
    };

    const setStatus = (line, status) => {
        line.dataset.status = status;
        line.querySelector("[data-status-words]").textContent = words.statuses[status];
    };

    const send = async (line, isConfirmed) => {
        const area = field(line);
        const sent = area.value;
        const data = new FormData();
        data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
        data.set(area.name, sent);
        data.set(`seen-${line.dataset.line}`, line.querySelector("[data-seen]").value);
        data.set(`place-${line.dataset.line}`, line.querySelector("[data-place]").value);
        if (isConfirmed) data.set(`confirm-${line.dataset.line}`, "1");
        line.setAttribute("aria-busy", "true");
        let answer;
        try {
            const response = await fetch(`${root.dataset.address}${line.dataset.line}/`, {
                method: "POST",
                body: data,
                headers: { Accept: "application/json" },
            });
            if (!response.ok) throw new Error(response.status);
            answer = await response.json();
        } catch {
            show(line, { error: words.offline });
            return false;
        } finally {
            line.removeAttribute("aria-busy");
        }
        if (answer.seen) line.querySelector("[data-seen]").value = answer.seen;
        const { state, message, theirs, warnings } = answer;
        show(line, { error: message, theirs, warnings });
        if (state === "conflict") {
            conflicting.set(line, sent);
        } else if (state === "refused") {
            // Nothing was stored: who leaves now is warned, and the line is still to be done.
            setStatus(line, "faulty");
            initial.delete(line);
        } else if (answer.status) {
            setStatus(line, answer.status);
            if (answer.status !== "draft") line.querySelector("[data-confirm]")?.remove();
            initial.set(line, sent);
            if (lines.every((other) => field(other).value === initial.get(other))) {
                form.dispatchEvent(new CustomEvent("majlis:saved"));
            }
        }
        if (answer.total) count(answer);
        return state === "saved" || state === "same" || state === "cleared";
    };

    // One after the other: each says what its writer had seen, and that is the answer to the last.
    const last = new Map();
    const after = (line, act) => {
        last.set(line, (last.get(line) ?? Promise.resolve()).then(act));
        return last.get(line);
    };
    // What stands against somebody else's text is stored if one writes on, or with the keys.
    const conflicting = new Map();
    const save = (line, isConfirmed) => after(line, () => send(line, isConfirmed));
    const saveIfChanged = (line) =>
        after(line, () => {
            const { value } = field(line);
            const isDecided = value !== conflicting.get(line);
            return value !== initial.get(line) && isDecided && send(line, false);
        });

    // --- keys ---

    const go = (line) => {
        field(line).focus();
        line.scrollIntoView({ block: "center" });
    };
    const step = (line, by) => {
        const other = lines[lines.indexOf(line) + by];
        if (other) go(other);
    };
    const goOn = (line) => {
        const rest = lines.slice(lines.indexOf(line) + 1);
        const open = rest.find(isOpen) ?? lines.find((other) => other !== line && isOpen(other));
        if (open) go(open);
        else root.querySelector(".texts-actions button")?.focus();
    };
    const offers = (line) => [...line.querySelectorAll("[data-offer]")];

    root.addEventListener("keydown", async (event) => {
        const line = event.target.closest?.("[data-line]");
        if (!line || !event.target.matches("[data-text]") || event.target.readOnly) return;
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            if (await save(line, true)) goOn(line);
        } else if (event.altKey && ["ArrowDown", "ArrowUp"].includes(event.key)) {
            event.preventDefault();
            step(line, event.key === "ArrowDown" ? 1 : -1);
        } else if (event.altKey && /^Digit[0-3]$/.test(event.code)) {
            event.preventDefault();
            const number = Number(event.code.at(-1));
            const text = number
                ? offers(line)[number - 1]?.textContent
                : line.querySelector("[data-source]").textContent;
            if (text !== undefined) type(line, text);
        }
    });

    // What is typed is saved when one leaves it, but not confirmed: only a person's key does that.
    root.addEventListener("focusout", (event) => {
        const line = event.target.closest?.("[data-line]");
        if (!line || !event.target.matches("[data-text]")) return;
        saveIfChanged(line);
    });

    root.addEventListener("input", (event) => {
        const line = event.target.closest?.("[data-line]");
        if (!line || !event.target.matches("[data-text]")) return;
        measure(line);
        // Wagtail looks for changes from two seconds after loading on; the preview need not wait.
        document.dispatchEvent(new CustomEvent("w-unsaved:add"));
    });

    // --- buttons that only a script can answer ---

    const button = (text, act) => {
        const made = document.createElement("button");
        made.type = "button";
        made.textContent = text;
        made.addEventListener("click", act);
        return made;
    };
    for (const line of lines) {
        if (field(line).readOnly) continue;
        const tokens = [...line.querySelectorAll(".texts-legend .texts-token")];
        if (tokens.length) {
            const tools = document.createElement("div");
            tools.className = "texts-tools";
            tools.append(
                ...tokens.map(({ textContent: token }) => {
                    const made = button(token, () => insert(line, token));
                    made.setAttribute("aria-label", say("insert", { token }));
                    made.dir = "ltr";
                    return made;
                }),
            );
            line.querySelector("[data-hint]").before(tools);
        }
        for (const offer of offers(line)) {
            offer.parentElement.append(button(words.use, () => type(line, offer.textContent)));
        }
    }

    // What the form could not save.
    const wrong = lines.filter((line) => field(line).getAttribute("aria-invalid") === "true");
    wrong.forEach(measure);
    if (wrong.length) go(wrong[0]);
})();
