import itertools
import logging
import time

from django.core.management import BaseCommand, call_command
from django.db import close_old_connections
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
        since = timezone.now()
        if once:
            do_tick(since)
            do_round(0)
            return
        for number in itertools.count():
            started = time.monotonic()
            since = _attempt(do_tick, since) or since
            if number % ROUND == 0:
                _attempt(do_round, number // ROUND)
            close_old_connections()
            time.sleep(max(0.0, TICK - (time.monotonic() - started)))


def _attempt(act, *given):
    """What an act returns, or None if it failed: with this process the others would end too."""
    try:
        return act(*given)
    except Exception:
        log.exception("The clock failed; it tries again")
        return None


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
    """What is done every minute and less often; `number` counts rounds since the start.

    A duty that fails keeps none of the others waiting. Raises an ExceptionGroup of what failed, and
    does not beat then: /healthz tells.
    """
    failures = []
    for duty in _duties(number):
        try:
            duty()
        except Exception as error:  # noqa: BLE001 raised below
            failures.append(error)
    if failures:
        raise ExceptionGroup("Duties of the clock failed", failures)
    Heartbeat.objects.update_or_create(name="clock", defaults={"beaten_at": timezone.now()})


def _duties(number):
    yield sweep if number % SWEEP_EVERY == 0 else rebuild_what_waits
    yield from (services.lapse_due, services.ask_to_reconfirm)
    yield from (services.forget_unproved, limits.forget_old)
    yield from (digests.queue_due, jobs.resume_stalled, tasks.beat.enqueue)
    if number % PRUNE_EVERY == 0:
        yield from (purge.purge_due, prune_tasks)


def sweep():
    """Build anew what changed without a signal: bulk updates, raw SQL, a restored backup."""
    snapshots.mark_dirty()


def rebuild_what_waits():
    if Snapshot.objects.dirty().exists():
        snapshots.queue_rebuild()


def prune_tasks():
    call_command("prune_db_task_results", min_age_days=2, verbosity=0)
