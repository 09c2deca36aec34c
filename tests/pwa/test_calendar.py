"""Calendars that the app makes: read back with a library, and the rules of RFC 5545."""

import datetime as dt

import pytest
from icalendar import Calendar

NOW = dt.datetime(2027, 6, 1, 12, 30, 5, tzinfo=dt.UTC)
EVENT = {
    "uid": "abcdefg2@sample",
    "start": "2027-06-11T09:00+03:00",
    "end": "2027-06-11T09:45+03:00",
    "title": "Opening",
    "language": "en",
    "isOff": False,
    "url": "https://conference.example.org/en/sample/programme/opening/",
    "place": "Hall, The old house",
    "description": "Amina Dar\n\nHow it began.",
}


@pytest.fixture
def make(in_javascript):
    def make(**facts):
        (text,) = in_javascript("calendar", "calendarOf", [[EVENT | facts], NOW.timestamp() * 1000])
        return text

    return make


def event_of(text):
    (event,) = Calendar.from_ical(text).events
    return event


def test_every_fact_arrives(make):
    event = event_of(make())

    assert {name: str(event[name]) for name in ("uid", "summary", "status", "url")} == {
        "uid": "abcdefg2@sample",
        "summary": "Opening",
        "status": "CONFIRMED",
        "url": EVENT["url"],
    }
    assert event["summary"].params == {"LANGUAGE": "en"}
    assert event["location"] == "Hall, The old house"
    assert event["description"] == "Amina Dar\n\nHow it began."
    assert event.start == dt.datetime(2027, 6, 11, 6, tzinfo=dt.UTC)
    assert event.end == dt.datetime(2027, 6, 11, 6, 45, tzinfo=dt.UTC)
    assert event["dtstamp"].dt == NOW
    assert event["sequence"] == (NOW - dt.datetime(2020, 1, 1, tzinfo=dt.UTC)) // dt.timedelta(
        minutes=1
    )


def test_signs_that_mean_something_arrive_as_they_were(make):
    title = "Tea; bread, \\salt\\ and\nmore: “all”"

    assert event_of(make(title=title))["summary"] == title


def test_controls_are_left_out(make):
    assert event_of(make(title="Ope\x00n\x1bing"))["summary"] == "Opening"


@pytest.mark.parametrize("sign", ["x", "é", "ع", "…", "🌙"])
def test_lines_are_folded_between_characters_at_75_octets(make, sign):
    title = sign * 200

    text = make(title=title)

    lines = text.encode().split(b"\r\n")
    assert lines[-1] == b""
    assert [line for line in lines if len(line) > 75 or b"\n" in line or b"\r" in line] == []
    assert max(len(line) for line in lines) > 75 - len(sign.encode())
    assert [line.decode() for line in lines]  # none ends inside a character
    assert event_of(text)["summary"] == title


def test_what_does_not_take_place_is_cancelled(make):
    assert event_of(make(isOff=True))["status"] == "CANCELLED"


def test_what_is_not_known_is_not_written(make):
    event = event_of(make(place="", description=""))

    assert {"LOCATION", "DESCRIPTION"} & event.keys() == set()
