"""From raw text to records: the same rules for both formats."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from events.interchange import values
from events.interchange.people import LONGEST_TEXT, People, ambiguous_numbers
from events.interchange.raw import RawEvent, RawProgramme, RawRoom, RawTrack
from events.interchange.records import (
    LinkRecord,
    ProgrammeRecord,
    Report,
    RoomRecord,
    SessionRecord,
    TrackRecord,
    Unusable,
)
from events.interchange.text import is_damaged, plain, rich

LONGEST_LINE = 255
MOST_LINKS = 50


@dataclass
class _Desk:
    """What is known while the events are read one after the other."""

    acronym: str
    zone: ZoneInfo | None
    people: People
    report: Report
    sessions: dict[UUID, SessionRecord] = field(default_factory=dict)


def assemble(raw: RawProgramme, *, assumed_zone: str | None = None) -> ProgrammeRecord:
    """Make records of everything that can be read, and report what cannot."""
    report = Report(left_out=list(raw.left_out), notes=list(raw.notes))
    zone = _zone(raw.time_zone, assumed_zone, report)
    acronym = plain(raw.acronym).casefold()
    people = People(acronym, ambiguous_numbers(raw.events), report)
    desk = _Desk(acronym, zone, people, report)
    for event in raw.events:
        _take(event, desk)
    if not raw.events:
        report.note("no_events", "the programme", "The file names no events at all.")
    sessions = list(desk.sessions.values())
    starts_on, ends_on = _first_and_last_day(raw, sessions, zone)
    title = plain(raw.title) or plain(raw.acronym)
    return ProgrammeRecord(
        title=report.cut(title, LONGEST_LINE, what="the programme", part="title"),
        time_zone=zone.key if zone else None,
        starts_on=starts_on,
        ends_on=ends_on,
        rooms=_rooms(raw.rooms, sessions, report),
        tracks=_tracks(raw.tracks, sessions, report),
        speakers=list(people.speakers.values()),
        sessions=sessions,
        left_out=report.left_out,
        notes=report.notes,
    )


def _zone(named: str, assumed: str | None, report: Report) -> ZoneInfo | None:
    name = plain(named)
    zone = values.zone_or_none(name)
    if name and zone is None:
        report.note("unknown_time_zone", "the programme", f"“{name[:80]}” is no known time zone.")
    return zone or values.zone_or_none(assumed or "")


def _take(event: RawEvent, desk: _Desk) -> None:
    what = _what(event)
    try:
        identity = _identity(event, desk, what)
        session = _session(event, identity, desk, what)
    except Unusable as refusal:
        desk.report.leave_out(refusal.reason_code, what, refusal.why)
        return
    speakers = desk.people.identities(event.persons, what=what)
    desk.sessions[identity] = replace(session, speakers=speakers)


def _what(event: RawEvent) -> str:
    title = plain(event.title)[:80] or "without title"
    number = plain(event.id) or plain(event.code) or plain(event.guid)
    return f"“{title}” (id {number[:40]})" if number else f"“{title}”"


def _identity(event: RawEvent, desk: _Desk, what: str) -> UUID:
    identity = values.guid_or_none(event.guid) or _derived_identity(event, desk, what)
    first = desk.sessions.get(identity)
    if first:
        raise Unusable(
            "duplicate", f"It has the same guid or id as “{first.title[:80]}”, which came first."
        )
    return identity


def _derived_identity(event: RawEvent, desk: _Desk, what: str) -> UUID:
    if event.guid.strip():
        desk.report.note("invalid_guid", what, f"“{plain(event.guid)[:60]}” is not a UUID.")
    for kind in ("id", "code", "slug", "url"):
        value = plain(getattr(event, kind))
        if value:
            return values.derived_identity("event", desk.acronym, kind, value)
    desk.report.note(
        "no_identity",
        what,
        "It has neither guid nor id: with another title or time it will be taken for a new one.",
    )
    parts = (event.title, event.date or event.day.date, event.start)
    return values.derived_identity("event", desk.acronym, *map(plain, parts))


def _session(event: RawEvent, identity: UUID, desk: _Desk, what: str) -> SessionRecord:
    report = desk.report
    title = plain(event.title)
    if not title:
        raise Unusable("no_title", "It has no title.")
    starts_at = values.start_of(event.date, event.start, event.day, desk.zone)
    minutes = values.minutes_of(event.duration, event.end, starts_at, desk.zone)
    if _is_damaged(event):
        report.note("damaged_text", what, "Half a character was replaced by “\ufffd”.")
    return SessionRecord(
        identity=identity,
        title=report.cut(title, LONGEST_LINE, what=what, part="title"),
        starts_at=starts_at,
        minutes=_at_most_a_day(minutes, event, what, report),
        source_id=(plain(event.id) or plain(event.code))[:LONGEST_LINE],
        slug=values.slug_hint(event.slug),
        subtitle=_line(event.subtitle, what, "subtitle", report),
        abstract_html=_rich(event.abstract, what, "abstract", report),
        description_html=_rich(event.description, what, "description", report),
        kind_text=_line(event.type, what, "kind", report),
        track=_line(event.track, what, "track", report),
        room=_line(event.room, what, "room", report),
        languages=_languages(event, what, report),
        url=values.web_address(event.url),
        recording=values.recording_of(event.do_not_record),
        links=_links(event, what, report),
    )


def _is_damaged(event: RawEvent) -> bool:
    texts = (event.title, event.subtitle, event.abstract, event.description, event.type)
    return any(is_damaged(text) for text in (*texts, event.track, event.room))


def _at_most_a_day(minutes: int, event: RawEvent, what: str, report: Report) -> int:
    if minutes <= values.MINUTES_OF_A_DAY:
        return minutes
    why = f"Its duration “{plain(event.duration or event.end)[:60]}” was shortened to 24 hours."
    report.note("too_long", what, why)
    return values.MINUTES_OF_A_DAY


def _line(text: str, what: str, part: str, report: Report) -> str:
    return report.cut(plain(text), LONGEST_LINE, what=what, part=part)


def _rich(text: str, what: str, part: str, report: Report) -> str:
    return rich(report.cut(text, LONGEST_TEXT, what=what, part=part))


def _languages(event: RawEvent, what: str, report: Report) -> list[str]:
    codes, unknown = values.language_codes(event.language[:LONGEST_LINE])
    if unknown:
        words = ", ".join(f"“{word[:40]}”" for word in unknown[:5])
        report.note("unknown_language", what, f"Not known as a language: {words}.")
    return codes


def _links(event: RawEvent, what: str, report: Report) -> list[LinkRecord]:
    links = [
        LinkRecord(values.web_address(url), plain(title)[:LONGEST_LINE])
        for url, title in event.links[:MOST_LINKS]
        if values.web_address(url)
    ]
    lost = sum(1 for url, _title in event.links if url.strip()) - len(links)
    if lost > 0:
        report.note("links", what, f"{lost} of its links are no web addresses, or too many.")
    return links


def _first_and_last_day(
    raw: RawProgramme, sessions: list[SessionRecord], zone: ZoneInfo | None
) -> tuple[date | None, date | None]:
    """Return what the file says, or else the days of the file, or else those of the sessions."""
    first, last = values.day_of(raw.start, zone), values.day_of(raw.end, zone)
    days = [found for day in raw.days if (found := values.day_of(day.date or day.start, zone))]
    if not days:
        days = [session.starts_at.astimezone(zone).date() if zone else session.starts_at.date()
                for session in sessions]  # fmt: skip
    first = first or min(days, default=None)
    last = last or max(days, default=None)
    if first and last and last < first:
        return min(days, default=first), max(days, default=first)
    return first, last


def _rooms(rooms: list[RawRoom], sessions: list[SessionRecord], report: Report) -> list[RoomRecord]:
    """One record for each name; a guid that another name has already is not used again."""
    guids: dict[str, UUID | None] = {}
    for room in rooms:
        name = plain(room.name)[:LONGEST_LINE]
        if name:
            guids[name] = guids.get(name) or values.guid_or_none(room.guid)
    for name in _named(session.room for session in sessions):
        guids.setdefault(name, None)
    used: set[UUID] = set()
    records = []
    for name, guid in guids.items():
        if guid in used:
            report.note("room_guid", f"room “{name[:80]}”", "Another room has the same guid.")
        identity = guid if guid and guid not in used else values.derived_identity("room", name)
        used.add(identity)
        records.append(RoomRecord(identity, name))
    return records


def _tracks(
    tracks: list[RawTrack], sessions: list[SessionRecord], report: Report
) -> list[TrackRecord]:
    records: dict[str, TrackRecord] = {}
    for track in tracks:
        name = _line(track.name, f"track “{plain(track.name)[:80]}”", "name", report)
        if name and name not in records:
            colour, slug = values.colour_of(track.colour), values.slug_hint(track.slug)
            records[name] = TrackRecord(values.derived_identity("track", name), name, colour, slug)
    for name in _named(session.track for session in sessions):
        records.setdefault(name, TrackRecord(values.derived_identity("track", name), name))
    return list(records.values())


def _named(names: Iterable[str]) -> list[str]:
    return [name for name in dict.fromkeys(names) if name]
