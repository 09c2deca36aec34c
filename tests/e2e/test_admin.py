"""An editor at work in a real browser: a session is made, warned about, published, moved."""

import pytest
from playwright.sync_api import expect

from events.models import SessionPage, Slot
from tests import factories
from tests.cms.people import make_user
from tests.e2e.conftest import Reader

HUB = "/admin/editions/sample/"


@pytest.fixture(scope="module")
def page(server):
    """In the hall, Amina Dar speaks at nine and a workshop follows at eleven."""
    page = factories.make_edition()
    room = factories.make_room(page.edition, "Hall", position=1)
    factories.make_room(page.edition, "Garden", position=2)
    speaker = factories.make_speaker()
    factories.make_session(page, room=room, speakers=[speaker])
    factories.make_session(page, "Workshop", at="11:00", room=room)
    make_user("editors")
    return page


@pytest.fixture
def editor(browser, server, page):
    """An editor who is logged in."""
    reader = Reader(browser, server.url, locale="en-GB", viewport={"width": 1280, "height": 900})
    reader.log_in(make_user("editors"))
    yield reader
    reader.close()


def cell(browser_page, title):
    return browser_page.locator(".desk-entry", has=browser_page.get_by_role("link", name=title))


def test_an_editor_makes_a_session_is_warned_of_a_clash_and_publishes(editor):
    browser_page = editor.page
    editor.go(HUB)
    browser_page.get_by_role("link", name="New session").click()

    browser_page.locator("#id_title").fill("Round table")
    browser_page.get_by_label("Day", exact=True).fill("2027-06-11")
    browser_page.get_by_label("Starts", exact=True).fill("09:30")
    browser_page.keyboard.press("Escape")
    browser_page.get_by_label("Room", exact=True).select_option(label="Hall")
    browser_page.get_by_role("button", name="Add speaker").click()
    browser_page.get_by_role("button", name="Choose a page (Speaker)").click()
    browser_page.get_by_role("dialog").get_by_role("link", name="Amina Dar").click()
    expect(browser_page.get_by_role("dialog")).to_have_count(0)
    _publish(browser_page)

    expect(browser_page.get_by_text("is taken by", exact=False)).to_contain_text("Opening")
    expect(browser_page.get_by_text("then,", exact=False)).to_contain_text("Amina Dar")
    assert not Slot.objects.filter(minutes=45, starts_at__minute=30).exists()

    browser_page.get_by_label("Save although room or speakers are taken").check()
    _publish(browser_page)
    expect(browser_page.locator(".messages")).to_contain_text("published")

    editor.go(HUB)
    made = cell(browser_page, "Round table")
    expect(made).to_contain_text("09:30–10:15")
    expect(made).to_contain_text("is taken by")
    assert SessionPage.objects.get(slug="round-table").live


def test_an_editor_moves_a_session_from_the_hub_and_undoes_it(editor):
    browser_page = editor.page
    editor.go(HUB)
    workshop = cell(browser_page, "Workshop")
    workshop.locator("summary").click()
    workshop.get_by_role("link", name="Move").click()
    browser_page.locator("#id_time").fill("14:00")
    browser_page.keyboard.press("Escape")
    browser_page.get_by_label("Room", exact=True).select_option(label="Garden")
    browser_page.get_by_role("button", name="Move now").click()

    expect(workshop).to_contain_text("14:00–14:45")
    expect(workshop).to_contain_text("moved")

    browser_page.get_by_role("link", name="Undo").click()
    browser_page.get_by_role("button", name="Restore now").click()
    expect(workshop).to_contain_text("11:00–11:45")
    expect(workshop).not_to_contain_text("moved")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_hub_fits_the_screen(editor, width):
    editor.page.set_viewport_size({"width": width, "height": 800})
    editor.go(HUB)

    sizes = editor.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")

    assert sizes[0] <= sizes[1]


def _publish(browser_page):
    browser_page.get_by_role("button", name="More actions").click()
    browser_page.get_by_role("button", name="Publish").click()
    browser_page.wait_for_load_state()
