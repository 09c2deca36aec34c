"""Decisions of registrars, and taking the last one back."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.exceptions import Refused
from registration import acts, sealing, seats
from registration.models import Message, Registration, Transition

State = Registration.State

UNDOABLE = ("offer", "queue", "decline", "release")


def offer(registration, *, by):
    """Hold a seat for a person until they say that they come."""
    with acts.act(registration, "offer") as row:
        acts.offer(row, "offer", by=by)


def put_on_waiting_list(registration, *, by):
    """Let a person wait; refused while there are seats, since nobody waits beside one."""
    with acts.act(registration, "queue") as row:
        if not row.edition.admission.has_waiting_list:
            raise Refused("no_waiting_list", _("This edition has no waiting list."))
        if row.pool.free:
            raise Refused("free_seats", _("There are free seats: offer one instead."))
        acts.to_waiting_list(row, "queue", by=by)


def decline(registration, *, by):
    with acts.act(registration, "decline") as row:
        acts.leave(row, State.DECLINED, "decline", by=by)


def release(registration, *, by):
    """Withdraw a registration for a person who asked the organisers to."""
    with acts.act(registration, "release") as row:
        acts.leave(row, State.WITHDRAWN, "release", by=by)


def move(registration, pool, *, by):
    """Move a registration to another pool, with its seat if it holds one."""
    with acts.act(registration, "move") as row:
        if pool.edition_id != row.edition_id:
            raise Refused("other_edition", _("These seats belong to another edition."))
        if pool.pk == row.pool_id:
            return
        if row.is_holding and not seats.take(pool.pk):
            raise Refused("full", _("There is no free seat."))
        before, row.pool = row.pool_id, pool
        acts.change(row, row.state, "move", by=by, message=None)
        if row.is_holding:
            seats.give_back(before)
            acts.promote(row.edition, before)
        elif row.state == State.WAITING:
            acts.promote(row.edition, pool.pk)


def resend_link(registration, *, by, key):
    """Mail a person the link that they have once more; with the same `key` only once."""
    with transaction.atomic():
        row = _existing(registration)
        key_hash = sealing.hashed(f"resend|{key}|{row.pk}")
        if not Message.objects.filter(key_hash=key_hash).exists():
            acts.queue_message(row.pk, Message.Kind.LINK, key_hash=key_hash)
            acts.record(row, "resend", row.state, by=by)


def add_note(registration, text, *, by):
    """Keep what a registrar wants the others to know, sealed and deleted with the rest."""
    with transaction.atomic():
        row = _existing(registration)
        details = row.details
        notes = details["notes"]
        note = {"text": text, "who": by.get_username(), "at": timezone.now().isoformat()}
        if notes and (notes[-1]["text"], notes[-1]["who"]) == (note["text"], note["who"]):
            return
        row.details = details | {"notes": [*notes, note]}
        row.save(update_fields=["sealed"])


def _existing(registration):
    row = acts.locked(registration)
    if row is None:
        raise Refused("gone", _("This registration does not exist any more."))
    return row


def resize(pool, capacity, *, by):
    """Change how many seats a pool has; new ones are offered to those who wait."""
    with transaction.atomic():
        pool = seats.lock(pool.edition_id)[pool.pk]
        if capacity < pool.taken:
            message = _("{count} seats are taken: there cannot be fewer.")
            raise Refused("taken", message.format(count=pool.taken))
        pool.capacity = capacity
        pool.save(update_fields=["capacity"])
        edition = pool.edition
        Transition.objects.create(edition=edition, act="resize", user=by)
        acts.promote(edition, pool.pk)


def undo(registration, *, by):
    """Take back a registrar's last decision while its mail has not left."""
    with transaction.atomic():
        seats.lock(registration.edition_id)
        row = acts.locked(registration)
        last = row and row.transitions.order_by("happened_at", "pk").last()
        unsent = last and _unsent(row, last.after)
        if not unsent or last.act not in UNDOABLE:
            raise Refused("too_late", _("This can no longer be undone."))
        if last.before == State.IN_BALLOT and row.edition.admission.drawn_at:
            raise Refused("drawn", _("The ballot was drawn already."))
        unsent.delete()
        _restore(row, State(last.before), by=by)


def _unsent(row, kind):
    """The last mail of this kind; None if it has left, or somebody is sending it."""
    mails = row.messages.filter(kind=kind, state=Message.State.WAITING, attempts=0)
    mail = mails.select_for_update().order_by("queued_at", "pk").last()
    last_due_at = mail and mail.queued_at + dt.timedelta(minutes=acts.UNDO_MINUTES)
    return mail if mail and timezone.now() < mail.due_at <= last_due_at else None


def _restore(row, state, *, by):
    """Back into `state`, with the seat, the moments and the ticket that belong to it."""
    held, holds = row.is_holding, state in Registration.HOLDING
    if holds and not held and not seats.take(row.pool_id):
        raise Refused("full", _("There is no free seat."))
    if held and not holds:
        seats.give_back(row.pool_id)
    if state == State.OFFERED:
        row.held_until = acts.deadline(row.edition.admission)
    else:
        row.held_until = None
    row.ticket_hash = acts.ticket_hash(row) if state == State.CONFIRMED else None
    acts.change(row, state, "undo", by=by, message=None)
    acts.promote(row.edition, row.pool_id)
