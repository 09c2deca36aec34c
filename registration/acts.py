"""The pieces that everything which happens to a registration is made of.

`act` is the transaction around one; the others run within it.
"""

import contextlib
import datetime as dt
import hashlib
import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.exceptions import Refused
from registration import sealing, seats, states
from registration.models import Admission, Message, Registration, SeatPool, Transition

State, Kind, Mode = Registration.State, Message.Kind, Admission.Mode

# Mails about a registrar's decision wait so long, and the decision can be undone.
UNDO_MINUTES = 5


@contextlib.contextmanager
def act(registration, name, repeats=lambda row: False):
    """Lock the pools, then the row, and check that the act `name` is possible.

    `with` gives the locked row, its `pool` as it is under the lock; None if `repeats(row)` says
    that it was done before.
    """
    with transaction.atomic():
        pools = seats.lock(registration.edition_id)
        row = locked(registration)
        if row is None:
            raise Refused("gone", _("This registration does not exist any more."))
        row.pool = pools[row.pool_id]
        if repeats(row):
            yield None
            return
        if row.state not in states.POSSIBLE[name]:
            raise Refused("not_possible", _("This is not possible any more."))
        yield row


def locked(registration):
    """The row as it is now, locked; None if it is gone."""
    rows = Registration.objects.select_for_update(of=("self",))
    rows = rows.select_related("edition__admission")
    return rows.filter(pk=registration.pk).first()


def consider(row, name):
    """Where a proved request goes, by the mode of the edition."""
    admission = row.edition.admission
    if admission.mode == Mode.REVIEW:
        change(row, State.IN_REVIEW, name)
    elif admission.mode == Mode.BALLOT and admission.drawn_at is None:
        row.lot = row.lot or secrets.token_hex(8)
        change(row, State.IN_BALLOT, name)
    elif row.pool.free and seats.take(row.pool_id):
        confirm(row, name)
    else:
        to_waiting_list(row, name)


def confirm(row, name):
    """Give a row, whose seat is counted already, its ticket."""
    row.ticket_serial += 1
    row.ticket_hash = ticket_hash(row)
    row.held_until = row.queued_at = None
    change(row, State.CONFIRMED, name)


def ticket_hash(row):
    return sealing.hashed(sealing.ticket_id(row.details["secret"], row.ticket_serial))


def to_waiting_list(row, name, *, by=None):
    """To the end of the waiting list; declined where there is none."""
    if row.edition.admission.has_waiting_list:
        row.queued_at = timezone.now()
        change(row, State.WAITING, name, by=by)
    else:
        change(row, State.DECLINED, name, by=by)


def offer(row, name, *, by=None, is_by_clock=False):
    """Hold a seat until a deadline. Raises Refused after the start and without a free seat."""
    admission = row.edition.admission
    if timezone.now() >= admission.starts_at:
        raise Refused("started", _("The edition has begun: no seats are offered any more."))
    if not seats.take(row.pool_id):
        raise Refused("full", _("There is no free seat."))
    row.held_until = deadline(admission)
    change(row, State.OFFERED, name, by=by, is_by_clock=is_by_clock)


def deadline(admission):
    """The end of an offer made now; never later than the edition's start."""
    until = timezone.now() + dt.timedelta(hours=admission.offer_hours)
    return min(until.replace(second=0, microsecond=0), admission.starts_at)


def leave(row, state, name, *, by=None, is_by_clock=False):
    """Into a state that holds nothing; a seat that was held goes to the next who waits.

    The place on the waiting list stays in the row: who undoes this gives it back.
    """
    held = row.is_holding
    row.held_until = row.ticket_hash = None
    if held:
        seats.give_back(row.pool_id)
    change(row, state, name, by=by, is_by_clock=is_by_clock)
    if held:
        promote(row.edition, row.pool_id)


def promote(edition, pool_id):
    """Offer free seats of a locked pool to those who wait, in their order, until the start."""
    if timezone.now() >= edition.admission.starts_at:
        return
    pool = SeatPool.objects.get(pk=pool_id)
    waiting = Registration.objects.waiting().filter(pool=pool).select_for_update(of=("self",))
    for row in waiting.select_related("edition__admission")[: pool.free]:
        offer(row, "promote", is_by_clock=True)


def change(row, state, name, *, by=None, is_by_clock=False, message=""):
    """Store a row in its new state, log it, and queue the mail: by default that of the state."""
    before, row.state = row.state, state
    row.save()
    record(row, name, state, before=before, by=by, is_by_clock=is_by_clock)
    if message is not None:
        delay = dt.timedelta(minutes=UNDO_MINUTES) if by else dt.timedelta()
        queue_message(row.pk, message or Kind(state), due_at=timezone.now() + delay)


def record(row, name, after, *, before=None, by=None, is_by_clock=False):
    """Log a transition."""
    Transition.objects.create(
        edition_id=row.edition_id,
        registration_id=row.pk,
        act=name,
        before=row.state if before is None else before,
        after=after,
        user=by,
        is_by_clock=is_by_clock,
    )


def queue_message(registration_id, kind, *, key_hash=None, due_at=None):
    """Put a mail into the outbox, once for each `key_hash`."""
    now = timezone.now()
    message = Message(
        registration_id=registration_id,
        kind=kind,
        key_hash=key_hash or hashlib.sha256(secrets.token_bytes(16)).digest(),
        queued_at=now,
        due_at=due_at or now,
    )
    Message.objects.bulk_create([message], ignore_conflicts=True)
