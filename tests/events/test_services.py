"""Slots: what waits in a draft, what readers are told, and that no later change is undone."""

import datetime as dt

import pytest

from events import services
from events.exceptions import Refused
from events.models import Edition, EditionPage, SessionPage, Slot
from tests import factories

pytestmark = pytest.mark.django_db

NINE = dt.datetime(2027, 6, 11, 6, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def slot():
    return Slot.objects.get()


def facts():
    return services.slot_facts(slot())


def publish(session, draft):
    """Publish a session whose draft was written as `{"seen": …, "changes": …}`."""
    page = SessionPage.objects.get(pk=session.pk)
    page.slot_draft = draft
    page.save_revision().publish()
    return SessionPage.objects.get(pk=session.pk)


def at(moment):
    return {"starts_at": moment.isoformat()}


@pytest.fixture
def room(edition_page):
    return factories.make_room(edition_page.edition)


@pytest.fixture
def session(edition_page, room):
    return factories.make_session(edition_page, room=room)


# --- drafts ---


def test_publishing_makes_the_slot_that_the_draft_planned(edition_page, room):
    session = factories.make_session(edition_page, at=None)

    publish(session, {"seen": {}, "changes": at(NINE) | {"minutes": 90, "room": room.pk}})

    assert slot().session_key == session.translation_key
    assert facts() == at(NINE) | {"minutes": 90, "room": room.pk}


def test_publishing_carries_out_what_the_draft_changed(session, room):
    publish(session, {"seen": facts(), "changes": at(NINE + HOUR)})

    assert facts() == at(NINE + HOUR) | {"minutes": 45, "room": room.pk}
    assert slot().state == Slot.State.SCHEDULED


def test_a_draft_that_is_only_saved_changes_nothing(session):
    before = facts()
    session.slot_draft = {"seen": before, "changes": at(NINE + HOUR)}
    session.save_revision()

    assert facts() == before


def test_publishing_an_old_draft_does_not_undo_a_later_move(edition_page, session):
    seen = facts()
    other = factories.make_room(edition_page.edition, "Room B")
    services.move_slot(slot(), starts_at=NINE + 5 * HOUR, room=other)

    publish(session, {"seen": seen, "changes": at(NINE + HOUR) | {"minutes": 60}})

    assert facts() == at(NINE + 5 * HOUR) | {"minutes": 60, "room": other.pk}
    assert slot().state == Slot.State.MOVED


def test_publishing_the_same_revision_again_does_not_undo_a_later_move(session):
    published = publish(session, {"seen": facts(), "changes": at(NINE + HOUR)})
    services.move_slot(slot(), starts_at=NINE)

    published.get_latest_revision().publish()

    assert facts()["starts_at"] == NINE.isoformat()


def test_nothing_waits_after_publishing(session):
    published = publish(session, {"seen": facts(), "changes": at(NINE + HOUR)})

    assert published.slot_draft == {}
    assert published.get_latest_revision_as_object().slot_draft == {}


def test_a_draft_without_time_takes_the_session_out_of_the_programme(session):
    publish(session, {"seen": facts(), "changes": {"starts_at": None}})

    assert not Slot.objects.exists()


def test_a_room_without_a_time_stays_planned(edition_page, room):
    session = factories.make_session(edition_page, at=None)

    published = publish(session, {"seen": {}, "changes": {"room": room.pk}})

    assert published.slot_draft == {"seen": {}, "changes": {"room": room.pk}}


def test_a_room_that_is_gone_when_a_draft_is_published_leaves_the_present_one(session, room):
    publish(session, {"seen": facts(), "changes": at(NINE + HOUR) | {"room": 999_999}})

    assert facts() == at(NINE + HOUR) | {"minutes": 45, "room": room.pk}


def test_a_room_of_another_edition_is_not_taken(session, room):
    elsewhere = factories.make_room(factories.make_edition("other").edition)

    publish(session, {"seen": facts(), "changes": {"room": elsewhere.pk}})

    assert facts()["room"] == room.pk


def test_a_translation_never_changes_the_slot(session):
    before = facts()
    arabic = factories.translate(session, "ar", {"Opening": "الافتتاح"})

    publish(arabic, {"seen": before, "changes": at(NINE + HOUR)})

    assert facts() == before


def test_a_session_that_exists_only_in_arabic_has_its_slot(edition_page):
    arabic_page = factories.translate(edition_page, "ar")
    session = factories.make_session(arabic_page, "الافتتاح", slug="opening", at=None)

    publish(session, {"seen": {}, "changes": at(NINE)})

    assert facts()["starts_at"] == NINE.isoformat()


def test_a_copied_session_is_not_planned_at_the_same_time(edition_page):
    session = factories.make_session(edition_page, at=None)
    session.slot_draft = {"seen": {}, "changes": at(NINE)}
    session.save()

    copied = session.copy(update_attrs={"slug": "copy"})

    assert copied.slot_draft == {}


def test_a_deleted_session_leaves_no_slot(edition_page, session):
    other = factories.make_session(edition_page, "Other", at="11:00")
    services.cancel_slot(other.slot, replaced_by=session.translation_key)

    SessionPage.objects.get(pk=session.pk).delete()

    left = slot()
    assert (left.session_key, left.state, left.replaced_by) == (
        other.translation_key,
        Slot.State.CANCELLED,
        None,
    )


def test_a_session_deleted_in_one_language_keeps_its_slot(session):
    arabic = factories.translate(session, "ar")

    arabic.delete()

    assert slot().session_key == session.translation_key


# --- moves ---


def test_a_moved_session_tells_where_it_was_at_first(session, room):
    services.move_slot(slot(), starts_at=NINE + HOUR)
    services.move_slot(slot(), starts_at=NINE + 2 * HOUR)

    moved = slot()
    assert (moved.state, moved.starts_at) == (Slot.State.MOVED, NINE + 2 * HOUR)
    assert (moved.moved_from_starts_at, moved.moved_from_room) == (NINE, room)


def test_a_session_moved_back_is_as_planned(session, room):
    services.move_slot(slot(), starts_at=NINE + HOUR, room=None)
    services.move_slot(slot(), starts_at=NINE, room=room)

    back = slot()
    assert (back.state, back.moved_from_starts_at) == (Slot.State.SCHEDULED, None)


def test_a_session_can_be_moved_to_the_whole_building(session):
    services.move_slot(slot(), room=None)

    assert (slot().room, slot().starts_at) == (None, NINE)


def test_another_length_alone_is_no_move(session):
    services.move_slot(slot(), minutes=30)

    assert (slot().state, slot().minutes) == (Slot.State.SCHEDULED, 30)


def test_delays_add_up_and_name_the_first_time(session):
    services.delay_slot(slot(), minutes=15)
    services.delay_slot(slot(), minutes=10)

    late = slot()
    assert (late.state, late.starts_at) == (
        Slot.State.DELAYED,
        NINE + dt.timedelta(minutes=25),
    )
    assert late.moved_from_starts_at == NINE


@pytest.mark.parametrize(
    "change",
    [
        lambda slot: services.move_slot(slot, starts_at=NINE + HOUR),
        lambda slot: services.delay_slot(slot, minutes=15),
    ],
    ids=["move", "delay"],
)
def test_a_cancelled_session_is_neither_moved_nor_delayed(session, change):
    services.cancel_slot(slot())

    with pytest.raises(Refused) as refusal:
        change(slot())

    assert refusal.value.code == "not_taking_place"
    assert slot().starts_at == NINE


@pytest.mark.parametrize(
    "change",
    [
        lambda slot: services.move_slot(slot, starts_at=NINE + HOUR, room=None),
        lambda slot: services.delay_slot(slot, minutes=15),
        services.cancel_slot,
    ],
    ids=["move", "delay", "cancel"],
)
def test_restoring_undoes(session, room, change):
    change(slot())

    services.restore_slot(slot())

    restored = slot()
    assert restored.state == Slot.State.SCHEDULED
    assert (restored.starts_at, restored.room) == (NINE, room)
    assert (restored.moved_from_starts_at, restored.moved_from_room) == (None, None)


def test_restoring_a_moved_session_that_was_cancelled_keeps_it_where_it_moved(session):
    services.move_slot(slot(), starts_at=NINE + HOUR)
    services.cancel_slot(slot())

    services.restore_slot(slot())

    assert (slot().state, slot().starts_at) == (Slot.State.MOVED, NINE + HOUR)


def test_a_session_is_replaced_by_one_that_takes_place(edition_page, session):
    other = factories.make_session(edition_page, "Other", at="11:00")

    services.cancel_slot(session.slot, replaced_by=other.translation_key)

    assert session.slot.state == Slot.State.REPLACED
    assert session.slot.replaced_by == other.translation_key


def test_a_session_is_not_replaced_by_one_that_was_cancelled(edition_page, session):
    other = factories.make_session(edition_page, "Other", at="11:00")
    services.cancel_slot(other.slot)

    with pytest.raises(Refused) as refusal:
        services.cancel_slot(session.slot, replaced_by=other.translation_key)

    assert refusal.value.code == "no_replacement"
    assert session.slot.state == Slot.State.SCHEDULED


def test_an_action_on_a_stale_slot_does_not_undo_what_happened_since(session):
    stale = slot()
    services.move_slot(slot(), starts_at=NINE + HOUR)

    services.cancel_slot(stale)

    assert slot().starts_at == NINE + HOUR


# --- editions ---


def test_a_new_edition_has_a_draft_of_its_page_in_the_source_language(home):
    edition = Edition(
        slug="next", starts_on=factories.DAY, ends_on=factories.DAY, source_language="en"
    )

    services.create_edition(edition, title="The next one", home=home)

    page = EditionPage.objects.get()
    assert (page.edition, page.title, page.slug, page.live) == (
        edition,
        "The next one",
        "next",
        False,
    )
    assert page.get_parent().specific == home
    assert page.locale.language_code == "en"


def test_another_time_zone_keeps_the_local_times(edition_page, session):
    services.move_slot(slot(), starts_at=NINE + HOUR)
    edition = Edition.objects.get()
    before = edition.zone
    edition.time_zone = "Asia/Karachi"

    services.change_edition(edition, zone_before=before)

    assert f"{edition.local(slot().starts_at):%H:%M}" == "10:00"
    assert f"{edition.local(slot().moved_from_starts_at):%H:%M}" == "09:00"


def test_pages_follow_the_address_of_their_edition(edition_page):
    arabic = factories.translate(edition_page, "ar")
    edition = Edition.objects.get()
    edition.slug = "renamed"

    services.change_edition(edition, zone_before=edition.zone)

    pages = EditionPage.objects.filter(pk__in=[edition_page.pk, arabic.pk])
    assert set(pages.values_list("slug", flat=True)) == {"renamed"}
