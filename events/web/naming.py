"""Names of languages and days in the reader's language, and which language words are in."""

import datetime as dt
import html
from functools import lru_cache

from babel.dates import format_date
from django.conf import settings
from django.utils.html import format_html, strip_tags
from django.utils.safestring import mark_safe
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from events.compiler.dates import DAY_PATTERNS, babel_locale
from events.compiler.untranslated import direction


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


def marked(row, language, source):
    """An object of a document with what templates ask about the language of its fields."""
    return row | {
        "lang_of": LanguageOf(row, language, source),
        "parts": Parts(row, language, source),
    }


class LanguageOf:
    """Attributes that say a field's language where it is not the page's: `{{ x.lang_of.title }}`.

    The words of an object are in another language as a whole (`lang`), or single fields are
    (`todo`). A rich text that is half translated says so itself, in its paragraphs.
    """

    def __init__(self, row, language, source):
        self.row, self.language = row, language
        self.source = row.get("source", source)

    def code(self, field):
        """The language of a field."""
        if "lang" in self.row:
            return self.row["lang"]
        is_waiting = field in self.row.get("todo", ()) and not is_mixed(self.row.get(field))
        return self.source if is_waiting else self.language

    def __getitem__(self, field):
        code = self.code(field)
        return "" if code == self.language else attributes(code)


class Parts(LanguageOf):
    """For the parts of a page of its own, which say before them that they are not translated.

    `{{ x.parts.title.mark }}<h1{{ x.parts.title.attributes }}>`. Of an object that is not
    translated at all the page's notice says it.
    """

    def __getitem__(self, field):
        said = super().__getitem__(field)
        if "lang" in self.row or field not in self.row.get("todo", ()):
            return {"attributes": said}
        is_whole = self.code(field) == self.source
        return part(f"{self.row['id']}-{field}", said, self.source, self.language, is_whole)


def part(identity, said, code, language, is_whole):
    """A mark before a part that is in another language, and attributes that point to it."""
    text = _("In %(name)s") if is_whole else _("Partly in %(name)s")
    mark = format_html(
        '<p class="part-language" id="in-{}">{}</p>\n',
        identity,
        text % {"name": language_name(code, language)},
    )
    pointer = format_html('{} aria-describedby="in-{}"', said, identity)
    return {"mark": mark, "attributes": pointer}


def is_mixed(words):
    """Whether some of a rich text's paragraphs say a language of their own."""
    return isinstance(words, str) and ' lang="' in words


def attributes(code):
    """` lang="…" dir="…"` to stand inside a tag."""
    return mark_safe(f' lang="{html.escape(code)}" dir="{direction(code)}"')  # noqa: S308


def plain(rich, length=180):
    """The first words of rich text, for descriptions."""
    text = " ".join(html.unescape(strip_tags(rich.replace("</p>", " "))).split())
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + "…"
