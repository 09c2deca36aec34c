"""Speakers from the persons of all events: one record each, and never an e-mail address."""

from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from events.interchange.raw import RawEvent, RawPerson
from events.interchange.records import Report, SpeakerRecord
from events.interchange.text import is_damaged, plain, rich, without_emails
from events.interchange.values import derived_identity, guid_or_none

LONGEST_NAME = 255
LONGEST_TEXT = 50_000
WITHOUT_MAILTO = frozenset({"http", "https"})


@dataclass
class People:
    """The speakers met so far, in the order of the programme."""

    acronym: str
    ambiguous: set[tuple[str, str]]
    report: Report
    speakers: dict[UUID, SpeakerRecord] = field(default_factory=dict)

    def identities(self, persons: list[RawPerson], *, what: str) -> list[UUID]:
        """Return the speakers of one session, each once, and remember what is known of them."""
        found: dict[UUID, None] = {}
        for person in persons:
            name = public_name(person)
            if not name:
                self._leave_out(person, what)
                continue
            identity = self._identity(person, name)
            self._remember(identity, person, name)
            found[identity] = None
        return list(found)

    def _leave_out(self, person: RawPerson, what: str) -> None:
        if "@" in person.name:
            code, why = "email_as_name", "The only name is an e-mail address, which is not shown."
        else:
            code, why = "no_name", "There is no name."
        self.report.leave_out(code, f"a speaker of {what}", why)

    def _identity(self, person: RawPerson, name: str) -> UUID:
        guid = guid_or_none(person.guid)
        if guid:
            return guid
        for kind, value in _numbers(person):
            if (kind, value) not in self.ambiguous:
                return derived_identity("person", self.acronym, kind, value)
        return derived_identity("person", self.acronym, "name", name.casefold())

    def _remember(self, identity: UUID, person: RawPerson, name: str) -> None:
        known = self.speakers.get(identity)
        if known and (known.biography_html or not person.biography.strip()):
            return
        what = f"speaker “{name[:80]}”"
        if is_damaged(person.name + person.biography):
            self.report.note("damaged_text", what, "Half a character was replaced by “\ufffd”.")
        if not known:
            name = self.report.cut(name, LONGEST_NAME, what=what, part="name")
        biography = self._biography(person.biography, what=what)
        self.speakers[identity] = SpeakerRecord(identity, known.name if known else name, biography)

    def _biography(self, text: str, *, what: str) -> str:
        text = self.report.cut(text, LONGEST_TEXT, what=what, part="biography")
        with_emails = rich(text, url_schemes=WITHOUT_MAILTO)
        biography = without_emails(with_emails, instead="…")
        if biography != with_emails:
            self.report.note(
                "email_removed", what, "An e-mail address was taken out of the biography."
            )
        return biography


def public_name(person: RawPerson) -> str:
    """Return the name on one line; a name that is an e-mail address is none."""
    name = plain(person.name)
    if "@" in name:
        name = " ".join(without_emails(name).replace("<>", " ").replace("()", " ").split())
    return name


def ambiguous_numbers(events: list[RawEvent]) -> set[tuple[str, str]]:
    """Return the ids that several names share: merged systems count from 1 each."""
    names = defaultdict(set)
    for event in events:
        for person in event.persons:
            for number in _numbers(person):
                names[number].add(public_name(person).casefold())
    return {number for number, found in names.items() if len(found) > 1}


def _numbers(person: RawPerson) -> list[tuple[str, str]]:
    numbers = [("code", plain(person.code)), ("id", plain(person.id))]
    return [(kind, value) for kind, value in numbers if value]
