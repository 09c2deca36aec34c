"""Unsaved words in the app's own frame, inside Wagtail's preview panel; nothing of them stays."""

import re

import pytest
from playwright.sync_api import expect
from wagtail.admin.models import FormState

from events.compiler import snapshots
from events.models import SessionPage
from tests import factories
from tests.cms.people import make_user
from tests.e2e.conftest import Reader
from tests.e2e.keeping import make_photo

TITLE = "عنوان جديد (2027)"
PREVIEW = "/admin/pages/{}/edit/preview/?mode="
# What a reader's device would have after a visit.
TRACES = """async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: (await caches.keys()).sort(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    mine: Object.keys(localStorage).filter((key) => key.startsWith("majlis.")).sort(),
})"""
NOTHING = {"databases": [], "caches": [], "workers": 0, "mine": []}


@pytest.fixture(scope="module")
def session(server):
    """A session of an edition that is written in Arabic."""
    page = factories.make_edition(source_language="ar", languages=["ar", "en"])
    speaker = factories.make_speaker("أمينة دار", photo=make_photo())
    values = {"speakers": [speaker], "abstract": '<p>See <a href="https://example.org/">x</a>.</p>'}
    session = factories.make_session(page, "الافتتاح", slug="opening", **values)
    factories.make_session(page, "ورشة", slug="workshop", at="11:00")
    factories.make_announcement(page, "أهلاً", slug="welcome")
    factories.make_content_page(page, "السفر")
    snapshots.rebuild()
    return session


@pytest.fixture
def editor(browser, server, session):
    # What was typed in the test before was kept by Wagtail, which saves drafts by itself.
    FormState.objects.all().delete()
    SessionPage.objects.get(pk=session.pk).save_revision()
    reader = Reader(browser, server.url, locale="en-GB", viewport={"width": 1400, "height": 900})
    reader.log_in(make_user("editors"))
    yield reader
    reader.check()
    reader.close()


def open_panel(editor, page):
    editor.go(f"/admin/pages/{page.pk}/edit/")
    editor.page.get_by_role("button", name="Toggle preview").click()
    frame = editor.page.frame_locator("#w-preview-iframe")
    expect(frame.locator("main h1")).to_have_text("الافتتاح")
    return frame


def write(editor, title):
    """As slowly as people do: Wagtail looks for changes only some time after the page is there."""
    field = editor.page.locator("#id_title")
    field.fill("")
    field.press_sequentially(title, delay=100)


def open_preview(editor, page):
    """In a tab of its own; Wagtail has one only after its panel was open."""
    open_panel(editor, page)
    editor.go(PREVIEW.format(page.pk))
    expect(editor.page.locator(".tabs")).to_be_visible()
    editor.wait_until("!!document.querySelector('main .star, main form, main article')")


def test_an_editor_sees_what_they_type_as_the_app_draws_it(editor, session):
    frame = open_panel(editor, session)

    write(editor, TITLE)

    expect(frame.locator("h1")).to_have_text(TITLE)
    expect(frame.locator("html")).to_have_attribute("dir", "rtl")
    expect(frame.locator(".tabs")).to_be_visible()
    expect(frame.locator("main .star").first).to_be_visible()  # only the app has stars
    assert frame.locator("html").evaluate("innerWidth") == 375
    assert frame.locator(".tabs").evaluate("(one) => getComputedStyle(one).position") == "fixed"
    assert editor.page.evaluate(TRACES) == NOTHING


def test_links_lead_through_the_same_unsaved_words(editor, session):
    frame = open_panel(editor, session)
    write(editor, TITLE)
    expect(frame.locator("h1")).to_have_text(TITLE)

    frame.locator(".tab-programme").click()

    expect(frame.locator("main .card-title")).to_have_text([TITLE, "ورشة"])
    frame.locator("main .card-title a", has_text="2027").click()
    expect(frame.locator("h1")).to_have_text(TITLE)
    frame.locator("main .person-name a").click()
    expect(frame.locator("h1")).to_have_text("أمينة دار")
    expect(frame.locator("main .card-title")).to_have_text([TITLE])


def test_every_screen_of_a_preview_asks_and_keeps_nothing(editor, session):
    open_preview(editor, session)
    asked = []
    editor.page.on("request", lambda request: asked.append((request.resource_type, request.url)))
    address = editor.page.url

    for name in ("programme", "now"):
        editor.page.locator(f".tab-{name}").click()
        expect(editor.page.locator(f".tab-{name}")).to_have_attribute("aria-current", "page")
        expect(editor.page.locator("main h1")).to_be_visible()
    sections = editor.page.locator(".sections a")
    for number in range(sections.count()):
        sections.nth(number).click()
        expect(sections.nth(number)).to_have_attribute("aria-current", "page")
    editor.page.locator(".tab-programme").click()
    editor.page.locator("main .star").first.click()
    editor.page.locator("summary").first.click()
    editor.page.locator("input[name=q]").fill("x")
    expect(editor.page.locator(".found")).to_be_visible()
    editor.page.keyboard.press("Enter")
    editor.page.wait_for_timeout(600)  # the address would follow what is typed

    # The browser fetches what stands in its tab when it likes to.
    own = editor.page.evaluate(
        "[...document.querySelectorAll('link[href]')].map((row) => row.href)"
    )
    asked = [row for row in asked if row[1] not in own]
    assert [row for row in asked if row[0] not in ("font", "image")] == []
    assert editor.page.url == address
    assert editor.page.evaluate(TRACES) == NOTHING


@pytest.mark.parametrize(
    "link",
    [".languages a[lang=en]", ".tab-settings", "main .prose a", ".colophon a"],
    ids=["another language", "settings of the device", "another site", "the live site"],
)
def test_no_link_leaves_the_preview(editor, session, link):
    open_preview(editor, session)
    address = editor.page.url

    editor.page.locator(link).first.click()

    if link == ".colophon a":  # the site's own document is among the unsaved ones
        expect(editor.page.locator("main h1")).to_have_text("Majlis")
    else:
        expect(editor.page.locator("#app-status")).not_to_be_empty()
        expect(editor.page.locator("h1")).to_have_text("الافتتاح")
    assert editor.page.url == address


def test_a_preview_leaves_what_an_editor_keeps_as_a_reader_alone(editor, session):
    editor.go("/ar/sample/")
    editor.page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    editor.page.evaluate("localStorage.setItem('majlis.settings', '{\"theme\":\"dark\"}')")
    editor.wait_until("'majlis.read/sample' in localStorage")
    editor.wait_until("caches.open('majlis-pictures').then((x) => x.keys()).then((x) => x.length)")
    kept = "caches.open('majlis-pictures').then((x) => x.keys()).then((x) => x.map((y) => y.url))"
    before = editor.page.evaluate(kept), editor.page.evaluate(TRACES)

    open_preview(editor, session)
    expect(editor.page.locator(".portrait img").first).to_be_visible()
    editor.page.locator("main .star").first.click()
    editor.page.locator("main .person-name a").click()
    editor.wait_until("document.querySelector('.portrait img').naturalWidth > 0")

    assert editor.page.locator("html").get_attribute("data-theme") is None
    assert (editor.page.evaluate(kept), editor.page.evaluate(TRACES)) == before


def test_without_scripts_a_preview_is_the_plain_page(browser, server, editor, session):
    open_panel(editor, session)
    reader = Reader(browser, server.url, java_script_enabled=False)
    reader.context.add_cookies(editor.context.cookies())

    reader.go(PREVIEW.format(session.pk))

    expect(reader.page.locator("h1")).to_have_text("الافتتاح")
    expect(reader.page.locator("html")).to_have_attribute("dir", re.compile("rtl"))
    reader.close()
