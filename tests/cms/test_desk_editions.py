"""Facts of editions, new editions, rooms and tracks."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale
from wagtail_localize.models import TranslationSource

from cms.desk.edition_forms import country_choices
from events import services
from events.models import Edition, EditionPage, Room, Slot, Track
from home.models import HomePage
from tests import factories
from tests.cms.people import log_in, make_user, messages

pytestmark = pytest.mark.django_db

NEW = "/admin/editions/new/"
FACTS = "/admin/editions/sample/facts/"
VALUES = {
    "title": "Fourth edition",
    "slug": "fourth",
    "number": "4",
    "starts_on": "2028-01-02",
    "ends_on": "2028-01-04",
    "time_zone": "Europe/Istanbul",
    "city": "Istanbul",
    "country": "TR",
    "languages": ["en", "ar"],
    "languages-place-en": "2",
    "languages-place-ar": "1",
    "source_language": "en",
    "state": "draft",
    "latitude": "",
    "longitude": "",
}


@pytest.fixture
def editor(edition_page):
    return log_in("editors")


def sample(**values):
    """The facts of the sample edition as its form sends them."""
    return (
        VALUES
        | {
            "slug": "sample",
            "number": "3",
            "starts_on": "2027-06-11",
            "ends_on": "2027-06-13",
            "state": "announced",
            "languages": ["en", "ar", "ur", "tr"],
        }
        | values
    )


def errors(response):
    return dict(response.context["form"].errors)


# --- new editions ---


def test_a_new_edition_comes_with_a_draft_of_its_page(editor):
    response = editor.post(NEW, VALUES)

    edition = Edition.objects.get(slug="fourth")
    page = EditionPage.objects.get(edition=edition)
    assert response.url == "/admin/editions/fourth/"
    assert (page.title, page.live, page.locale.language_code) == ("Fourth edition", False, "en")
    assert page.get_parent() == HomePage.objects.get(locale__language_code="en").page_ptr


def test_a_new_edition_in_arabic_is_in_the_arabic_tree(editor):
    editor = log_in()

    editor.post(NEW, VALUES | {"source_language": "ar", "title": "النسخة الرابعة"})

    page = EditionPage.objects.get(edition__slug="fourth")
    assert (page.locale.language_code, page.slug) == ("ar", "fourth")
    assert page.get_parent().specific == HomePage.objects.get(locale__language_code="ar")


def test_an_editor_makes_the_app_discreet(editor):
    editor.post(FACTS, sample(is_discreet="on"))

    assert Edition.objects.get(slug="sample").is_discreet


def test_nobody_makes_an_edition_in_a_language_that_they_may_not_add_to(editor):
    response = editor.post(NEW, VALUES | {"source_language": "ar"})

    assert errors(response) == {"source_language": ["You may not add pages in this language."]}
    assert not Edition.objects.filter(slug="fourth").exists()


def test_an_edition_needs_the_front_page_of_its_language(home):
    editor = log_in()
    HomePage.objects.exclude(pk=home.pk).delete()

    response = editor.post(NEW, VALUES | {"source_language": "ar"})

    assert errors(response) == {
        "source_language": ["The site has no front page in this language yet: translate it first."]
    }


def test_the_number_of_a_new_edition_follows_the_last(editor):
    assert editor.get(NEW).context["form"]["number"].value() == 4


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"slug": "sample"}, {"slug": ["Another page has this address already."]}),
        ({"slug": "speakers"}, {"slug": ["This address is taken by the site itself."]}),
        ({"languages": []}, {"languages": ["Choose at least one language."]}),
        (
            {"languages": ["ar"]},
            {"source_language": ["The source language is one of the edition's languages."]},
        ),
        (
            {"time_zone": "Istambul"},
            {"time_zone": ["Choose one of the list, such as Europe/Istanbul."]},
        ),
        ({"ends_on": "2028-01-01"}, {"__all__": ["The last day is before the first day."]}),
        (
            {"latitude": "41"},
            {"longitude": ["Latitude and longitude are given together or not at all."]},
        ),
    ],
    ids=["slug taken", "slug reserved", "no language", "source", "zone", "days", "coordinates"],
)
def test_wrong_facts_are_refused_in_words(editor, values, expected):
    found = errors(editor.post(NEW, VALUES | values))

    assert {name: found[name] for name in expected} == expected
    assert not Edition.objects.filter(slug="fourth").exists()


# --- facts ---


def test_facts_are_saved_with_the_languages_in_their_order(editor):
    places = {"languages-place-ur": "3", "languages-place-tr": "1", "languages-place-ar": "2"}

    editor.post(FACTS, sample(city="Ankara", **places | {"languages-place-en": "4"}))

    edition = Edition.objects.get()
    assert edition.city == "Ankara"
    assert edition.languages == ["tr", "ar", "ur", "en"]


@pytest.mark.parametrize("typed", ["europe/istanbul", "Istanbul", "istanbul "])
def test_a_zone_is_found_by_its_city(editor, typed):
    editor.post(FACTS, sample(time_zone="UTC"))
    assert Edition.objects.get().time_zone == "UTC"

    editor.post(FACTS, sample(time_zone=typed))

    # Asia/Istanbul and Europe/Istanbul are the same zone with two names.
    expected = "Europe/Istanbul" if "/" in typed else "UTC"
    assert Edition.objects.get().time_zone == expected


def test_a_city_with_one_zone_is_enough(editor):
    editor.post(FACTS, sample(time_zone="karachi"))

    assert Edition.objects.get().time_zone == "Asia/Karachi"


def test_another_zone_keeps_the_local_times_of_sessions(edition_page, editor):
    factories.make_session(edition_page)

    editor.post(FACTS, sample(time_zone="Asia/Karachi"))

    assert Slot.objects.get().starts_at == dt.datetime(2027, 6, 11, 4, tzinfo=dt.UTC)


def test_days_that_leave_sessions_outside_are_refused(edition_page, editor):
    factories.make_session(edition_page)

    response = editor.post(FACTS, sample(starts_on="2027-06-12"))

    assert errors(response) == {
        "ends_on": ["1 session would be outside these days: move it first."]
    }


def test_a_public_address_stays(editor):
    response = editor.post(FACTS, sample(slug="renamed"))

    assert errors(response) == {"slug": ["The address is public already: links to it would break."]}


def test_the_address_of_a_draft_can_change_with_its_page(edition_page, editor):
    Edition.objects.update(state=Edition.State.DRAFT)

    editor.post(FACTS, sample(slug="renamed"))

    assert EditionPage.objects.get().get_url() == "/en/renamed/"


def test_the_source_language_needs_a_page(edition_page, editor):
    response = editor.post(FACTS, sample(source_language="ar"))

    assert errors(response) == {
        "source_language": [
            "This edition has no page in that language yet: translate its page first."
        ]
    }


def test_countries_are_named_in_the_language_of_the_admin():
    with translation.override("ar"):
        assert dict(country_choices())["TR"] == "تركيا"


# --- rooms and tracks ---


def listed(client, path):
    return [row.name for row in client.get(path).context["object_list"]]


def test_rooms_are_listed_once_in_the_source_language_of_their_edition(edition_page, editor):
    room = factories.make_room(edition_page.edition)
    factories.translate(room, "ar", {"Room A": "القاعة أ"})
    arabic = factories.make_edition("arabic", source_language="ar")
    factories.make_room(arabic.edition, "قاعة")

    assert sorted(listed(editor, "/admin/rooms/")) == ["Room A", "قاعة"]
    assert listed(editor, f"/admin/rooms/?edition={edition_page.edition.pk}") == ["Room A"]


@pytest.mark.parametrize(("path", "model"), [("rooms", Room), ("tracks", Track)])
def test_what_is_added_is_in_the_source_language_of_its_edition(home, path, model):
    edition = factories.make_edition("arabic", source_language="ar").edition
    values = {"edition": edition.pk, "name": "قاعة", "position": "0", "colour": "teal"}

    log_in().post(f"/admin/{path}/add/", values)

    assert model.objects.get().locale == Locale.objects.get(language_code="ar")


def test_a_new_room_is_offered_for_the_edition_one_came_from(edition_page, editor):
    other = factories.make_edition("other").edition
    page = editor.get(f"/admin/rooms/?edition={other.pk}").content.decode()
    assert f"/admin/rooms/add/?edition={other.pk}" in page

    form = editor.get(f"/admin/rooms/add/?edition={other.pk}").context["form"]

    assert form["edition"].value() == other.pk


def test_a_room_that_sessions_need_is_not_deleted(edition_page, editor):
    room = factories.make_room(edition_page.edition)
    factories.make_session(edition_page, room=room)

    response = editor.post(
        reverse("wagtailsnippets_events_room:delete", args=[room.pk]), follow=True
    )

    assert [row.strip() for row in messages(response)] == [
        "1 session is in this room: move it first."
    ]
    assert Room.objects.get() == room


def test_a_room_that_nobody_needs_is_deleted(edition_page, editor):
    room = factories.make_room(edition_page.edition)
    session = factories.make_session(edition_page, room=room)
    services.move_slot(session.slot, room=None)

    editor.post(reverse("wagtailsnippets_events_room:delete", args=[room.pk]))

    assert not Room.objects.exists()


def test_rooms_can_be_submitted_for_translation(edition_page):
    room = factories.make_room(edition_page.edition)
    client = log_in()
    url = reverse("wagtail_localize:submit_snippet_translation", args=["events", "room", room.pk])
    arabic = Locale.objects.get(language_code="ar")

    assert url in client.get("/admin/rooms/").content.decode()
    client.post(url, {"locales": [arabic.pk]})

    assert TranslationSource.objects.get_for_instance(room)
    assert room.get_translation(arabic).edition == edition_page.edition


def test_the_admin_is_called_majlis(client, home):
    make_user()

    html = client.get("/admin/login/").content.decode()

    assert "<title>Sign in - Majlis</title>" in " ".join(html.split()).replace("> ", ">")
    assert "Sign in to Majlis" in html
