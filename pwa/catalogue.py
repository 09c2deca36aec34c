"""The app's words in one language, from the same gettext catalogues as the server's pages."""

import gettext as catalogues
import hashlib
import json
from functools import cache

from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.templatetags.static import static
from django.utils.translation import (
    get_language_info,
    gettext,
    ngettext,
    override,
    pgettext,
    to_locale,
)

from pwa import built, words

# Rules of gettext look at n itself only for small numbers, and at n modulo 100 else. One that
# looks further (French has a form of its own for whole millions) is right up to 999,999.
TABLE = 200


@cache
def catalogue(language):
    """What frontend/src/words.ts reads; its texts are in the order of the built scripts."""
    table = plural_table(language)
    with override(language):
        texts = [_translated(table, **text) for text in built.texts()]
        labels = {value: gettext(word) for value, word in words.LABELS.items()}
    return {
        "language": language,
        "languages": [_language(code, language) for code, _name in settings.LANGUAGES],
        "rtl": sorted(settings.LANGUAGES_BIDI),
        "texts": texts,
        "labels": labels,
        "plural": "".join(str(index) for index in table),
        "registration": registration_address(language),
    }


@cache
def registration_words(language):
    """The file that comes with the script of registration: its texts and its styles."""
    table = plural_table(language)
    with override(language):
        texts = [_translated(table, **text) for text in built.registration_texts()]
    found = {"texts": texts, "styles": static("registration/registration.css")}
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


@cache
def registration_address(language):
    """Named by its contents, lest a page takes the words of another build."""
    digest = hashlib.sha256(registration_words(language).encode()).hexdigest()
    return f"/app/words/{language}/{digest[:12]}/"


def plural_table(language):
    """Index of the plural form for n = 0…199; above, n is like 100 + n % 100."""
    rule = plural_rule(language)
    return [rule(n) for n in range(TABLE)]


def plural_rule(language):
    """gettext's own function from n to the index of a form, for our catalogue of a language."""
    headers = (_header(folder, language) for folder in settings.LOCALE_PATHS)
    header = next(filter(None, headers), "")
    _nplurals, _semicolon, expression = header.partition("plural=")
    # c2py is gettext's compiler; it accepts arithmetic on n and nothing else.
    return catalogues.c2py(expression.strip(" ;") or "n != 1")


def _header(folder, language):
    """The rule in a folder's catalogue; an installation's own folder has few catalogues."""
    found = catalogues.translation("django", folder, [to_locale(language)], fallback=True)
    return found.info().get("plural-forms", "")


def _translated(table, text, context=None, plural=None):
    """A text, or the forms of a counted one in the order of their indexes."""
    if plural:
        numbers = [table.index(index) if index in table else 0 for index in range(max(table) + 1)]
        return [ngettext(text, plural, n) for n in numbers]
    return pgettext(context, text) if context else gettext(text)


def _language(code, reader):
    info = get_language_info(code)
    try:
        called = Locale.parse(reader).languages.get(code)
    except (UnknownLocaleError, ValueError):
        called = None
    return {
        "code": code,
        "name": info["name_local"],
        "dir": "rtl" if code in settings.LANGUAGES_BIDI else "ltr",
        "called": called or info["name_local"],
    }
