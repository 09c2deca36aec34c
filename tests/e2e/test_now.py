"""What runs now and what comes next, at given moments, without a network."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from events.compiler import snapshots
from events.models import Slot
from events.web import views
from tests import factories
from tests.e2e.conftest import Reader
from tests.e2e.keeping import OUTLINE, is_drawn_by_the_app, visit

NOTES = "main .card-note"


@pytest.fixture(scope="module")
def page(server):
    """Two rooms, a break without one, something cancelled, something past midnight."""
    page = factories.make_edition()
    hall, loft = (factories.make_room(page.edition, name) for name in ("Hall", "Loft"))
    rows = [
        factories.make_session(page, "Opening", at="09:00", room=hall),
        factories.make_session(page, "Workshop", at="09:15", minutes=120, room=loft),
        factories.make_session(page, "Lunch", at="12:00", kind="break"),
        factories.make_session(page, "Film", at="23:30", minutes=90, room=hall),
        factories.make_session(page, "Games", at="09:00", room=loft),
        factories.make_session(page, "Songs", at="10:00", room=hall),
    ]
    states = {"Games": "cancelled", "Songs": "delayed"}
    for row in rows:
        if row.title in states:
            slots = Slot.objects.filter(session_key=row.translation_key)
            slots.update(state=states[row.title])
    morning = factories.make_session(page, "Morning", room=hall)
    slot = Slot.objects.get(session_key=morning.translation_key)
    Slot.objects.filter(pk=slot.pk).update(starts_at=slot.starts_at + dt.timedelta(days=1))
    for instance in (page.get_parent().specific, page, hall, loft, *rows, morning):
        factories.translate(instance, "ar", default="ع {}")
    snapshots.rebuild()
    return page


@pytest.fixture
def at(reader, page):
    """Opens a screen from the device alone at a moment (UTC), with a clock that stands still."""

    def open_screen(moment, path="now/", language="en"):
        visit(reader, f"/{language}/sample/programme/", language)
        reader.offline()
        stop_clock(reader, moment)
        reader.go(f"/{language}/sample/{path}")
        settle(reader)

    return open_screen


def stop_clock(reader, moment):
    stopped = dt.datetime.fromisoformat(f"{moment}Z")
    reader.page.clock.install(time=stopped - dt.timedelta(minutes=1))
    reader.page.clock.pause_at(stopped)


def settle(reader):
    """Let a second pass, for what is drawn after the first frame."""
    expect(reader.page.locator("main h1")).to_be_visible()
    reader.page.clock.run_for(1000)
    assert is_drawn_by_the_app(reader)


def titles(reader):
    return reader.page.locator("main .card-title").all_text_contents()


def notes(reader):
    return reader.page.locator(NOTES).all_text_contents()


def test_the_screen_tells_what_runs_and_what_comes_next(reader, at):
    at("2027-06-11T06:20:40")

    assert titles(reader) == ["Opening", "Workshop", "Games", "Lunch", "Songs"]
    assert notes(reader) == [
        "25 minutes left",
        "1 hour 55 minutes left",
        "in 2 hours 40 minutes",
        "in 40 minutes",
    ]
    assert reader.page.locator("main h2").all_text_contents() == ["Now 09:20", "Next"]
    assert reader.page.locator("main .state strong").all_text_contents() == ["Cancelled", "Delayed"]


def test_in_arabic_names_stand_in_their_order(reader, at):
    at("2027-06-11T06:20:40", language="ar")

    assert titles(reader)[:2] == ["ع Opening", "ع Workshop"]
    assert reader.page.locator("main .times[dir=ltr]").first.text_content() == "09:00–09:45"
    assert len(notes(reader)) == 4


def test_the_screen_follows_the_clock_by_itself(reader, at):
    at("2027-06-11T06:43:40")
    assert notes(reader)[0] == "2 minutes left"

    reader.page.clock.run_for(30_000)

    expect(reader.page.locator(NOTES).first).to_have_text("1 minute left")
    reader.page.clock.run_for(60_000)
    expect(reader.page.locator("main .card-title").first).to_have_text("Workshop")


def test_the_screen_is_right_at_once_when_the_reader_returns(reader, at):
    at("2027-06-11T06:20:00")

    hide(reader, is_hidden=True)
    reader.page.clock.run_for(600_000)
    assert notes(reader)[0] == "25 minutes left"
    hide(reader, is_hidden=False)
    reader.page.clock.run_for(20)

    expect(reader.page.locator(NOTES).first).to_have_text("15 minutes left")


def hide(reader, *, is_hidden):
    reader.page.evaluate(
        """(state) => {
            const property = { value: state, configurable: true };
            Object.defineProperty(document, "visibilityState", property);
            document.dispatchEvent(new Event("visibilitychange"));
        }""",
        "hidden" if is_hidden else "visible",
    )


def test_a_beginning_is_announced_once_and_minutes_are_not(reader, at):
    at("2027-06-11T06:58:00")
    status = reader.page.locator("main [role=status]")
    assert status.text_content() == ""

    reader.page.clock.run_for(60_000)
    assert status.text_content() == ""
    reader.page.clock.run_for(90_000)

    expect(status).to_have_text("Now: Songs")


@pytest.mark.parametrize("zone", ["Asia/Karachi", "America/New_York"])
def test_the_night_is_right_in_every_zone_of_the_device(browser, server, page, zone):
    reader = Reader(browser, server.url, timezone_id=zone, locale="en-GB")
    visit(reader, "/en/sample/programme/")
    stop_clock(reader, "2027-06-11T21:15")

    reader.go("/en/sample/now/")
    settle(reader)

    expect(reader.page.locator("main h2")).to_have_text(
        ["Now 00:15", "Next · tomorrow, Saturday 12 June"]
    )
    assert (titles(reader), notes(reader)) == (["Film", "Morning"], ["45 minutes left"])
    reader.check()
    reader.close()


@pytest.mark.parametrize(
    ("moment", "lede"),
    [
        ("2027-05-30T10:00", "Begins in 12 days · 11–13 June 2027"),
        ("2027-06-14T10:00", "This edition is over."),
    ],
)
def test_before_and_after_the_edition_the_screen_rests(reader, at, moment, lede):
    at(moment)

    expect(reader.page.locator("main .lede")).to_have_text(lede)
    reader.page.click("main .button")
    reader.page.clock.run_for(1000)
    expect(reader.page.locator("main h1")).to_have_text("Programme")


@pytest.mark.parametrize(
    ("moment", "lines"),
    [
        ("2027-05-30T10:00", []),
        (
            "2027-06-11T06:20",
            [
                "Opening Hall · 25 minutes left",
                "Workshop Loft · 1 hour 55 minutes left",
                "Lunch in 2 hours 40 minutes",
                "Songs Hall · in 40 minutes",
            ],
        ),
        ("2027-06-11T19:00", ["Film Hall · in 1 hour 30 minutes"]),
        ("2027-06-12T08:00", []),
    ],
)
def test_the_overview_tells_it_in_short_while_the_edition_runs(reader, at, moment, lines):
    at(moment, path="")

    assert reader.page.locator("main .strip li").all_text_contents() == lines


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    "moment",
    ["2027-05-30T10:00", "2027-06-11T06:20", "2027-06-11T21:15", "2027-06-14T10:00"],
)
def test_the_app_draws_what_the_server_draws(browser, server, page, monkeypatch, language, moment):
    monkeypatch.setattr(views, "minute", lambda: dt.datetime.fromisoformat(f"{moment}Z"))
    plain = Reader(browser, server.url, java_script_enabled=False)
    app = Reader(browser, server.url)
    visit(app, f"/{language}/sample/", language)
    stop_clock(app, moment)

    for reader in (plain, app):
        reader.go(f"/{language}/sample/now/")
    settle(app)
    drawn = [[row.page.title(), *row.page.evaluate(OUTLINE)] for row in (plain, app)]

    assert drawn[1] == drawn[0]
    plain.close()
    app.check()
    app.close()
