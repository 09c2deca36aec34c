"""The programme as an editor sees it: days, times and rooms, with what is wrong said in words."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from events import clashes
from events.compiler.dates import day_of
from events.models import Slot

GONE = {Slot.State.CANCELLED, Slot.State.REPLACED}


@dataclass
class Entry:
    """One session as the hub shows it; `slot` is None while it has no public time."""

    page: object
    slot: Slot | None
    speakers: dict = field(default_factory=dict)
    clashes: list = field(default_factory=list)
    replaced_by: str = ""
    planned: str = ""
    time: str = ""

    @property
    def marks(self):
        """Words that tell this session from a plain published one: `[(kind, words)]`."""
        marks = []
        if not self.page.live:
            marks.append(("draft", _("draft")))
        elif self.page.has_unpublished_changes:
            marks.append(("draft", _("unpublished changes")))
        if self.slot and self.slot.state != Slot.State.SCHEDULED:
            kind = "gone" if self.is_gone else "changed"
            marks.append((kind, self.slot.get_state_display()))
        return marks

    @property
    def is_gone(self):
        return self.slot is not None and self.slot.state in GONE

    @property
    def is_changed(self):
        return self.slot is not None and self.slot.state != Slot.State.SCHEDULED

    @property
    def names(self):
        return pgettext("between names", ", ").join(self.speakers.values())


@dataclass
class Row:
    """All sessions that start at one time: a cell for each column, or one cell for everybody."""

    time: str
    cells: list
    is_whole_building: bool = False


@dataclass
class Day:
    """One day of the programme as a table."""

    name: str
    columns: list
    rows: list


def entries(edition, pages, slots, speakers):
    """Entries of an edition's sessions; `speakers` is `{session key: {speaker key: name}}`."""
    by_key = {slot.session_key: slot for slot in slots}
    titles = {page.translation_key: page.title for page in pages}
    found = [
        Entry(page, by_key.get(page.translation_key), speakers.get(page.translation_key, {}))
        for page in pages
    ]
    taking_place = [
        entry.slot for entry in found if entry.slot and entry.page.live and not entry.is_gone
    ]
    clashing = clashes.among(edition, taking_place, titles, speakers)
    for entry in found:
        if entry.slot:
            entry.time = clashes.span(edition, entry.slot)
            entry.clashes = clashing.get(entry.slot.session_key, [])
            entry.replaced_by = titles.get(entry.slot.replaced_by, "")
    return found


def days(edition, found):
    """Tables of the days that have sessions, in order."""
    by_day = defaultdict(list)
    for entry in found:
        if entry.slot:
            by_day[day_of(edition, entry.slot.starts_at)].append(entry)
    return [_day(edition, by_day[day]) for day in sorted(by_day)]


def _day(edition, found):
    rooms = {entry.slot.room_id: entry.slot.room for entry in found if entry.slot.room}
    columns = sorted(rooms.values(), key=lambda room: (room.position, room.pk))
    by_time = defaultdict(list)
    for entry in sorted(found, key=lambda entry: (entry.slot.starts_at, entry.page.pk)):
        by_time[entry.slot.starts_at].append(entry)
    needs_building = any(_is_mixed(row) for row in by_time.values()) or not columns
    first = min(found, key=lambda entry: entry.slot.starts_at)
    return Day(
        name=_day_name(day_of(edition, first.slot.starts_at)),
        columns=[*columns, *([None] if needs_building else [])],
        rows=[
            _row(edition, starts_at, row, columns, needs_building)
            for starts_at, row in by_time.items()
        ],
    )


def _row(edition, starts_at, found, columns, needs_building):
    time = f"{edition.local(starts_at):%H:%M}"
    if not needs_building and not any(entry.slot.room_id for entry in found):
        return Row(time, [found], is_whole_building=True)
    wanted = [room.pk for room in columns] + ([None] if needs_building else [])
    return Row(time, [[row for row in found if row.slot.room_id == pk] for pk in wanted])


def _is_mixed(found):
    return len({entry.slot.room_id is None for entry in found}) == 2


def _day_name(iso):
    return date_format(dt.date.fromisoformat(iso), "l j F Y")
