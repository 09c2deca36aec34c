import datetime as dt
import logging
import time

from django.core.management import BaseCommand, call_command
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from events import tasks
from events.compiler import snapshots
from events.models import AnnouncementPage, Heartbeat, Snapshot

log = logging.getLogger(__name__)

ROUND = 60  # seconds
SWEEP_EVERY = 10  # rounds
PRUNE_EVERY = 24 * 60  # rounds


class Command(BaseCommand):
    help = "Do what is due: scheduled publishing, announcements that begin or end, the sweep."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="One round with all it can hold.")

    def handle(self, *, once, **options):
        number = 0
        while True:
            started = time.monotonic()
            try:
                do_round(number)
            except DatabaseError:
                log.exception("This round failed; the next one tries again")
            if once:
                return
            number += 1
            close_old_connections()
            time.sleep(max(0.0, ROUND - (time.monotonic() - started)))


def do_round(number):
    """One minute's work; `number` counts rounds since the start."""
    call_command("publish_scheduled")
    mark_due_announcements()
    if number % SWEEP_EVERY == 0:
        # Changes that sent no signal: bulk updates, raw SQL, a restored backup.
        snapshots.mark_dirty()
    elif Snapshot.objects.dirty().exists():
        snapshots.queue_rebuild()
    if number % PRUNE_EVERY == 0:
        call_command("prune_db_task_results", min_age_days=2, verbosity=0)
    tasks.beat.enqueue()
    Heartbeat.objects.update_or_create(name="clock", defaults={"beaten_at": timezone.now()})


def mark_due_announcements():
    """Announcements whose time to be shown began or ended since the last rounds."""
    now = timezone.now()
    span = (now - 2 * dt.timedelta(seconds=ROUND), now)
    due = AnnouncementPage.objects.live().filter(shown_from__range=span)
    due |= AnnouncementPage.objects.live().filter(shown_until__range=span)
    for page in due:
        edition_page = page.get_parent().specific
        snapshots.mark_dirty([edition_page.edition], site=False)
