"""What the front page of an edition says about its venue."""

import pytest
from wagtail_localize.models import StringTranslation

from events.web.venue import maps
from tests import factories
from tests.events.api_content import make_image
from tests.events.web_html import elements, get, texts


@pytest.fixture
def house(home):
    page = factories.make_edition(latitude=41.0082, longitude=28)
    page.venue_name = "The old (printing) house"
    page.venue_picture, page.venue_picture_alt = make_image(), "A house"
    page.save_revision().publish()
    return page


def test_the_picture_of_the_venue_comes_in_all_sizes_with_its_description(client, house):
    [picture] = elements(get(client, "/en/sample/"), "img")

    assert picture["alt"] == "A house"
    assert [part.split()[1] for part in picture["srcset"].split(", ")] == ["480w", "640w"]


def test_a_translation_shows_the_same_picture_with_its_own_description(client, house):
    factories.translate(house, "ar", {"A house": "بيت"})
    [english] = elements(get(client, "/en/sample/"), "img")

    [arabic] = elements(get(client, "/ar/sample/"), "img")

    assert arabic == english | {"alt": "بيت"}


def test_a_description_that_is_not_translated_says_its_language(client, house):
    factories.translate(house, "ar", {})
    assert not StringTranslation.objects.exists()

    response = get(client, "/ar/sample/")

    [figure] = elements(response, "figure")
    assert (figure["lang"], figure["dir"]) == ("en", "ltr")


def test_rooms_say_how_to_find_them(client, house):
    factories.make_room(house.edition, "Hall", directions="First door")
    factories.make_room(house.edition, "Garden")

    response = get(client, "/en/sample/")

    assert (texts(response, "dt"), texts(response, "dd")) == (["Hall"], ["First door"])


def test_maps_are_links_that_only_a_tap_follows(client, house):
    response = get(client, "/en/sample/")

    assert texts(response, "bdi", dir="ltr") == ["41.0082, 28"]
    [phone] = elements(
        response, "a", href="geo:41.0082,28?q=41.0082,28(The%20old%20%28printing%29%20house)"
    )
    [web] = elements(
        response, "a", href="https://www.openstreetmap.org/?mlat=41.0082&mlon=28#map=17/41.0082/28"
    )
    assert phone["text"] == "Open in maps"
    assert (web["text"], web["rel"]) == ("OpenStreetMap (another site)", "noopener noreferrer")


@pytest.mark.parametrize(
    ("coordinates", "position"),
    [([-33.0, 151.20929], "-33, 151.20929"), ([0.00001, 10.0], "0.00001, 10")],
)
def test_coordinates_are_written_as_the_app_writes_them(coordinates, position):
    assert maps({"coordinates": coordinates, "title": "Sample"})["position"] == position


def test_an_edition_without_coordinates_has_no_maps():
    assert maps({"title": "Sample"}) is None
