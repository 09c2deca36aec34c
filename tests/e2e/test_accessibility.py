"""The app's own screens by rule, by ear, by keyboard, and in the order in which they are read."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.e2e.axe import faults, faults_in_both_schemes
from tests.e2e.conftest import Reader
from tests.e2e.keeping import is_drawn_by_the_app, page, sessions, star_all, visit

__all__ = ["page", "sessions"]

SCREENS = {
    "": ".hero, h1",
    "programme/": "main .card",
    "programme/?agenda=yes": "main .card",
    "programme/opening/": "main .prose",
    "now/": "main h1",
    "my-agenda/": "main .card",
    "search/?q=a": "main .card, main .hit",
    "settings/": "main fieldset",
    "speakers/": "main .person",
    "speakers/amina-dar/": "main .prose",
    "announcements/": "main .announcement",
    "venue/": "main .prose",
}
# Levels of the headings that people who listen can jump to, in order.
LEVELS = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
    .filter((node) => node.checkVisibility()).map((node) => Number(node.localName[1]))"""
FOCUS = """() => {
    const node = document.activeElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(node);
    const box = node.getBoundingClientRect();
    return {
        name: node.localName,
        isBody: node === document.body,
        isMarked: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
        isSeen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
        html: node.outerHTML.slice(0, 120),
    };
}"""
# The characters of a text as the eye meets them on its line, from left to right.
AS_SEEN = """([selector, wanted]) => {
    for (const node of document.querySelectorAll(selector)) {
        const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
        const letters = [];
        while (walker.nextNode()) {
            [...walker.currentNode.data].forEach((letter, index) => {
                const range = document.createRange();
                range.setStart(walker.currentNode, index);
                range.setEnd(walker.currentNode, index + 1);
                const { left, top, width } = range.getBoundingClientRect();
                if (width) letters.push({ letter, left, top: Math.round(top / 12) });
            });
        }
        const start = letters.map(({ letter }) => letter).join("").indexOf(wanted);
        if (start < 0) continue;
        return letters.slice(start, start + wanted.length)
            .sort((a, b) => a.top - b.top || a.left - b.left)
            .map(({ letter }) => letter).join("");
    }
    return null;
}"""


def open_screens(reader, language):
    """Yield each screen as the app draws it, for a reader with three starred sessions."""
    visit(reader, f"/{language}/sample/", language)
    for path, content in SCREENS.items():
        reader.go(f"/{language}/sample/{path}")
        reader.page.locator(content).first.wait_for()
        reader.wait_until("() => !document.querySelector('link[rel=canonical]')")
        yield path


@pytest.fixture
def listener(browser, server, page, sessions):
    """Makes readers whose complaints are read at the end."""
    readers = []

    def make(**options):
        viewport = {"width": 360, "height": 740}
        readers.append(Reader(browser, server.url, locale="en-GB", viewport=viewport, **options))
        return readers[-1]

    yield make
    for reader in readers:
        reader.check()
        reader.close()


@pytest.mark.parametrize("language", ["en", "ar", "ur", "tr"])
def test_axe_finds_nothing_on_any_screen(listener, sessions, language):
    reader = listener()
    found = {}
    reader.go(f"/{language}/sample/")
    star_all(reader, sessions["First"], sessions["Rival"], sessions["Off"])

    for path in open_screens(reader, language):
        wrong = faults_in_both_schemes(reader.page)
        found |= {path: wrong} if wrong else {}

    assert found == {}


def test_axe_would_find_a_fault_of_a_screen(listener):
    reader = listener()
    visit(reader, "/en/sample/settings/")
    reader.page.reload()
    reader.page.locator("main fieldset").first.wait_for()

    reader.page.evaluate("document.querySelector('main').append(new Image())")

    assert [rule for rule, _element in faults(reader.page)] == ["image-alt"]


def test_headings_lead_through_each_screen(listener, sessions):
    reader = listener()
    reader.go("/en/sample/")
    star_all(reader, sessions["First"], sessions["Rival"])
    wrong = {}

    for path in open_screens(reader, "en"):
        levels = reader.page.evaluate(LEVELS)
        jumps = [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]
        if levels.count(1) != 1 or levels[0] != 1 or jumps:
            wrong[path] = levels

    assert wrong == {}


def test_the_programme_is_heard_by_day_and_time(listener):
    reader = listener()
    visit(reader, "/en/sample/programme/")
    reader.page.reload()
    reader.page.get_by_role("heading", name="Late").wait_for()

    heard = [
        row.strip() for row in reader.page.locator("main :is(h1, h2, h3, h4)").all_inner_texts()
    ]

    assert heard.index("14:00") < heard.index("First") < heard.index("16:00") < heard.index("Late")


@pytest.mark.parametrize("path", ["programme/", "my-agenda/", "search/", "settings/"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(listener, path, language):
    reader = listener()
    visit(reader, f"/{language}/sample/{path}", language)
    reader.page.reload()
    reader.wait_until("() => !document.querySelector('link[rel=canonical]')")
    reader.page.wait_for_timeout(300)
    reader.page.evaluate("document.activeElement.blur()")
    reached = []

    for _press in range(150):
        reader.page.keyboard.press("Tab")
        focus = reader.page.evaluate(FOCUS)
        if focus["isBody"] or (reached and focus["html"] == reached[0]["html"]):
            break
        reached.append(focus)

    assert 'class="skip"' in reached[0]["html"]
    assert [row["html"] for row in reached if not row["isMarked"]] == []
    assert len(reached) < 150
    assert reader.page.locator(".colophon a").last.evaluate("(link) => link.outerHTML")[:120] in [
        row["html"] for row in reached
    ]


def test_a_star_is_set_by_keyboard_and_its_state_is_told(listener):
    reader = listener()
    visit(reader, "/en/sample/programme/")
    reader.page.reload()
    star = reader.page.locator("main .card .star").first
    star.focus()

    reader.page.keyboard.press("Space")

    expect(star).to_have_attribute("aria-pressed", "true")
    expect(star).to_be_focused()


def test_times_and_numbers_keep_their_order_among_arabic_words(listener):
    reader = listener()
    visit(reader, "/ar/sample/programme/", "ar")
    reader.page.reload()
    reader.page.locator("main .card").first.wait_for()
    assert is_drawn_by_the_app(reader)
    times = reader.page.locator("main .times").first.inner_text()

    assert reader.page.evaluate(AS_SEEN, ["main .times", times]) == times

    reader.go("/ar/sample/")
    reader.page.get_by_text("+90 212 555 0100").wait_for()
    telephone = "+90 212 555 0100"
    assert reader.page.evaluate(AS_SEEN, ["main", telephone]) == telephone
    # What the isolation is for: without it the groups stand in reverse.
    reader.page.evaluate(
        "document.querySelectorAll('main bdi').forEach((b) => b.replaceWith(...b.childNodes))"
    )
    assert reader.page.evaluate(AS_SEEN, ["main", telephone]) != telephone


def test_latin_names_stay_whole_among_arabic_words(listener):
    reader = listener()
    visit(reader, "/ar/sample/programme/opening/", "ar")
    reader.page.reload()
    reader.page.locator("main .prose").first.wait_for()

    assert reader.page.evaluate(AS_SEEN, ["main", "Amina Dar"]) == "Amina Dar"
