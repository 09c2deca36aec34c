"""Which words of a translated object are still those of its source.

That a sentence waits for its translation does not tell what readers see: a page keeps its old
translation until somebody publishes it anew. So the words of the page are compared.
"""

import html
import re
from collections import defaultdict

from django.conf import settings
from django.utils.html import strip_tags

PARAGRAPH = re.compile(
    r"(<(?:p|li|h3|h4)\b[^>]*)>(.*?)(?=</?(?:p|li|h3|h4|ul|ol|hr)\b|$)", re.DOTALL
)
ARABIC = re.compile(r"[\u0620-\u06ff]")
LATIN = re.compile(r"[a-zA-Z\u00c0-\u024f]")
RICH_IN_BLOCKS = ("html", "answer")
WORDS_OF_BLOCKS = ("text", "attribution", "question", "alt", "caption", *RICH_IN_BLOCKS)


def direction(language):
    return "rtl" if language in settings.LANGUAGES_BIDI else "ltr"


class Untranslated:
    """What the translation of one object lacks."""

    def __init__(self, source, language):
        self.source, self.language = source, language
        # When the newest of its sentences came.
        self.changed_at = None
        # By field: sentences that wait, and what stood in their places before.
        self.waiting = defaultdict(set)

    def add(self, path, *sentences, changed_at):
        """A sentence, and the one before it or None, as wagtail-localize stores them."""
        words = (_bare(html.unescape(strip_tags(text))) for text in sentences if text)
        self.waiting[path.split(".")[0]].update(words)
        if changed_at:
            self.changed_at = max(self.changed_at or changed_at, changed_at)

    def has(self, field, text):
        """Whether a plain text of a field is the source's."""
        waiting, text = self.waiting.get(field), _bare(text)
        if not waiting or not text:
            return False
        return text in waiting or self._looks_like_source(text)

    def is_in(self, field, rich):
        """Whether any paragraph of a rich text, or a plain text, is the source's."""
        return any(self.has(field, text) for text in _paragraphs(rich))

    def rich(self, field, rich):
        """A rich text in which those paragraphs say their language that are the source's.

        If all are, the field says it for them.
        """
        are_source = [self.has(field, text) for text in _paragraphs(rich) if text.strip()]
        return rich if all(are_source) or not any(are_source) else self._marked(field, rich)

    def _marked(self, field, rich):
        said = f' lang="{self.source}" dir="{direction(self.source)}"'

        def mark(found):
            says = said if self.has(field, _plain(found[2])) else ""
            return f"{found[1]}{says}>{found[2]}"

        return PARAGRAPH.sub(mark, rich)

    def block(self, block):
        """A block of a body with its `lang`, or a `todo` of its own if it is half translated."""
        words = {name: block[name] for name in WORDS_OF_BLOCKS if block.get(name)}
        todo = [name for name, text in words.items() if self.is_in("body", text)]
        if not todo:
            return block
        block = block | {
            name: self.rich("body", block[name]) for name in RICH_IN_BLOCKS if name in words
        }
        if todo == list(words) and not any(' lang="' in block.get(n, "") for n in RICH_IN_BLOCKS):
            return block | {"lang": self.source}
        return block | {"todo": sorted(todo)}

    def _looks_like_source(self, text):
        """For what was changed more than once: the script tells, if the languages differ in it."""
        if direction(self.source) == direction(self.language):
            return False
        is_rtl = len(ARABIC.findall(text)) > len(LATIN.findall(text))
        return is_rtl == (direction(self.source) == "rtl")


def stored_texts(value):
    """All texts in a field as it is stored: its own, or those of its blocks."""
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value
    parts = [part for part in parts if isinstance(part, (str, dict, list))]
    return [text for part in parts for text in stored_texts(part)]


def _paragraphs(text):
    found = [_plain(match[2]) for match in PARAGRAPH.finditer(text)]
    return found or [_plain(text)]


def _plain(rich):
    return html.unescape(strip_tags(rich))


def _bare(text):
    """A text by which it is known again, wherever its lines break."""
    return "".join(text.split())
