"""The form of a session and of an announcement, as the page editor sends it."""

import datetime as dt
import json

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text
from wagtail.users.models import UserProfile

from events import services
from events.models import AnnouncementPage, SessionPage, Slot
from tests import factories

pytestmark = pytest.mark.django_db

PLAIN = str.maketrans("", "", "\u2068\u2069")
DEFAULTS = {
    "title": "Panel",
    "slug": "panel",
    "summary": "",
    "kind": "panel",
    "track": "",
    "level": "everyone",
    "recording": "no",
    "credit": "named",
    "slot_date": "2027-06-11",
    "slot_time": "09:00",
    "slot_minutes": "45",
    "slot_room": "",
}


@pytest.fixture
def editor(admin_client):
    return admin_client


@pytest.fixture
def room(edition_page):
    return factories.make_room(edition_page.edition)


def session_data(speakers=(), *, seen=None, languages=(), **values):
    """What the browser sends; `seen` is the public slot when the form was opened."""
    rows = [{"id": "", "speaker": row.pk, "role": "speaker", "ORDER": "1"} for row in speakers]
    formsets = {
        "speakers": inline_formset(rows),
        "comments": inline_formset([]),
        "abstract": rich_text(""),
        "slot_seen": json.dumps(seen or {}),
    }
    return nested_form_data(DEFAULTS | formsets | values) | {"languages": list(languages)}


def add(editor, page, speakers=(), **values):
    address = reverse("wagtailadmin_pages:add", args=["events", "sessionpage", page.pk])
    return editor.post(address, session_data(speakers, **values))


def edit(editor, page, speakers=(), **values):
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return editor.post(address, session_data(speakers, **values))


def errors(response):
    form = response.context["form"]
    return {
        name: [message.translate(PLAIN) for message in messages]
        for name, messages in form.errors.items()
    }


def opened(editor, page):
    """The form of a page as an editor opens it."""
    response = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    return response.context["form"]


def public():
    return services.slot_facts(Slot.objects.get())


PUBLISH = {"action-publish": "1"}


# --- one form makes a session ---


def test_one_form_makes_words_speakers_track_room_and_time(editor, edition_page, room):
    speaker = factories.make_speaker()
    track = factories.make_track(edition_page.edition)

    add(
        editor,
        edition_page,
        [speaker],
        slot_room=room.pk,
        track=track.pk,
        languages=["en", "ar"],
        **PUBLISH,
    )

    session = SessionPage.objects.get()
    assert (session.title, session.live, session.track) == ("Panel", True, track)
    assert session.languages == "en ar"
    assert [row.speaker for row in session.speakers.all()] == [speaker]
    assert public() == {
        "starts_at": "2027-06-11T06:00:00+00:00",  # 09:00 in Istanbul
        "minutes": 45,
        "room": room.pk,
    }


@pytest.mark.parametrize("headers", [{}, {"HTTP_ACCEPT": "application/json"}], ids=["save", "auto"])
def test_a_saved_draft_changes_no_public_slot(editor, edition_page, room, headers):
    session = factories.make_session(edition_page, room=room)
    before = public()
    address = reverse("wagtailadmin_pages:edit", args=[session.pk])

    response = editor.post(
        address, session_data(seen=before, slot_time="15:00", slot_room=""), **headers
    )

    assert response.status_code in (200, 302)
    assert public() == before
    draft = SessionPage.objects.get(pk=session.pk).get_latest_revision_as_object().slot_draft
    assert draft == {
        "seen": before,
        "changes": {"starts_at": "2027-06-11T12:00:00+00:00", "room": None},
    }


def test_a_new_draft_makes_no_slot_and_is_found_again(editor, edition_page, room):
    add(editor, edition_page, slot_room=room.pk)

    form = opened(editor, SessionPage.objects.get())
    assert not Slot.objects.exists()
    assert form.initial["slot_time"] == dt.time(9)
    assert form.initial["slot_room"] == room.pk


def test_a_draft_published_later_is_carried_out(editor, edition_page):
    session = factories.make_session(edition_page)
    edit(editor, session, seen=public(), slot_time="15:00")

    SessionPage.objects.get(pk=session.pk).get_latest_revision().publish()

    assert public()["starts_at"] == "2027-06-11T12:00:00+00:00"


def test_a_form_opened_before_a_move_does_not_undo_it(editor, edition_page):
    session = factories.make_session(edition_page)
    seen = public()
    services.move_slot(session.slot, starts_at=dt.datetime(2027, 6, 12, 12, tzinfo=dt.UTC))

    edit(editor, session, seen=seen, title="Corrected", **PUBLISH)

    assert SessionPage.objects.get(pk=session.pk).title == "Corrected"
    assert public()["starts_at"] == "2027-06-12T12:00:00+00:00"


def test_an_editor_is_told_when_a_draft_was_overtaken_by_a_move(editor, edition_page):
    session = factories.make_session(edition_page)
    edit(editor, session, seen=public(), slot_time="15:00")
    services.move_slot(session.slot, starts_at=dt.datetime(2027, 6, 12, 12, tzinfo=dt.UTC))

    form = opened(editor, session)

    assert (form.initial["slot_date"], form.initial["slot_time"]) == (
        dt.date(2027, 6, 12),
        dt.time(15),
    )
    assert form.fields["slot_time"].help_text == (
        "The session was moved after this draft was written; the later time and room count."
    )


def test_clearing_day_and_time_takes_a_session_out_of_the_programme(editor, edition_page):
    session = factories.make_session(edition_page)

    edit(editor, session, seen=public(), slot_date="", slot_time="", **PUBLISH)

    assert not Slot.objects.exists()


def test_a_translation_has_no_slot_of_its_own_to_edit(editor, edition_page):
    session = factories.make_session(edition_page)
    arabic = factories.translate(session, "ar")
    arabic.alias_of = None
    form_class = arabic.get_edit_handler().get_form_class()

    form = form_class(instance=arabic, parent_page=arabic.get_parent().specific)

    assert [name for name in form.fields if name.startswith("slot_")] == []


# --- what is refused ---


def test_a_taken_room_is_refused_in_words(editor, edition_page, room):
    factories.make_session(edition_page, room=room)

    response = add(editor, edition_page, slot_time="09:30", slot_room=room.pk)

    assert errors(response) == {"slot_room": ["Room A is taken by “Opening”, 09:00–09:45."]}
    assert "slot_allow_clash" in response.context["form"].fields


def test_a_speaker_in_two_rooms_is_refused_in_words(editor, edition_page):
    speaker = factories.make_speaker()
    factories.make_session(edition_page, speakers=[speaker])

    response = add(editor, edition_page, [speaker])

    assert errors(response) == {"slot_time": ["Amina Dar is in “Opening” then, 09:00–09:45."]}


def test_a_clash_that_is_meant_is_saved(editor, edition_page, room):
    factories.make_session(edition_page, room=room)

    add(editor, edition_page, slot_room=room.pk, slot_allow_clash="on", **PUBLISH)

    assert Slot.objects.filter(room=room).count() == 2


def test_a_clash_that_is_meant_need_not_be_confirmed_again(editor, edition_page, room):
    factories.make_session(edition_page, room=room)
    add(editor, edition_page, slot_room=room.pk, slot_allow_clash="on")

    form = opened(editor, SessionPage.objects.get(slug="panel"))

    assert form.initial["slot_allow_clash"] is True


def test_a_public_clash_does_not_stop_a_corrected_word(editor, edition_page, room):
    factories.make_session(edition_page, room=room)
    session = factories.make_session(edition_page, "Second", room=room)
    seen = services.slot_facts(session.slot)

    edit(editor, session, seen=seen, title="Corrected", slot_room=room.pk, **PUBLISH)

    assert SessionPage.objects.get(pk=session.pk).title == "Corrected"


def test_another_speaker_is_checked_although_the_time_is_unchanged(editor, edition_page):
    speaker = factories.make_speaker()
    factories.make_session(edition_page, speakers=[speaker])
    session = factories.make_session(edition_page, "Second")

    response = edit(editor, session, [speaker], seen=services.slot_facts(session.slot))

    assert errors(response) == {"slot_time": ["Amina Dar is in “Opening” then, 09:00–09:45."]}


def test_a_day_outside_the_edition_is_refused(editor, edition_page):
    response = add(editor, edition_page, slot_date="2027-06-20", slot_allow_clash="on")

    assert errors(response) == {
        "slot_date": ["This day is outside the edition: 11 June 2027 to 13 June 2027."]
    }


def test_a_time_that_the_clocks_skip_is_refused(editor, home):
    day = dt.date(2027, 3, 28)
    page = factories.make_edition(time_zone="Europe/Berlin", starts_on=day, ends_on=day)

    response = add(editor, page, slot_date="2027-03-28", slot_time="02:30")

    assert errors(response) == {
        "slot_date": ["This time does not exist on that day: the clocks go forward."]
    }


@pytest.mark.parametrize(("missing"), ["slot_date", "slot_time"])
def test_day_and_time_come_together(editor, edition_page, missing):
    response = add(editor, edition_page, **{missing: ""})

    assert errors(response) == {missing: ["A session has a day and a time, or neither yet."]}


def test_a_room_of_another_edition_is_refused_in_words(editor, edition_page):
    elsewhere = factories.make_room(factories.make_edition("other").edition)

    response = add(editor, edition_page, slot_room=elsewhere.pk)

    assert errors(response) == {
        "slot_room": ["This room was deleted or belongs to another edition. Choose another one."]
    }


def test_a_room_deleted_since_the_draft_does_not_turn_into_everywhere(editor, edition_page, room):
    add(editor, edition_page, slot_room=room.pk)
    session, pk = SessionPage.objects.get(), room.pk
    room.delete()

    form = opened(editor, session)

    assert form["slot_room"].value() == pk
    assert (pk, "a room that is gone") in [
        (value, str(label)) for value, label in form.fields["slot_room"].choices
    ]
    assert "slot_room" in errors(edit(editor, session, slot_room=pk))


def test_only_rooms_and_tracks_of_the_edition_are_offered_each_once(editor, edition_page, room):
    factories.make_room(factories.make_edition("other").edition)
    factories.translate(room, "ar")
    track = factories.make_track(edition_page.edition)
    factories.translate(track, "ar")

    form = opened(editor, factories.make_session(edition_page))

    assert list(form.fields["slot_room"].queryset) == [room]
    assert list(form.fields["track"].queryset) == [track]


def test_only_speakers_can_be_chosen_as_speakers(editor, edition_page):
    form = opened(editor, factories.make_session(edition_page))

    chooser = form.formsets["speakers"].empty_form.fields["speaker"].widget
    assert [model.__name__ for model in chooser.target_models] == ["SpeakerPage"]


def test_spoken_languages_that_are_not_offered_survive_an_edit(editor, edition_page):
    session = factories.make_session(edition_page, languages="en zh")

    edit(editor, session, seen=public(), languages=["en", "zh"], **PUBLISH)

    assert SessionPage.objects.get().languages == "en zh"


# --- announcements ---


def announce(editor, page, **values):
    address = reverse("wagtailadmin_pages:add", args=["events", "announcementpage", page.pk])
    data = {
        "title": "Lunch is late",
        "slug": "lunch",
        "body": rich_text("<p>At two.</p>"),
        "urgency": "info",
        "audience": "everyone",
        "shown_from": "",
        "shown_until": "",
        "comments": inline_formset([]),
    }
    return editor.post(address, nested_form_data(data | values))


@pytest.mark.parametrize("account_zone", ["UTC", "America/New_York"])
def test_an_announcement_is_timed_in_the_zone_of_the_edition(
    admin_user, edition_page, account_zone
):
    UserProfile.objects.create(user=admin_user, current_time_zone=account_zone)
    client = Client()
    client.force_login(admin_user)

    announce(client, edition_page, shown_from="2027-06-11 14:00", **PUBLISH)

    row = AnnouncementPage.objects.get()
    assert row.shown_from == dt.datetime(2027, 6, 11, 11, tzinfo=dt.UTC)
    form = opened(client, row)
    assert form["shown_from"].value() == dt.datetime(2027, 6, 11, 14)
    assert form.fields["shown_from"].help_text == "In the edition's time zone, Europe/Istanbul."


def test_an_announcement_that_ends_before_it_starts_is_refused(editor, edition_page):
    response = announce(
        editor, edition_page, shown_from="2027-06-11 14:00", shown_until="2027-06-11 13:00"
    )

    assert errors(response) == {"shown_until": ["This is before it is first shown."]}
