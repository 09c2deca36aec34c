"""Foreign text made safe: plain text without markup, or a small set of HTML."""

import html
import re
from collections import Counter

import nh3

CLEAN_TAGS = {"p", "br", "ul", "ol", "li", "a", "strong", "em", "h3", "h4"}
URL_SCHEMES = {"http", "https", "mailto"}
DEEPEST_NESTING = 8  # of one element in itself; nh3 needs quadratic time for deep lists

# Known HTML elements and what stands for them; everything else between < and > is text, because
# people write `#include <stdio.h>` and `<3`. None: the tag goes and its text stays.
_LINES = [
    "div", "section", "article", "header", "footer", "main", "aside", "nav", "tr", "table",
    "thead", "tbody", "figure", "dl", "dt", "dd", "pre", "blockquote", "hr", "form", "address",
    "figcaption",
]  # fmt: skip
_PASSED_OVER = [
    "html", "body", "head", "meta", "link", "span", "font", "u", "s", "strike", "del", "ins",
    "small", "big", "sub", "sup", "tt", "code", "kbd", "samp", "var", "cite", "abbr", "q",
    "mark", "center", "label", "input", "button", "select", "img", "picture", "source", "video",
    "audio", "svg", "math", "object", "embed", "iframe", "base", "details", "summary",
]  # fmt: skip
_RENAMED = {"b": "strong", "i": "em", "h1": "h3", "h2": "h3", "h5": "h4", "h6": "h4"}
_DROPPED_WITH_CONTENT = {"script", "style"}
_TAGS: dict[str, str | None] = (
    {name: name for name in CLEAN_TAGS}
    | dict.fromkeys(_LINES, "br")
    | dict.fromkeys(_PASSED_OVER)
    | dict.fromkeys(["td", "th", "option"], " ")
    | _RENAMED
    | {name: name for name in _DROPPED_WITH_CONTENT}
)

# Linear on hostile input: no part can run over the next "<".
_MARKUP = re.compile(r"<!--[^<>]*-->|<(?:(/?)([A-Za-z][A-Za-z0-9]*)(\s[^<>]*|/)?>)?")
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_ABSOLUTE = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_BARE_AMPERSAND = re.compile(r"&(?!(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});)", re.I)
_BLANK_LINES = re.compile(r"\n\s*\n")
_BREAK_RUNS = re.compile(r"<br>(?:\s*<br>)+")
_BLOCK = re.compile(r"<(?:p|ul|ol|li|h3|h4)>")
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Starts only at the beginning of a run: linear, and spares @name@host of the fediverse.
_EMAIL = re.compile(r"(?:mailto:)?(?<![@\w.+%'-])[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)


def is_damaged(text: str) -> bool:
    """Whether `text` holds half a character (a lone surrogate), which cannot be stored as UTF-8."""
    return _SURROGATE.search(text) is not None


def readable(text: str) -> str:
    """Return `text` without control characters, with U+FFFD for each half character."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _SURROGATE.sub("\ufffd", _UNREADABLE.sub("", text))


def plain(text: str) -> str:
    """Return one line of text: no tags, no entities. It is not escaped; whoever shows it must."""
    text = readable(text)
    if "<" in text or "&" in text:
        spaced = _MARKUP.sub(_tag_as_space, _BARE_AMPERSAND.sub("&amp;", text))
        text = readable(html.unescape(nh3.clean(spaced, tags=set())))
    return " ".join(text.split())


def rich(text: str, *, url_schemes: frozenset[str] | set[str] = URL_SCHEMES) -> str:
    """Return safe HTML in paragraphs, from plain text or from HTML."""
    text = readable(text)
    if _has_markup(text):
        text = _clean(_Rewriter().rewrite(text), url_schemes)
        if _BLOCK.search(text):
            return text.strip()
        text = _BLANK_LINES.sub("\n\n", _BREAK_RUNS.sub("\n\n", text))
        if "<br>" in text:  # then a single line break in the source was only a space
            text = re.sub(r"(?<!\n)\n(?!\n)", " ", text).replace("<br>", "\n")
    else:
        unescaped = readable(html.unescape(_BARE_AMPERSAND.sub("&amp;", text)))
        text = html.escape(unescaped, quote=False)
    return _clean(_paragraphs(text), url_schemes)


def without_emails(text: str, *, instead: str = "") -> str:
    """Return `text` with `instead` in the place of every e-mail address."""
    return _EMAIL.sub(instead, text)


def _has_markup(text: str) -> bool:
    return any((m[2] or "").lower() in _TAGS for m in _MARKUP.finditer(text))


def _tag_as_space(match: re.Match[str]) -> str:
    name = (match[2] or "").lower()
    if match[0].startswith("<!--") or name in _TAGS:
        if name in _DROPPED_WITH_CONTENT:
            return f"<{match[1]}{name}>"
        return "" if name in {"strong", "em", "a", "b", "i"} or _TAGS.get(name) is None else " "
    return "&lt;" + match[0][1:]


def _paragraphs(text: str) -> str:
    """Make <p> of what blank lines separate, and <br> of single line ends."""
    blocks = [
        "<br>".join(line.strip() for line in block.strip().split("\n"))
        for block in _BLANK_LINES.split(text)
        if block.strip()
    ]
    return "".join(f"<p>{block}</p>" for block in blocks)


def _clean(markup: str, url_schemes: frozenset[str] | set[str]) -> str:
    return nh3.clean(
        markup,
        tags=CLEAN_TAGS,
        attributes={"a": {"href"}},
        url_schemes=set(url_schemes),
        link_rel=None,
        strip_comments=True,
    )


class _Rewriter:
    """Maps foreign tags to ours before nh3 parses them: no attributes, no deep nesting."""

    def __init__(self) -> None:
        self.open: Counter[str] = Counter()

    def rewrite(self, text: str) -> str:
        return _MARKUP.sub(self._replacement, _BARE_AMPERSAND.sub("&amp;", text))

    def _replacement(self, match: re.Match[str]) -> str:
        if match[0].startswith("<!--"):
            return ""
        name = (match[2] or "").lower()
        if name not in _TAGS:
            return "&lt;" + match[0][1:]
        ours = _TAGS[name]
        if ours is None or ours == " ":
            return ours or ""
        if ours == "br":
            return "" if match[1] == "" and name in _LINES else "<br>"
        return self._closing(ours) if match[1] else self._opening(ours, match[3] or "")

    def _closing(self, name: str) -> str:
        self.open[name] = max(0, self.open[name] - 1)
        return f"</{name}>"

    def _opening(self, name: str, attributes: str) -> str:
        if name not in {"p", "li"}:  # these two close each other
            if self.open[name] >= DEEPEST_NESTING:
                return ""
            self.open[name] += 1
        return self._anchor(attributes) if name == "a" else f"<{name}>"

    @staticmethod
    def _anchor(attributes: str) -> str:
        href = _HREF.search(attributes)
        address = (href[1] or href[2] or href[3] or "").strip() if href else ""
        # An address without a scheme would point into our own site.
        if not _ABSOLUTE.match(address):
            return ""
        return '<a href="' + address.replace('"', "%22") + '">'
