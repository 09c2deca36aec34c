"""Sends what is in the outbox: each mail at least once, at most twice if the process dies."""

import datetime as dt
import logging

from django.core.mail import get_connection
from django.db import transaction
from django.utils import timezone

from registration import letters
from registration.models import Message

log = logging.getLogger(__name__)

# Minutes until the next attempt; after the last one a mail is given up, and registrars see it.
RETRIES = [1, 5, 15, 60, 180, 360, 720, 1440, 1440]
# A mail that is being sent is nobody else's for so long.
LEASE = dt.timedelta(minutes=10)
BATCH = 20


def send_due(now=None):
    """Send all mails that are due; returns how many were sent."""
    sent = 0
    while batch := _claim(now or timezone.now()):
        connection = get_connection()
        for message in batch:
            sent += _send(message, connection)
        _close(connection)
    return sent


def _claim(now):
    """Take some due mails: their next attempt is put off before the first is made."""
    with transaction.atomic():
        due = Message.objects.filter(state=Message.State.WAITING, due_at__lte=now)
        due = due.select_for_update(skip_locked=True, of=("self",)).order_by("due_at", "pk")
        batch = list(due[:BATCH])
        Message.objects.filter(pk__in=[row.pk for row in batch]).update(due_at=now + LEASE)
    return batch


def _send(message, connection):
    """One mail; 1 if it was sent. What goes wrong with one never stops the others."""
    letter = letters.letter(message)
    if letter is None:
        message.delete()  # nobody registered with this address
        return 0
    try:
        letter.send(connection)
    except OSError as error:  # refused, unreachable, too slow: smtplib's errors are among these
        _put_off(message, error)
        _close(connection)
        return 0
    message.state, message.sent_at = Message.State.SENT, timezone.now()
    message.attempts += 1
    message.error = ""
    message.save(update_fields=["state", "sent_at", "attempts", "error"])
    return 1


def _put_off(message, error):
    message.error = f"{type(error).__name__} {getattr(error, 'smtp_code', '')}".strip()
    message.attempts += 1
    if message.attempts > len(RETRIES):
        message.state = Message.State.FAILED
    else:
        message.due_at = timezone.now() + dt.timedelta(minutes=RETRIES[message.attempts - 1])
    message.save(update_fields=["state", "due_at", "attempts", "error"])
    log.warning("A mail could not be sent: %s, attempt %d", message.error, message.attempts)


def _close(connection):
    try:
        connection.close()
    except OSError:
        log.warning("The connection to the mail server was lost")


def retry(messages):
    """Send mails that were given up, or wait for their next attempt, at once."""
    messages.exclude(state=Message.State.SENT).update(
        state=Message.State.WAITING, attempts=0, due_at=timezone.now(), error=""
    )
