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


def test_a_duty_that_fails_keeps_no_other_waiting(edition_page, monkeypatch):
    def fail():
        raise LookupError("broken")

    done = []
    monkeypatch.setattr(clock.services, "lapse_due", fail)
    monkeypatch.setattr(clock.jobs, "resume_stalled", lambda: done.append("resumed"))

    with pytest.raises(ExceptionGroup) as failed:
        clock.do_round(1)

    assert [type(error) for error in failed.value.exceptions] == [LookupError]
    assert done == ["resumed"]
    assert not Heartbeat.objects.filter(name="clock").exists()


def test_the_clock_goes_on_after_a_failure(monkeypatch, caplog):
    ticks = []

    def tick(since):
        ticks.append(since)
        if len(ticks) == 2:
            raise LookupError("broken")
        return f"after {len(ticks)}"

    def sleep(seconds):
        if len(ticks) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(clock, "do_tick", tick)
    monkeypatch.setattr(clock, "do_round", lambda number: None)
    monkeypatch.setattr(clock, "close_old_connections", lambda: None)
    monkeypatch.setattr(clock.time, "sleep", sleep)

    with pytest.raises(KeyboardInterrupt):
        call_command("clock")

    assert ticks[1:] == ["after 1", "after 1"]
    assert "The clock failed" in caplog.text
