"""Where storage is refused, full or taken away, reading goes on; tabs agree on what is stored."""

import pytest
from playwright.sync_api import expect

from tests.e2e.keeping import KEYS, announce, is_drawn_by_the_app, page, visit

__all__ = ["page"]

REFUSED = """
    IDBFactory.prototype.open = () => { throw new DOMException("denied", "SecurityError") };
    Storage.prototype.setItem = () => { throw new DOMException("denied", "SecurityError") };
"""
FULL = """
    IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError") };
"""
NOTICES = {
    "en": {
        "refused": "This device keeps nothing: pages need the network.",
        "full": (
            "The storage of this device is full: what you see may be missing without network."
        ),
    }
}


def go_around(reader, language):
    """Read as a reader does: a page, a link, another page."""
    reader.go(f"/{language}/sample/programme/")
    expect(reader.page.locator("#app-status .trouble")).to_be_visible()
    reader.page.locator("main .card-title a").first.click()
    expect(reader.page.locator("main .prose").first).to_be_visible()
    reader.go(f"/{language}/sample/speakers/")
    expect(reader.page.locator("main .person").first).to_be_visible()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(("kind", "script"), [("refused", REFUSED), ("full", FULL)])
def test_without_room_reading_goes_on_and_the_reader_is_told(reader, page, language, kind, script):
    reader.context.add_init_script(script)

    go_around(reader, language)

    notice = reader.page.locator("#app-status .trouble")
    expect(notice).to_be_visible()
    if language in NOTICES:
        expect(notice).to_have_text(NOTICES[language][kind])


def test_a_device_with_room_is_told_nothing(reader, page):
    visit(reader, "/en/sample/programme/")
    reader.page.reload()

    expect(reader.page.locator("main .card").first).to_be_visible()
    reader.page.wait_for_timeout(500)
    assert reader.page.locator("#app-status .trouble").count() == 0


def test_settings_can_be_tried_where_nothing_is_kept(reader, page):
    reader.context.add_init_script(REFUSED)
    reader.go("/en/sample/settings/")

    reader.page.locator("main [name=digits][value=arab]").check()
    reader.page.locator(".tabs a").first.click()

    expect(reader.page.locator("main .hour-time").first).to_contain_text("٠٩:٠٠")


def test_what_finds_no_room_is_shown_and_what_is_kept_stays(reader, page):
    visit(reader, "/en/sample/announcements/")
    reader.page.evaluate(f"{FULL}; 0")

    announce(page, "A word without room")
    reader.page.evaluate("dispatchEvent(new Event('online'))")

    expect(reader.page.locator("#app-status .news a")).to_have_text("A word without room")
    expect(reader.page.locator("#app-status .trouble")).to_contain_text("full")
    reader.offline()
    reader.page.reload()
    expect(reader.page.locator("main .announcement").first).to_be_visible()
    assert reader.page.locator("main", has_text="A word without room").count() == 0


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_the_browser_took_away_comes_again(reader, page, language):
    visit(reader, f"/{language}/sample/programme/", language)
    devtools = reader.context.new_cdp_session(reader.page)
    devtools.send("Storage.clearDataForOrigin", {"origin": reader.address, "storageTypes": "all"})
    devtools.detach()

    visit(reader, f"/{language}/sample/programme/", language)
    reader.offline()
    reader.page.reload()

    expect(reader.page.locator("main .card").first).to_be_visible()
    assert is_drawn_by_the_app(reader)


def test_what_was_taken_away_from_an_open_page_is_kept_again(reader, page):
    visit(reader, "/en/sample/programme/")
    devtools = reader.context.new_cdp_session(reader.page)
    devtools.send(
        "Storage.clearDataForOrigin", {"origin": reader.address, "storageTypes": "indexeddb"}
    )
    devtools.detach()

    announce(page, "Kept again")
    reader.page.evaluate("dispatchEvent(new Event('online'))")
    expect(reader.page.locator("#app-status .news a").first).to_have_text("Kept again")

    reader.wait_until(KEYS)


# --- two tabs ---


def test_a_tab_takes_what_another_has_stored(reader, page):
    visit(reader, "/en/sample/announcements/")
    other = reader.context.new_page()
    asked = []
    other.on("request", lambda row: "/api/" in row.url and asked.append(row.url))
    other.goto(f"{reader.address}/en/sample/announcements/")
    expect(other.locator("main .announcement").first).to_be_visible()
    other.wait_for_timeout(500)
    asked.clear()

    announce(page, "One tab tells the other")
    reader.page.evaluate("dispatchEvent(new Event('online'))")

    expect(other.locator("main .announcement a", has_text="One tab tells")).to_be_visible()
    assert asked == []


def test_a_tab_that_nobody_tells_waits_for_its_own_turn(reader, page):
    """The control: without the tabs' channel the other one is behind."""
    reader.context.add_init_script("delete window.BroadcastChannel")
    visit(reader, "/en/sample/announcements/")
    other = reader.context.new_page()
    other.goto(f"{reader.address}/en/sample/announcements/")
    expect(other.locator("main .announcement").first).to_be_visible()

    announce(page, "Told to nobody")
    reader.page.evaluate("dispatchEvent(new Event('online'))")
    expect(reader.page.locator("main .announcement a", has_text="Told to nobody")).to_be_visible()
    other.wait_for_timeout(700)

    assert other.locator("main .announcement a", has_text="Told to nobody").count() == 0
