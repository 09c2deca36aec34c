"""Rooms and tracks belong to no page tree; rights follow the front page of their language."""

import pytest
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import Translation

from events.compiler import documents
from events.models import Room
from tests import factories
from tests.cms.people import log_in, make_user
from tests.cms.translating import text_address


@pytest.fixture
def room(edition_page):
    return factories.make_room(edition_page.edition, "Main hall")


def address(name, *args):
    return reverse(f"wagtail_localize:{name}", args=args)


def submit(client, room):
    arabic = Locale.objects.get(language_code="ar")
    route = address("submit_snippet_translation", "events", "room", room.pk)
    return client.post(route, {"locales": [arabic.pk]})


def document_room(page):
    [row] = documents.build(page.edition, "ar")["programme"]["rooms"]
    return row["name"], row.get("todo")


def test_coordinator_translates_a_room(room, edition_page):
    client = log_in("coordinators")
    response = submit(client, room)
    translation = Translation.objects.get(source__object_id=room.translation_key)
    assert document_room(edition_page) == ("Main hall", ["name"])

    assert client.get(response.url, follow=True).status_code == 200
    factories.fill(translation, {"Main hall": "القاعة الكبرى"})
    client.post(text_address(translation), {"action": "publish"})

    assert document_room(edition_page) == ("القاعة الكبرى", None)


def test_sources_of_rooms_are_synchronised(room):
    client = log_in("coordinators")
    submit(client, room)
    room.name = "Great hall"
    room.save()
    source = Translation.objects.get(source__object_id=room.translation_key).source
    response = client.post(
        address("update_translations", source.pk), {"publish_translations": "on"}
    )

    assert response.status_code == 302
    names = Room.objects.filter(translation_key=room.translation_key).values_list("name", flat=True)
    assert set(names) == {"Great hall"}


def test_only_rooms_that_the_user_may_edit_are_submitted(room, settings, client):
    user = make_user("translators-ar")
    coordinators = make_user("coordinators").groups.get()
    user.user_permissions.add(coordinators.permissions.get(codename="submit_translation"))
    client.force_login(user)

    submit(client, room)
    assert Room.objects.count() == 1

    settings.ROOT_URLCONF = "tests.cms.stock_urls"
    submit(client, room)
    assert Room.objects.count() == 2


@pytest.mark.parametrize(
    ("role", "allowed", "published"),
    [
        ("translators-ar", True, "Main hall"),
        ("publishers-ar", True, "القاعة"),
        ("publishers-tr", False, "Main hall"),
    ],
)
def test_people_of_a_language_translate_its_rooms(room, role, allowed, published):
    translation = factories.submit(room, "ar")
    client = log_in(role)
    segment = translation.source.stringsegment_set.get(context__path="name")
    data = {f"string-{segment.pk}": "القاعة", "action": "publish"}

    assert (client.get(text_address(translation)).status_code == 200) is allowed
    client.post(text_address(translation), data)
    assert translation.get_target_instance().name == published
    assert translation.get_progress() == (1, int(allowed))
