"""Tags inside a text, as people can read and move them: `{1}word{/1}`; a line break is one.

The stored text is HTML. Among Arabic words a raw `<a id="a1">` falls apart; a token does not.
"""

import re
from collections import Counter
from dataclasses import dataclass
from html import escape

from bs4 import BeautifulSoup, NavigableString
from django.utils.translation import gettext as _

TOKEN = re.compile(r"\{(/?)(\d{1,3}|b|i|em|strong|code|abbr|acronym)\}")
PLAIN = {"b", "i", "em", "strong", "code", "abbr", "acronym"}  # may be added by a translator


class TokenError(ValueError):
    """A text whose tokens do not fit together; the message is for who typed it."""


@dataclass(frozen=True)
class Tag:
    """A tag of a source text; `identity` is wagtail-localize's name of a link, such as "a1"."""

    number: int
    name: str
    identity: str = ""

    @property
    def opening(self):
        return f'<{self.name} id="{self.identity}">' if self.identity else f"<{self.name}>"


def tags_of(source):
    """Tags of the HTML of a source text, in the order in which they begin."""
    elements = BeautifulSoup(source, "html.parser").find_all(lambda found: found.name != "br")
    return [
        Tag(number, element.name, element.get("id", ""))
        for number, element in enumerate(elements, start=1)
    ]


def to_text(html, source):
    """HTML as a text with tokens; `source` is the HTML whose tags give the numbers."""
    numbers = _Numbers(source)
    return "".join(_written(BeautifulSoup(html, "html.parser"), numbers))


def _written(element, numbers):
    for child in element.children:
        if isinstance(child, NavigableString):
            yield str(child)
        elif child.name == "br":
            yield "\n"
        else:
            token = numbers.take(child.name, child.get("id", ""))
            yield f"{{{token}}}"
            yield from _written(child, numbers)
            yield f"{{/{token}}}"


class _Numbers:
    """Gives each tag the number of the same tag in the source; a tag of its own has its name."""

    def __init__(self, source):
        self.left = tags_of(source)

    def take(self, name, identity):
        for tag in self.left:
            if (tag.name, tag.identity) == (name, identity):
                self.left.remove(tag)
                return tag.number
        return name


def to_html(text, source):
    """A text with tokens as HTML.

    Raises TokenError. A token that the source does not have is text like any other.
    """
    tags = {str(tag.number): tag for tag in tags_of(source)}
    names = {name: Tag(0, name) for name in PLAIN}
    parts, opened, position = [], [], 0
    for found in TOKEN.finditer(text):
        closing, token = found.groups()
        tag = (tags | names).get(token)
        if tag is None:
            continue
        parts.append(_escaped(text[position : found.start()]))
        position = found.end()
        if not closing:
            opened.append((token, tag))
            parts.append(tag.opening)
        elif not opened or opened[-1][0] != token:
            raise TokenError(_("“{/%(token)s}” ends what has not begun.") % {"token": token})
        else:
            opened.pop()
            parts.append(f"</{tag.name}>")
    if opened:
        raise TokenError(_("“{%(token)s}” has no end: “{/%(token)s}”.") % {"token": opened[-1][0]})
    parts.append(_escaped(text[position:]))
    return "".join(parts)


def _escaped(text):
    return "<br/>".join(escape(line, quote=False) for line in text.replace("\r", "").split("\n"))


def dropped(html, source):
    """Tags of the source that a translation does not have."""
    kept = Counter((tag.name, tag.identity) for tag in tags_of(html))
    left = []
    for tag in tags_of(source):
        if kept[tag.name, tag.identity]:
            kept[tag.name, tag.identity] -= 1
        else:
            left.append(tag)
    return left


def invented(html, source):
    """What looks like a token in the words of a translation and is none: readers would see it."""
    said = {found.group() for found in TOKEN.finditer(plain(source))}
    seen = (found.group() for found in TOKEN.finditer(plain(html)))
    return [token for token in dict.fromkeys(seen) if token not in said]


def plain(html):
    """The words of an HTML text alone."""
    return BeautifulSoup(html, "html.parser").get_text() if "<" in html or "&" in html else html
