"""What is done to the programme."""

import datetime as dt

from django.db import transaction

from events.models import Room, Slot

SLOT_FACTS = {"starts_at", "minutes", "room"}


@transaction.atomic
def publish_slot(session, edition):
    """Carry out the slot changes that waited in a published session's draft; returns the slot.

    Safe to repeat: a change that is already in force changes nothing.
    """
    draft = session.slot_draft
    slot = Slot.objects.select_for_update().filter(session_key=session.translation_key).first()
    if not draft:
        return slot
    if slot is None:
        slot = Slot(session_key=session.translation_key, edition=edition)
    if "starts_at" in draft:
        slot.starts_at = dt.datetime.fromisoformat(draft["starts_at"])
    if "minutes" in draft:
        slot.minutes = draft["minutes"]
    if "room" in draft:
        slot.room = Room.objects.filter(pk=draft["room"]).first()
    if slot.starts_at is None:
        return None
    slot.save()
    # Not session.save(): that would write a stale page over a newer one.
    type(session).objects.filter(pk=session.pk).update(slot_draft={})
    return slot


@transaction.atomic
def move_slot(slot, *, starts_at=None, minutes=None, room=None):
    """Move a public session to another time (aware) or room, and remember where it was."""
    slot = Slot.objects.select_for_update().get(pk=slot.pk)
    moves = (starts_at or slot.starts_at, room or slot.room) != (slot.starts_at, slot.room)
    if moves and slot.state != Slot.State.MOVED:
        slot.moved_from_starts_at, slot.moved_from_room = slot.starts_at, slot.room
    slot.starts_at = starts_at or slot.starts_at
    slot.minutes = minutes or slot.minutes
    slot.room = room or slot.room
    if moves:
        slot.state = Slot.State.MOVED
    slot.save()
    return slot


def set_slot_state(slot, state, *, replaced_by=None):
    """Cancel, delay or restore a session; `replaced_by` is the session key of its replacement."""
    slot.state = state
    slot.replaced_by = replaced_by if state == Slot.State.REPLACED else None
    if state == Slot.State.SCHEDULED:
        slot.moved_from_starts_at = slot.moved_from_room = None
    slot.save()
    return slot
