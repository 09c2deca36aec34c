"""Searches an edition's documents; the app does the same on the device (searching.ts)."""

import html
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.utils.translation import gettext as _

from events.folding import fold, has_all
from events.web import naming
from events.web.contents import WORDS
from events.web.excerpts import excerpt

# Shown of each kind of thing until the reader asks for all of it.
MOST = 12
_TAG = re.compile(r'<(/?(?:a|b|bdi|i|strong|em)\b)?(?:"[^"]*"|[^">])*>')
_PARAGRAPH = re.compile(r"(?=<(?:p|li|h3|h4)\b)")
_LANG = re.compile(r'<\w+ lang="(\w+)"')
_RICH = ("abstract", "biography", "body", "introduction", "venue_directions", "html", "answer")
_ABOUT_EDITION = ("tagline", "place", "venue", "introduction", "body", "venue_directions")


class Entry:
    """Something that can be found. Folded texts begin with a space, as each of their words does."""

    def __init__(self, row, head, *fields, day_name=""):
        """`head` is all that a result shows anyway; excerpts are made of the other fields."""
        self.row, self.day_name = row, day_name
        field = "name" if "name" in row else "title"
        self.title, self.attributes = row[field], row["lang_of"][field]
        self.folded_title = f" {fold(self.title)}"
        self.head = f" {fold(' '.join([self.title, *head]))}"
        self.texts = [text for field in fields if row.get(field) for text in _texts(row, field)]

    @cached_property
    def folded_texts(self):
        return " " + fold(" ".join(text for _attributes, text in self.texts))

    def rank(self, words):
        """The lower, the better the words are matched; None if not all of them are."""
        starts = [f" {word}" for word in words]
        places = ((self.folded_title,), (self.head,), (self.head, self.folded_texts))
        for level, texts in enumerate(places):
            if has_all(words, *texts):
                return 2 * level + (not has_all(starts, *texts))
        return None

    def excerpt(self, words):
        """(attributes, pieces) around the words that a result does not show anyway."""
        missing = [word for word in words if word not in self.head]
        for attributes, text in self.texts if missing else ():
            if pieces := excerpt(text, missing):
                return attributes, pieces
        return None


@dataclass(frozen=True)
class Group:
    """What was found of one kind of thing, the best first."""

    name: str
    ranked: list[tuple[int, Entry]]
    words: list[str]
    is_whole: bool

    @property
    def title(self):
        return {
            "sessions": _("Sessions"),
            "speakers": _("Speakers"),
            "pages": _("Pages"),
            "announcements": _("Announcements"),
        }[self.name]

    @property
    def count(self):
        return len(self.ranked)

    @property
    def is_cut(self):
        return not self.is_whole and self.count > MOST

    @property
    def hits(self):
        """`[(entry, excerpt), …]` of those that are shown."""
        shown = self.ranked[:MOST] if self.is_cut else self.ranked
        return [(entry, entry.excerpt(self.words)) for _rank, entry in shown]


def search(found, query, only=""):
    """Groups that are not empty, the one with the best match first; None if nothing is asked."""
    words = fold(query).split()
    if not words:
        return None
    groups = []
    for name, entries in _entries(found).items():
        ranks = ((entry.rank(words), entry) for entry in entries if only in ("", name))
        ranked = [(rank, entry) for rank, entry in ranks if rank is not None]
        ranked.sort(key=lambda pair: pair[0])
        if ranked:
            groups.append(Group(name, ranked, words, is_whole=bool(only)))
    return sorted(groups, key=lambda group: group.ranked[0][0])


@lru_cache(maxsize=32)
def _entries(found):
    sessions, speakers = found.sessions.values(), found.speakers.values()
    pages, announcements = found.pages.values(), found.announcements.values()
    return {
        "sessions": [_session_entry(found, row) for row in sessions],
        "speakers": [_speaker_entry(row) for row in speakers],
        "pages": [
            Entry(found.edition, [], *_ABOUT_EDITION),
            *(Entry(row, [], "body") for row in pages),
        ],
        "announcements": [Entry(row, [], "body") for row in announcements],
    }


def _session_entry(found, row):
    day_name = found.day(row["date"])["short"] if row["date"] else ""
    return Entry(row, names_of(row), "summary", "abstract", day_name=day_name)


def names_of(session):
    """What a session's card shows in words of its own, beside the title."""
    people = [speaker["name"] for speaker in session["speakers"]]
    return [*people, *(session[name]["name"] for name in ("track", "room") if session[name])]


def _speaker_entry(row):
    return Entry(row, [row.get("role", ""), row.get("affiliation", "")], "biography")


def _texts(row, field):
    """`[(attributes, text)]` of a field: each text of a body, each paragraph that says its own."""
    value = row[field]
    if isinstance(value, list):
        blocks = [(block, name) for block in value for name in WORDS if block.get(name)]
        return [text for block, name in blocks for text in _texts(block, name)]
    if not naming.is_mixed(value):
        return [(row["lang_of"][field], _spaced(_plain(field, value)))]
    paragraphs = [part for part in _PARAGRAPH.split(value) if part]
    return [(_said(part), _spaced(_plain(field, part))) for part in paragraphs]


def _said(paragraph):
    found = _LANG.match(paragraph)
    return naming.attributes(found[1]) if found else ""


def _plain(field, value):
    """The words of a field, whose markup is taken out if it is a rich text."""
    if field not in _RICH:
        return value
    return html.unescape(_TAG.sub(lambda found: "" if found[1] else " ", value))


def _spaced(text):
    return " ".join(text.split())
