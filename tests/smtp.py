"""A real mail server on the loopback, whose mails tests read."""

import socket
from contextlib import contextmanager
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller


class Mailbox:
    """Takes all mails; `replies` are given instead of accepting, one for each mail."""

    def __init__(self):
        self.mails, self.replies = [], []

    async def handle_DATA(self, server, session, envelope):
        if self.replies:
            return self.replies.pop(0)
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    def last(self, address):
        """The newest mail to somebody."""
        return [mail for mail in self.mails if mail["To"] == address][-1]

    def link(self, address):
        """The address in the newest mail to somebody, as its plain text has it."""
        text = self.last(address).get_body(["plain"]).get_content()
        return next(line.strip() for line in text.splitlines() if line.startswith("http"))


@contextmanager
def listening(settings):
    """A Mailbox that Django's mails go to."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    try:
        yield mailbox
    finally:
        controller.stop()
