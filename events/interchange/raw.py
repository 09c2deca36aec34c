"""The common shape of both formats: every value still the text that stood in the file."""

from dataclasses import dataclass, field, fields

from events.interchange.records import LeftOut, Note


@dataclass(frozen=True)
class RawPerson:
    guid: str = ""
    code: str = ""
    id: str = ""
    name: str = ""
    biography: str = ""


@dataclass(frozen=True)
class RawRoom:
    name: str
    guid: str = ""


@dataclass(frozen=True)
class RawTrack:
    name: str
    colour: str = ""
    slug: str = ""


@dataclass(frozen=True)
class RawDay:
    date: str = ""
    start: str = ""


@dataclass(frozen=True)
class RawEvent:
    day: RawDay = RawDay()
    guid: str = ""
    id: str = ""
    code: str = ""
    slug: str = ""
    title: str = ""
    subtitle: str = ""
    abstract: str = ""
    description: str = ""
    type: str = ""
    track: str = ""
    room: str = ""
    date: str = ""
    start: str = ""
    end: str = ""
    duration: str = ""
    language: str = ""
    url: str = ""
    do_not_record: str = ""
    persons: list[RawPerson] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)  # (address, title)


# Names of the values of an event that are single texts.
EVENT_TEXTS = [part.name for part in fields(RawEvent) if part.type is str]


@dataclass(frozen=True)
class RawProgramme:
    acronym: str = ""
    title: str = ""
    time_zone: str = ""
    start: str = ""
    end: str = ""
    rooms: list[RawRoom] = field(default_factory=list)
    tracks: list[RawTrack] = field(default_factory=list)
    days: list[RawDay] = field(default_factory=list)
    events: list[RawEvent] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
