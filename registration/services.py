"""Everything that happens to a registration: requests, proofs, decisions, seats, withdrawals.

Each function is one transaction, is safe to retry, and refuses with `Refused(code, message)`.
Moments are aware; `by` is the registrar who acts, None for the person themselves.
"""

import contextlib
import copy
import secrets
import uuid
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.exceptions import Refused
from registration import acts, limits, sealing, seats
from registration.acts import UNDO_MINUTES, queue_message
from registration.decisions import (
    UNDOABLE,
    add_note,
    decline,
    move,
    offer,
    put_on_waiting_list,
    release,
    resend_link,
    resize,
    undo,
)
from registration.due import PROOF_DAYS, ask_to_reconfirm, draw, forget_unproved, lapse_due
from registration.models import Admission, Message, Registration

__all__ = [
    "PROOF_DAYS",
    "UNDOABLE",
    "UNDO_MINUTES",
    "add_note",
    "ask_again",
    "ask_to_reconfirm",
    "change_details",
    "confirm",
    "decline",
    "draw",
    "erase",
    "find",
    "forget_unproved",
    "lapse_due",
    "move",
    "offer",
    "prove",
    "put_on_waiting_list",
    "queue_message",
    "reconfirm",
    "reissue_ticket",
    "release",
    "renew_link",
    "request_seat",
    "resend_link",
    "resize",
    "send_link",
    "undo",
    "withdraw",
]

State, Kind, Mode = Registration.State, Message.Kind, Admission.Mode

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
    key_hash = sealing.hashed_key(key, mailbox)
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
        _index_anew(edition, email, mailbox)
        # Known or not, the same work: time must not tell who has registered.
        Registration.objects.bulk_create([row], ignore_conflicts=True)
        _even_out(row)
        found = Registration.objects.filter(edition=edition, mailbox=mailbox)
        _mail_link(mailbox, found.values_list("pk", flat=True).first(), key_hash)


def _even_out(row):
    """Insert once more, and take it back: a conflict after an insert, an insert after a conflict.

    The second row has the first one's key, which is there if the address is new.
    """
    again = copy.copy(row)
    again.pk, again.mailbox, again.link_hash = uuid.uuid4(), *map(secrets.token_bytes, (32, 32))
    with _taken_back():
        Registration.objects.bulk_create([again], ignore_conflicts=True)


@contextlib.contextmanager
def _taken_back():
    """What is written within is undone."""
    before = transaction.savepoint()
    yield
    transaction.savepoint_rollback(before)


def _index_anew(edition, email, mailbox):
    """During a rotation of keys: who registered before it is found by the new key from now on."""
    if older := sealing.older_mailboxes(edition.pk, email):
        Registration.objects.filter(edition=edition, mailbox__in=older).update(mailbox=mailbox)


def _mail_link(mailbox, registration_id, key_hash):
    """Queue the mail with the link, unless the mailbox had enough of them today."""
    if Message.objects.filter(key_hash=key_hash).exists():
        return  # sent again: it does not count twice
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
        _index_anew(edition, email, mailbox)
        registration_id = found.values_list("pk", flat=True).first()
        _mail_link(mailbox, registration_id, sealing.hashed_key(f"link|{key}", mailbox))
        # Of a mail to somebody and a mail to nobody both are made, and one is taken back.
        with _taken_back():
            queue_message(None if registration_id else uuid.uuid4(), Kind.LINK)


def find(token):
    """The registration of a mailed link, or None."""
    rows = Registration.objects.select_related("edition__admission", "pool")
    return rows.filter(link_hash=sealing.hashed(token)).first()


# --- the person's own acts ---


def prove(registration):
    """The address is the person's: their request is considered, or seated at once."""
    with acts.act(registration, "prove", repeats=lambda row: row.proved_at is not None) as row:
        if row is None:
            return
        if row.edition.admission.mode == Mode.CLOSED:
            raise Refused("not_open", _("Registration is not open now."))
        row.proved_at = timezone.now()
        acts.consider(row, "prove")


def ask_again(registration):
    """Ask for a seat again after a withdrawal or a lapse; who has the link has the address."""
    _require_open(registration.edition.admission)
    with acts.act(registration, "ask_again") as row:
        row.reconfirm_asked_at = row.reconfirmed_at = None
        row.proved_at = row.proved_at or timezone.now()  # withdrawn before it was proved
        acts.consider(row, "ask_again")


def confirm(registration):
    """Take the seat that is held: the person says that they will come."""
    with acts.act(registration, "confirm", repeats=partial(_is_in, State.CONFIRMED)) as row:
        if row is None:
            return
        if row.held_until <= timezone.now():
            raise Refused("too_late", _("The seat was held until a moment that has passed."))
        acts.confirm(row, "confirm")


def reconfirm(registration):
    """Shortly before the edition: yes, I am still coming."""
    with acts.act(registration, "reconfirm", repeats=lambda row: bool(row.reconfirmed_at)) as row:
        if row is None:
            return
        row.reconfirmed_at = timezone.now()
        acts.change(row, State.CONFIRMED, "reconfirm", message=None)


def withdraw(registration):
    """Give up a request or a seat, which goes to the next on the waiting list."""
    with acts.act(
        registration, "withdraw", repeats=lambda row: row.state == State.WITHDRAWN
    ) as row:
        if row is None:
            return
        acts.leave(row, State.WITHDRAWN, "withdraw")


def reissue_ticket(registration):
    """A new ticket; the old one is not valid any more."""
    with acts.act(registration, "reissue") as row:
        row.ticket_serial += 1
        row.ticket_hash = acts.ticket_hash(row)
        acts.change(row, State.CONFIRMED, "reissue", message=Kind.TICKET)


def renew_link(registration):
    """A new link by mail; the old one ends with the answer to this."""
    with transaction.atomic():
        row = Registration.objects.select_for_update().get(pk=registration.pk)
        row.link_serial += 1
        row.link_hash = sealing.hashed(sealing.link_token(row.details["secret"], row.link_serial))
        row.save(update_fields=["link_serial", "link_hash"])
        queue_message(row.pk, Kind.LINK)
        acts.record(row, "renew", row.state)


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
        row = acts.locked(registration)
        if row is None:
            return
        acts.record(row, "erase", "", by=by)
        row.delete()
        if row.is_holding:
            seats.give_back(row.pool_id)
            acts.promote(row.edition, row.pool_id)


def _is_in(state, row):
    return row.state == state
