"""A coordinator makes a new edition from an old one in a real browser."""

import pytest
from playwright.sync_api import expect

from cms import jobs
from cms.desk import copying
from cms.models import Job
from events.models import Edition, EditionPage
from tests import factories
from tests.cms.people import make_user
from tests.e2e.axe import DESK, faults

HUB = "/admin/editions/sample/"


@pytest.fixture(scope="module")
def old(server):
    page = factories.make_edition()
    hall = factories.make_room(page.edition, "Hall")
    factories.make_session(page, room=hall, speakers=[factories.make_speaker()])
    factories.make_content_page(page)
    factories.make_announcement(page)
    make_user("coordinators")
    return page


@pytest.fixture
def at_desk(come, old):
    """Makes coordinators who are logged in, with an admin in their language."""

    def make(*args, **options):
        return come("coordinators", *args, **options)

    return make


def test_a_coordinator_fills_one_form_and_sees_the_new_edition_come(at_desk):
    coordinator = at_desk()
    page = coordinator.page
    coordinator.go(HUB)
    page.get_by_role("link", name="New edition from this one").click()
    expect(page.get_by_label("Address")).to_have_value("sample-4")
    page.get_by_label("Title").fill("Fourth edition")
    page.get_by_label("اردو").uncheck()
    page.get_by_label("Türkçe").uncheck()
    page.get_by_role("button", name="Make the new edition").click()

    expect(page.locator("#desk-copying")).to_contain_text("0 of 6 steps")
    job = Job.objects.get()
    jobs.go_on(job.pk, seconds=0)
    expect(page.locator("#desk-copying")).to_contain_text("1 of 6 steps")
    jobs.go_on(job.pk, seconds=60)

    done = page.get_by_role("region", name="This edition is ready for your review")
    expect(done).to_contain_text("1 announcement")
    expect(page.locator(".desk-entry")).to_contain_text(
        "planned: Friday 9 June, \u206809:00–09:45\u2069"
    )
    assert Edition.objects.get(slug="sample-4").languages == ["en", "ar"]
    assert EditionPage.objects.get(slug="sample-4", locale__language_code="ar").numchild == 2


@pytest.mark.parametrize(("language", "width"), [("ar", 360)])
@pytest.mark.parametrize("path", [f"{HUB}copy/", "/admin/editions/new/", "/admin/editions/half/"])
def test_screens_fit_and_can_be_used_by_everybody(at_desk, old, language, width, path):
    _half_done(old)
    coordinator = at_desk(language, width)

    coordinator.go(path)

    page = coordinator.page
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert faults(page, DESK) == []


def test_the_hub_shows_progress_without_a_script(at_desk, old):
    _half_done(old)
    coordinator = at_desk(java_script_enabled=False)

    coordinator.go("/admin/editions/half/")

    expect(coordinator.page.locator("#desk-copying")).to_contain_text("1 of 3 steps")
    assert coordinator.page.locator("meta[http-equiv=refresh]").get_attribute("content") == "5"


def _half_done(old):
    """A copy of three steps, one of which is done."""
    edition = Edition.objects.filter(slug="half").first()
    if edition is None:
        facts = {"slug": "half", "number": 9, "starts_on": old.edition.starts_on}
        edition = Edition(**facts, ends_on=old.edition.ends_on, languages=["en"])
        plan = {"parts": ["pages"], "languages": [], "token": "half"}
        job = copying.begin(old, edition, title="Half", user=make_user("coordinators"), **plan)
        jobs.go_on(job.pk, seconds=0)
