import logging
import signal
import threading

from django.core.management import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from events.models import Heartbeat
from registration import outbox

log = logging.getLogger(__name__)

TICK = 2  # seconds
BEAT_EVERY = 15  # ticks


class Command(BaseCommand):
    help = "Send the mails that are in the outbox, until it is told to stop."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="What is due now, then end.")

    def handle(self, *, once, **options):
        stop = threading.Event()
        if not once:
            signal.signal(signal.SIGTERM, lambda *_signal: stop.set())
        number = 0
        while not stop.is_set():
            try:
                do_tick(number, stop)
            except Exception:  # with this process the others would end too
                log.exception("This tick failed; the next one tries again")
            if once:
                return
            close_old_connections()
            number += 1
            stop.wait(TICK)


def do_tick(number, stop):
    if number % BEAT_EVERY == 0:
        Heartbeat.objects.update_or_create(name="mail", defaults={"beaten_at": timezone.now()})
    outbox.send_due(is_stopping=stop.is_set)
