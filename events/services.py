"""What is done to the programme."""

import datetime as dt
import logging

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log as log_action
from wagtail.models import Revision

from events.exceptions import Refused
from events.models import EditionPage, Room, SessionPage, Slot

log = logging.getLogger(__name__)

GONE = {Slot.State.CANCELLED, Slot.State.REPLACED}


@transaction.atomic
def create_edition(edition, *, title, home, owner=None):
    """Save a new edition with a draft of its page below the front page of its source language."""
    edition.save()
    page = EditionPage(
        title=title, slug=edition.slug, edition=edition, locale=home.locale, owner=owner, live=False
    )
    home.add_child(instance=page)
    page.save_revision(user=owner)
    log_action(instance=page, action="wagtail.create", user=owner)
    return page


@transaction.atomic
def change_edition(edition, *, zone_before):
    """Save an edition's facts; its pages follow the address, its slots keep their local times.

    `zone_before` is the ZoneInfo that the slots were planned in.
    """
    edition.save()
    for page in edition.pages.exclude(slug=edition.slug):
        page.save()  # takes the slug from the edition
    if zone_before != edition.zone:
        slots = list(edition.slots.all())
        for slot in slots:
            slot.starts_at = _same_local_time(slot.starts_at, zone_before, edition.zone)
            if slot.moved_from_starts_at:
                slot.moved_from_starts_at = _same_local_time(
                    slot.moved_from_starts_at, zone_before, edition.zone
                )
        Slot.objects.bulk_update(slots, ["starts_at", "moved_from_starts_at"])
    return edition


def holds_slot(session, edition):
    """Whether time and room are planned on this page: written in the source language, or the
    only one of its session."""
    if session.locale.language_code == edition.source_language:
        return True
    twins = SessionPage.objects.filter(
        translation_key=session.translation_key, locale__language_code=edition.source_language
    )
    return not twins.exists()


def slot_facts(slot):
    """What a draft can change of a slot, in the shape that drafts are stored in (UTC, pk)."""
    if slot is None:
        return {}
    return {
        "starts_at": slot.starts_at.astimezone(dt.UTC).isoformat(),
        "minutes": slot.minutes,
        "room": slot.room_id,
    }


def standing(draft, slot):
    """The changes of a draft that still stand: nobody has changed the same fact since."""
    public, seen = slot_facts(slot), draft.get("seen", {})
    changes = draft.get("changes", {})
    return {name: value for name, value in changes.items() if public.get(name) == seen.get(name)}


@transaction.atomic
def publish_slot(session, edition):
    """Carry out the slot changes that waited in a published session's draft; returns the slot.

    `slot_draft` is `{"seen": facts, "changes": facts}`. A fact that was changed since the draft
    was written keeps its later value. Safe to repeat. Returns None while there is no slot.
    """
    slot = Slot.objects.select_for_update().filter(session_key=session.translation_key).first()
    if not session.slot_draft:
        return slot
    changes = standing(session.slot_draft, slot)
    if slot is None and "starts_at" not in changes:
        return None  # a room without a time stays planned until there is one
    slot = _carry_out(changes, slot, session, edition)
    _forget_draft(session)
    return slot


def _carry_out(changes, slot, session, edition):
    if "starts_at" in changes and changes["starts_at"] is None:
        if slot:
            slot.delete()
        return None
    if slot is None:
        slot = Slot(session_key=session.translation_key)
    slot.edition = edition
    if "starts_at" in changes:
        slot.starts_at = dt.datetime.fromisoformat(changes["starts_at"])
    slot.minutes = changes.get("minutes", slot.minutes)
    if "room" in changes:
        slot.room = _room(changes["room"], slot, edition)
    slot.save()
    return slot


def _room(pk, slot, edition):
    """The room that a draft chose; the present one if it is gone, since publishing cannot ask."""
    if pk is None:
        return None
    room = Room.objects.filter(pk=pk, edition=edition).first()
    if room is None:
        log.warning("Slot %s keeps its room: the chosen one is gone", slot.session_key)
        return slot.room
    return room


def _forget_draft(session):
    """Nothing waits any more, neither on the page nor in the revision that was published."""
    session.slot_draft = {}
    # Not session.save(): that would write a stale page over a newer one.
    SessionPage.objects.filter(pk=session.pk).update(slot_draft={})
    revision = Revision.objects.filter(pk=session.live_revision_id).first()
    if revision:
        content = {**revision.content, "slot_draft": {}}
        Revision.objects.filter(pk=revision.pk).update(content=content)


def drop_slot(session):
    """A session that is deleted in its last language leaves no slot behind."""
    if not SessionPage.objects.filter(translation_key=session.translation_key).exists():
        Slot.objects.filter(session_key=session.translation_key).delete()
        Slot.objects.filter(replaced_by=session.translation_key).update(
            state=Slot.State.CANCELLED, replaced_by=None
        )


@transaction.atomic
def move_slot(slot, *, starts_at=None, minutes=None, room=...):
    """Move a public session to another time (aware), length or room (None: the whole building).

    Readers are told where it was at first. Raises Refused for a session that does not take place.
    """
    slot = _locked(slot)
    if slot.state in GONE:
        raise Refused("not_taking_place", _("It does not take place. Restore it first."))
    before = (slot.starts_at, slot.room_id)
    new_room = slot.room if room is ... else room
    after = (starts_at or slot.starts_at, new_room.pk if new_room else None)
    if before != after:
        _remember_origin(slot)
        slot.starts_at, slot.room = after[0], new_room
        slot.state = Slot.State.MOVED
        if after == (slot.moved_from_starts_at, slot.moved_from_room_id):
            _forget_origin(slot)
    slot.minutes = minutes or slot.minutes
    slot.save()
    return slot


@transaction.atomic
def delay_slot(slot, *, minutes):
    """Let a session start some minutes (whole, positive) later than it stands now."""
    slot = _locked(slot)
    if slot.state in GONE:
        raise Refused("not_taking_place", _("It does not take place. Restore it first."))
    _remember_origin(slot)
    slot.starts_at += dt.timedelta(minutes=minutes)
    slot.state = Slot.State.DELAYED
    slot.save()
    return slot


@transaction.atomic
def cancel_slot(slot, *, replaced_by=None):
    """Tell readers that a session does not take place; `replaced_by` is another session's key.

    Raises Refused if the other session has no slot in this edition, or is gone itself.
    """
    slot = _locked(slot)
    if replaced_by is not None:
        others = Slot.objects.filter(edition=slot.edition_id).exclude(pk=slot.pk)
        if not others.exclude(state__in=GONE).filter(session_key=replaced_by).exists():
            raise Refused("no_replacement", _("The other session does not take place either."))
    slot.state = Slot.State.REPLACED if replaced_by else Slot.State.CANCELLED
    slot.replaced_by = replaced_by
    slot.save()
    return slot


@transaction.atomic
def restore_slot(slot):
    """Undo: a cancelled session takes place again; one that was moved or delayed goes back."""
    slot = _locked(slot)
    was_gone = slot.state in GONE
    slot.replaced_by = None
    if was_gone and slot.moved_from_starts_at:
        slot.state = Slot.State.MOVED
    else:
        if slot.moved_from_starts_at:
            slot.starts_at, slot.room = slot.moved_from_starts_at, slot.moved_from_room
        _forget_origin(slot)
    slot.save()
    return slot


def _same_local_time(moment, before, after):
    return moment.astimezone(before).replace(tzinfo=after)


def _locked(slot):
    return Slot.objects.select_for_update(of=("self",)).select_related("room").get(pk=slot.pk)


def _remember_origin(slot):
    if slot.moved_from_starts_at is None:
        slot.moved_from_starts_at, slot.moved_from_room = slot.starts_at, slot.room


def _forget_origin(slot):
    slot.moved_from_starts_at = slot.moved_from_room = None
    slot.state = Slot.State.SCHEDULED
