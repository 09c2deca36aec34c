"""Real SMTP servers on loopback that misbehave in one way each."""

import contextlib
import socket
import time

from aiosmtpd.controller import Controller
from django.test import override_settings


class Server:
    """Takes all mails; `answers` maps mailboxes to what is said to RCPT, such as "550 no"."""

    def __init__(self, answers=None, wait=0, dies_after=None):
        self.answers, self.wait, self.dies_after = answers or {}, wait, dies_after
        self.mails, self.asked = [], []

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.asked.append(address)
        answer = self.answers.get(address) or self.answers.get("*")
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.wait:
            time.sleep(self.wait)  # the server's own thread
        self.mails.append(envelope)
        if self.dies_after is not None and len(self.mails) >= self.dies_after:
            server.transport.abort()  # took it, and never says so
        return "250 OK"

    @property
    def receivers(self):
        return [envelope.rcpt_tos[0] for envelope in self.mails]


@contextlib.contextmanager
def serving(**behaviour):
    """Run a server and point Django at it; yields the Server."""
    handler = Server(**behaviour)
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        with mailing_to(controller.port):
            yield handler
    finally:
        controller.stop()


def mailing_to(port):
    backend = "django.core.mail.backends.smtp.EmailBackend"
    return override_settings(
        EMAIL_BACKEND=backend, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port, EMAIL_TIMEOUT=1
    )


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
