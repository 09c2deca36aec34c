"""What stands against a time: other sessions, the edition's days, clocks that go forward."""

import datetime as dt

import pytest
from django.utils import translation

from events import clashes
from events.models import Edition, SessionSpeaker, Slot
from tests import factories

pytestmark = pytest.mark.django_db

AMINA_IS_BUSY = "Amina Dar is in “Opening” then, 09:00–09:45."


def local(edition, time="09:00", day=factories.DAY):
    return dt.datetime.combine(day, dt.time.fromisoformat(time), tzinfo=edition.zone)


def find(page, time="09:00", *, room=None, speakers=(), key=None, minutes=45):
    found = clashes.find(
        page.edition,
        session_key=key or page.translation_key,
        starts_at=local(page.edition, time),
        minutes=minutes,
        room=room,
        speaker_ids={speaker.pk for speaker in speakers},
    )
    return [clash.message.translate({0x2068: None, 0x2069: None}) for clash in found]


@pytest.fixture
def room(edition_page):
    return factories.make_room(edition_page.edition)


@pytest.fixture
def speaker(home):
    return factories.make_speaker()


def test_a_taken_room_is_named_with_the_other_session_and_its_time(edition_page, room):
    factories.make_session(edition_page, room=room)

    assert find(edition_page, "09:30", room=room) == ["Room A is taken by “Opening”, 09:00–09:45."]


def test_a_speaker_elsewhere_is_named_with_the_other_session_and_its_time(edition_page, speaker):
    factories.make_session(edition_page, speakers=[speaker])

    assert find(edition_page, speakers=[speaker]) == [
        "Amina Dar is in “Opening” then, 09:00–09:45."
    ]


@pytest.mark.parametrize("time", ["08:15", "09:45"])
def test_sessions_that_only_touch_do_not_clash(edition_page, room, time):
    factories.make_session(edition_page, room=room)

    assert find(edition_page, time, room=room) == []


def test_a_session_does_not_clash_with_itself(edition_page, room):
    session = factories.make_session(edition_page, room=room)

    assert find(edition_page, room=room, key=session.translation_key) == []


def test_the_whole_building_is_no_room_that_can_be_taken(edition_page):
    factories.make_session(edition_page, room=None)

    assert find(edition_page, room=None) == []


@pytest.mark.parametrize("state", [Slot.State.CANCELLED, Slot.State.REPLACED])
def test_what_does_not_take_place_needs_no_room(edition_page, room, state):
    factories.make_session(edition_page, room=room)
    Slot.objects.update(state=state)

    assert find(edition_page, room=room) == []


def test_an_unpublished_session_needs_no_room(edition_page, room):
    factories.make_session(edition_page, room=room).unpublish()

    assert find(edition_page, room=room) == []


def test_another_edition_has_its_own_rooms_and_days(edition_page, speaker):
    factories.make_session(factories.make_edition("other"), speakers=[speaker])

    assert find(edition_page, speakers=[speaker]) == []


def test_the_same_person_is_found_in_another_languages_tree(edition_page, speaker):
    session = factories.make_session(edition_page)
    arabic = factories.translate(speaker, "ar", {"Amina Dar": "أمينة دار"})
    SessionSpeaker.objects.create(session=session, speaker=arabic, locale=session.locale)

    assert find(edition_page, speakers=[speaker]) == [
        "Amina Dar is in “Opening” then, 09:00–09:45."
    ]


def test_a_translated_session_is_named_once_in_the_source_language(edition_page, speaker):
    session = factories.make_session(edition_page, speakers=[speaker])
    factories.translate(session, "ar", {"Opening": "الافتتاح"})

    assert find(edition_page, speakers=[speaker]) == [
        "Amina Dar is in “Opening” then, 09:00–09:45."
    ]


def test_names_and_times_keep_their_direction_inside_a_sentence(edition_page, room):
    factories.make_session(edition_page, "الافتتاح", slug="opening", room=room)
    found = clashes.find(
        edition_page.edition,
        session_key=edition_page.translation_key,
        starts_at=local(edition_page.edition),
        minutes=45,
        room=room,
        speaker_ids=set(),
    )

    assert [clash.message for clash in found] == [
        "\u2068Room A\u2069 is taken by “\u2068الافتتاح\u2069”, \u206809:00–09:45\u2069."
    ]


def test_among_names_both_sides_of_a_clash(edition_page, room):
    one = factories.make_session(edition_page, "One", room=room)
    two = factories.make_session(edition_page, "Two", room=room, at="09:30")
    factories.make_session(edition_page, "Three", room=room, at="10:15")
    titles = {one.translation_key: "One", two.translation_key: "Two"}
    slots = Slot.objects.filter(session_key__in=titles).select_related("room")

    found = clashes.among(edition_page.edition, slots, titles, {})

    assert {
        titles[key]: [message.translate({0x2068: None, 0x2069: None}) for message in messages]
        for key, messages in found.items()
    } == {
        "One": ["Room A is taken by “Two”, 09:30–10:15."],
        "Two": ["Room A is taken by “One”, 09:00–09:45."],
    }


def test_a_time_inside_the_edition_is_accepted(edition_page):
    assert clashes.time_error(edition_page.edition, local(edition_page.edition)) is None


def test_a_day_outside_the_edition_is_refused_with_its_days(edition_page):
    starts_at = local(edition_page.edition, day=factories.DAY - dt.timedelta(days=1))

    assert (
        clashes.time_error(edition_page.edition, starts_at)
        == "This day is outside the edition: 11 June 2027 to 13 June 2027."
    )


@pytest.mark.parametrize(("time", "is_refused"), [("01:30", False), ("04:00", True)])
def test_the_night_after_the_last_day_belongs_to_it(edition_page, time, is_refused):
    starts_at = local(edition_page.edition, time, factories.DAY + dt.timedelta(days=3))

    assert bool(clashes.time_error(edition_page.edition, starts_at)) == is_refused


def test_a_time_that_the_clocks_skip_is_refused():
    edition = Edition(
        time_zone="Europe/Berlin", starts_on=dt.date(2027, 3, 28), ends_on=dt.date(2027, 3, 28)
    )

    assert (
        clashes.time_error(edition, local(edition, "02:30", edition.starts_on))
        == "This time does not exist on that day: the clocks go forward."
    )
    assert clashes.time_error(edition, local(edition, "03:30", edition.starts_on)) is None


def test_dates_are_named_in_the_language_of_the_admin(edition_page):
    starts_at = local(edition_page.edition, day=factories.DAY - dt.timedelta(days=1))

    with translation.override("tr"):
        assert "11 Haziran 2027" in clashes.time_error(edition_page.edition, starts_at)
