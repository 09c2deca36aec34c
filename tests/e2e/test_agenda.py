"""My agenda: stars on the device, and that they stay there."""

import pytest
from playwright.sync_api import expect

from events.compiler import snapshots
from events.models import Slot
from tests import factories
from tests.e2e.conftest import Reader
from tests.e2e.keeping import (
    id_of,
    is_drawn_by_the_app,
    page,
    refresh,
    sessions,
    slot_of,
    star_all,
    visit,
)

__all__ = ["page", "sessions"]

REFUSED = """
    Storage.prototype.setItem = () => { throw new DOMException("no", "QuotaExceededError") };
"""


def star_of(tab, title):
    """The star of a card."""
    card = tab.locator("main .card", has=tab.get_by_role("link", name=title, exact=True))
    return card.locator(".star")


def stored(reader, key="stars/sample"):
    return reader.page.evaluate("(key) => JSON.parse(localStorage.getItem(key))", f"majlis.{key}")


# --- stars ---


@pytest.mark.parametrize(("language", "title"), [("en", "Opening"), ("ar", "ع Opening")])
def test_a_star_stays_on_the_device(reader, page, language, title):
    visit(reader, f"/{language}/sample/programme/", language)
    reader.offline()
    reader.page.reload()
    star = star_of(reader.page, title)
    expect(star).to_have_attribute("aria-pressed", "false")
    words = reader.page.locator(".tab-agenda span").first.inner_text()
    expect(star).to_have_attribute("aria-label", f"{words}: \u2068{title}\u2069")

    star.click()

    expect(star).to_have_attribute("aria-pressed", "true")
    assert is_drawn_by_the_app(reader)
    assert len(stored(reader)) == 1
    reader.page.reload()
    expect(star).to_have_attribute("aria-pressed", "true")
    reader.page.click(".card-title a")
    expect(reader.page.locator(".actions .star")).to_have_attribute("aria-pressed", "true")


def test_a_star_can_be_tapped_with_a_thumb_and_set_with_the_keyboard(reader, page):
    visit(reader, "/en/sample/programme/")
    reader.page.reload()
    star = star_of(reader.page, "Opening")
    box = star.bounding_box()
    assert min(box["width"], box["height"]) >= 44

    reader.page.locator(".card-title a").focus()
    reader.page.keyboard.press("Tab")
    reader.page.keyboard.press("Space")

    expect(star).to_be_focused()
    expect(star).to_have_attribute("aria-pressed", "true")
    reader.page.keyboard.press("Space")
    expect(star).to_have_attribute("aria-pressed", "false")
    assert stored(reader) == []


def test_two_tabs_agree(reader, page):
    visit(reader, "/en/sample/programme/")
    reader.page.reload()
    other = reader.context.new_page()
    other.goto(f"{reader.address}/ar/sample/programme/opening/")
    theirs = other.locator(".actions .star")
    expect(theirs).to_have_attribute("aria-pressed", "false")

    star_of(reader.page, "Opening").click()
    expect(theirs).to_have_attribute("aria-pressed", "true")
    theirs.click()

    expect(star_of(reader.page, "Opening")).to_have_attribute("aria-pressed", "false")


def test_where_storage_is_refused_stars_last_as_long_as_the_page(reader, page):
    visit(reader, "/en/sample/programme/")
    reader.context.add_init_script(REFUSED)
    reader.page.reload()

    star_of(reader.page, "Opening").click()

    expect(reader.page.locator("#app-status .refused")).to_contain_text("keeps nothing")
    reader.page.click(".card-title a")
    expect(reader.page.locator(".actions .star")).to_have_attribute("aria-pressed", "true")
    reader.page.reload()
    expect(reader.page.locator(".actions .star")).to_have_attribute("aria-pressed", "false")
    expect(reader.page.locator("#app-status .refused")).to_have_count(0)


def test_a_page_of_the_server_gets_its_stars_when_the_app_takes_over(reader, page):
    reader.go("/en/sample/programme/")

    star_of(reader.page, "Opening").click()

    assert len(stored(reader)) == 1


# --- the screen ---


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_empty_agenda_explains_itself_and_leads_to_the_programme(reader, page, language):
    visit(reader, f"/{language}/sample/my-agenda/", language)
    reader.page.reload()

    expect(reader.page.locator("main h1")).to_have_count(1)
    expect(reader.page.locator("main .empty p")).to_have_count(3)
    reader.page.click("main .empty a")

    expect(reader.page).to_have_url(f"{reader.address}/{language}/sample/programme/")
    expect(star_of(reader.page, "Opening" if language == "en" else "ع Opening")).to_be_visible()


def test_the_page_of_the_server_says_where_the_agenda_is(browser, server, page):
    plain = Reader(browser, server.url, java_script_enabled=False)

    plain.go("/en/sample/my-agenda/#add=abcdefg2")

    expect(plain.page.locator("main .empty")).to_contain_text("on your device only")
    expect(plain.page.locator("main .empty a")).to_have_attribute("href", "/en/sample/programme/")
    plain.close()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_clashes_are_shown_with_both_choices_offline(reader, sessions, language):
    visit(reader, f"/{language}/sample/", language)
    reader.offline()
    star_all(reader, *sessions.values())

    reader.go(f"/{language}/sample/my-agenda/")

    hours = reader.page.locator(".hour")
    expect(hours).to_have_count(3)
    clash = reader.page.locator(".hour.clash")
    expect(clash).to_have_count(1)
    expect(clash.locator(".card-title")).to_have_text(["First", "Rival"])
    expect(hours.locator("h3 time")).to_have_text(["14:00", "14:20", "16:00"])
    expect(reader.page.locator(".is-cancelled .card-title")).to_have_text("Off")
    expect(reader.page.locator(".day h2")).to_have_count(1)


def test_choosing_ends_a_clash_and_a_slip_can_be_undone(reader, sessions):
    visit(reader, "/en/sample/")
    star_all(reader, sessions["First"], sessions["Rival"])
    reader.go("/en/sample/my-agenda/")
    rival = star_of(reader.page, "Rival")

    rival.focus()
    reader.page.keyboard.press("Enter")

    expect(reader.page.locator(".clash")).to_have_count(0)
    expect(rival).to_be_focused()
    assert stored(reader) == [id_of(sessions["First"])]
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator(".clash .card")).to_have_count(2)
    reader.page.keyboard.press("Enter")
    reader.page.reload()
    expect(reader.page.locator(".card-title")).to_have_text(["First"])


def test_what_is_printed_is_what_is_starred(reader, sessions):
    visit(reader, "/en/sample/")
    star_all(reader, sessions["First"], sessions["Late"])
    reader.go("/en/sample/my-agenda/")
    star_of(reader.page, "Late").click()
    reader.page.emulate_media(media="print")

    expect(reader.page.locator("h2", has_text="Friday 11 June")).to_be_visible()
    expect(reader.page.locator(".card:visible .card-title")).to_have_text(["First"])
    expect(reader.page.locator("main button:visible, .sharing:visible")).to_have_count(0)


# --- what changed ---


def test_changes_are_told_in_words_until_the_reader_has_seen_them(reader, page, sessions):
    rooms = [factories.make_room(page.edition, name) for name in ("Cedar", "Walnut")]
    moved = factories.make_session(page, "Moving", at="11:00", room=rooms[0])
    off = factories.make_session(page, "Doomed", at="12:00")
    gone = factories.make_session(page, "Going", at="13:00")
    snapshots.rebuild()
    visit(reader, "/en/sample/programme/")
    reader.page.reload()
    for title in ("Moving", "Doomed", "Going", "First"):
        star_of(reader.page, title).click()
    mark = reader.page.locator(".tab-agenda .mark")
    expect(mark).to_have_count(0)

    slot = slot_of(moved).get()
    slot.room, slot.state, slot.minutes = rooms[1], Slot.State.MOVED, 60
    slot.starts_at = slot.starts_at.replace(minute=30)
    slot.save()
    slot_of(off).update(state=Slot.State.CANCELLED)
    moved.title = "Moving on"
    moved.save_revision().publish()
    gone.unpublish()
    snapshots.rebuild()
    refresh(reader)

    expect(mark).to_have_text("3 new")
    status = reader.page.locator("#app-status .news a")
    expect(status).to_have_text("Changed in your agenda: 3")
    status.click()
    assert told(reader) == {
        "Moving on": [
            "renamed; it was: Moving",
            "11:00 → 11:30",
            "11:00–11:45 → 11:30–12:30",
            "moved from Cedar to Walnut",
        ],
        "Doomed": ["cancelled"],
        "Going": ["no longer in the programme"],
    }
    expect(status).to_have_count(0)
    reader.page.reload()
    expect(mark).to_have_text("3 new")
    reader.page.click(".changes button")
    expect(reader.page.locator(".changes")).to_have_count(0)
    expect(mark).to_have_count(0)
    reader.page.reload()
    expect(reader.page.locator(".card-title").first).to_be_visible()
    expect(reader.page.locator(".changes")).to_have_count(0)


def test_another_language_is_no_change(reader, page):
    visit(reader, "/en/sample/programme/")
    reader.page.reload()
    star_of(reader.page, "Opening").click()

    reader.go("/ar/sample/my-agenda/")

    expect(reader.page.locator(".card-title")).to_have_text(["ع Opening"])
    expect(reader.page.locator(".changes, .mark")).to_have_count(0)
    assert stored(reader, "looked/sample")[stored(reader)[0]]["lang"] == "ar"


def told(reader):
    """What each session is said to have changed, without isolates."""
    reader.page.locator(".changes > ul > li").first.wait_for()
    return reader.page.evaluate("""() => Object.fromEntries(
        [...document.querySelectorAll(".changes > ul > li")].map((row) => [
            row.firstElementChild.textContent,
            [...row.querySelectorAll("li")].map((line) => line.textContent),
        ]))""")
