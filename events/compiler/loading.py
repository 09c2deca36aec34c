"""Reads one edition for one language from the database, in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, Subquery
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from events.compiler.untranslated import Untranslated
from events.models import (
    AnnouncementPage,
    EditionOrganiser,
    EditionPage,
    Room,
    SessionPage,
    SessionSpeaker,
    Slot,
    SpeakerLink,
    SpeakerPage,
    Track,
)
from home.models import ContentPage, SourceChange

# Words that no document has.
UNSEEN = ("seo_title", "search_description")


@dataclass(frozen=True)
class Item:
    """One object of a document: facts from `origin`, words from `words`; often the same row."""

    origin: object
    words: object

    @property
    def key(self):
        return self.origin.translation_key


class Loader:
    """Loads for one language; each method is one query, whatever the number of rows."""

    def __init__(self, language, source_language):
        self.language = language
        self.codes = {locale.pk: locale.language_code for locale in Locale.objects.all()}
        ids = {code: pk for pk, code in self.codes.items()}
        self.target = ids.get(language)
        self.source = ids.get(source_language)
        self.hidden = Page.objects.private_q()

    def pages(self, model, below):
        """Visible objects among the pages that match `below`, in tree order."""
        origin = TranslationSource.objects.filter(object_id=OuterRef("translation_key"))
        rows = (
            model.objects.filter(below, alias_of=None)
            .annotate(origin_locale=Subquery(origin.order_by("created_at").values("locale_id")[:1]))
            .filter(
                Q(locale_id__in=[self.target, self.source])
                | Q(origin_locale=F("locale_id"))
                | Q(origin_locale=None)
            )
            .exclude(self.hidden)
            .order_by("path")
        )
        return self._items(rows)

    def _items(self, rows):
        by_key = defaultdict(dict)
        for row in rows:
            by_key[row.translation_key][row.locale_id] = row
        items = []
        for found in by_key.values():
            origin = self._origin(found)
            if origin is None or not origin.live:
                continue
            wanted = (found.get(self.target), found.get(self.source))
            words = next((row for row in wanted if row is not None and row.live), origin)
            items.append(Item(origin, words))
        return items

    def _origin(self, found):
        """The row that the object was first written as; it decides whether readers see it."""
        first = next(iter(found.values()))
        return found.get(first.origin_locale or self.source) or (
            None if first.origin_locale else first
        )

    def vocabulary(self, model, edition):
        """Rooms or tracks of the edition as `{pk of any row: Item}`, in their order."""
        by_key = defaultdict(dict)
        for row in model.objects.filter(edition=edition):
            by_key[row.translation_key][row.locale_id] = row
        items = {}
        for found in by_key.values():
            origin = found.get(self.source) or next(iter(found.values()))
            item = Item(origin, found.get(self.target, origin))
            items |= {row.pk: item for row in found.values()}
        return items

    def untranslated(self, items):
        """`{translation key: Untranslated}` of objects whose translation lacks words.

        What a machine has drafted is no translation.
        """
        keys = [item.key for item in items if item.words.locale_id == self.target]
        if not keys:
            return {}
        done = StringTranslation.objects.filter(
            translation_of_id=OuterRef("string_id"),
            context_id=OuterRef("context_id"),
            locale_id=self.target,
            has_error=False,
        ).exclude(Q(data="") | Q(translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE))
        change = SourceChange.objects.filter(
            source_id=OuterRef("source_id"),
            context_id=OuterRef("context_id"),
            after_id=OuterRef("string_id"),
        )
        # From then on the page is written by itself.
        stopped = Translation.objects.filter(
            source_id=OuterRef("source_id"), target_locale_id=self.target, enabled=False
        )
        rows = (
            StringSegment.objects.filter(source__object_id__in=keys)
            .exclude(source__locale_id=self.target)
            .exclude(context__path__in=UNSEEN)
            .filter(~Exists(done), ~Exists(stopped))
            .values_list(
                "source__object_id",
                "source__locale_id",
                "context__path",
                "string__data",
                Subquery(change.values("before__data")),
                Subquery(change.values("at")),
            )
        )
        found = {}
        for key, locale, path, text, before, changed_at in rows:
            missing = found.setdefault(key, Untranslated(self.codes[locale], self.language))
            missing.add(path, text, before, changed_at=changed_at)
        return found


@dataclass
class Content:
    """All rows that the documents of one edition in one language are made of."""

    loader: Loader
    edition: object
    page: Item
    organisers: list
    sessions: list
    slots: dict
    appearances: dict
    speakers: list
    links: dict
    announcements: list
    pages: list
    rooms: dict
    tracks: dict
    untranslated: dict


def load(edition, language, loader=None):
    """Content of an edition, or None while it has no published page."""
    loader = loader or Loader(language, edition.source_language)
    page = next(iter(loader.pages(EditionPage, Q(edition=edition))), None)
    if page is None:
        return None
    below = edition.holds()
    sessions = loader.pages(SessionPage, below)
    appearances = _appearances([item.origin for item in sessions])
    speakers = loader.pages(SpeakerPage, _credited(sessions, appearances))
    announcements = loader.pages(AnnouncementPage, below)
    pages = loader.pages(ContentPage, below)
    rooms, tracks = loader.vocabulary(Room, edition), loader.vocabulary(Track, edition)
    translatable = [page, *sessions, *speakers, *announcements, *pages]
    return Content(
        loader=loader,
        edition=edition,
        page=page,
        organisers=_children(EditionOrganiser, [page]).get(page.origin.pk, []),
        sessions=sessions,
        slots={slot.session_key: slot for slot in Slot.objects.filter(edition=edition)},
        appearances=appearances,
        speakers=sorted(speakers, key=lambda item: item.words.title.casefold()),
        links=_children(SpeakerLink, speakers),
        announcements=announcements,
        pages=pages,
        rooms=rooms,
        tracks=tracks,
        untranslated=loader.untranslated([*translatable, *rooms.values(), *tracks.values()]),
    )


def _appearances(sessions):
    """`{session pk: [SessionSpeaker, …]}` of sessions that name their speakers."""
    named = [row.pk for row in sessions if row.credit == SessionPage.Credit.NAMED]
    found = defaultdict(list)
    rows = SessionSpeaker.objects.filter(session_id__in=named).order_by("sort_order")
    for row in rows.annotate(speaker_key=F("speaker__translation_key")):
        found[row.session_id].append(row)
    return found


def _credited(sessions, appearances):
    keys = {row.speaker_key for rows in appearances.values() for row in rows}
    return Q(translation_key__in=keys)


def _children(model, items):
    """`{origin pk: [Item, …]}` of child rows, facts of the origin, words of its words page."""
    pages = {item.origin.pk for item in items} | {item.words.pk for item in items}
    rows = defaultdict(list)
    for row in model.objects.filter(page_id__in=pages).order_by("sort_order"):
        rows[row.page_id].append(row)
    found = {}
    for item in items:
        words = {row.translation_key: row for row in rows[item.words.pk]}
        found[item.origin.pk] = [
            Item(row, words.get(row.translation_key, row)) for row in rows[item.origin.pk]
        ]
    return found
