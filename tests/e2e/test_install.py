"""What the installed app is called, and when a reader is invited to install it."""

import pytest
from playwright.sync_api import expect

from events.compiler import snapshots
from events.models import Edition
from tests import factories
from tests.e2e.conftest import Reader
from tests.e2e.keeping import is_drawn_by_the_app, page, visit

__all__ = ["page"]

IDENTITY = """() => [
    document.querySelector("[rel=manifest]").getAttribute("href"),
    document.querySelector("[rel=icon]").href.split("/").pop(),
    document.querySelector("[rel=apple-touch-icon]").href.split("/").pop(),
    document.querySelector("[name=apple-mobile-web-app-title]").content,
]"""


@pytest.fixture
def discreet(page):
    """A second edition, whose app tells nothing."""
    if not Edition.objects.filter(slug="quiet").exists():
        factories.translate(factories.make_edition("quiet", number=4, is_discreet=True), "ar")
        snapshots.rebuild()


def plain(text):
    """A name without the hash that is in it where files were collected."""
    stem, *_hash, kind = text.split(".")
    return f"{stem}.{kind}"


@pytest.mark.parametrize(
    ("language", "programme"), [("en", "Programme"), ("ar", "البرنامج")], ids=["en", "ar"]
)
def test_the_app_takes_name_and_sign_of_the_edition_that_is_open(
    reader, page, discreet, language, programme
):
    visit(reader, f"/{language}/quiet/", language, "quiet")
    from_server = reader.page.evaluate(IDENTITY)
    visit(reader, f"/{language}/sample/", language)

    reader.go(f"/{language}/quiet/programme/")
    reader.page.locator("main h1").wait_for()

    assert is_drawn_by_the_app(reader)
    assert reader.page.evaluate(IDENTITY) == from_server
    manifest, icon, touch, name = from_server
    assert (manifest, name) == (f"/{language}/quiet/app.webmanifest", programme)
    assert (plain(icon), plain(touch)) == ("plain.svg", "plain-180.png")

    reader.go(f"/{language}/sample/programme/")
    reader.page.locator("main h1").wait_for()
    manifest, icon, _touch, _name = reader.page.evaluate(IDENTITY)
    assert (manifest, plain(icon)) == (f"/{language}/sample/app.webmanifest", "icon.svg")


# --- the invitation ---

# What Chromium sends where an app can be installed; never in the private windows of tests.
OFFER = """() => {
    const offer = new Event("beforeinstallprompt", { cancelable: true });
    offer.prompt = () => { window.isPrompted = true; return Promise.resolve(); };
    dispatchEvent(offer);
    return offer.defaultPrevented;
}"""
CAME_YESTERDAY = """localStorage.getItem("majlis.visits") ||
    localStorage.setItem("majlis.visits", JSON.stringify({ count: 1, since: 1 }))"""
STARRED = """localStorage.setItem("majlis.stars/sample", '["abcdefgh"]')"""
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
)


def come(reader, *before, language="en", path="", is_offered=True):
    """Open a screen of the app where `before` has happened, and where the app can be installed."""
    for script in before:
        reader.context.add_init_script(script)
    visit(reader, f"/{language}/sample/", language)
    reader.go(f"/{language}/sample/{path}")
    reader.page.locator("main h1").wait_for()
    if is_offered:
        assert reader.page.evaluate(OFFER)


def invitation(reader):
    return reader.page.locator("main .invitation")


def is_not_invited(reader):
    reader.page.wait_for_timeout(300)
    return invitation(reader).count() == 0


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("reason", [CAME_YESTERDAY, STARRED], ids=["came again", "starred"])
def test_who_has_a_reason_to_come_back_is_invited_to_install(reader, page, language, reason):
    come(reader, reason, language=language)

    invitation(reader).get_by_role("button").first.click()

    reader.wait_until("window.isPrompted === true")


def test_nobody_is_invited_on_a_first_visit(reader, page):
    come(reader)

    assert is_not_invited(reader)


def test_nobody_is_invited_while_reading_the_programme(reader, page):
    come(reader, CAME_YESTERDAY, path="programme/")

    assert is_not_invited(reader)


def test_who_declined_is_never_invited_again(reader, page):
    come(reader, CAME_YESTERDAY)

    invitation(reader).get_by_role("button", name="No, thank you").click()

    assert is_not_invited(reader)
    reader.page.reload()
    reader.page.locator("main h1").wait_for()
    reader.page.evaluate(OFFER)
    assert is_not_invited(reader)


@pytest.mark.parametrize("path", ["", "settings/"])
def test_the_installed_app_invites_nobody(reader, page, path):
    come(reader, CAME_YESTERDAY, "navigator.standalone = true", path=path)

    assert is_not_invited(reader)
    assert reader.page.get_by_role("button", name="Install", exact=True).count() == 0


def test_who_installed_the_app_from_elsewhere_is_not_invited_any_more(reader, page):
    come(reader, CAME_YESTERDAY)
    invitation(reader).wait_for()

    reader.page.evaluate("dispatchEvent(new Event('appinstalled'))")

    assert is_not_invited(reader)


def test_a_browser_that_cannot_install_invites_nobody_and_settings_say_where_to_look(reader, page):
    come(reader, CAME_YESTERDAY, is_offered=False)
    assert is_not_invited(reader)

    reader.go("/en/sample/settings/")

    section = reader.page.locator("section[aria-labelledby=install]")
    expect(section).to_contain_text("In the browser's menu")
    assert reader.page.evaluate(OFFER)
    expect(section.get_by_role("button", name="Install", exact=True)).to_be_visible()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_on_an_iphone_the_steps_and_their_reason_are_shown(browser, server, page, language):
    reader = Reader(browser, server.url, user_agent=IPHONE, viewport={"width": 360, "height": 740})
    come(reader, CAME_YESTERDAY, language=language, is_offered=False)

    expect(invitation(reader).locator("ol li")).to_have_count(2)
    if language == "en":
        expect(invitation(reader)).to_contain_text("Choose “Add to Home Screen”.")
        expect(invitation(reader)).to_contain_text("after seven days")
    reader.go(f"/{language}/sample/settings/")
    expect(reader.page.locator("section[aria-labelledby=install] ol li")).to_have_count(2)

    reader.check()
    reader.close()
