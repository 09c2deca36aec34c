"""The preview beside the translation editor: who sees it, and what it shows of what is typed."""

import re
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.admin.models import FormState

from tests import factories
from tests.cms.people import log_in
from tests.cms.translating import (
    AR,
    NEW_AR,
    edit_address,
    stored_title,
    text_address,
    title_segment,
)

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


@pytest.mark.parametrize("text", ["", "  ", "{b}x", "x{/b}"])
def test_a_text_that_could_not_be_shown_changes_nothing(translation, text):
    client = log_in("translators-ar")

    type_in(client, translation, title_segment(translation), text)

    assert shown(client, translation) == AR


def test_markup_that_is_typed_is_shown_as_text(translation):
    client = log_in("translators-ar")

    type_in(client, translation, title_segment(translation), "<script>x</script>")

    assert shown(client, translation) == "&lt;script&gt;x&lt;/script&gt;"


def test_a_link_that_is_typed_leads_where_the_saved_one_does(edition_page):
    link = '<p>See <a href="https://example.org/">the site</a>.</p>'
    translation = factories.submit(factories.make_session(edition_page, abstract=link), "ar")
    segment = translation.source.stringsegment_set.get(string__data__contains="See")
    client = log_in("translators-ar")

    type_in(client, translation, segment, "انظر {1}الموقع{/1}")
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
    assert 'id="w-preview-iframe"' not in client.get(text_address(translation)).content.decode()


def test_the_panel_is_framed_like_any_preview(translation):
    answer = log_in("translators-ar").get(panel(translation))

    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]


def test_the_editor_has_one_panel_and_one_toggle(translation):
    html = log_in("translators-ar").get(text_address(translation)).content.decode()

    assert html.count('data-side-panel-toggle="preview"') == 1
    assert html.count('id="w-preview-iframe"') == html.count("data-edit-form") == 1
    assert f'data-w-preview-url-value="{panel(translation)}"' in html


def test_page_of_the_explorer_leads_to_the_editor(translation):
    for client in (log_in("translators-ar"), log_in("publishers-ar")):
        for method in (client.get, client.post):
            answer = method(edit_address(translation.get_target_instance()))
            assert (answer.status_code, answer.url) == (302, text_address(translation))
