"""Interface words: extracted, merged and compiled in Python; gettext may be missing."""

import ast
import re
from itertools import chain
from pathlib import Path

import polib
from babel.messages.extract import extract_from_dir
from django.conf import settings
from django.utils.translation.template import templatize

ROOMS = ["cms", "pwa", "registration", "events", "home"]
FUNCTIONS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
# Those of the app (pwa/frontend/src/words.ts).
APP = "pwa/frontend/src"
APP_FUNCTIONS = {"t": None, "pt": ((1, "c"), 2), "tn": (2, 3)}
PLURAL_FORMS = {
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3"
    " : n%100>=11 && n%100<=99 ? 4 : 5;",
}
TWO_FORMS = "nplurals=2; plural=(n != 1);"

# What templatize() makes of {% translate %} and {% blocktranslate %}.
_CALL = re.compile(r"""\b(n?p?gettext|_)\(((?:u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")[\s,]*)+)""")


def extract(base_dir):
    """All messages of our rooms as `{(context, msgid): (msgid_plural, {file, …})}`."""
    found = {}
    base = Path(base_dir)
    rooms = chain.from_iterable(_messages(base / room) for room in ROOMS)
    for path, call in chain(rooms, _messages_of_app(base / APP)):
        context, msgid, plural = call
        name = path.relative_to(base).as_posix()
        known_plural, files = found.setdefault((context, msgid), (plural, set()))
        found[context, msgid] = (known_plural or plural, files | {name})
    return found


def _messages(room):
    python = extract_from_dir(
        room, method_map=[("**.py", "python")], keywords=FUNCTIONS, strip_comment_tags=True
    )
    for filename, _line, message, _comments, context in python:
        yield room / filename, _call(context, message)
    for path in sorted(room.rglob("templates/**/*")):
        if path.suffix in {".html", ".txt", ".xml"}:
            source = templatize(path.read_text(), origin=path.name)
            for function, arguments in _CALL.findall(source):
                texts = ast.literal_eval(f"({arguments.rstrip().rstrip(',')},)")
                context = texts[0] if function.startswith(("p", "np")) else None
                message = texts[1:] if context else texts
                yield path, _call(context, message if function.startswith("n") else message[0])


def _messages_of_app(folder):
    scripts = extract_from_dir(
        folder,
        method_map=[("**.ts", "javascript"), ("**.tsx", "javascript")],
        options_map={"**": {"parse_template_string": True}},
        keywords=APP_FUNCTIONS,
    )
    for filename, _line, message, _comments, context in scripts:
        yield folder / filename, _call(context, message)


def _call(context, message):
    if isinstance(message, tuple):
        return context, message[0], message[1]
    return context, message, None


def catalogue_path(language):
    """Where a language's .po is: among ours, or with the data of this installation."""
    name = Path(language) / "LC_MESSAGES" / "django.po"
    own, ours = settings.LOCALE_PATHS
    return ours / name if (ours / name).exists() else own / name


def merge(path, language, messages):
    """Bring a .po up to date: new messages empty, gone ones removed, translations kept."""
    catalogue = polib.pofile(str(path)) if path.exists() else _new_catalogue(language)
    known = {(entry.msgctxt, entry.msgid): entry for entry in catalogue}
    entries = []
    for (context, msgid), (plural, files) in sorted(messages.items(), key=_order):
        entry = known.get((context, msgid)) or polib.POEntry(msgctxt=context, msgid=msgid)
        if plural and not entry.msgid_plural:
            forms = range(_forms(catalogue))
            entry.msgid_plural, entry.msgstr_plural, entry.msgstr = (
                plural,
                dict.fromkeys(forms, ""),
                "",
            )
        entry.occurrences = [(name, "") for name in sorted(files)]
        entry.flags = ["python-format"] if re.search(r"%\(\w+\)[sd]|%[sd]", msgid) else []
        entries.append(entry)
    catalogue.clear()
    catalogue.extend(entries)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))


def _order(item):
    (context, msgid), (_plural, files) = item
    return min(files), msgid, context or ""


def _new_catalogue(language):
    catalogue = polib.POFile(wrapwidth=100)
    catalogue.metadata = {
        "Project-Id-Version": "Majlis",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURAL_FORMS.get(language, TWO_FORMS),
    }
    return catalogue


def _forms(catalogue):
    return int(re.search(r"nplurals=(\d+)", catalogue.metadata["Plural-Forms"])[1])


def compile_all(locale_dir):
    """Write a .mo beside each .po below `locale_dir`; returns the paths written.

    Raises OSError with the name of the file when a .po cannot be parsed.
    """
    made = []
    for path in sorted(Path(locale_dir).glob("*/LC_MESSAGES/*.po")):
        target = path.with_suffix(".mo")
        polib.pofile(str(path)).save_as_mofile(str(target))
        made.append(target)
    return made
