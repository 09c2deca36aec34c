"""The translators' desk in a real browser: every page fits, drafts are confirmed and published."""

import pytest
from playwright.sync_api import expect
from wagtail_localize.models import StringTranslation

from cms.models import Job, Term
from cms.translating import memory, sync
from tests import factories
from tests.cms.people import make_user
from tests.cms.translating import locale_of
from tests.e2e.test_registrars import faults, fits

DESK = "/admin/translations/"
BOARD = f"{DESK}editions/sample/"


@pytest.fixture(scope="module")
def page(server):
    """An edition in four languages: published, changed, drafts of the memory, a job under way."""
    page = factories.make_edition()
    factories.translate(page, "ar", default="ع {}")
    first = factories.make_session(page, "Opening", summary="Welcome.")
    factories.translate(first, "ar", {"Opening": "الافتتاح", "Welcome.": "أهلا."})
    second = factories.make_session(page, "Opening", at="15:00", slug="again", summary="Welcome.")
    memory.fill(factories.submit(second, "ar"))
    title = "A title that is rather long for a telephone"
    changed = factories.make_session(page, title, at="11:00", summary="Stays.")
    factories.translate(changed, "ar", default="ع {}")
    changed.title = "A title that is very long for a telephone"
    changed.save_revision().publish()
    sync.sync(changed)
    factories.make_room(page.edition, "Hall")
    Term.objects.create(
        source_locale=locale_of("en"), target_locale=locale_of("ar"), term="a", translation="ب"
    )
    for role in ("translators-ar", "publishers-ar", "coordinators"):
        make_user(role)
    return page


@pytest.fixture
def at_desk(come, page):
    """Makes people who are logged in, with an admin in their language."""

    def make(role="coordinators", *args, **options):
        return come(role, *args, **options)

    return make


@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [("ar", 360, "dark"), ("ur", 1280, "light")],
)
def test_every_page_fits_and_pleases_axe(at_desk, language, width, scheme):
    reader = at_desk(language=language, width=width, color_scheme=scheme)
    term = Term.objects.get().pk
    found = {}

    for path in [
        *(DESK, BOARD, f"{BOARD}?language=ar&state=changed", f"{BOARD}?q=nothing"),
        *(f"{DESK}site/", f"{BOARD}ask/", f"{BOARD}drafts/ar/", f"{BOARD}publish/ar/"),
        *(f"{DESK}glossary/", f"{DESK}glossary/{term}/", f"{DESK}glossary/{term}/delete/"),
        "/admin/",
    ]:
        assert reader.go(path).status == 200
        reader.page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
        wrong = faults(reader.page) + ([] if fits(reader.page) else ["too wide"])
        found |= {path: wrong} if wrong else {}

    assert found == {}


def test_a_telephone_shows_one_language_at_a_time(at_desk):
    reader = at_desk(width=360)
    reader.go(BOARD)
    row = reader.page.locator(".board tbody tr").first

    expect(row.locator("td:visible")).to_have_count(1)
    expect(row.locator("td:visible")).to_contain_text("Changed")
    reader.page.get_by_role("navigation", name="Language").get_by_text("Turkish").click()

    expect(row.locator("td:visible")).to_contain_text("Missing")


def test_what_changed_is_opened_and_the_editor_reached_by_keyboard(at_desk):
    reader = at_desk("translators-ar")
    reader.go(BOARD)
    summary = reader.page.get_by_text("What changed").first
    summary.focus()
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator("ins").first).to_contain_text("very")

    reader.page.locator("a.board-cell__link").first.focus()
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url("**/texts/*/?board=sample")


def test_the_board_follows_a_job_until_it_is_done(at_desk, page):
    job = Job.objects.create(
        edition=page.edition, kind="submit", state="running", languages="tr", total=9, done=1
    )
    reader = at_desk()
    reader.go(BOARD)
    line = reader.page.locator(".job")
    expect(line).to_contain_text("1 of 9")
    Job.objects.filter(pk=job.pk).update(done=5)
    expect(line).to_contain_text("5 of 9")

    Job.objects.filter(pk=job.pk).update(done=9, state="finished")
    line.get_by_role("button", name="Dismiss").click()

    expect(line).to_have_count(0)


def test_without_a_script_drafts_are_confirmed_and_published(at_desk):
    reader = at_desk("publishers-ar", java_script_enabled=False)
    browser_page = reader.page
    reader.go(f"{BOARD}?q=opening&state=progress")
    expect(browser_page.locator(".board tbody tr")).to_have_count(1)
    browser_page.get_by_role("link", name="2 drafts to confirm (Arabic)").click()

    browser_page.get_by_role("button", name="Confirm the ticked texts").click()
    expect(browser_page.locator(".messages .success")).to_contain_text("2 texts are confirmed.")
    assert not StringTranslation.objects.filter(translation_type="machine").exists()

    browser_page.get_by_role("link", name="Publish 1 page that is complete").click()
    browser_page.get_by_role("button", name="Publish the ticked pages").click()
    expect(browser_page.locator(".messages .success")).to_contain_text("1 page is published.")
