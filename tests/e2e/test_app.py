"""How an open app catches up, and how its worker comes, waits and goes."""

import re

import pytest
from playwright.sync_api import expect

from events.compiler import snapshots
from pwa import shell
from tests import factories
from tests.e2e.conftest import Reader
from tests.e2e.keeping import (
    SCREENS,
    announce,
    is_drawn_by_the_app,
    let_pass,
    page,
    visit,
)

__all__ = ["page"]

# Again and again: a check that is under way when the script changes sees the old one.
LOOK_FOR_UPDATES = """navigator.serviceWorker.getRegistration().then((row) => {
    setInterval(() => row.update().catch(() => 0), 300);
})"""


# --- catching up ---


def test_an_announcement_reaches_an_open_app_within_a_minute(reader, page):
    visit(reader, "/en/sample/announcements/")
    reader.page.clock.install()
    reader.page.reload()
    expect(reader.page.locator(".announcement").first).to_be_visible()
    assert is_drawn_by_the_app(reader)
    reader.page.wait_for_timeout(500)

    announce(page, "Lunch is served")
    let_pass(reader, 46)

    expect(reader.page.locator("main .announcement a", has_text="Lunch is served")).to_be_visible()
    expect(reader.page.locator("#app-status .news a")).to_have_text("Lunch is served")


def test_an_announcement_reaches_a_page_of_the_server_as_well(reader, page):
    reader.page.clock.install()
    visit(reader, "/en/sample/programme/")
    assert not is_drawn_by_the_app(reader)
    reader.page.wait_for_timeout(500)

    announce(page, "Coats are to the left")
    let_pass(reader, 46)

    expect(reader.page.locator("#app-status .news a")).to_have_text("Coats are to the left")
    expect(reader.page.locator(".card-title")).to_have_text("Opening")


def test_an_app_that_comes_back_online_catches_up_at_once(reader, page):
    visit(reader, "/en/sample/announcements/")
    reader.page.reload()
    reader.offline()
    announce(page, "The bus leaves at six")

    reader.offline(False)

    expect(
        reader.page.locator("main .announcement a", has_text="The bus leaves at six")
    ).to_be_visible()


def test_a_change_keeps_place_and_focus(reader, page):
    for number in range(12):
        factories.make_announcement(page, f"Note {number}")
    snapshots.rebuild()
    visit(reader, "/en/sample/announcements/")
    reader.page.reload()
    reader.page.locator("main .announcement a").last.focus()
    reader.page.wait_for_timeout(700)  # the page glides there
    before, place = reader.page.evaluate("[document.activeElement.href, scrollY]")

    announce(page, "One more note")
    reader.page.evaluate("dispatchEvent(new Event('online'))")
    expect(reader.page.locator("main .announcement a", has_text="One more note")).to_be_visible()

    assert reader.page.evaluate("document.activeElement.href") == before
    assert reader.page.evaluate("scrollY") >= place > 0


# --- programme ---


def test_the_filter_acts_while_typing_and_stays_in_the_address(reader, page):
    factories.make_session(page, "Café littéraire", at="14:00")
    snapshots.rebuild()
    visit(reader, "/en/sample/programme/")
    reader.page.reload()
    reader.page.click("summary")

    reader.page.fill("#filter-q", "cafe")

    expect(reader.page.locator(".card-title")).to_have_text(["Café littéraire"])
    expect(reader.page.locator(".found")).to_contain_text("1 session found")
    expect(reader.page).to_have_url(re.compile(r"/en/sample/programme/\?q=cafe$"))
    reader.offline()
    reader.page.reload()
    expect(reader.page.locator(".card-title")).to_have_text(["Café littéraire"])
    reader.page.click(".found a")
    expect(reader.page.locator(".found")).to_have_count(0)


# --- worker ---


def test_a_new_version_waits_until_the_reader_agrees(reader, page, monkeypatch):
    visit(reader, "/en/sample/programme/")
    reader.page.reload()
    expect(reader.page.locator(".card").first).to_be_visible()
    reader.page.evaluate("caches.open('of-somebody-else').then(() => 1)")
    before = reader.page.evaluate("caches.keys()")

    script = shell.render_worker().replace('"version": "', '"version": "next-')
    monkeypatch.setattr("pwa.views.render_worker", lambda: script)
    reader.page.evaluate(LOOK_FOR_UPDATES)

    button = reader.page.locator("#app-status .update button")
    expect(button).to_be_visible()
    assert reader.page.evaluate(
        "navigator.serviceWorker.getRegistration().then((row) => !!row.waiting)"
    )
    with reader.page.expect_navigation():
        button.click()
    expect(reader.page.locator(".card").first).to_be_visible()
    expect(button).to_have_count(0)
    assert sorted(reader.page.evaluate("caches.keys()")) == sorted(
        name.replace("shell-", "shell-next-") for name in before
    )


def test_a_version_that_waits_takes_over_without_network_as_well(reader, page, monkeypatch):
    visit(reader, "/en/sample/programme/")
    reader.page.reload()
    expect(reader.page.locator(".card").first).to_be_visible()
    script = shell.render_worker().replace('"version": "', '"version": "later-')
    monkeypatch.setattr("pwa.views.render_worker", lambda: script)
    reader.page.evaluate(LOOK_FOR_UPDATES)
    button = reader.page.locator("#app-status .update button")
    expect(button).to_be_visible()

    reader.offline()
    with reader.page.expect_navigation():
        button.click()

    expect(reader.page.locator(".card").first).to_be_visible()
    expect(reader.page.locator("#app-status .as-of")).to_be_visible()
    shells = "caches.keys().then((names) => names.filter((name) => name.includes('shell')))"
    assert [name[:19] for name in reader.page.evaluate(shells)] == ["majlis-shell-later-"]


def test_a_version_that_cannot_be_fetched_whole_changes_nothing(reader, page, monkeypatch):
    visit(reader, "/en/sample/programme/")
    reader.page.reload()
    expect(reader.page.locator(".card").first).to_be_visible()
    script = shell.render_worker().replace('"version": "', '"version": "broken-')
    script = script.replace('"files": [', '"files": ["/static/lost-on-the-way.js", ')
    monkeypatch.setattr("pwa.views.render_worker", lambda: script)

    end = reader.page.evaluate(END_OF_UPDATE)

    assert end == ["redundant", False]
    assert reader.page.locator("#app-status .update").count() == 0
    reader.offline()
    reader.page.reload()
    expect(reader.page.locator(".card").first).to_be_visible()
    reader.complaints = [text for text in reader.complaints if "404" not in text]


# What becomes of a new version, and whether one waits.
END_OF_UPDATE = """async () => {
    const row = await navigator.serviceWorker.getRegistration();
    const found = new Promise((done) => row.addEventListener("updatefound", () => done()));
    await row.update();
    await found;
    const state = await new Promise((done) => {
        const { installing } = row;
        installing.addEventListener("statechange", () => done(installing.state));
    });
    return [state, !!row.waiting];
}"""


def test_the_kill_switch_removes_worker_and_caches(reader, page, settings):
    visit(reader, "/en/sample/programme/")
    reader.page.reload()
    expect(reader.page.locator(".card").first).to_be_visible()
    assert is_drawn_by_the_app(reader)

    settings.MAJLIS_KILL_WORKER = True
    with reader.page.expect_navigation():
        reader.page.evaluate(LOOK_FOR_UPDATES)

    expect(reader.page.locator("link[rel=canonical]")).to_have_count(1)
    reader.wait_until("caches.keys().then((names) => !names.length)")
    reader.go("/en/sample/speakers/")
    assert not is_drawn_by_the_app(reader)


def test_the_worker_leaves_the_rest_of_the_site_alone(reader, page):
    visit(reader, "/en/sample/")

    reader.go("/admin/login/")

    expect(reader.page.locator("input[name=password]")).to_be_visible()


@pytest.mark.parametrize("path", ["sample/programme/", "unknown/programme/"])
def test_pictures_follow_once_there_is_something_to_read(reader, page, path):
    visit(reader, "/en/sample/")
    reader.offline()

    reader.go(f"/en/{path}")

    expect(reader.page.locator("main h1")).to_be_visible()
    expect(reader.page.locator("html.starting")).to_have_count(0)


def test_without_storage_pages_come_from_the_server(reader, page):
    reader.context.add_init_script(
        "IDBFactory.prototype.open = () => { throw new DOMException('denied', 'SecurityError') }"
    )

    reader.go("/en/sample/programme/")
    reader.page.wait_for_timeout(1000)
    reader.go("/en/sample/programme/opening/")

    assert not is_drawn_by_the_app(reader)
    assert (
        reader.page.evaluate("navigator.serviceWorker.getRegistrations().then((x) => x.length)")
        == 0
    )


def test_without_javascript_everything_can_be_read(browser, server, page):
    reader = Reader(browser, server.url, java_script_enabled=False)

    for path, proof in SCREENS.items():
        reader.go(f"/ar/sample/{path}")
        expect(reader.page.locator(proof).first).to_be_visible()

    reader.close()


def test_the_app_can_be_installed(server, page, tmp_path, browser):
    # An ordinary context counts as incognito, where nothing can be installed.
    context = browser.browser_type.launch_persistent_context(
        tmp_path, executable_path="/usr/bin/chromium", args=["--no-sandbox"]
    )
    tab = context.new_page()
    tab.goto(f"{server.url}/ar/sample/")
    tab.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    devtools = context.new_cdp_session(tab)

    found = devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    manifest = devtools.send("Page.getAppManifest")

    assert found == []
    assert manifest["errors"] == []
    assert manifest["url"] == f"{server.url}/ar/sample/app.webmanifest"
    context.close()
