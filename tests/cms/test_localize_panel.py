"""The preview beside the translation editor: who sees it, and what it shows of what is typed."""

import re
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.admin.models import FormState

from tests import factories
from tests.cms.people import log_in
from tests.cms.translating import AR, NEW_AR, edit_address, stored_title, title_segment

VALID = {"is_valid": True, "is_available": True}


def panel(translation):
    return reverse("localize_preview_panel", args=[translation.pk])


def type_in(client, translation, segment, text):
    """What the panel sends before it shows anything."""
    answer = client.post(panel(translation), {f"string-{segment.pk}": text})
    assert (answer.status_code, answer.json()) == (200, VALID)


def shown(client, translation, pattern="<h1.*?</h1>"):
    html = client.get(panel(translation)).content.decode()
    return re.sub(r"<[^>]+>", "", re.search(pattern, html, re.DOTALL)[0]).strip()


def test_what_is_typed_is_shown_to_who_types_and_not_saved(translation):
    ours, theirs = log_in("translators-ar"), log_in("publishers-ar")

    type_in(ours, translation, title_segment(translation), NEW_AR)

    assert shown(ours, translation) == NEW_AR
    assert shown(theirs, translation) == AR
    assert stored_title(translation) == translation.get_target_instance().title == AR


def test_words_are_shown_as_saved_when_nothing_is_typed_any_more(translation):
    client = log_in("translators-ar")
    type_in(client, translation, title_segment(translation), NEW_AR)

    assert client.post(panel(translation)).json() == VALID

    assert shown(client, translation) == AR
    assert not FormState.objects.exists()


@pytest.mark.parametrize("text", ["", "  ", "<script>x</script>", '<a id="a7">x</a>', "<p>x</p>"])
def test_a_text_that_could_not_be_shown_changes_nothing(translation, text):
    client = log_in("translators-ar")

    type_in(client, translation, title_segment(translation), text)

    assert shown(client, translation) == AR


def test_a_link_that_is_typed_leads_where_the_saved_one_does(edition_page):
    link = '<p>See <a href="https://example.org/">the site</a>.</p>'
    translation = factories.submit(factories.make_session(edition_page, abstract=link), "ar")
    segment = translation.source.stringsegment_set.get(string__data__contains="See")
    client = log_in("translators-ar")

    type_in(client, translation, segment, 'انظر <a id="a1">الموقع</a>')
    html = client.get(panel(translation)).content.decode()

    assert re.search(r'انظر <a [^>]*href="https://example.org/"[^>]*>الموقع</a>', html)


@pytest.mark.parametrize("method", ["get", "post", "delete"])
@pytest.mark.parametrize("role", ["translators-ur", None], ids=["another language", "nobody"])
def test_only_who_may_edit_the_translation_sees_or_sends_anything(translation, method, role):
    client = log_in(role) if role else Client()
    body = urlencode({f"string-{title_segment(translation).pk}": NEW_AR})

    answer = client.generic(
        method.upper(), panel(translation), body, "application/x-www-form-urlencoded"
    )

    assert answer.status_code == 302  # Wagtail's way to say no
    assert not FormState.objects.exists()


def test_what_is_no_page_has_no_preview(edition_page):
    room = factories.make_room(edition_page.edition)
    translation = factories.submit(room, "ar")
    client = log_in()

    assert client.get(panel(translation)).status_code == 404
    edit = reverse("wagtailsnippets_events_room:edit", args=[translation.get_target_instance().pk])
    assert 'id="w-preview-iframe"' not in client.get(edit).content.decode()


def test_the_panel_is_framed_like_any_preview(translation):
    client = log_in("translators-ar")
    stock = reverse("wagtail_localize:preview_translation", args=[translation.pk])

    ours, theirs = client.get(panel(translation)), client.get(stock)

    for name in ("Content-Security-Policy", "X-Frame-Options"):
        assert ours[name] == theirs[name]
    assert ours.content == theirs.content


def test_the_editor_has_one_panel_one_toggle_and_the_stock_button(translation):
    page = translation.get_target_instance()

    html = log_in("translators-ar").get(edit_address(page)).content.decode()

    assert html.count('data-side-panel-toggle="preview"') == 1
    assert html.count('id="w-preview-iframe"') == html.count("data-edit-form") == 1
    assert f'data-w-preview-url-value="{panel(translation)}"' in html
    assert reverse("wagtail_localize:preview_translation", args=[translation.pk]) in html
