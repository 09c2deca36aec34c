"""A translator's words in the app's own frame, beside the editor in which they are typed."""

import re

import pytest
from playwright.sync_api import expect
from wagtail.models import Page
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringTranslation

from events.compiler import snapshots
from tests import factories
from tests.cms.people import make_user
from tests.e2e.axe import faults
from tests.e2e.conftest import Reader

AR = "الافتتاح"
NEW_AR = "الافتتاح الكبير"
PARAGRAPHS = ["Same", "Other", "Same", *(f"Paragraph {number}" for number in range(40))]


@pytest.fixture(scope="module")
def page(server):
    """The Arabic page of a session that was written in English."""
    edition_page = factories.make_edition(languages=["en", "ar"])
    factories.translate(edition_page, "ar")
    abstract = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    session = factories.make_session(edition_page, abstract=abstract)
    page = factories.translate(session, "ar", {"Opening": AR})
    snapshots.rebuild()
    return page


@pytest.fixture
def translator(browser, server, page):
    StringTranslation.objects.filter(translation_of__data="Opening").update(data=AR)
    reader = Reader(browser, server.url, locale="en-GB", viewport={"width": 1400, "height": 900})
    reader.log_in(make_user("translators-ar"))
    yield reader
    reader.check()
    reader.close()


def open_panel(translator, page, *, name="Toggle preview"):
    translator.go(f"/admin/pages/{page.pk}/edit/")  # leads to the editor of its translation
    translator.page.get_by_role("button", name=name).click()
    frame = translator.page.frame_locator("#w-preview-iframe")
    expect(frame.locator("main .star").first).to_be_visible()  # only the app has stars
    return frame


def write(translator, source, text, *, number=0):
    """Type the translation of the `number`th of equal texts; returns its field."""
    line = translator.page.locator("[data-line]").filter(
        has=translator.page.locator("[data-source]", has_text=re.compile(f"^{source}$"))
    )
    field = line.nth(number).locator("textarea")
    field.fill(text)
    return field


def leave(translator):
    """Go without what is typed; the browser asks."""
    translator.page.once("dialog", lambda dialog: dialog.accept())
    translator.go("/admin/login/")


def test_a_translator_sees_the_words_in_their_direction_on_a_phone(translator, page):
    frame = open_panel(translator, page)

    expect(frame.locator("h1")).to_have_text(AR)
    expect(frame.locator("html")).to_have_attribute("dir", "rtl")
    assert frame.locator("html").evaluate("innerWidth") == 375


def test_a_translator_sees_what_they_type_and_what_they_save(translator, page):
    frame = open_panel(translator, page)
    address = translator.page.url

    field = write(translator, "Opening", NEW_AR)
    expect(frame.locator("h1")).to_have_text(NEW_AR)
    assert not StringTranslation.objects.filter(data=NEW_AR).exists()

    field.press("Control+Enter")
    expect(translator.page.locator("[data-line]:focus-within [data-source]")).to_have_text("Same")
    assert StringTranslation.objects.filter(data=NEW_AR).exists()
    expect(frame.locator("h1")).to_have_text(NEW_AR)
    assert Page.objects.get(pk=page.pk).title == AR
    assert translator.page.url == address


def test_words_that_are_taken_back_leave_the_preview(translator, page):
    frame = open_panel(translator, page)
    field = write(translator, "Opening", NEW_AR)
    expect(frame.locator("h1")).to_have_text(NEW_AR)

    field.fill(AR)

    expect(frame.locator("h1")).to_have_text(AR)


def test_of_two_equal_texts_the_one_that_is_typed_changes(translator, page):
    frame = open_panel(translator, page)

    write(translator, "Same", "الثانية", number=1)

    texts = frame.locator("main .prose p")
    expect(texts.nth(2)).to_have_text("الثانية")
    expect(texts.nth(0)).to_have_text("Same")
    leave(translator)


def test_the_frame_stays_where_it_was_scrolled_to(translator, page):
    frame = open_panel(translator, page)
    frame.locator("html").evaluate("scrollTo({ top: 600, behavior: 'instant' })")

    write(translator, "Opening", NEW_AR)
    expect(frame.locator("h1")).to_have_text(NEW_AR)

    assert frame.locator("html").evaluate("scrollY") == 600
    leave(translator)


@pytest.mark.parametrize(("language", "name"), [("en", "Toggle preview"), ("ar", "تبديل المعاينة")])
def test_the_panel_leaves_the_texts_in_view_and_pleases_axe(translator, page, language, name):
    user = make_user("translators-ar")
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
    open_panel(translator, page, name=name)
    translator.page.wait_for_timeout(500)  # the panel slides in

    boxes = [
        translator.page.locator(selector).first.bounding_box()
        for selector in ("[data-form-side]", ".texts-list")
    ]
    panel, texts = boxes if language == "en" else boxes[::-1]
    assert texts["x"] + texts["width"] <= panel["x"]
    assert boxes[0]["y"] + boxes[0]["height"] <= 900
    assert faults(translator.page, "[data-form-side]", iframes=False) == []
    UserProfile.objects.filter(user=user).update(preferred_language="")
