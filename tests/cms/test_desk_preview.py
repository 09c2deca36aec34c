"""What editors see before they publish, and where "View live" leads."""

import re

import pytest
from django.test import Client
from wagtail.models import Page

from events.compiler import snapshots
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


def test_a_preview_may_be_framed_by_the_admin_and_runs_no_script(edition_page):
    policy = preview(edition_page)["Content-Security-Policy"]

    assert "frame-ancestors 'self'" in policy.split("; ")
    assert "default-src 'none'" in policy.split("; ")
    assert "script-src" not in policy


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
