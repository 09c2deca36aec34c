"""The programme as list and room grid, its filters, and what of them the address keeps."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from events.compiler import snapshots
from events.compiler.ids import public_id
from events.models import Slot
from tests import factories
from tests.e2e.axe import faults
from tests.e2e.conftest import Reader
from tests.e2e.keeping import visit

DAY = "/{}/sample/programme/2027-06-11/"
GRID = "view=grid"
# What each row of each table holds: "tag:text", with rows and columns where it has several.
CELLS = """() => [...document.querySelectorAll("main .grid tr")].map((row) =>
    [...row.children].map((cell) => {
        const card = cell.querySelector(".card-title");
        const text = cell.localName === "th" ? cell.textContent
            : [...cell.querySelectorAll(".card-title")].map((it) => it.textContent).join("+");
        const size = `${cell.rowSpan}x${cell.colSpan}`;
        return size === "1x1" ? text : `${text} ${size}`;
    }))"""


@pytest.fixture(scope="module")
def page(server):
    """Three rooms; breaks for all, one while others go on, two sessions at once in one room."""
    page = factories.make_edition()
    hall, loft, garden = (
        factories.make_room(page.edition, name) for name in ("Hall", "Loft", "Garden")
    )
    rows = [
        factories.make_session(page, "Opening", at="09:00", minutes=60, room=hall),
        factories.make_session(page, "Coffee", at="10:00", minutes=30, kind="break"),
        factories.make_session(
            page, "Panel", at="10:30", minutes=90, room=hall, kind="panel", interpretation="ar"
        ),
        factories.make_session(page, "Workshop", at="10:30", minutes=30, room=loft),
        factories.make_session(page, "Dropped", at="11:00", minutes=60, room=loft),
        factories.make_session(page, "Instead", at="11:30", minutes=30, room=loft),
        factories.make_session(page, "Stalls", at="11:00", minutes=30),
        factories.make_session(page, "Undated", at=None),
    ]
    slots = Slot.objects.filter(session_key=rows[4].translation_key)
    slots.update(state="cancelled")
    walk = factories.make_session(page, "Walk", room=garden, interpretation="ur")
    slot = Slot.objects.get(session_key=walk.translation_key)
    Slot.objects.filter(pk=slot.pk).update(starts_at=slot.starts_at + dt.timedelta(days=1))
    for instance in (page.get_parent().specific, page, hall, loft, garden, *rows, walk):
        factories.translate(instance, "ar", default="ع {}")
    snapshots.rebuild()
    page.opening = public_id(rows[0].translation_key)
    return page


@pytest.fixture
def wide(browser, server, page):
    """A reader at a desk, and without a network."""
    reader = Reader(browser, server.url, locale="en-GB", viewport={"width": 1280, "height": 800})
    for language in ("en", "ar"):
        visit(reader, f"/{language}/sample/", language)
    reader.offline()
    yield reader
    reader.check()
    reader.close()


def titles(reader):
    return reader.page.locator("main .card-title").all_text_contents()


# --- grid ---


def test_the_list_is_what_everybody_gets(wide):
    wide.go(DAY.format("en"))

    expect(wide.page.locator(".views button")).to_have_text(["List", "Rooms"])
    expect(wide.page.locator(".views [aria-pressed=true]")).to_have_text("List")
    expect(wide.page.locator(".grid")).to_have_count(0)


def test_rooms_stand_beside_each_other_and_breaks_across_them(wide):
    wide.go(DAY.format("en"))

    wide.page.click(".views button:last-child")

    expect(wide.page).to_have_url(re.compile(rf"/en/sample/programme/2027-06-11/\?{GRID}$"))
    assert wide.page.evaluate(CELLS) == [
        ["When", "Hall", "Loft", "Without a room"],
        ["09:00", "Opening", "", ""],
        ["10:00", "Coffee 1x3"],
        ["10:30", "Panel 3x1", "Workshop", ""],
        ["11:00", "Dropped+Instead 2x1", "Stalls"],
        ["11:30", ""],
    ]
    assert wide.page.locator("section h3.card-title").all_text_contents() == ["Undated"]


@pytest.mark.parametrize(("language", "start", "end"), [("en", 0, 1), ("ar", 1, 0)])
def test_the_first_room_stands_where_reading_begins(wide, language, start, end):
    wide.go(f"{DAY.format(language)}?{GRID}")

    heads = wide.page.locator(".grid thead th")
    expect(heads).to_have_count(4)
    places = [heads.nth(index).bounding_box()["x"] for index in range(4)]
    assert places == sorted(places, reverse=language == "ar")
    assert wide.page.locator(".grid caption").text_content()


def test_the_grid_is_a_table_that_says_what_is_what(wide):
    wide.go(f"{DAY.format('en')}?{GRID}")

    region = wide.page.get_by_role("region", name="Friday 11 June")
    expect(region).to_have_attribute("tabindex", "0")
    table = region.get_by_role("table", name="Friday 11 June")
    assert table.get_by_role("columnheader").all_text_contents()[1:] == [
        "Hall",
        "Loft",
        "Without a room",
    ]
    assert table.get_by_role("rowheader").first.text_content() == "09:00"
    assert faults(wide.page) == []


def test_the_grid_survives_going_on_and_back(wide):
    wide.go(f"{DAY.format('en')}?{GRID}")
    wide.page.get_by_role("link", name="Panel").click()
    expect(wide.page.locator("h1")).to_have_text("Panel")

    wide.page.go_back()

    expect(wide.page.locator(".grid")).to_be_visible()
    wide.page.locator(".days a").nth(1).click()
    expect(wide.page).to_have_url(re.compile(rf"/programme/2027-06-12/\?{GRID}$"))
    # One room only: there is nothing to stand beside it.
    expect(wide.page.locator("main h4.card-title")).to_have_text("Walk")


def test_the_grid_obeys_the_filters(wide):
    wide.go(f"/en/sample/programme/?interpretation=yes&{GRID}")

    expect(wide.page.locator(".grid h2")).to_have_text(["Friday 11 June", "Saturday 12 June"])
    expect(wide.page.locator(".found")).to_contain_text("2 sessions found")
    assert titles(wide) == ["Panel", "Walk"]


def test_a_narrow_screen_shows_the_list(wide):
    wide.go(f"{DAY.format('en')}?{GRID}")
    expect(wide.page.locator(".grid")).to_be_visible()

    wide.page.set_viewport_size({"width": 360, "height": 740})

    expect(wide.page.locator(".hour-time").first).to_be_visible()
    expect(wide.page.locator(".grid, .views")).to_have_count(0)
    wide.page.set_viewport_size({"width": 1280, "height": 800})
    expect(wide.page.locator(".grid")).to_be_visible()


# --- filters ---


def test_filters_combine_and_survive_going_on_and_back(wide):
    wide.go(DAY.format("en"))
    wide.page.click("summary")
    wide.page.get_by_label("With interpretation").check()
    wide.page.get_by_label("Kind").select_option("panel")
    expect(wide.page.locator(".found")).to_contain_text("1 session found")

    # At once, before the address would have followed by itself.
    wide.page.get_by_role("link", name="Panel").click()
    expect(wide.page.locator("h1")).to_have_text("Panel")
    wide.page.wait_for_timeout(500)
    assert wide.page.url.endswith("/en/sample/programme/panel/")
    wide.page.go_back()

    expect(wide.page).to_have_url(re.compile(r"\?interpretation=yes&kind=panel$"))
    expect(wide.page.get_by_label("With interpretation")).to_be_checked()
    expect(wide.page.locator("summary")).to_have_text("Search and filter (2)")
    assert titles(wide) == ["Panel"]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_my_agenda_is_a_filter_that_follows_the_stars(wide, page, language):
    wide.go(f"/{language}/sample/programme/?agenda=yes")
    expect(wide.page.locator(".found")).to_be_visible()
    assert titles(wide) == []

    wide.page.evaluate(
        """(id) => {
            localStorage.setItem("majlis.stars/sample", JSON.stringify([id]));
            dispatchEvent(new StorageEvent("storage", { key: "majlis.stars/sample" }));
        }""",
        page.opening,
    )

    title = wide.page.locator("main .card-title")
    expect(title).to_have_text("Opening" if language == "en" else "ع Opening")


def test_the_server_filters_by_interpretation_as_well(browser, server, page):
    plain = Reader(browser, server.url, java_script_enabled=False)
    plain.go("/en/sample/programme/")
    plain.page.click("summary")
    plain.page.get_by_label("With interpretation").check()
    plain.page.click("button[type=submit]")

    assert titles(plain) == ["Panel", "Walk"]
    assert plain.page.locator("summary").text_content() == "Search and filter (1)"
    assert plain.page.get_by_label("My agenda").count() == 0
    plain.close()


# --- the current hour ---


def test_a_button_leads_to_the_current_hour(reader, page):
    visit(reader, "/en/sample/")
    reader.page.clock.set_fixed_time("2027-06-11T08:10Z")
    reader.go("/en/sample/programme/")

    reader.page.get_by_role("button", name="To the current hour").click()

    expect(reader.page.locator(".hour-time:focus")).to_have_text("11:00")
    reader.page.clock.set_fixed_time("2027-06-11T15:00Z")
    reader.page.reload()
    expect(reader.page.locator(".card").first).to_be_visible()
    expect(reader.page.get_by_role("button", name="To the current hour")).to_have_count(0)
