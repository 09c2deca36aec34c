"""What editors see before they publish, and where "View live" leads."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from events.compiler import snapshots
from events.compiler.documents import CompileError
from events.models import (
    Edition,
    EditionOrganiser,
    EditionPage,
    SessionPage,
    SessionSpeaker,
)
from home.models import HomePage
from tests import factories

pytestmark = pytest.mark.django_db


def preview(page):
    response = page.make_preview_request()
    assert response.status_code == 200
    return response


def heading(page):
    html = preview(page).content.decode()
    return re.sub(r"<[^>]+>", "", re.search(r"<h1.*?</h1>", html, re.DOTALL)[0]).strip()


@pytest.mark.parametrize(
    "make",
    [
        lambda page: page,
        lambda page: factories.make_session(page),
        lambda page: factories.make_announcement(page),
        lambda page: factories.make_speaker(),
        lambda page: factories.make_content_page(page),
        lambda page: factories.make_content_page(page.get_parent()),
    ],
    ids=["edition", "session", "announcement", "speaker", "page", "page of the site"],
)
def test_a_preview_shows_the_words_that_are_not_saved(edition_page, make):
    page = make(edition_page)
    page.title = "Not saved yet"

    assert heading(page) == "Not saved yet"
    assert Page.objects.get(pk=page.pk).title != "Not saved yet"


def test_a_preview_of_the_front_page_shows_its_introduction(home):
    home.introduction = "<p>Not saved yet</p>"

    assert "Not saved yet" in preview(home).content.decode()


def test_a_preview_works_while_the_edition_and_its_page_are_drafts(edition_page):
    Edition.objects.update(state=Edition.State.DRAFT)
    EditionPage.objects.update(live=False)
    page = SessionPage(title="Never saved", locale=edition_page.locale)
    page.depth, page.path = edition_page.depth + 1, f"{edition_page.path}0001"

    assert heading(page) == "Never saved"


def test_a_preview_of_a_translation_is_in_its_language(edition_page):
    session = factories.make_session(edition_page)
    arabic = factories.translate(session, "ar", {"Opening": "الافتتاح"})
    arabic.title = "افتتاح آخر"

    response = preview(arabic)

    assert heading(arabic) == "افتتاح آخر"
    assert re.search(r'<html[^>]* dir="rtl"', response.content.decode())


def test_a_preview_shows_speakers_and_organisers_that_are_not_saved(edition_page):
    session = factories.make_session(edition_page)
    speaker = factories.make_speaker("Noor Jahan")
    session.speakers.add(SessionSpeaker(speaker=speaker, locale=session.locale))
    edition_page.organisers.add(EditionOrganiser(name="Kashmir Civitas"))

    assert "Noor Jahan" in preview(session).content.decode()
    assert "Kashmir Civitas" in preview(edition_page).content.decode()


def test_a_preview_may_be_framed_by_the_admin_and_asks_for_nothing(edition_page):
    policy = dict(
        part.split(" ", 1) for part in preview(edition_page)["Content-Security-Policy"].split("; ")
    )

    assert policy == {
        "default-src": "'none'",  # so nothing may be fetched
        "script-src": "'self'",
        "worker-src": "'none'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'self'",
    }


def embedded(page):
    """What the app draws a preview from."""
    html = preview(page).content.decode()
    return json.loads(
        re.search(r'<script id="preview" type="application/json">(.*?)</script>', html)[1]
    )


@pytest.mark.parametrize(
    ("make", "path"),
    [
        (lambda page: page, "/en/sample/"),
        (lambda page: factories.make_session(page), "/en/sample/programme/opening/"),
        (lambda page: factories.make_announcement(page), "/en/sample/announcements/welcome/"),
        (lambda page: factories.make_speaker(), "/en/sample/speakers/amina-dar/"),
        (lambda page: factories.make_content_page(page), "/en/sample/venue/"),
    ],
    ids=["edition", "session", "announcement", "speaker", "page"],
)
def test_the_app_gets_all_documents_of_the_edition_and_the_address_of_the_page(
    edition_page, make, path
):
    page = make(edition_page)
    page.title = "Not saved </script> yet"

    found = embedded(page)

    assert sorted(found) == ["details", "path", "programme", "site"]
    assert found["path"] == path
    assert "Not saved </script> yet" in json.dumps(found["programme"])
    assert found["site"]["home"]["title"] == "Majlis"
    assert found["site"]["pages"] == []


@pytest.mark.parametrize(
    ("make", "path"),
    [(lambda home: home, "/en/"), (lambda home: factories.make_content_page(home), "/en/venue/")],
    ids=["front page", "page"],
)
def test_a_page_of_the_site_is_shown_with_the_sites_document_alone(home, make, path):
    page = make(home)
    page.title = "Not saved yet"

    found = embedded(page)

    assert sorted(found) == ["path", "site"]
    assert found["path"] == path
    assert "Not saved yet" in json.dumps(found["site"])


def test_an_unsaved_title_of_an_edition_is_in_the_list_of_editions(edition_page):
    edition_page.title = "Not saved yet"

    assert [row["title"] for row in embedded(edition_page)["site"]["editions"]] == ["Not saved yet"]


def test_a_draft_edition_is_not_in_the_list_of_editions(edition_page):
    edition_page.edition.state = Edition.State.DRAFT
    edition_page.edition.save()

    assert embedded(edition_page)["site"]["editions"] == []


def test_a_preview_of_translated_strings_that_are_not_published_is_in_the_same_frame(
    edition_page, admin_client
):
    session = factories.make_session(edition_page)
    translation = factories.submit(session, "ar")
    factories.fill(translation, {"Opening": "الافتتاح"})

    address = reverse("localize_preview_panel", args=[translation.pk])
    response = admin_client.get(address)

    html = response.content.decode()
    documents = json.loads(
        re.search(r'id="preview" type="application/json">(.*?)</script>', html)[1]
    )
    assert response["Content-Security-Policy"] == preview(session)["Content-Security-Policy"]
    assert documents["path"] == "/ar/sample/programme/opening/"
    assert [row["title"] for row in documents["programme"]["sessions"]] == ["الافتتاح"]
    assert "<h1>الافتتاح</h1>" in html


def test_what_cannot_be_compiled_is_said_in_the_languages_direction(edition_page, monkeypatch):
    def refuse(*args):
        raise CompileError("Two objects share the public id.")

    session = factories.make_session(edition_page)
    arabic = factories.translate(session, "ar", {"Opening": "الافتتاح"})
    monkeypatch.setattr("events.compiler.preview.documents.compiled", refuse)

    html = preview(arabic).content.decode()

    assert re.search(r'<html lang="ar" dir="rtl"', html)
    assert '<p class="notice">Two objects share the public id.</p>' in html
    assert embedded(arabic) == {"path": ""}


def test_a_speaker_without_any_edition_is_answered_with_words(home):
    assert (
        "Readers do not see this page anywhere yet."
        in preview(factories.make_speaker()).content.decode()
    )


def test_live_pages_lead_to_their_public_addresses(edition_page):
    home = HomePage.objects.get(locale__language_code="en")
    pages = [
        home,
        edition_page,
        factories.make_session(edition_page),
        factories.make_announcement(edition_page),
        factories.make_speaker(),
        factories.make_content_page(edition_page),
        factories.make_content_page(home, "Imprint"),
    ]

    assert [page.get_url() for page in pages] == [
        "/en/",
        "/en/sample/",
        "/en/sample/programme/opening/",
        "/en/sample/announcements/welcome/",
        "/en/speakers/amina-dar/",
        "/en/sample/venue/",
        "/en/imprint/",
    ]


def test_the_public_addresses_answer(edition_page):

    speaker = factories.make_speaker()
    pages = [
        HomePage.objects.get(locale__language_code="en"),
        edition_page,
        factories.make_session(edition_page, speakers=[speaker]),
        factories.make_announcement(edition_page),
        speaker,
        factories.make_content_page(edition_page),
    ]
    snapshots.rebuild()

    answers = [Client().get(page.get_url(), follow=True).status_code for page in pages]

    assert answers == [200] * len(pages)


def test_wagtails_own_serving_leads_to_the_public_address(edition_page, rf):
    response = edition_page.serve(rf.get("/"))

    assert (response.status_code, response.url) == (302, "/en/sample/")
