import datetime as dt

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page

from cms.management.commands import clock
from events import tasks
from events.compiler import snapshots
from events.models import Heartbeat, Snapshot
from tests import factories


def beat(name, minutes_ago=0):
    at = timezone.now() - dt.timedelta(minutes=minutes_ago)
    Heartbeat.objects.update_or_create(name=name, defaults={"beaten_at": at})


@pytest.fixture
def healthy(edition_page):
    snapshots.rebuild()
    beat("worker")
    beat("clock")
    beat("mail")


def ask(client):
    response = client.get("/healthz")
    checks = response.json()["checks"]
    return response.status_code, {name for name, check in checks.items() if not check["ok"]}


def test_all_is_well(client, healthy):
    assert ask(client) == (200, set())


@pytest.mark.parametrize("name", ["worker", "clock", "mail"])
def test_a_silent_process_is_named(client, healthy, name):
    beat(name, minutes_ago=4)

    assert ask(client) == (503, {name})


def test_documents_that_wait_too_long_are_named(client, healthy):
    old = timezone.now() - dt.timedelta(minutes=5)
    Snapshot.objects.filter(language="ar").update(wanted=99, dirty_since=old)

    assert ask(client) == (503, {"snapshots"})


def test_a_damaged_page_tree_is_named(client, healthy):
    Page.objects.filter(depth=1).update(numchild=7)

    assert ask(client) == (503, {"page_tree"})


def test_a_round_of_the_clock_beats_and_sweeps(edition_page):
    snapshots.rebuild()
    factories.make_announcement(edition_page)
    snapshots.rebuild()

    call_command("clock", once=True)
    tasks.beat.call()

    assert set(Heartbeat.objects.values_list("name", flat=True)) == {"clock", "worker"}
    assert Snapshot.objects.dirty().count() == Snapshot.objects.count()


def test_announcements_that_end_are_taken_down_in_time(edition_page):
    now = timezone.now()
    factories.make_announcement(edition_page, shown_until=now - dt.timedelta(seconds=2))
    snapshots.rebuild()

    assert clock.do_tick(since=now - dt.timedelta(seconds=1)) >= now
    assert not Snapshot.objects.dirty().exists()
    clock.do_tick(since=now - dt.timedelta(seconds=3))

    assert Snapshot.objects.dirty().filter(document="programme").count() == 4
