"""The texts of one translation as its editor shows them."""

import json
import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from cms.translating import differences, fields, glossary, memory, saving, tokens
from home.models import SourceChange


@dataclass
class Offer:
    """A suggestion of the memory, in the shape in which it is typed."""

    text: str
    suggestion: memory.Suggestion


@dataclass
class Row:
    """One text: the source, what is written, and all that helps to write it."""

    pk: int
    place: str
    label: str
    source: list  # of ("text", "token" or "term", words)
    legend: list  # of (token, what it is)
    text: str
    seen: str
    status: str  # "empty", "draft", "faulty" or "done"
    tool: str = ""
    author: str = ""
    written_at: object = None
    limit: int | None = None
    length: int = 0
    source_length: int = 0
    change: list = field(default_factory=list)
    changed_at: object = None
    offers: list = field(default_factory=list)
    terms: list = field(default_factory=list)
    warnings: list = field(default_factory=list)
    error: str = ""
    theirs: str = ""

    @property
    def lines(self):
        """How high the field is before a script fits it."""
        longest = max(self.source_length, len(self.text))
        return max(1, min(12, longest // 55 + 1 + self.text.count("\n")))


def load(translation):
    """Rows in the order of the page; a fixed number of queries."""
    texts = saving.texts(translation)
    open_ones = [text.segment for text in texts if not text.is_done]
    suggestions = memory.suggest(translation, open_ones) if open_ones else {}
    changes = _changes(translation)
    terms = glossary.marks(translation, {text.segment.pk: text.source for text in texts})
    return [_row(translation, text, suggestions, changes, terms[text.segment.pk]) for text in texts]


def _changes(translation):
    rows = SourceChange.objects.filter(source_id=translation.source_id).select_related("before")
    return {(row.context_id, row.after_id): row for row in rows}


def _row(translation, text, suggestions, changes, terms):
    segment, source, row = text.segment, text.source, text.row
    written = tokens.to_text(text.html, source)
    change = changes.get((segment.context_id, segment.string_id))
    made = Row(
        pk=segment.pk,
        place=place_of(segment),
        label=fields.label_of(translation.source, segment.context),
        source=_parts(tokens.to_text(source, source), terms),
        legend=_legend(segment, source),
        text=written,
        seen=text.fingerprint,
        status=status_of(text),
        tool=row.tool_name if text.is_draft else "",
        author=_name(row.last_translated_by) if row and row.last_translated_by else "",
        written_at=row and row.updated_at,
        limit=fields.limit_of(translation.source, segment.context),
        length=len(tokens.plain(text.html)),
        source_length=len(tokens.plain(source)),
        offers=[
            Offer(tokens.to_text(offer.html, offer.source), offer)
            for offer in suggestions.get(segment.pk, [])
            if offer.html != text.html
        ],
        terms=terms,
        warnings=saving.warnings_of(source, text.html),
        error=row.get_error() or "" if row and row.has_error else "",
    )
    if change and not text.is_done:
        made.changed_at = change.at
        if change.before:
            old, new = tokens.plain(change.before.data), tokens.plain(source)
            made.change = differences.between(old, new)
    return made


def place_of(segment):
    """What a sentence is known by: its primary key is another one each time its page changes."""
    return f"{segment.string_id}.{segment.context_id}"


def status_of(text):
    if not text.html:
        return "empty"
    if text.row.has_error:
        return "faulty"
    return "draft" if text.is_draft else "done"


def _name(user):
    return user.get_full_name() or user.get_username()


def _parts(text, terms):
    """A source text cut where a token or a term of the glossary stands."""
    words = sorted((term.term for term in terms), key=len, reverse=True)
    found = [tokens.TOKEN.pattern, *(rf"(?<!\w){re.escape(word)}(?!\w)" for word in words)]
    parts, position = [], 0
    for match in re.finditer("|".join(found), text, re.IGNORECASE):
        kind = "token" if tokens.TOKEN.fullmatch(match.group()) else "term"
        parts += [("text", text[position : match.start()]), (kind, match.group())]
        position = match.end()
    return [part for part in [*parts, ("text", text[position:])] if part[1]]


def _legend(segment, source):
    links = json.loads(segment.attrs or "null") or {}
    return [
        (f"{{{tag.number}}}", _meaning(tag, links.get(tag.identity, {})))
        for tag in tokens.tags_of(source)
    ]


def _meaning(tag, attributes):
    if tag.name == "a":
        href = attributes.get("href")
        return _("link to %(address)s") % {"address": href} if href else _("link to a page")
    if tag.name in ("b", "strong"):
        return _("bold")
    return _("italic") if tag.name in ("i", "em") else tag.name
