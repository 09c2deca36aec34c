import logging
import time

from django.core.management import BaseCommand, call_command
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from cms import jobs
from cms.translating import digests
from events import tasks
from events.compiler import snapshots
from events.models import AnnouncementPage, Heartbeat, Snapshot
from registration import limits, purge, services

log = logging.getLogger(__name__)

TICK = 3  # seconds: what is due reaches readers within five
ROUND = 20  # ticks: a minute
SWEEP_EVERY = 10  # rounds
PRUNE_EVERY = 24 * 60  # rounds


class Command(BaseCommand):
    help = "Do what is due: scheduled publishing, announcements that begin or end, the sweep."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="One tick with all it can hold.")

    def handle(self, *, once, **options):
        number, since = 0, timezone.now()
        while True:
            started = time.monotonic()
            try:
                since = do_tick(since)
                if number % ROUND == 0:
                    do_round(number // ROUND)
            except DatabaseError:
                log.exception("This tick failed; the next one tries again")
            if once:
                return
            number += 1
            close_old_connections()
            time.sleep(max(0.0, TICK - (time.monotonic() - started)))


def do_tick(since):
    """What became due after the moment `since` (aware); returns the moment to go on from."""
    now = timezone.now()
    call_command("publish_scheduled")
    due = AnnouncementPage.objects.live().filter(shown_from__gt=since, shown_from__lte=now)
    due |= AnnouncementPage.objects.live().filter(shown_until__gt=since, shown_until__lte=now)
    for page in due:
        snapshots.mark_dirty([page.get_parent().specific.edition], site=False)
    return now


def do_round(number):
    """What is done every minute and less often; `number` counts rounds since the start."""
    if number % SWEEP_EVERY == 0:
        # Changes that sent no signal: bulk updates, raw SQL, a restored backup.
        snapshots.mark_dirty()
    elif Snapshot.objects.dirty().exists():
        snapshots.queue_rebuild()
    if number % PRUNE_EVERY == 0:
        call_command("prune_db_task_results", min_age_days=2, verbosity=0)
    do_registration(number)
    digests.queue_due()
    jobs.resume_stalled()
    tasks.beat.enqueue()
    Heartbeat.objects.update_or_create(name="clock", defaults={"beaten_at": timezone.now()})


def do_registration(number):
    """Deadlines that passed, and what is to be forgotten."""
    services.lapse_due()
    services.ask_to_reconfirm()
    services.forget_unproved()
    limits.forget_old()
    if number % PRUNE_EVERY == 0:
        purge.purge_due()
