"""What the server tells of the present; the cases are shared with the app."""

import datetime as dt
import json
from dataclasses import asdict
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Slot
from events.web import views
from events.web.now import picture_of, span_words
from tests import factories
from tests.events.web_html import elements, get, texts

FIXTURE = json.loads((Path(__file__).parents[1] / "fixtures" / "now.json").read_text())


@pytest.fixture
def at(client, monkeypatch):
    """The page as it is at a moment (UTC)."""

    def ask(moment, path="/en/sample/now/", **headers):
        now = dt.datetime.fromisoformat(f"{moment}Z")
        monkeypatch.setattr(views.timezone, "now", lambda: now)
        return client.get(path, headers=headers)

    return ask


@pytest.fixture
def content(client, edition_page):
    hall, loft = (factories.make_room(edition_page.edition, name) for name in ("Hall", "Loft"))
    factories.make_session(edition_page, "Opening", at="09:00", room=hall)
    factories.make_session(edition_page, "Workshop", at="09:15", minutes=120, room=loft)
    factories.make_session(edition_page, "Lunch", at="12:00", kind="break")
    dropped = factories.make_session(edition_page, "Games", at="09:00", room=loft)
    Slot.objects.filter(session_key=dropped.translation_key).update(state="cancelled")
    get(client, "/en/sample/")


@pytest.mark.parametrize("case", FIXTURE["cases"], ids=lambda case: case["name"])
def test_the_server_knows_what_runs(case):
    moment = dt.datetime.fromisoformat(case["moment"])

    found = picture_of(FIXTURE["programmes"][case["programme"]], moment)

    assert asdict(found) == case["expected"]


def test_the_page_tells_what_runs_and_for_how_long(at, content):
    response = at("2027-06-11T06:20:40")

    assert texts(response, "h2") == ["Now 09:20", "Next"]
    assert texts(response, "h3") == ["Opening", "Workshop", "Games", "Lunch"]
    assert texts(response, "p", class_="card-note") == [
        "25 minutes left",
        "1 hour 55 minutes left",
        "in 2 hours 40 minutes",
    ]
    assert texts(response, "p", class_="state state-cancelled") == ["Cancelled"]


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2027-05-30T10:00", ["Begins in 12 days · 11–13 June 2027"]),
        ("2027-06-10T10:00", ["Begins in 1 day · 11–13 June 2027"]),
        ("2027-06-14T10:00", ["This edition is over."]),
    ],
)
def test_before_and_after_the_edition_the_page_rests(at, content, moment, words):
    response = at(moment)

    assert texts(response, "p", class_="lede") == words
    assert elements(response, "h2") == elements(response, "article") == []
    assert elements(response, "a", class_="button")[0]["href"] == "/en/sample/programme/"


def test_between_days_the_page_tells_what_comes_tomorrow(at, client, edition_page):
    factories.make_session(edition_page, "Late", at="20:00")
    later = factories.make_session(edition_page, "Morning")
    slot = Slot.objects.get(session_key=later.translation_key)
    slot.starts_at += dt.timedelta(days=1)
    slot.save()
    get(client, "/en/sample/")

    response = at("2027-06-11T19:00")

    assert texts(response, "p", class_="empty") == ["Nothing is running now."]
    assert texts(response, "h2") == ["Now 22:00", "Next · tomorrow, Saturday 12 June"]
    assert texts(response, "h3") == ["Morning"]
    assert texts(response, "p", class_="card-note") == []


def test_the_page_is_another_one_in_the_next_minute_and_not_before(at, content):
    first = at("2027-06-11T06:20:01")

    same = at("2027-06-11T06:20:59", if_none_match=first["ETag"])
    next_one = at("2027-06-11T06:21:00", if_none_match=first["ETag"])

    assert (same.status_code, next_one.status_code) == (304, 200)
    assert texts(next_one, "p", class_="card-note")[0] == "24 minutes left"
    assert next_one["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_another_minute_costs_one_query(at, content):
    at("2027-06-11T06:20")

    with CaptureQueriesContext(connection) as queries:
        at("2027-06-11T06:21")

    assert len(queries) == 1


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (1, "1 minute"),
        (59, "59 minutes"),
        (60, "1 hour"),
        (61, "1 hour 1 minute"),
        (150, "2 hours 30 minutes"),
    ],
)
def test_lengths_of_time_have_words(minutes, words):
    assert span_words(minutes) == words
