"""What the app keeps after one visit, and what it shows without a network."""

import re

import pytest
from playwright.sync_api import expect

from events.compiler import snapshots
from tests import factories
from tests.e2e.conftest import Reader
from tests.e2e.keeping import OUTLINE, SCREENS, is_drawn_by_the_app, page, visit

__all__ = ["page"]

# What a reader asks for, beside the screens as they stand.
ASKED = [
    "sample/programme/?kind=talk",
    "sample/search/?q=a",  # some of everything
    "sample/search/?q=amina+writes",
    "sample/search/?q=opening+venue",
    "sample/search/?q=door+eight",
    "sample/search/?q=212&in=pages",
    "sample/search/?q=zebra",
]


# --- one visit is enough ---


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("first", ["", "programme/opening/"])
def test_every_screen_opens_offline_after_one_visit(reader, page, language, first):
    visit(reader, f"/{language}/sample/{first}", language)
    reader.offline()

    for path, proof in SCREENS.items():
        reader.go(f"/{language}/sample/{path}")
        expect(reader.page.locator(proof).first).to_be_visible()
        expect(reader.page.locator("#app-status .as-of")).to_be_visible()
        assert is_drawn_by_the_app(reader)
        assert reader.page.locator("html").get_attribute("lang") == language

    reader.page.reload()
    expect(reader.page.locator("main .prose").first).to_be_visible()


def test_the_front_page_opens_offline(reader, page):
    visit(reader, "/en/sample/")
    reader.offline()

    reader.go("/en/")

    expect(reader.page.locator("main .editions a")).to_have_text("Sample edition")


def test_the_picture_of_the_venue_is_shown_offline(reader, page):
    visit(reader, "/en/sample/programme/")
    reader.offline()

    reader.go("/en/sample/")

    reader.page.locator(".venue img").scroll_into_view_if_needed()
    reader.wait_until("document.querySelector('.venue img').naturalWidth > 0")


def test_portraits_are_shown_offline_in_any_size(reader, page):
    visit(reader, "/en/sample/")
    reader.offline()

    for path in ("speakers/", "speakers/amina-dar/"):
        reader.go(f"/en/sample/{path}")
        reader.wait_until("document.querySelector('.portrait img')?.naturalWidth > 0")


def test_links_lead_from_screen_to_screen_without_network(reader, page):
    visit(reader, "/en/sample/programme/")
    reader.offline()
    reader.page.reload()

    reader.page.click(".card-title a")
    expect(reader.page.locator("h1")).to_have_text("Opening")
    reader.page.click("main .prose a")
    expect(reader.page.locator("h1")).to_have_text("Venue")
    reader.page.go_back()
    expect(reader.page.locator("h1")).to_have_text("Opening")
    assert reader.page.title() == "Opening · Sample edition"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_app_draws_what_the_server_draws(browser, server, page, language):
    plain = Reader(browser, server.url, java_script_enabled=False)
    app = Reader(browser, server.url)
    visit(app, f"/{language}/sample/", language)

    for path in ["", *(f"sample/{path}" for path in SCREENS), *ASKED]:
        for reader in (plain, app):
            reader.go(f"/{language}/{path}")
            expect(reader.page.locator("main h1")).to_be_visible()
        wanted = _drawn(plain)
        for _frame in range(50):  # rows are drawn frame by frame
            if _drawn(app) == wanted:
                break
            app.page.wait_for_timeout(100)
        assert is_drawn_by_the_app(app)
        assert _drawn(app) == wanted

    plain.close()
    app.check()
    app.close()


def _drawn(reader):
    return [reader.page.title(), *reader.page.evaluate(OUTLINE)]


# --- what is old says so ---


def test_offline_is_said_with_the_time_of_the_last_answer(reader, page):
    visit(reader, "/en/sample/programme/")

    reader.offline()

    said = reader.page.locator("#app-status .as-of")
    expect(said).to_have_text(re.compile(r"^As of \d\d:\d\d( \(Istanbul\))?, offline$"))
    reader.offline(False)
    expect(said).to_have_count(0)


def test_a_screen_that_the_device_has_not_got_is_named_as_such(reader, page):
    factories.make_edition("another", number=4)
    snapshots.rebuild()
    visit(reader, "/en/sample/")
    reader.offline()

    reader.go("/en/another/programme/")

    expect(reader.page.locator("h1")).to_have_text("Not on this device yet")
    expect(reader.page.locator("main li a")).to_have_text("Sample edition")
    reader.offline(False)
    reader.page.click("main button")
    expect(reader.page.locator("h1")).to_have_text("Programme")


def test_what_the_server_alone_knows_comes_from_the_server(reader, page):
    visit(reader, "/en/sample/")

    answer = reader.go("/en/sample/nothing-here/")
    reader.page.wait_for_load_state()

    assert answer.status == 200  # the shell, which then asks the server
    expect(reader.page.locator("main")).to_contain_text("404")
    reader.complaints = [text for text in reader.complaints if "404" not in text]


@pytest.mark.parametrize(
    ("status", "kind", "body"),
    [
        (200, "text/html", "<h1>Welcome to the hotel</h1>"),
        (200, "application/json", '{"v": 1, "language": "en", "edition": {"slug": "sam'),
        (200, "application/json", '{"v": 1, "language": "en", "edition": {"slug": "other"}}'),
        (500, "text/html", "no"),
    ],
    ids=["captive portal", "truncated", "wrong edition", "failed"],
)
def test_an_unusable_answer_keeps_what_the_device_has(reader, page, status, kind, body):
    visit(reader, "/en/sample/programme/")
    reader.context.route(
        "**/api/**", lambda route: route.fulfill(status=status, content_type=kind, body=body)
    )

    reader.go("/en/sample/programme/")

    expect(reader.page.locator("#app-status .as-of")).to_contain_text("no usable answer")
    expect(reader.page.locator(".card-title")).to_have_text("Opening")
    reader.context.unroute("**/api/**")
    reader.page.reload()
    expect(reader.page.locator(".card-title")).to_have_text("Opening")
    expect(reader.page.locator("#app-status .as-of")).to_have_count(0)
    reader.complaints = [text for text in reader.complaints if "500" not in text]


def test_a_server_that_is_gone_keeps_what_the_device_has(reader, page):
    visit(reader, "/ar/sample/programme/", "ar")
    # "Online" is what the device believes: the router answers, nothing behind it does.
    reader.context.route("**/api/**", lambda route: route.abort("connectionrefused"))

    reader.go("/ar/sample/programme/opening/")

    expect(reader.page.locator("h1")).to_have_text("ع Opening")
    expect(reader.page.locator("#app-status .as-of")).to_be_visible()
    reader.complaints = [text for text in reader.complaints if "ERR_CONNECTION" not in text]


def test_a_server_that_never_answers_keeps_nobody_waiting(reader, page):
    visit(reader, "/en/sample/programme/")
    reader.context.route("**/api/**", lambda route: None)
    reader.page.clock.install()

    reader.go("/en/sample/programme/")
    expect(reader.page.locator(".card-title")).to_have_text("Opening")
    reader.page.clock.run_for(16_000)

    expect(reader.page.locator("#app-status .as-of")).to_contain_text("offline")
