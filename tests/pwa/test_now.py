"""The app tells what runs as the server does; what that is: tests/fixtures/now.json."""

import datetime as dt
import json

from tests.pwa.conftest import ROOT

FIXTURE = json.loads((ROOT / "tests" / "fixtures" / "now.json").read_text())
CASES = FIXTURE["cases"]


def test_the_app_knows_what_runs_in_every_case_of_the_fixture(in_javascript):
    calls = [
        [
            FIXTURE["programmes"][case["programme"]],
            dt.datetime.fromisoformat(case["moment"]).timestamp() * 1000,
        ]
        for case in CASES
    ]

    found = in_javascript("now", "pictureOf", *calls)

    assert dict(zip(names(), found, strict=True)) == {
        case["name"]: case["expected"] for case in CASES
    }


def names():
    return [case["name"] for case in CASES]


def test_minutes_are_counted_across_clock_changes(in_javascript):
    night = dt.datetime(2027, 11, 7, 5, 30, 59, tzinfo=dt.UTC).timestamp() * 1000

    assert in_javascript(
        "now", "minutesTo", ["2027-11-07T01:15-05:00", night], ["2027-11-07T01:45-04:00", night]
    ) == [45, 15]
