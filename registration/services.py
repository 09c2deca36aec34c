"""Everything that happens to a registration: requests, proofs, decisions, seats, withdrawals.

Each function is one transaction, is safe to retry, and refuses with `Refused(code, message)`.
Moments are aware; `by` is the registrar who acts, None for the person themselves.
"""

import datetime as dt
import hashlib
import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.exceptions import Refused
from registration import ballot, limits, sealing, seats, states
from registration.models import Admission, Message, Registration, SeatPool, Transition

State, Kind, Mode = Registration.State, Message.Kind, Admission.Mode

# What was never proved is forgotten after this.
PROOF_DAYS = 7
# Mails about a registrar's decision wait so long, and the decision can be undone.
UNDO_MINUTES = 5

# --- asking ---


def request_seat(admission, *, pool, key, name, email, language, answers):
    """Receive a request for a seat; returns nothing, and does the same for known addresses.

    `key` is the idempotency key that was made when the form was opened: sent again for the same
    address, nothing happens twice. `answers` maps public ids of questions to what they clean to.
    The outcome is told only in the mail. Raises Refused if requests are not taken now.
    """
    _require_open(admission)
    edition = admission.edition
    mailbox, secret = sealing.mailbox(edition.pk, email), sealing.new_secret()
    # With the mailbox: else a key sent again with another address would tell if that is known.
    key_hash = sealing.hashed(f"{key}|{mailbox.hex()}")
    row = Registration(
        edition=edition,
        pool=pool,
        key_hash=key_hash,
        mailbox=mailbox,
        link_hash=sealing.hashed(sealing.link_token(secret, 1)),
    )
    row.details = {
        "name": name,
        "email": email,
        "language": language,
        "answers": answers,
        "secret": secret,
        "notes": [],
    }
    with transaction.atomic():
        # Known or not, the same statements: time must not tell who has registered.
        Registration.objects.bulk_create([row], ignore_conflicts=True)
        found = Registration.objects.filter(edition=edition, mailbox=mailbox)
        _mail_link(mailbox, found.values_list("pk", flat=True).first(), key_hash)


def _mail_link(mailbox, registration_id, key_hash):
    """Queue the mail with the link, unless the mailbox had enough of them today."""
    if not limits.spend("mail", mailbox):
        queue_message(registration_id, Kind.LINK, key_hash=key_hash)


def _require_open(admission):
    if not admission.is_open:
        raise Refused("not_open", _("Registration is not open now."))


def send_link(edition, *, email, key):
    """Mail the link of an address again, if it registered; the same work if it did not."""
    mailbox = sealing.mailbox(edition.pk, email)
    found = Registration.objects.filter(edition=edition, mailbox=mailbox)
    with transaction.atomic():
        registration_id = found.values_list("pk", flat=True).first()
        _mail_link(mailbox, registration_id, sealing.hashed(f"link|{key}|{mailbox.hex()}"))


def find(token):
    """The registration of a mailed link, or None."""
    rows = Registration.objects.select_related("edition__admission", "pool")
    return rows.filter(link_hash=sealing.hashed(token)).first()


# --- the person's own acts ---


def prove(registration):
    """The address is the person's: their request is considered, or seated at once."""
    with _act(registration, "prove", repeats=lambda row: row.proved_at is not None) as row:
        if row is None:
            return
        if row.edition.admission.mode == Mode.CLOSED:
            raise Refused("not_open", _("Registration is not open now."))
        row.proved_at = timezone.now()
        _consider(row, "prove")


def ask_again(registration):
    """Ask for a seat again after a withdrawal or a lapse; the address is proved already."""
    _require_open(registration.edition.admission)
    with _act(registration, "ask_again") as row:
        row.reconfirm_asked_at = row.reconfirmed_at = None
        _consider(row, "ask_again")


def _consider(row, act):
    """Where a proved request goes, by the mode of the edition."""
    admission = row.edition.admission
    if admission.mode == Mode.REVIEW:
        _change(row, State.IN_REVIEW, act)
    elif admission.mode == Mode.BALLOT and admission.drawn_at is None:
        row.lot = row.lot or secrets.token_hex(8)
        _change(row, State.IN_BALLOT, act)
    elif seats.take(row.pool_id):
        _confirm(row, act)
    else:
        _to_waiting_list(row, act)


def _to_waiting_list(row, act, by=None):
    if row.edition.admission.has_waiting_list:
        row.queued_at = timezone.now()
        _change(row, State.WAITING, act, by=by)
    else:
        _change(row, State.DECLINED, act, by=by)


def confirm(registration):
    """Take the seat that is held: the person says that they will come."""
    with _act(registration, "confirm", repeats=lambda row: row.state == State.CONFIRMED) as row:
        if row is None:
            return
        if row.held_until <= timezone.now():
            raise Refused("too_late", _("The seat was held until a moment that has passed."))
        _confirm(row, "confirm")


def _confirm(row, act):
    details = row.details
    row.ticket_serial += 1
    row.ticket_hash = sealing.hashed(sealing.ticket_id(details["secret"], row.ticket_serial))
    row.held_until = row.queued_at = None
    _change(row, State.CONFIRMED, act)


def reconfirm(registration):
    """Shortly before the edition: yes, I am still coming."""
    with _act(registration, "reconfirm", repeats=lambda row: bool(row.reconfirmed_at)) as row:
        if row is None:
            return
        row.reconfirmed_at = timezone.now()
        _change(row, State.CONFIRMED, "reconfirm", message=None)


def withdraw(registration):
    """Give up a request or a seat, which goes to the next on the waiting list."""
    with _act(registration, "withdraw", repeats=lambda row: row.state == State.WITHDRAWN) as row:
        if row is None:
            return
        _leave(row, State.WITHDRAWN, "withdraw")


def reissue_ticket(registration):
    """A new ticket; the old one is not valid any more."""
    with _act(registration, "reissue") as row:
        row.ticket_serial += 1
        secret = row.details["secret"]
        row.ticket_hash = sealing.hashed(sealing.ticket_id(secret, row.ticket_serial))
        _change(row, State.CONFIRMED, "reissue", message=Kind.TICKET)


def renew_link(registration):
    """A new link by mail; the old one ends with the answer to this."""
    with transaction.atomic():
        row = Registration.objects.select_for_update().get(pk=registration.pk)
        row.link_serial += 1
        row.link_hash = sealing.hashed(sealing.link_token(row.details["secret"], row.link_serial))
        row.save(update_fields=["link_serial", "link_hash"])
        queue_message(row.pk, Kind.LINK)
        _log(row, "renew", row.state)


def change_details(registration, *, name, language, answers):
    """Change what the person wrote; the address is proved and stays."""
    with transaction.atomic():
        row = Registration.objects.select_for_update().get(pk=registration.pk)
        row.details = row.details | {"name": name, "language": language, "answers": answers}
        row.save(update_fields=["sealed"])


def erase(registration, *, by=None):
    """Forget a person at once: all of it, mails included. Their seat goes to the next."""
    with transaction.atomic():
        seats.lock(registration.edition_id)
        row = _locked(registration)
        if row is None:
            return
        _log(row, "erase", "", by=by)
        row.delete()
        if row.is_holding:
            seats.give_back(row.pool_id)
            _promote(row.edition, row.pool_id)


# --- decisions of registrars ---


def offer(registration, *, by):
    """Hold a seat for a person until they say that they come."""
    with _act(registration, "offer") as row:
        _offer(row, "offer", by=by)


def _offer(row, act, by=None, is_by_clock=False):
    admission = row.edition.admission
    if timezone.now() >= admission.starts_at:
        raise Refused("started", _("The edition has begun: no seats are offered any more."))
    if not seats.take(row.pool_id):
        raise Refused("full", _("There is no free seat."))
    row.held_until = _deadline(admission)
    _change(row, State.OFFERED, act, by=by, is_by_clock=is_by_clock)


def _deadline(admission):
    """The end of an offer made now; never later than the edition's start."""
    until = timezone.now() + dt.timedelta(hours=admission.offer_hours)
    return min(until.replace(second=0, microsecond=0), admission.starts_at)


def put_on_waiting_list(registration, *, by):
    """Let a person wait; refused while there are seats, since nobody waits beside one."""
    with _act(registration, "queue") as row:
        if not row.edition.admission.has_waiting_list:
            raise Refused("no_waiting_list", _("This edition has no waiting list."))
        if SeatPool.objects.get(pk=row.pool_id).free:
            raise Refused("free_seats", _("There are free seats: offer one instead."))
        _to_waiting_list(row, "queue", by=by)


def decline(registration, *, by):
    with _act(registration, "decline") as row:
        row.queued_at = None
        _change(row, State.DECLINED, "decline", by=by)


def release(registration, *, by):
    """Withdraw a registration for a person who asked the organisers to."""
    with _act(registration, "release") as row:
        _leave(row, State.WITHDRAWN, "release", by=by)


def move(registration, pool, *, by):
    """Move a registration to another pool, with its seat if it holds one."""
    with _act(registration, "move") as row:
        if pool.edition_id != row.edition_id:
            raise Refused("other_edition", _("These seats belong to another edition."))
        if pool.pk == row.pool_id:
            return
        if row.is_holding and not seats.take(pool.pk):
            raise Refused("full", _("There is no free seat."))
        before, row.pool = row.pool_id, pool
        _change(row, row.state, "move", by=by, message=None)
        if row.is_holding:
            seats.give_back(before)
            _promote(row.edition, before)
        elif row.state == State.WAITING:
            _promote(row.edition, pool.pk)


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
        _promote(edition, pool.pk)


def undo(registration, *, by):
    """Take back a registrar's last decision while its mail has not left."""
    with transaction.atomic():
        seats.lock(registration.edition_id)
        row = _locked(registration)
        last = row and row.transitions.order_by("happened_at", "pk").last()
        unsent = row and row.messages.filter(
            state=Message.State.WAITING, attempts=0, due_at__gt=timezone.now()
        )
        if not last or last.act not in ("offer", "queue", "decline", "release") or not unsent:
            raise Refused("too_late", _("This can no longer be undone."))
        holds_then = last.before in Registration.HOLDING
        if holds_then and not row.is_holding and not seats.take(row.pool_id):
            raise Refused("full", _("There is no free seat."))
        if row.is_holding and not holds_then:
            seats.give_back(row.pool_id)
        _restore_moments(row, last.before)
        unsent.delete()
        held = row.is_holding
        _change(row, State(last.before), "undo", by=by, message=None)
        if held and not holds_then:
            _promote(row.edition, row.pool_id)


def _restore_moments(row, state):
    """An undone decision leaves the moments that its state needs."""
    row.held_until = _deadline(row.edition.admission) if state == State.OFFERED else None
    if state == State.WAITING:
        row.queued_at = row.queued_at or row.proved_at


# --- what time does ---


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
        with _act(registration, "lapse", repeats=lambda row: not _is_due(row, now)) as row:
            if row is not None:
                _leave(row, State.LAPSED, "lapse", is_by_clock=True)


def _is_due(row, now):
    """Asked again under the lock: the person may have answered since."""
    if row.state == State.OFFERED:
        return row.held_until <= now
    until = row.edition.admission.reconfirm_until
    is_silent = row.reconfirm_asked_at is not None and row.reconfirmed_at is None
    return row.state == State.CONFIRMED and is_silent and until is not None and until <= now


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
        with _act(registration, "ask_to_reconfirm", repeats=_is_asked) as row:
            if row is not None:
                row.reconfirm_asked_at = now
                message = Kind.RECONFIRM
                _change(row, row.state, "ask_to_reconfirm", is_by_clock=True, message=message)


def _is_asked(row):
    return row.state != State.CONFIRMED or row.reconfirm_asked_at is not None


def forget_unproved(now=None):
    """Delete requests that nobody proved in time; returns how many."""
    before = (now or timezone.now()) - dt.timedelta(days=PROOF_DAYS)
    rows = Registration.objects.filter(state=State.RECEIVED, received_at__lt=before)
    return rows.delete()[1].get("registration.Registration", 0)


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
        row.held_until = _deadline(row.edition.admission)
        _change(row, State.OFFERED, "draw", by=by, is_by_clock=by is None)
    elif row.edition.admission.has_waiting_list:
        row.queued_at = place
        _change(row, State.WAITING, "draw", by=by, is_by_clock=by is None)
    else:
        _change(row, State.DECLINED, "draw", by=by, is_by_clock=by is None)


def _require_drawable(admission):
    if admission.mode != Mode.BALLOT or not admission.ballot_seed:
        raise Refused("no_ballot", _("This edition has no ballot."))
    if admission.drawn_at:
        raise Refused("drawn", _("The ballot was drawn already."))
    if admission.closes_at is None or admission.closes_at > timezone.now():
        raise Refused("not_closed", _("Registration is still open."))


# --- the pieces that all acts are made of ---


class _act:
    """A transaction around one act: locks the pools, then the row, and checks that it may be.

    `with` gives the locked row; None if `repeats(row)` says that it was done before.
    """

    def __init__(self, registration, name, repeats=lambda row: False):
        self.registration, self.name, self.repeats = registration, name, repeats
        self.atomic = transaction.atomic()

    def __enter__(self):
        self.atomic.__enter__()
        try:
            return self._row()
        except BaseException as error:
            self.atomic.__exit__(type(error), error, error.__traceback__)
            raise

    def _row(self):
        seats.lock(self.registration.edition_id)
        row = _locked(self.registration)
        if row is None:
            raise Refused("gone", _("This registration does not exist any more."))
        if self.repeats(row):
            return None
        if row.state not in states.POSSIBLE[self.name]:
            raise Refused("not_possible", _("This is not possible any more."))
        return row

    def __exit__(self, *error):
        return self.atomic.__exit__(*error)


def _locked(registration):
    rows = Registration.objects.select_for_update(of=("self",))
    rows = rows.select_related("edition__admission")
    return rows.filter(pk=registration.pk).first()


def _leave(row, state, act, by=None, is_by_clock=False):
    """Into a state that holds nothing; a seat that was held goes to the next who waits."""
    held = row.is_holding
    row.held_until = row.queued_at = row.ticket_hash = None
    if held:
        seats.give_back(row.pool_id)
    _change(row, state, act, by=by, is_by_clock=is_by_clock)
    if held:
        _promote(row.edition, row.pool_id)


def _promote(edition, pool_id):
    """Offer free seats of a locked pool to those who wait, in their order, until the start."""
    if timezone.now() >= edition.admission.starts_at:
        return
    pool = SeatPool.objects.get(pk=pool_id)
    waiting = Registration.objects.waiting().filter(pool=pool).select_for_update(of=("self",))
    for row in waiting.select_related("edition__admission")[: pool.free]:
        _offer(row, "promote", is_by_clock=True)


def _change(row, state, act, *, by=None, is_by_clock=False, message=""):
    """Store a row in its new state, log it, and queue the mail: by default that of the state."""
    before, row.state = row.state, state
    row.save()
    _log(row, act, state, before=before, by=by, is_by_clock=is_by_clock)
    if message is not None:
        delay = dt.timedelta(minutes=UNDO_MINUTES) if by else dt.timedelta()
        queue_message(row.pk, message or Kind(state), due_at=timezone.now() + delay)


def _log(row, act, after, *, before=None, by=None, is_by_clock=False):
    Transition.objects.create(
        edition_id=row.edition_id,
        registration_id=row.pk,
        act=act,
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
