"""Mails of `make run`: kept as files, so that a newcomer can read them in the admin.

Only cms/settings/dev.py names this backend, and only without EMAIL_URL.
"""

import time
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from email.utils import parsedate_to_datetime

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend

BACKEND = "cms.mails.KeptMails"
MOST = 200


class KeptMails(BaseEmailBackend):
    """Writes each mail into a file of its own, and forgets the oldest."""

    def send_messages(self, messages):
        folder = _folder()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for message in messages:
            path = folder / f"{time.time_ns()}.eml"
            path.touch(mode=0o600)
            path.write_bytes(message.message().as_bytes())
        for path in _paths()[MOST:]:
            path.unlink(missing_ok=True)
        return len(messages)


@dataclass(frozen=True)
class Mail:
    """A mail as a person would read it."""

    to: str
    subject: str
    sent_at: object
    language: str
    text: str


def are_kept():
    return settings.EMAIL_BACKEND == BACKEND


def kept():
    """The last mails, newest first."""
    return [_read(path.read_bytes()) for path in _paths()[:MOST]]


def _folder():
    return settings.DATA_DIR / "mail"


def _paths():
    return sorted(_folder().glob("*.eml"), reverse=True)


def _read(data):
    mail = message_from_bytes(data, policy=default)
    body = mail.get_body(("plain",))
    return Mail(
        to=mail["To"],
        subject=mail["Subject"],
        sent_at=parsedate_to_datetime(mail["Date"]),
        language=mail.get("Content-Language", ""),
        text=body.get_content() if body else "",
    )
