"""Moments of an old edition in a new one: as many days later, at the same local time."""

import datetime as dt

import pytest

from events.copying import Copying
from events.models import Edition, EditionPage

pytestmark = pytest.mark.django_db

UTC = dt.UTC


def copying(zone, days):
    edition = Edition(time_zone=zone)
    return Copying(EditionPage(edition=edition), EditionPage(edition=edition), days)


@pytest.mark.parametrize(
    ("zone", "days", "before", "after"),
    [
        ("Europe/Istanbul", 364, "2027-06-11 06:00", "2028-06-09 06:00"),
        ("Europe/Berlin", 1, "2027-03-27 08:00", "2027-03-28 07:00"),
        ("Europe/Berlin", 1, "2027-10-30 07:00", "2027-10-31 08:00"),
        # Half past two does not exist on that night; clocks then say half past three.
        ("Europe/Berlin", 1, "2027-03-27 01:30", "2027-03-28 01:30"),
        # The second half past two of the night in which clocks go back.
        ("Europe/Berlin", 7, "2027-10-31 01:30", "2027-11-07 01:30"),
        ("UTC", 0, "2027-06-11 06:00", "2027-06-11 06:00"),
    ],
    ids=["year", "spring", "autumn", "gap", "fold", "no days"],
)
def test_local_times_stay(zone, days, before, after):
    moment = dt.datetime.fromisoformat(before).replace(tzinfo=UTC)

    later = copying(zone, days).moment(moment)

    assert later == dt.datetime.fromisoformat(after).replace(tzinfo=UTC)


def test_what_has_no_day_has_none_later():
    assert (copying("UTC", 7).moment(None), copying("UTC", 7).day(None)) == (None, None)


def test_a_key_follows_from_its_original_and_the_new_edition():
    one, other = copying("UTC", 7), copying("UTC", 7)
    key = "a5f0"

    assert one.key(key) == one.key(key) != other.key(key)
    assert one.key(one.old_page.translation_key) == one.new_page.translation_key
