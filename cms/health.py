"""Whether everything that readers depend on works: for `/healthz` and its watchers."""

import datetime as dt

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.utils import timezone
from wagtail.models import Page

from events.models import Heartbeat, Snapshot

BEAT_WITHIN = dt.timedelta(minutes=3)
BUILT_WITHIN = dt.timedelta(minutes=2)
TREE_CHECKED_EVERY = 600  # seconds; it reads every page


def report():
    """`{"status": "ok" | "failing", "checks": {name: {"ok": bool, …}}}`, without personal data."""
    database = _database()
    checks = {"database": database}
    if database["ok"]:
        checks |= {
            "worker": _heartbeat("worker"),
            "clock": _heartbeat("clock"),
            "mail": _heartbeat("mail"),
            "snapshots": _snapshots(),
            "page_tree": cache.get_or_set("health.page_tree", _page_tree, TREE_CHECKED_EVERY),
        }
    is_ok = all(check["ok"] for check in checks.values())
    return {"status": "ok" if is_ok else "failing", "checks": checks}


def _database():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return {"ok": False, "error": type(error).__name__}
    return {"ok": True}


def _heartbeat(name):
    beat = Heartbeat.objects.filter(name=name).first()
    if beat is None:
        return {"ok": False, "seconds_ago": None}
    age = timezone.now() - beat.beaten_at
    return {"ok": age < BEAT_WITHIN, "seconds_ago": int(age.total_seconds())}


def _snapshots():
    """Age of the oldest document that waits to be built, in seconds; 0 when none waits."""
    oldest = Snapshot.objects.dirty().order_by("dirty_since").first()
    age = timezone.now() - oldest.dirty_since if oldest else dt.timedelta()
    return {"ok": age < BUILT_WITHIN, "oldest_waiting_seconds": int(age.total_seconds())}


def _page_tree():
    problems = sum(len(found) for found in Page.find_problems())
    return {"ok": problems == 0, "problems": problems}
