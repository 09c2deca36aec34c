"""Pages of content may not take the addresses of screens."""

import re

import pytest
from django.core.exceptions import ValidationError
from wagtail.test.utils.form_data import nested_form_data, streamfield

from events.addresses import RESERVED_BELOW_EDITION
from events.web.urls import urlpatterns
from home.models import ContentPage
from tests import factories
from tests.cms.people import log_in
from tests.pwa.conftest import FRONTEND

TAKEN = "This address is taken by the site itself."


def add(parent, **values):
    """What the editor's form says about a new page."""
    data = {"title": "Page", "slug": "page", "body": streamfield([]), **values}
    response = log_in().post(
        f"/admin/pages/add/home/contentpage/{parent.pk}/", nested_form_data(data)
    )
    return {} if response.status_code == 302 else dict(response.context["form"].errors)


@pytest.mark.parametrize("slug", ["settings", "now", "ticket", "Settings"])
def test_an_editor_is_told_that_an_address_is_taken_by_a_screen(edition_page, slug):
    assert add(edition_page, slug=slug) == {"slug": [TAKEN]}
    assert not ContentPage.objects.exists()


def test_other_addresses_are_free(edition_page):
    assert add(edition_page, slug="settings-of-the-stage") == {}
    assert ContentPage.objects.get().slug == "settings-of-the-stage"


def test_below_a_front_page_other_addresses_are_taken(home):
    assert add(home, slug="search") == {"slug": [TAKEN]}
    assert add(home, slug="settings") == {}


def test_a_page_cannot_be_renamed_to_the_address_of_a_screen(edition_page):
    page = factories.make_content_page(edition_page)

    page.slug = "my-agenda"
    with pytest.raises(ValidationError) as caught:
        page.save()

    assert caught.value.message_dict == {"slug": [TAKEN]}


def test_sessions_have_addresses_of_their_own(edition_page):
    assert factories.make_session(edition_page, "Search").slug == "search"


def test_every_screen_below_an_edition_is_reserved():
    routes = [str(pattern.pattern) for pattern in urlpatterns]
    first = {match[1] for route in routes if (match := re.search(r":edition>/([a-z-]+)/", route))}

    assert first - RESERVED_BELOW_EDITION == set()


def test_the_app_leaves_to_the_server_what_is_reserved_and_no_screen():
    source = (FRONTEND / "src" / "routes.ts").read_text()
    screens = set(re.findall(r'^  \["([a-z-]+)", \[', source, re.MULTILINE))
    kept = set(re.findall(r'"([a-z]+)"', re.search(r"NO_PAGES = \[(.*?)\]", source)[1]))

    assert screens | kept == RESERVED_BELOW_EDITION
