"""Writes a plan to the database, in small transactions so that other writers get their turn."""

from collections import Counter

from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from events.compiler.snapshots import mark_dirty
from events.interchange.plan import Plan, slug_for
from events.models import (
    EditionPage,
    Room,
    SessionPage,
    SessionSpeaker,
    Slot,
    SpeakerIndexPage,
    SpeakerPage,
    Track,
)
from home.models import HomePage

BATCH = 50


def summarise(plan: Plan) -> dict[str, Counter]:
    """`{"sessions": {"created": n, "changed": n, "unchanged": n}, …}`: what the plan does."""
    return {
        name: Counter(_verdict(plan, name, wanted) for wanted in getattr(plan, name))
        for name in ("sessions", "speakers", "rooms", "tracks")
    }


def _verdict(plan, name, wanted):
    if wanted.is_new:
        return "created"
    moved = name == "sessions" and (_slot_changes(plan, wanted) or _cast_changes(plan, wanted))
    return "changed" if wanted.changes or moved else "unchanged"


def carry_out(plan: Plan) -> None:
    """Make and change what the plan says; safe to repeat after an interruption."""
    locale = Locale.objects.get(language_code=plan.edition.source_language)
    with disable_reference_index_auto_update():
        rooms = _write_vocabulary(Room, plan.rooms, plan.edition, locale)
        tracks = _write_vocabulary(Track, plan.tracks, plan.edition, locale)
        speakers = _write_speakers(plan, locale)
        _write_sessions(plan, locale, rooms, tracks, speakers)
    mark_dirty([plan.edition])


def _write_vocabulary(model, rows, edition, locale):
    """Rows by name, as sessions of the file refer to them."""
    written = {}
    with transaction.atomic():
        for wanted in rows:
            row = wanted.found or model(translation_key=wanted.key, edition=edition, locale=locale)
            if wanted.is_new or wanted.changes:
                for name, value in wanted.values.items():
                    setattr(row, name, value)
                row.save()
            written[wanted.record.name] = row
    return written


def _write_speakers(plan, locale):
    parent = _speaker_index(locale)
    taken = set(SpeakerPage.objects.child_of(parent).values_list("slug", flat=True))
    written = {wanted.key: wanted.found for wanted in plan.speakers if wanted.found}

    def write(wanted):
        if wanted.is_new:
            page = SpeakerPage(**_new_page(wanted, locale), **wanted.values)
            page.slug = slug_for(_Named(wanted.values["title"]), taken)
            written[wanted.key] = parent.add_child(instance=page)
        elif wanted.changes:
            _update(wanted)

    _in_batches(plan.speakers, write)
    return written


def _write_sessions(plan, locale, rooms, tracks, speakers):
    edition = plan.edition
    parent = EditionPage.objects.get(edition=edition, locale=locale)
    taken = set(Page.objects.child_of(parent).values_list("slug", flat=True))

    def write(wanted):
        record = wanted.record
        if wanted.is_new:
            page = SessionPage(**_new_page(wanted, locale), **wanted.values)
            page.slug, page.track = slug_for(record, taken), tracks.get(record.track)
            parent.add_child(instance=page)
        else:
            page = wanted.found
            if wanted.changes:
                _update(wanted)
        if wanted.is_new or _cast_changes(plan, wanted):
            _write_cast(page, [speakers[key] for key in record.speakers if key in speakers])
        if _slot_changes(plan, wanted):
            slot = plan.slots.get(wanted.key) or Slot(edition=edition, session_key=wanted.key)
            slot.starts_at, slot.minutes = record.starts_at, record.minutes
            slot.room = rooms.get(record.room)
            slot.save()

    _in_batches(plan.sessions, write)


def _slot_changes(plan, wanted):
    slot, record = plan.slots.get(wanted.key), wanted.record
    if slot is None:
        return True
    rooms = {row.record.name: row.found.pk for row in plan.rooms if row.found}
    return (slot.starts_at, slot.minutes, slot.room_id) != (
        record.starts_at,
        record.minutes,
        rooms.get(record.room),
    )


def _cast_changes(plan, wanted):
    return plan.appearances.get(wanted.key, []) != list(dict.fromkeys(wanted.record.speakers))


def _write_cast(page, speakers):
    SessionSpeaker.objects.filter(session=page).delete()
    SessionSpeaker.objects.bulk_create(
        SessionSpeaker(session=page, speaker=speaker, locale=page.locale, sort_order=order)
        for order, speaker in enumerate(dict.fromkeys(speakers))
    )


def _new_page(wanted, locale):
    now = timezone.now()
    return {
        "translation_key": wanted.key,
        "locale": locale,
        "live": True,
        "first_published_at": now,
        "last_published_at": now,
    }


def _update(wanted):
    page = wanted.found
    for name, value in wanted.changes.items():
        setattr(page, name, value)
    page.save_revision().publish()


def _speaker_index(locale):
    index = SpeakerIndexPage.objects.filter(locale=locale).first()
    if index is None:
        home = HomePage.objects.get(locale=locale)
        index = home.add_child(
            instance=SpeakerIndexPage(title="Speakers", slug="speakers", locale=locale)
        )
    return index


def _in_batches(rows, write):
    for start in range(0, len(rows), BATCH):
        with transaction.atomic():
            for row in rows[start : start + BATCH]:
                write(row)


class _Named:
    slug = ""

    def __init__(self, title):
        self.title = title
