"""Compares a programme that was read with an edition: what an import would make and change."""

import uuid
from dataclasses import dataclass, field

from anyascii import anyascii
from django.utils.text import Truncator, slugify

from events.interchange.records import LeftOut, Note, ProgrammeRecord, SessionRecord
from events.models import EditionPage, Room, SessionPage, SessionSpeaker, Slot, SpeakerPage, Track

# First match wins; the words are those that frab, pretalx and the C3 hub write.
KINDS = [
    ("keynote", SessionPage.Kind.KEYNOTE),
    ("panel", SessionPage.Kind.PANEL),
    ("podium", SessionPage.Kind.PANEL),
    ("workshop", SessionPage.Kind.WORKSHOP),
    ("discussion", SessionPage.Kind.DISCUSSION),
    ("meeting", SessionPage.Kind.DISCUSSION),
    ("performance", SessionPage.Kind.PERFORMANCE),
    ("concert", SessionPage.Kind.PERFORMANCE),
    ("exhibition", SessionPage.Kind.EXHIBITION),
    ("party", SessionPage.Kind.SOCIAL),
    ("social", SessionPage.Kind.SOCIAL),
    ("break", SessionPage.Kind.BREAK),
]
SUMMARY_LENGTH = SessionPage._meta.get_field("summary").max_length
LANGUAGES_LENGTH = SessionPage._meta.get_field("languages").max_length


@dataclass
class Wanted:
    """One row or page as the file wants it; `found` is what is there, `changes` the difference."""

    key: uuid.UUID
    values: dict
    found: object = None
    changes: dict = field(default_factory=dict)
    record: object = None

    @property
    def is_new(self):
        return self.found is None


@dataclass
class Plan:
    """Everything that an import would do to an edition; nothing is written yet."""

    edition: object
    rooms: list[Wanted]
    tracks: list[Wanted]
    speakers: list[Wanted]
    sessions: list[Wanted]
    slots: dict[uuid.UUID, Slot]
    appearances: dict[uuid.UUID, list[uuid.UUID]]
    gone: list[SessionPage]
    left_out: list[LeftOut]
    notes: list[Note]


def make_plan(record: ProgrammeRecord, edition) -> Plan:
    """Compare by stable identities, so that reading the same file again changes nothing."""
    source = edition.source_language
    sessions = _by_key(SessionPage, source, _session_keys(record, edition))
    plan = Plan(
        edition=edition,
        rooms=_vocabulary(Room, record.rooms, edition),
        tracks=_vocabulary(Track, record.tracks, edition),
        speakers=_speakers(record, source),
        sessions=[_session(row, edition, sessions) for row in record.sessions],
        slots={slot.session_key: slot for slot in _rows(Slot, edition)},
        appearances=_appearances(sessions.values()),
        gone=[],
        left_out=list(record.left_out),
        notes=list(record.notes),
    )
    _leave_out_other_editions(plan)
    _note_drafts_and_days(plan)
    known = {wanted.key for wanted in plan.sessions}
    plan.gone = [key for key in plan.slots if key not in known]
    return plan


def key_in(edition, identity):
    """The translation key of something that belongs to one edition only."""
    return uuid.uuid5(identity, edition.slug)


def _session_keys(record, edition):
    for row in record.sessions:
        yield row.identity
        yield key_in(edition, row.identity)


def _by_key(model, language, keys):
    rows = model.objects.filter(locale__language_code=language)
    found = {}
    keys = list(keys)
    for start in range(0, len(keys), 500):
        chunk = rows.filter(translation_key__in=keys[start : start + 500])
        found |= {row.translation_key: row for row in chunk}
    return found


def _vocabulary(model, records, edition):
    rows = {
        row.translation_key: row
        for row in _rows(model, edition).filter(locale__language_code=edition.source_language)
    }
    wanted = []
    for position, record in enumerate(records):
        key = key_in(edition, record.identity)
        values = {"name": record.name[:100], "position": position}
        wanted.append(_compare(key, values, rows.get(key), record))
    return wanted


def _rows(model, edition):
    """Rows of the edition; a dry run may look at an edition that is not made yet."""
    return model.objects.filter(edition_id=edition.pk)


def _speakers(record, source):
    found = _by_key(SpeakerPage, source, [row.identity for row in record.speakers])
    return [
        _compare(
            row.identity,
            {"title": row.name[:255], "biography": row.biography_html},
            found.get(row.identity),
            row,
        )
        for row in record.speakers
    ]


def _session(row: SessionRecord, edition, found):
    """An export of ours carries the key itself; files of others are keyed for this edition."""
    page = found.get(row.identity) or found.get(key_in(edition, row.identity))
    key = page.translation_key if page else key_in(edition, row.identity)
    values = {
        "title": row.title[:255],
        "summary": Truncator(row.subtitle).chars(SUMMARY_LENGTH),
        "abstract": _abstract(row),
        "kind": _kind(row.kind_text),
        "languages": _codes(row.languages),
        "recording": row.recording or SessionPage.Recording.NO,
    }
    return _compare(key, values, page, row)


def _abstract(row):
    if row.abstract_html in row.description_html:
        return row.description_html
    return row.abstract_html + row.description_html


def _kind(text):
    folded = text.casefold()
    return next((kind for word, kind in KINDS if word in folded), SessionPage.Kind.TALK)


def _codes(languages):
    text = " ".join(languages)
    return text if len(text) <= LANGUAGES_LENGTH else text[:LANGUAGES_LENGTH].rsplit(" ", 1)[0]


def _compare(key, values, found, record):
    changes = {}
    if found is not None:
        changes = {name: value for name, value in values.items() if getattr(found, name) != value}
    return Wanted(key, values, found, changes, record)


def _appearances(sessions):
    ids = [session.pk for session in sessions]
    rows = SessionSpeaker.objects.filter(session_id__in=ids).order_by("sort_order")
    found = {}
    for key, speaker in rows.values_list("session__translation_key", "speaker__translation_key"):
        found.setdefault(key, []).append(speaker)
    return found


def _leave_out_other_editions(plan):
    """A session of another edition with the same identity is not ours to change."""
    pages = EditionPage.objects.filter(edition_id=plan.edition.pk)
    root = pages.filter(locale__language_code=plan.edition.source_language).first()
    kept = []
    for wanted in plan.sessions:
        is_ours = wanted.is_new or (root and wanted.found.path.startswith(root.path))
        if is_ours:
            kept.append(wanted)
        else:
            what = f"“{wanted.found.title}”"
            plan.left_out.append(
                LeftOut("other_edition", what, "It belongs to another edition already.")
            )
    plan.sessions = kept


def _note_drafts_and_days(plan):
    edition = plan.edition
    for wanted in plan.sessions:
        what = f"“{wanted.record.title}” (id {wanted.record.source_id})"
        if wanted.found is not None and wanted.changes and wanted.found.has_unpublished_changes:
            wanted.changes = {}
            plan.notes.append(
                Note("has_draft", what, "Its words were kept: an editor has an unpublished draft.")
            )
        day = edition.local(wanted.record.starts_at).date()
        if not edition.starts_on <= day <= edition.ends_on:
            plan.notes.append(Note("outside_days", what, f"{day} is outside the edition's days."))


def slug_for(record, taken):
    """An ASCII address that is free among `taken`, which is extended."""
    base = slugify(anyascii(record.slug or record.title))[:80].strip("-") or "session"
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    taken.add(slug)
    return slug
