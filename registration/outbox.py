"""Sends what is in the outbox: each mail at least once, at most twice if the process dies."""

import datetime as dt
import logging
import smtplib

from django.core.mail import get_connection
from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from registration import letters
from registration.models import Message

log = logging.getLogger(__name__)

State = Message.State

# Minutes until the next attempt; after the last one a mail is given up, and registrars see it.
RETRIES = [1, 5, 15, 60, 180, 360, 720, 1440, 1440]
# A server that says "never" (5xx) about a mailbox is asked so often before it is believed.
REFUSALS = 3
# A mail that is being sent is nobody else's for so long.
LEASE = dt.timedelta(minutes=10)
BATCH = 20


def send_due(now=None, is_stopping=lambda: False):
    """Send all mails that are due; returns how many were sent.

    Ends early when `is_stopping()`, or when the mail server cannot be reached.
    """
    now, sent = now or timezone.now(), 0
    while not is_stopping() and (batch := _claim(now)):
        count, is_reached = _send_batch(batch, is_stopping)
        sent += count
        if not is_reached:
            break
    return sent


def _claim(now):
    """Take some due mails: their next attempt is put off before the first is made."""
    with transaction.atomic():
        due = Message.objects.filter(state=State.WAITING, due_at__lte=now)
        due = due.select_for_update(skip_locked=True, of=("self",)).order_by("due_at", "pk")
        batch = list(due.select_related("registration__edition__admission")[:BATCH])
        # Counted before it is tried: from now on a decision cannot be undone.
        Message.objects.filter(pk__in=[row.pk for row in batch]).update(
            due_at=timezone.now() + LEASE, attempts=F("attempts") + 1
        )
    for message in batch:
        message.attempts += 1
    return batch


def _send_batch(batch, is_stopping):
    """Send some mails over one connection; returns (how many were sent, is the server there)."""
    connection = get_connection()
    try:
        connection.open()
    except OSError as error:
        for message in batch:
            _put_off(message, error)
        return 0, False
    sent, until = 0, timezone.now() + LEASE / 2
    for number, message in enumerate(batch):
        if is_stopping() or timezone.now() > until:
            _hand_back(batch[number:])
            break
        sent += _send(message, connection)
    _close(connection)
    return sent, True


def _hand_back(messages):
    rows = Message.objects.filter(pk__in=[row.pk for row in messages])
    rows.update(due_at=timezone.now(), attempts=F("attempts") - 1)


def _send(message, connection):
    """One mail; 1 if it was sent. What goes wrong with one never stops the others."""
    try:
        letter = letters.letter(message)
        if letter is None:
            message.delete()  # nobody registered with this address
            return 0
        letter.send(connection)
    except DatabaseError:
        raise
    except Exception as error:  # noqa: BLE001 a letter that cannot be made is such a mail
        _put_off(message, error)
        _close(connection)
        return 0
    _update(message, state=State.SENT, sent_at=timezone.now(), error="")
    return 1


def _put_off(message, error):
    code = _code(error)
    words = f"{type(error).__name__} {code or ''}".strip()
    last = REFUSALS if _is_final(error, code) else len(RETRIES) + 1
    if message.attempts >= last:
        _update(message, state=State.FAILED, error=words)
    else:
        wait = dt.timedelta(minutes=RETRIES[message.attempts - 1])
        _update(message, due_at=timezone.now() + wait, error=words)
    log.warning("A mail could not be sent: %s, attempt %d", words, message.attempts)


def _code(error):
    """What the server answered, such as 550; None if it did not."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return min(code for code, _text in error.recipients.values())
    return getattr(error, "smtp_code", None)


def _is_final(error, code):
    """Whether the mailbox was refused for good. Refused log-ins and senders are our own fault."""
    is_about_mailbox = isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError)
    return is_about_mailbox and code >= 500


def _update(message, **values):
    """Not `save()`: the person may have been erased meanwhile, and their mails with them."""
    Message.objects.filter(pk=message.pk).update(**values)


def _close(connection):
    try:
        connection.close()
    except OSError:
        log.warning("The connection to the mail server was lost")


def retry(messages):
    """Send mails that were given up, or wait for their next attempt, at once."""
    messages.exclude(state=State.SENT).update(
        state=State.WAITING, attempts=0, due_at=timezone.now(), error=""
    )
