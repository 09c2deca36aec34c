"""Everything the hub of one edition shows, read in a fixed number of queries."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.desk import grid
from cms.translating import states
from events.clashes import span
from events.compiler.dates import day_of
from events.models import (
    AnnouncementPage,
    EditionPage,
    Room,
    SessionPage,
    SessionSpeaker,
    Slot,
    Track,
)
from home.models import ContentPage


@dataclass
class Announcement:
    """An announcement with what readers see of it now: live, scheduled, past or draft."""

    page: object
    state: str
    words: str


@dataclass
class Speaker:
    """A person of this edition, with the number of sessions they are in."""

    page: object
    sessions: int


@dataclass
class Freshness:
    """Whether readers have the present state: documents waiting, and when one last changed."""

    waiting: int
    changed_at: object
    total: int


@dataclass
class Hub:
    """One edition at a glance."""

    days: list
    unplanned: list
    clashes: int
    sessions: int
    drafts: int
    speakers: list
    announcements: list
    pages: list
    board: states.Board
    rooms: int
    tracks: int
    freshness: Freshness


def load(edition):
    """The hub of an edition, whose source page may still be missing."""
    roots = list(EditionPage.objects.filter(edition=edition))
    below = Q(pk__in=[])
    for root in roots:
        below |= Q(path__startswith=root.path)
    sessions = _origins(SessionPage, below, edition)
    appearances = _appearances(sessions)
    slots = list(Slot.objects.filter(edition=edition).select_related("room"))
    names = {
        key: {row.speaker.translation_key: row.speaker.title for row in rows}
        for key, rows in appearances.items()
    }
    entries = grid.entries(edition, sessions, slots, names)
    rooms = {room.pk: room for room in _vocabulary(Room, edition)}
    _say_plans(edition, entries, rooms)
    announcements = _origins(AnnouncementPage, below, edition)
    pages = _origins(ContentPage, below, edition)
    return Hub(
        days=grid.days(edition, entries),
        unplanned=[entry for entry in entries if entry.slot is None],
        clashes=sum(1 for entry in entries if entry.clashes),
        sessions=len(sessions),
        drafts=sum(1 for page in sessions if not page.live or page.has_unpublished_changes),
        speakers=_speakers(appearances),
        announcements=[_announcement(page, edition) for page in announcements],
        pages=pages,
        board=states.load(edition),
        rooms=len(rooms),
        tracks=_vocabulary(Track, edition).count(),
        freshness=_freshness(edition),
    )


def _vocabulary(model, edition):
    return model.objects.filter(edition=edition, locale__language_code=edition.source_language)


def _origins(model, below, edition):
    """One page of each translation key: the source-language one, else the first written."""
    rows = model.objects.filter(below, alias_of=None).select_related("locale").order_by("path")
    found = {}
    for page in rows:
        is_source = page.locale.language_code == edition.source_language
        if is_source or page.translation_key not in found:
            found[page.translation_key] = page
    return list(found.values())


def _appearances(sessions):
    by_pk = {page.pk: page.translation_key for page in sessions}
    rows = SessionSpeaker.objects.filter(session_id__in=by_pk).select_related("speaker")
    found = defaultdict(list)
    for row in rows.order_by("sort_order"):
        found[by_pk[row.session_id]].append(row)
    return found


def _speakers(appearances):
    people, counts = {}, defaultdict(set)
    for key, rows in appearances.items():
        for row in rows:
            people.setdefault(row.speaker.translation_key, row.speaker)
            counts[row.speaker.translation_key].add(key)
    found = [Speaker(page, len(counts[key])) for key, page in people.items()]
    return sorted(found, key=lambda row: row.page.title.casefold())


def _say_plans(edition, entries, rooms):
    """What drafts plan that were never published: their slot is not public yet."""
    for entry in entries:
        changes = entry.page.slot_draft.get("changes", {}) if entry.slot is None else {}
        if changes.get("starts_at"):
            starts_at = dt.datetime.fromisoformat(changes["starts_at"])
            slot = Slot(starts_at=starts_at, minutes=changes.get("minutes", 45))
            day = dt.datetime.fromisoformat(day_of(edition, starts_at))
            room = rooms.get(changes.get("room"))
            entry.planned = _("planned: %(day)s, %(time)s, %(room)s") % {
                "day": date_format(day, "l j F"),
                "time": span(edition, slot),
                "room": room.name if room else _("in the whole building"),
            }


def _announcement(page, edition):
    now = timezone.now()
    if not page.live:
        return Announcement(page, "draft", _("draft"))
    if page.shown_from and page.shown_from > now:
        return Announcement(
            page, "scheduled", _("from %(moment)s") % {"moment": _moment(edition, page.shown_from)}
        )
    if page.shown_until and page.shown_until <= now:
        return Announcement(page, "past", _("no longer shown"))
    if page.shown_until:
        return Announcement(
            page,
            "shown",
            _("shown until %(moment)s") % {"moment": _moment(edition, page.shown_until)},
        )
    return Announcement(page, "shown", _("shown"))


def _moment(edition, moment):
    return date_format(edition.local(moment).replace(tzinfo=None), "j F, H:i")


def _freshness(edition):
    rows = list(edition.snapshots.values_list("wanted", "built", "built_at"))
    return Freshness(
        waiting=sum(built < wanted for wanted, built, _at in rows),
        changed_at=max((at for _wanted, _built, at in rows if at), default=None),
        total=len(rows),
    )
