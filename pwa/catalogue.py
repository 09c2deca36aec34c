"""The app's words in one language, from the same gettext catalogues as the server's pages."""

import gettext as catalogues
from functools import cache

from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.utils.translation import (
    get_language_info,
    gettext,
    ngettext,
    override,
    pgettext,
    to_locale,
)

from pwa import words

# Rules of gettext look at n itself only for small numbers, and at n modulo 100 else. One that
# looks further (French has a form of its own for whole millions) is right up to 999,999.
TABLE = 200


@cache
def catalogue(language):
    """What frontend/src/words.ts reads; a word without translation is left out."""
    table = plural_table(language)
    with override(language):
        texts = _texts() | _counted(table)
    return {
        "language": language,
        "languages": [_language(code, language) for code, _name in settings.LANGUAGES],
        "rtl": sorted(settings.LANGUAGES_BIDI),
        "texts": texts,
        "plural": "".join(str(index) for index in table),
    }


def plural_table(language):
    """Index of the plural form for n = 0…199; above, n is like 100 + n % 100."""
    rule = plural_rule(language)
    return [rule(n) for n in range(TABLE)]


def plural_rule(language):
    """gettext's own function from n to the index of a form, for our catalogue of a language."""
    folder = settings.LOCALE_PATHS[0]
    found = catalogues.translation("django", folder, [to_locale(language)], fallback=True)
    header = found.info().get("plural-forms", "")
    _nplurals, _semicolon, expression = header.partition("plural=")
    # c2py is gettext's compiler; it accepts arithmetic on n and nothing else.
    return catalogues.c2py(expression.strip(" ;") or "n != 1")


def _texts():
    found = {text: _translated(text) for text in words.TEXTS}
    return {text: word for text, word in found.items() if word != text.rpartition(words.GLUE)[2]}


def _translated(text):
    context, glue, message = text.rpartition(words.GLUE)
    return pgettext(context, message) if glue else gettext(message)


def _counted(table):
    """The forms of each counted word, in the order of their indexes."""
    numbers = [table.index(index) if index in table else 0 for index in range(max(table) + 1)]
    return {
        singular: [ngettext(singular, plural, n) for n in numbers]
        for singular, plural in words.COUNTED
    }


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
