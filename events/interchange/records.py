"""What a programme file says, read and cleaned, before anything is written to the database."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID


class UnreadableProgramme(Exception):
    """The whole file is refused; `message` says in one sentence what is wrong and where."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Unusable(Exception):
    """One event cannot be read; it is left out and the rest of the file goes on."""

    def __init__(self, reason_code: str, why: str) -> None:
        super().__init__(why)
        self.reason_code = reason_code
        self.why = why


@dataclass(frozen=True)
class LeftOut:
    """Something of the file that is not in the records, such as `what='“Opening” (id 12)'`."""

    reason_code: str
    what: str
    why: str


@dataclass(frozen=True)
class Note:
    """Something that was changed while reading, but is in the records."""

    reason_code: str
    what: str
    why: str


@dataclass
class Report:
    """Collects, while reading, what a person should be told afterwards."""

    left_out: list[LeftOut] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def leave_out(self, reason_code: str, what: str, why: str) -> None:
        self.left_out.append(LeftOut(reason_code, what, why))

    def note(self, reason_code: str, what: str, why: str) -> None:
        self.notes.append(Note(reason_code, what, why))

    def cut(self, text: str, limit: int, *, what: str, part: str) -> str:
        """Return at most `limit` characters of `text`, and say so when that lost something."""
        if len(text) <= limit:
            return text
        self.note("cut", what, f"The {part} has {len(text)} characters and was cut at {limit}.")
        return text[:limit]


@dataclass(frozen=True)
class RoomRecord:
    identity: UUID
    name: str


@dataclass(frozen=True)
class TrackRecord:
    """`colour` is `#rrggbb` or empty."""

    identity: UUID
    name: str
    colour: str = ""
    slug: str = ""


@dataclass(frozen=True)
class SpeakerRecord:
    """A person as presented in the programme. There is no e-mail address here, by design."""

    identity: UUID
    name: str
    biography_html: str = ""


@dataclass(frozen=True)
class LinkRecord:
    """An http or https address; `title` may be empty."""

    url: str
    title: str = ""


@dataclass(frozen=True)
class SessionRecord:
    """One session with its slot.

    `title`, `subtitle`, `kind_text`, `track` and `room` are plain text and still need escaping;
    the `…_html` fields are safe markup. `recording` is "yes", "no", or "" where the file is silent.
    """

    identity: UUID
    title: str
    starts_at: datetime
    minutes: int
    source_id: str = ""
    slug: str = ""
    subtitle: str = ""
    abstract_html: str = ""
    description_html: str = ""
    kind_text: str = ""
    track: str = ""
    room: str = ""
    languages: list[str] = field(default_factory=list)
    url: str = ""
    recording: str = ""
    speakers: list[UUID] = field(default_factory=list)
    links: list[LinkRecord] = field(default_factory=list)


@dataclass(frozen=True)
class ProgrammeRecord:
    """A whole file. `time_zone` is an IANA name that this machine knows, or None."""

    title: str
    time_zone: str | None
    starts_on: date | None
    ends_on: date | None
    rooms: list[RoomRecord] = field(default_factory=list)
    tracks: list[TrackRecord] = field(default_factory=list)
    speakers: list[SpeakerRecord] = field(default_factory=list)
    sessions: list[SessionRecord] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
