"""What time does: offers lapse, people are asked again, ballots are drawn."""

import datetime as dt
from contextlib import suppress
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.exceptions import Refused
from registration import acts, ballot, seats
from registration.models import Admission, Message, Registration

State, Kind, Mode = Registration.State, Message.Kind, Admission.Mode

# What was never proved is forgotten after this.
PROOF_DAYS = 7


def lapse_due(now=None):
    """Free the seats of offers, and of reconfirmations, that nobody answered in time."""
    now = now or timezone.now()
    offers = Registration.objects.filter(state=State.OFFERED, held_until__lte=now)
    silent = Registration.objects.filter(
        state=State.CONFIRMED,
        reconfirm_asked_at__isnull=False,
        reconfirmed_at=None,
        edition__admission__reconfirm_until__lte=now,
    )
    for registration in [*offers, *silent]:
        # Who was erased meanwhile stops nothing.
        answered = partial(_is_answered, now=now)
        with suppress(Refused), acts.act(registration, "lapse", answered) as row:
            if row is not None:
                acts.leave(row, State.LAPSED, "lapse", is_by_clock=True)


def _is_answered(row, now):
    """Asked again under the lock: the person may have answered since."""
    if row.state == State.OFFERED:
        return row.held_until > now
    until = row.edition.admission.reconfirm_until
    is_silent = row.reconfirm_asked_at is not None and row.reconfirmed_at is None
    return row.state != State.CONFIRMED or not is_silent or until is None or until > now


def ask_to_reconfirm(now=None):
    """Ask all who are confirmed, some days before the deadline."""
    now = now or timezone.now()
    rows = Registration.objects.filter(
        state=State.CONFIRMED,
        reconfirm_asked_at=None,
        edition__admission__reconfirm_until__gt=now,
    ).select_related("edition__admission")
    for registration in rows:
        if registration.edition.admission.reconfirm_from > now:
            continue
        with suppress(Refused), acts.act(registration, "ask_to_reconfirm", _is_asked) as row:
            if row is not None:
                row.reconfirm_asked_at = now
                message = Kind.RECONFIRM
                acts.change(row, row.state, "ask_to_reconfirm", is_by_clock=True, message=message)


def _is_asked(row):
    return row.state != State.CONFIRMED or row.reconfirm_asked_at is not None


def forget_unproved(now=None):
    """Delete requests that nobody proved in time; returns how many."""
    before = (now or timezone.now()) - dt.timedelta(days=PROOF_DAYS)
    rows = Registration.objects.filter(state=State.RECEIVED, received_at__lt=before)
    with transaction.atomic():
        # Locked, since somebody may prove one of them at this moment.
        found = list(rows.select_for_update().values_list("pk", flat=True))
        Registration.objects.filter(pk__in=found).delete()
    return len(found)


def draw(admission, *, by=None):
    """Draw the ballot: seats are offered in the order drawn, the others wait in it.

    Raises Refused before the closing, without a seed, or if it was drawn already.
    """
    with transaction.atomic():
        pools = seats.lock(admission.edition_id)
        admission = Admission.objects.select_for_update().get(pk=admission.pk)
        _require_drawable(admission)
        now = admission.drawn_at = timezone.now()
        for pool in pools.values():
            rows = Registration.objects.filter(pool=pool, state=State.IN_BALLOT)
            rows = rows.select_related("edition__admission")
            rows = ballot.in_order(admission.ballot_seed, rows, lot=lambda row: row.lot)
            admission.drawn_lots[pool.kind] = [row.lot for row in rows]
            for rank, row in enumerate(rows):
                _draw_one(row, now + dt.timedelta(microseconds=rank), by)
        admission.save(update_fields=["drawn_at", "drawn_lots"])


def _draw_one(row, place, by):
    if timezone.now() < row.edition.admission.starts_at and seats.take(row.pool_id):
        row.held_until = acts.deadline(row.edition.admission)
        acts.change(row, State.OFFERED, "draw", by=by, is_by_clock=by is None)
    elif row.edition.admission.has_waiting_list:
        row.queued_at = place
        acts.change(row, State.WAITING, "draw", by=by, is_by_clock=by is None)
    else:
        acts.change(row, State.DECLINED, "draw", by=by, is_by_clock=by is None)


def _require_drawable(admission):
    if admission.mode != Mode.BALLOT or not admission.ballot_seed:
        raise Refused("no_ballot", _("This edition has no ballot."))
    if admission.drawn_at:
        raise Refused("drawn", _("The ballot was drawn already."))
    if admission.closes_at is None or admission.closes_at > timezone.now():
        raise Refused("not_closed", _("Registration is still open."))
