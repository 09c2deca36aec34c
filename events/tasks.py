"""What the background worker does."""

from django.utils import timezone
from django_tasks import task

from events.compiler import snapshots
from events.models import Heartbeat


@task()
def rebuild_snapshots():
    """Build documents until none is dirty, so that a change during a build is not forgotten."""
    snapshots.rebuild()


@task()
def beat():
    """Prove that the worker works; queued every minute by `manage.py clock`."""
    Heartbeat.objects.update_or_create(name="worker", defaults={"beaten_at": timezone.now()})
