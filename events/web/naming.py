"""Names of languages and days in the reader's language, and which language words are in."""

import datetime as dt
import html
import re
from functools import lru_cache

from babel.dates import format_date
from django.conf import settings
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe
from django.utils.translation import get_language_info

from events.compiler.dates import DAY_PATTERNS, babel_locale

BLOCK_START = re.compile(r"<(p|li|h3|h4)>")
ARABIC = re.compile(r"[\u0620-\u06ff]")
LATIN = re.compile(r"[a-zA-Z\u00c0-\u024f]")


def direction(language):
    return "rtl" if language in settings.LANGUAGES_BIDI else "ltr"


@lru_cache(maxsize=1024)
def language_name(code, language):
    """The name of a language in the reader's language; in its own where that is not known."""
    name = babel_locale(language).languages.get(code)
    return name or own_name(code)


def own_name(code):
    try:
        return get_language_info(code)["name_local"]
    except KeyError:
        return code


def site_languages():
    codes = [code for code, _name in settings.LANGUAGES]
    return [{"code": code, "name": own_name(code), "dir": direction(code)} for code in codes]


def day_name(date, language):
    """Name and short name of an ISO date, as documents have them for the edition's own days."""
    locale = babel_locale(language)
    name, short = DAY_PATTERNS.get(language, DAY_PATTERNS[None])
    day = dt.date.fromisoformat(date)
    return {
        "date": date,
        "name": format_date(day, name, locale=locale),
        "short": format_date(day, short, locale=locale),
    }


class LanguageOf:
    """Attributes that say a field's language where it is not the page's: `{{ x.lang_of.title }}`.

    `x` is an object of a document. Its words are in another language as a whole (`lang`), or
    single fields are (`todo`). A field may be half translated: then its script decides.
    """

    def __init__(self, row, language, source):
        self.row, self.language = row, language
        self.whole = row.get("lang")
        self.todo = row.get("todo", ())
        self.source = row.get("source", source)

    def code(self, field):
        """The language of a field."""
        if self.whole:
            return self.whole
        if field not in self.todo:
            return self.language
        return self.source if self._is_in_source(self.row.get(field)) else self.language

    def _is_in_source(self, value):
        if direction(self.source) == direction(self.language):
            return True
        text = strip_tags(value) if isinstance(value, str) else str(value)
        is_rtl = len(ARABIC.findall(text)) > len(LATIN.findall(text))
        return is_rtl == (direction(self.source) == "rtl")

    def __getitem__(self, field):
        code = self.code(field)
        return "" if code == self.language else attributes(code)


def attributes(code):
    """` lang="…" dir="…"` to stand inside a tag."""
    return mark_safe(f' lang="{html.escape(code)}" dir="{direction(code)}"')  # noqa: S308


def each_paragraph_by_itself(rich):
    """Rich text that is half translated: each paragraph finds its own direction."""
    return BLOCK_START.sub(r'<\1 dir="auto">', rich)


def plain(rich, length=180):
    """The first words of rich text, for descriptions."""
    text = " ".join(html.unescape(strip_tags(rich.replace("</p>", " "))).split())
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + "…"
