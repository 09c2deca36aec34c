"""Reading without network, from right to left, in the engines that are not Chromium."""

import re

import pytest

from events.compiler import snapshots
from tests import factories
from tests.e2e.keeping import LEFT, NOTHING, page, visit
from tests.engines.driving import wait_for

__all__ = ["page"]

NAME = "Zoë Carter Jr."
PHONE = "+90 212 555 0100"
LISTED = "<ul><li>Shoes.</li><li>A hat.</li></ul>"
# By the app, which says at once that the network is gone.
DRAWN = """() => document.querySelector("main h1") && document.querySelector("#app-status .as-of")
    && !document.querySelector("link[rel=canonical]")"""
# The letters of a text as they stand from left to right, whatever their order in the document.
SEEN = """(selector, text) => {
    const root = document.querySelector(selector);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const letters = [];
    for (let node; (node = walker.nextNode()); ) {
        [...node.data].forEach((_letter, at) => letters.push([node, at]));
    }
    const from = root.textContent.indexOf(text);
    const range = document.createRange();
    return letters.slice(from, from + text.length).map(([node, at]) => {
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        return { letter: node.data[at], left: range.getBoundingClientRect().left };
    }).sort((one, other) => one.left - other.left).map(({ letter }) => letter).join("");
}"""
# The same without what isolates it.
UNDO = """(selector) => {
    for (const one of document.querySelectorAll(`${selector}, ${selector} *`)) {
        if (getComputedStyle(one).display !== "inline") continue;
        one.style.unicodeBidi = "normal";
        one.style.direction = "inherit";
    }
}"""


@pytest.fixture(scope="module")
def programme(page):
    """An afternoon that is rough on Arabic: a name in Latin letters, and marks above letters."""
    speaker = factories.make_speaker(NAME)
    walk = factories.make_session(
        page, "Walk", at="14:00", speakers=[speaker], summary="By the sea.", abstract=LISTED
    )
    factories.translate(walk, "ar", {"Walk": "مَسيرةٌ قرب البحر", "Shoes.": "حذاء."})
    factories.change(walk, title="A walk")
    snapshots.rebuild()
    return page


@pytest.fixture
def offline(reader, network, programme):
    """A reader who was here once in each language, and then lost the network."""
    visit(reader, "/en/sample/programme/")
    visit(reader, "/ar/sample/programme/", "ar")
    network.cut()
    # WebKit's word for a worker that it could not ask for anew.
    reader.usual.append("/sw.js due to access control checks")
    assert reader.call("() => fetch('/healthz').then(() => false, () => true)")
    return reader


def see(reader, path):
    reader.go(path)
    reader.wait_until(DRAWN)


# --- online ---


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_app_takes_the_place_of_the_page_of_the_server(reader, programme, language):
    visit(reader, f"/{language}/sample/programme/", language)

    reader.find_one("main .card .star")
    reader.wait_until(
        "() => navigator.serviceWorker.ready.then(({ active }) => active.state === 'activated')"
    )


# --- offline ---


@pytest.mark.parametrize(("language", "title"), [("en", "Opening"), ("ar", "ع Opening")])
def test_what_was_read_once_is_there_without_network(offline, language, title):
    offline.reload()
    see(offline, f"/{language}/sample/programme/opening/")
    assert offline.text("main h1") == title
    offline.click(".tab-programme")
    offline.wait_until("() => document.querySelectorAll('main .card').length === 2")
    offline.click("main .card-title a")
    offline.wait_until("() => location.pathname.endsWith('/programme/opening/')")
    offline.back()
    offline.wait_until("() => document.querySelectorAll('main .card').length === 2")
    assert offline.call("() => document.documentElement.lang") == language


def test_a_star_stays(offline):
    see(offline, "/ar/sample/programme/")

    offline.click("main .card .star")
    offline.reload()

    offline.find_one("main .card .star[aria-pressed=true]")
    offline.click(".tab-agenda")
    offline.wait_until("() => location.pathname.endsWith('/my-agenda/')")
    assert offline.text("main .card-title") == "ع Opening"


def test_any_spelling_finds(offline):
    see(offline, "/ar/sample/search/")

    offline.type("#search-q", "مسيره")

    offline.wait_until("() => document.querySelectorAll('.hit').length === 1")
    assert offline.text(".hit h3 a") == "مَسيرةٌ قرب البحر"


def test_the_device_forgets(offline):
    see(offline, "/ar/sample/settings/")
    before = offline.call(LEFT)
    assert all(before[name] for name in ("databases", "caches", "workers"))

    section = "main section[aria-labelledby=forget]"
    offline.click(f"{section} button")
    offline.click(f"{section} .callout button:last-child")

    offline.find_one("main .gone h1")
    wait_for(lambda: offline.call(LEFT) == NOTHING)


# --- right to left ---


def test_arabic_runs_from_right_to_left(offline):
    see(offline, "/ar/sample/programme/")
    offline.find_one("main .card")

    assert offline.call("() => getComputedStyle(document.body).direction") == "rtl"
    assert offline.call("() => document.documentElement.scrollWidth <= innerWidth")
    assert offline.call("() => innerWidth") == 360
    star, title = (
        offline.call("(one) => document.querySelector(one).getBoundingClientRect().left", one)
        for one in ("main .card .star", "main .card-title")
    )
    assert star < title


def test_words_that_are_not_translated_stand_where_the_eye_looks(offline):
    see(offline, "/ar/sample/programme/walk/")

    assert "3 يونيو 2027" in offline.text("main .notice-language")
    assert offline.call("() => document.querySelectorAll('main .prose li[lang=en]').length") == 1
    offline.find_one("main .lede[lang=en][dir=ltr]")
    summary, title = (
        offline.call(
            """(one) => {
                const range = document.createRange();
                range.selectNodeContents(document.querySelector(one));
                return range.getBoundingClientRect().right;
            }""",
            f"main {one}",
        )
        for one in (".lede", "h1")
    )
    assert abs(summary - title) < 3


@pytest.mark.parametrize(
    ("path", "selector", "text"),
    [
        ("programme/opening/", "main dd .times", "09:00–09:45"),
        ("programme/?q=zoe", "main .card-people", NAME),
        ("", "main .venue .prose", PHONE),
    ],
    ids=["range", "name", "phone"],
)
def test_what_is_isolated_reads_from_left_to_right(offline, path, selector, text):
    see(offline, f"/ar/sample/{path}")
    offline.show(selector)

    assert offline.call(SEEN, selector, text) == text
    # The control: without its isolation it would not.
    offline.call(UNDO, selector)
    assert offline.call(SEEN, selector, text) != text


@pytest.mark.parametrize(
    ("digits", "own", "other", "nine"),
    [("", "[0-9]", "[٠-٩]", "09:00"), ("arab", "[٠-٩]", "[0-9]", "٠٩:٠٠")],
)
def test_digits_are_those_of_the_reader_not_of_the_engine(offline, digits, own, other, nine):
    see(offline, "/ar/sample/settings/")
    offline.click(f"main [name=digits][value='{digits}']")

    wait_for(lambda: re.search(own, offline.text("main .stored")))
    assert not re.search(other, offline.text("main .stored"))
    see(offline, "/ar/sample/programme/")
    assert nine in offline.text("main .hour-time")
    assert not re.search(other, offline.text("#app-status .as-of"))
