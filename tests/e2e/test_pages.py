"""The plain pages in a browser without JavaScript: they fit, they work, they break no rule."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from events.compiler import snapshots
from events.models import Slot
from tests import factories
from tests.e2e.axe import faults, faults_in_both_schemes
from tests.e2e.conftest import Reader

PATHS = [
    "/",
    "/sample/",
    "/sample/programme/",
    "/sample/programme/?q=o",
    "/sample/programme/opening/",
    "/sample/speakers/",
    "/sample/speakers/amina-dar/",
    "/sample/search/",
    "/sample/search/?q=all+come",
    "/sample/search/?q=zebra",
    "/sample/announcements/",
    "/sample/announcements/welcome/",
    "/sample/venue/",
    "/sample/now/",
]
TARGETS = """() => [...document.querySelectorAll("a, button, summary, input, select")]
    .filter((one) => one.offsetParent && !one.closest(".prose, .notice, .found, [class*=card]"))
    .map((one) => [one.textContent.trim(), Math.round(one.getBoundingClientRect().height)])
    .filter(([, height]) => height < 44)"""
CLIPPED = """() => [...document.querySelectorAll("main *")]
    .filter((one) => getComputedStyle(one).overflowY === "hidden" && !one.closest(".portrait"))
    .map((one) => one.className)"""
HEADINGS = (
    """() => [...document.querySelectorAll("h1, h2, h3, h4")].map((one) => +one.tagName[1])"""
)


@pytest.fixture(scope="module")
def page(server):
    """An edition in English, Arabic and Urdu, with one of everything and a cancelled session."""
    page = factories.make_edition()
    room = factories.make_room(page.edition, "The great hall of the old printing house")
    track = factories.make_track(page.edition, "Culture", colour="rose")
    speaker = factories.make_speaker("Amina Dar", biography="<p>Writes.</p>", role="Historian")
    values = {"room": room, "track": track, "speakers": [speaker], "languages": "en ar"}
    opening = factories.make_session(page, "Opening", abstract="<p>All come.</p>", **values)
    factories.make_session(page, "Lunch", at="12:00", kind="break")
    factories.make_session(page, "Poems of the two valleys", at="12:00", **values)
    Slot.objects.filter(session_key=opening.translation_key).update(state=Slot.State.CANCELLED)
    welcome = factories.make_announcement(page, urgency="urgent")
    venue = factories.make_content_page(page)
    home = page.get_parent().specific
    for instance in (home, page, room, track, speaker, opening, welcome, venue):
        factories.translate(instance, "ar", default="ترجمة {}")
        factories.translate(instance, "ur", default="ترجمہ {}")
    snapshots.rebuild()
    return page


@pytest.fixture
def plain(browser, server, page):
    """Makes readers whose browser runs no scripts."""
    readers = []

    def read(**options):
        readers.append(Reader(browser, server.url, java_script_enabled=False, **options))
        return readers[-1]

    yield read
    for reader in readers:
        reader.check()
        reader.close()


@pytest.mark.parametrize("language", ["en", "ar", "ur"])
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_every_page_fits(plain, language, width, scheme):
    reader = plain(viewport={"width": width, "height": 740}, color_scheme=scheme)

    found = {}
    for path in PATHS:
        reader.go(f"/{language}{path}")
        found[path] = {
            "beyond the edge": reader.page.evaluate(
                "document.documentElement.scrollWidth - innerWidth"
            ),
            "too small to touch": reader.page.evaluate(TARGETS),
            "clipped": reader.page.evaluate(CLIPPED),
        }

    good = {"beyond the edge": 0, "too small to touch": [], "clipped": []}
    assert found == dict.fromkeys(PATHS, good)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_section_that_is_open_is_in_view(plain, language):
    reader = plain(viewport={"width": 320, "height": 740})

    reader.go(f"/{language}/sample/venue/")

    assert reader.page.evaluate(
        """() => {
            const row = document.querySelector(".sections ul");
            const { left, right } = row.querySelector("[aria-current]").getBoundingClientRect();
            return [row.scrollWidth > row.clientWidth, left >= 0 && right <= innerWidth];
        }"""
    ) == [True, True]


def test_tabs_have_room_above_urdu_letters(plain):
    reader = plain(viewport={"width": 360, "height": 740})
    heights = []
    for language in ("en", "ur"):
        reader.go(f"/{language}/sample/programme/")
        tab = reader.page.locator(".tab-programme")
        heights.append(tab.bounding_box()["height"])

    size, line = tab.evaluate(
        """(tab) => {
            const { fontSize, lineHeight } = getComputedStyle(tab);
            return [parseFloat(fontSize), parseFloat(lineHeight)];
        }"""
    )
    assert line >= 2 * size
    assert heights[0] == heights[1]


@pytest.mark.parametrize("path", PATHS)
def test_headings_skip_no_level(plain, path):
    reader = plain()

    reader.go(f"/en{path}")

    levels = reader.page.evaluate(HEADINGS)
    steps = [after - before for before, after in pairwise(levels)]
    assert (levels[0], levels.count(1), max(steps, default=0) <= 1) == (1, 1, True)


def test_the_programme_is_filtered_without_scripts(plain):
    reader = plain(viewport={"width": 360, "height": 740})
    reader.go("/en/sample/programme/")

    reader.page.get_by_text("Search and filter").click()
    reader.page.get_by_label("Words in titles, names, rooms").fill("POÉMS")
    reader.page.get_by_role("button", name="Show").click()

    expect(reader.page.locator("main .card-title")).to_have_text(["Poems of the two valleys"])
    expect(reader.page.get_by_label("Words in titles, names, rooms")).to_have_value("POÉMS")


def test_the_keyboard_reaches_the_content_first(plain):
    reader = plain()
    reader.go("/en/sample/programme/")

    reader.page.keyboard.press("Tab")

    expect(reader.page.locator(".skip")).to_be_focused()
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator("main")).to_be_focused()


def test_the_language_switch_keeps_the_place(plain):
    reader = plain()
    reader.go("/en/sample/programme/opening/")

    reader.page.get_by_role("link", name="العربيّة").click()

    reader.page.wait_for_url("**/ar/sample/programme/opening/")
    expect(reader.page.locator("html")).to_have_attribute("dir", "rtl")
    expect(reader.page.locator("h1")).to_have_text("ترجمة Opening")


@pytest.mark.parametrize(("language", "fonts"), [("en", 0), ("tr", 0), ("ar", 1)])
def test_only_pages_in_arabic_script_load_its_font(plain, language, fonts):
    reader = plain()
    loaded = []
    reader.page.on("request", lambda request: loaded.append(request.resource_type))

    reader.go(f"/{language}/sample/programme/")
    reader.page.wait_for_load_state("networkidle")

    assert loaded.count("font") == fonts


def test_print_leaves_out_what_paper_cannot_do(plain):
    reader = plain()
    reader.go("/en/sample/programme/")

    reader.page.emulate_media(media="print")

    expect(reader.page.get_by_text("Search and filter")).to_be_hidden()
    expect(reader.page.locator(".languages")).to_be_hidden()
    expect(reader.page.locator("main .card")).to_have_count(3)


@pytest.mark.parametrize("language", ["en", "ar", "ur", "tr"])
def test_axe_finds_nothing_on_any_page(browser, server, page, language):
    reader = Reader(browser, server.url, service_workers="block")
    found = {}

    for path in [*PATHS, "/nowhere/"]:
        reader.page.goto(f"{server.url}/{language}{path}")
        wrong = faults_in_both_schemes(reader.page)
        found |= {path: wrong} if wrong else {}

    reader.close()
    assert found == {}


def test_axe_would_find_a_picture_without_words(browser, server, page):
    reader = Reader(browser, server.url, service_workers="block")
    reader.page.goto(f"{server.url}/en/sample/")

    # The footer is the server's own for good: the app draws the other parts anew.
    reader.page.evaluate("document.querySelector('.colophon p').append(new Image())")
    found = [rule for rule, _element in faults(reader.page)]

    reader.close()
    assert found == ["image-alt"]
