"""Settings act at once, in all tabs, and stay; and the device forgets when it is told to."""

import re

import pytest
from playwright.sync_api import expect

from events.compiler import snapshots
from tests import factories
from tests.e2e.axe import faults
from tests.e2e.conftest import Reader
from tests.e2e.keeping import KEYS, LEFT, NOTHING, is_drawn_by_the_app, page, visit

__all__ = ["page"]

SETTINGS = "/sample/settings/"
TIME = "main .hour-time, main .hour time"


def choose(reader, name, value):
    reader.page.locator(f"main input[name={name}][value='{value}']").check()


def open_settings(reader, language="en"):
    visit(reader, f"/{language}{SETTINGS}", language)
    reader.page.locator("main fieldset").first.wait_for()


@pytest.fixture
def far_reader(browser, server, page):
    """Somebody whose clock is two hours behind the edition's."""
    reader = Reader(
        browser, server.url, locale="en-GB", timezone_id="Europe/London",
        viewport={"width": 360, "height": 740},
    )  # fmt: skip
    yield reader
    reader.check()
    reader.close()


# --- each setting ---


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    ("digits", "nine"), [("", "09:00"), ("arab", "٠٩:٠٠"), ("arabext", "۰۹:۰۰")]
)
def test_digits_are_those_that_the_reader_chose(reader, page, language, digits, nine):
    open_settings(reader, language)
    choose(reader, "digits", digits)
    reader.offline()

    reader.go(f"/{language}/sample/programme/")

    expect(reader.page.locator("main .card").first).to_be_visible()
    expect(reader.page.locator("main .hour-time").first).to_contain_text(nine)


def test_times_are_the_editions_until_the_reader_wants_their_own(far_reader, page):
    open_settings(far_reader)
    labels = far_reader.page.locator("main fieldset:has([name=zone]) label")
    expect(labels).to_have_text([re.compile(r"Istanbul \(UTC\+03:00\)"),
                                 re.compile(r"London \(UTC\+01:00\)")])  # fmt: skip

    far_reader.go("/en/sample/programme/")
    expect(far_reader.page.locator("main .hour-time").first).to_contain_text("09:00")
    expect(far_reader.page.locator("main .zone")).to_contain_text("Istanbul (UTC+03:00)")

    far_reader.go(f"/en{SETTINGS}")
    choose(far_reader, "zone", "mine")
    far_reader.go("/en/sample/programme/")
    expect(far_reader.page.locator("main .hour-time").first).to_contain_text("07:00")
    expect(far_reader.page.locator("main .zone")).to_contain_text("your device (UTC+01:00)")


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    ("size", "pixels"), [("", 16), ("large", 17.92), ("larger", 20), ("largest", 24)]
)
def test_text_grows_at_once_and_nothing_is_cut(reader, page, language, size, pixels):
    open_settings(reader, language)

    choose(reader, "size", size)

    found = reader.page.evaluate(
        "[parseFloat(getComputedStyle(document.documentElement).fontSize),"
        " document.documentElement.scrollWidth]"
    )
    assert found == [pytest.approx(pixels), 360]
    for path in ("", "programme/", "programme/opening/", "speakers/amina-dar/", "venue/"):
        reader.go(f"/{language}/sample/{path}")
        reader.page.locator("main h1").wait_for()
        assert reader.page.evaluate(f"({OVERFLOWING})()") == []


# Words that reach out of the link, button or label that they stand in.
OVERFLOWING = """() => {
    const beyond = document.documentElement.scrollWidth - innerWidth;
    const cut = [...document.querySelectorAll("a, button, label, summary")].filter((one) => {
        const range = document.createRange();
        range.selectNodeContents(one);
        const [inner, outer] = [range.getBoundingClientRect(), one.getBoundingClientRect()];
        const isHidden = !inner.width || one.closest(".skip");
        return !isHidden && (inner.right > outer.right + 2 || inner.left < outer.left - 2);
    });
    return [...(beyond ? [beyond] : []), ...cut.map((one) => one.outerHTML)];
}"""


def colours(reader):
    return reader.page.evaluate(
        "[...document.querySelectorAll('[name=theme-color]')].map((row) => row.content)"
        ".concat(getComputedStyle(document.body).backgroundColor)"
    )


def test_light_and_dark_follow_the_device_until_the_reader_chooses(reader, page):
    light, dark = "rgb(250, 246, 238)", "rgb(14, 22, 24)"
    open_settings(reader)
    assert colours(reader) == ["#fffdf8", "#152124", light]

    choose(reader, "theme", "dark")
    assert colours(reader) == ["#152124", "#152124", dark]

    reader.page.reload()
    reader.page.locator("main fieldset").first.wait_for()
    assert colours(reader) == ["#152124", "#152124", dark]

    choose(reader, "theme", "")
    assert colours(reader) == ["#fffdf8", "#152124", light]


def test_nastaliq_is_offered_where_urdu_is_spoken(reader, page):
    factories.make_edition("bilingual", number=5, languages=["en", "ar"])
    snapshots.rebuild()
    open_settings(reader)
    choose(reader, "script", "nastaliq")
    assert "nastaliq" in reader.page.locator("html").get_attribute("class")

    visit(reader, "/en/bilingual/settings/", edition="bilingual")

    reader.page.locator("main fieldset").first.wait_for()
    assert reader.page.locator("main [name=script]").count() == 0


def test_a_setting_acts_in_all_tabs_at_once(reader, page):
    open_settings(reader)
    other = reader.context.new_page()
    other.goto(f"{reader.address}/en/sample/programme/")
    expect(other.locator("main .hour-time").first).to_contain_text("09:00")

    choose(reader, "digits", "arab")
    choose(reader, "theme", "dark")

    expect(other.locator("main .hour-time").first).to_contain_text("٠٩:٠٠")
    expect(other.locator("html")).to_have_attribute("data-theme", "dark")


def test_the_same_screen_in_another_language_is_one_link_away(reader, page):
    open_settings(reader)

    reader.page.locator("main .choices a[lang=ar]").click()

    expect(reader.page.locator("html")).to_have_attribute("dir", "rtl")
    assert reader.page.url.endswith("/ar/sample/settings/")


def test_the_device_is_not_needed_for_languages_and_the_page_says_what_else_is(
    browser, server, page
):
    plain = Reader(browser, server.url, java_script_enabled=False)

    plain.go(f"/en{SETTINGS}")
    expect(plain.page.locator("main .notice", has_text="needs JavaScript")).to_be_visible()
    plain.page.locator("main .choices a[lang=ar]").click()

    assert plain.page.url.endswith("/ar/sample/settings/")
    plain.close()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_screen_can_be_used_by_everybody(browser, server, page, language, theme):
    reader = Reader(browser, server.url, color_scheme=theme, bypass_csp=True)
    open_settings(reader, language)
    reader.page.get_by_role("button").last.click()

    assert faults(reader.page) == []
    reader.close()


# --- what is stored ---


def test_the_screen_says_what_is_stored_and_how_old_it_is(reader, page):
    open_settings(reader)
    reader.page.reload()

    row = reader.page.locator("main .stored li", has_text="Sample edition, English")

    expect(row).to_contain_text(re.compile(r"\d+ kB · confirmed \d\d:\d\d"))
    expect(row.locator("button")).to_have_count(0)
    rest = reader.page.locator("main .stored")
    for name in ("Pictures", "The app itself", "All of it"):
        expect(rest).to_contain_text(name)


def test_other_editions_and_languages_are_removed_and_nothing_else(reader, page):
    if not factories.Edition.objects.filter(slug="old").exists():
        factories.make_edition("old", number=2)
        snapshots.rebuild()
    visit(reader, "/en/old/", edition="old")
    visit(reader, "/ar/sample/", "ar")
    open_settings(reader)
    reader.page.reload()
    choose(reader, "digits", "arab")
    before = set(reader.page.evaluate(KEYS))
    buttons = reader.page.locator("main .stored button")
    expect(buttons).to_have_count(3)  # the old edition, the sample and the site in Arabic

    for _each in range(3):
        count = buttons.count()
        buttons.first.click()
        expect(buttons).to_have_count(count - 1)

    kept = {"/en/site", "sample/en/programme", "sample/en/details"}
    assert kept < before
    assert set(reader.page.evaluate(KEYS)) == kept
    assert reader.page.locator("main [name=digits][value=arab]").is_checked()


# --- forgetting ---


def forget(reader):
    section = reader.page.locator("main section[aria-labelledby=forget]")
    section.get_by_role("button").click()
    section.get_by_role("button").last.click()
    expect(reader.page.locator("main .gone h1")).to_be_visible()


def test_forgetting_asks_once_and_can_be_declined(reader, page):
    open_settings(reader)
    choose(reader, "digits", "arab")
    reader.page.get_by_role("button", name="Forget this device").click()
    cancel = reader.page.get_by_role("button", name="Cancel")
    expect(cancel).to_be_focused()

    cancel.click()

    left = reader.page.evaluate(LEFT)
    assert left["databases"] == ["majlis"]
    assert left["workers"] == 1
    assert "majlis.settings" in left["local"]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("is_offline", [False, True], ids=["online", "offline"])
def test_a_device_that_was_told_to_forget_has_nothing_left(reader, page, language, is_offline):
    open_settings(reader, language)
    reader.page.reload()
    choose(reader, "theme", "dark")
    before = reader.page.evaluate(LEFT)
    reader.offline(is_offline)

    forget(reader)

    # Without this, a check that finds nothing would prove nothing.
    assert all(before[name] for name in ("databases", "caches", "workers", "local"))
    reader.page.wait_for_timeout(500)
    assert reader.page.evaluate(LEFT) == NOTHING
    assert reader.page.locator("html").get_attribute("data-theme") is None
    reader.offline(False)


def test_another_tab_forgets_as_well_and_writes_nothing_back(reader, page):
    open_settings(reader)
    other = reader.context.new_page()
    other.goto(f"{reader.address}/en/sample/programme/")
    expect(other.locator("main .card").first).to_be_visible()

    forget(reader)
    expect(other.locator("main .gone h1")).to_be_visible()
    factories.make_announcement(page, "After the end")
    snapshots.rebuild()
    for tab in (reader.page, other):
        tab.evaluate("dispatchEvent(new Event('online'))")
        tab.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    other.wait_for_timeout(1500)

    assert reader.page.evaluate(LEFT) == NOTHING


def test_a_tab_that_was_not_told_would_write_back(reader, page):
    """The control of the test above: wiping alone does not keep another tab from writing."""
    reader.context.add_init_script("delete window.BroadcastChannel")
    open_settings(reader)
    other = reader.context.new_page()
    other.goto(f"{reader.address}/en/sample/programme/")
    expect(other.locator("main .card").first).to_be_visible()

    forget(reader)
    other.evaluate("localStorage.setItem('majlis.settings', '{}')")

    assert reader.page.evaluate(LEFT)["local"] == ["majlis.settings"]


def test_who_comes_again_begins_anew(reader, page):
    open_settings(reader)
    choose(reader, "theme", "dark")
    forget(reader)

    visit(reader, "/en/sample/programme/")

    assert not is_drawn_by_the_app(reader)
    assert reader.page.locator("html").get_attribute("data-theme") is None
