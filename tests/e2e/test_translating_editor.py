"""The editor of a translation: by keyboard, in both directions, and without a script."""

import pytest
from playwright.sync_api import expect
from wagtail_localize.models import StringTranslation

from cms.translating import memory, saving
from tests import factories
from tests.e2e.axe import faults

AR = "الافتتاح"
LINKED = 'See <a href="https://example.org">the site</a>.'


@pytest.fixture(scope="module")
def asked(server):
    edition_page = factories.make_edition(languages=["en", "ar", "ur"])
    known = factories.make_session(edition_page, "Opening", slug="known", summary="Welcome all.")
    factories.translate(known, "ar", {"Opening": AR, "Welcome all.": "أهلا بالجميع."})
    session = factories.make_session(
        edition_page, "Opening", at=None, summary="Welcome, all.", abstract=f"<p>{LINKED}</p>"
    )
    return factories.submit(session, "ar")


@pytest.fixture
def translation(asked):
    """As the memory has filled it in; nobody has written anything."""
    own = StringTranslation.objects.filter(context__object_id=asked.source.object_id)
    own.delete()
    memory.fill(asked)
    return asked


@pytest.fixture
def open_editor(come, translation):
    def open_editor(language="en", **options):
        reader = come("translators-ar", language, **{"height": 900} | options)
        reader.go(f"/admin/translations/texts/{translation.pk}/")
        return reader

    return open_editor


def words(translation):
    return {row.segment.context.path: (row.html, row.is_done) for row in saving.texts(translation)}


def line(reader, label):
    return reader.page.locator("[data-line]", has=reader.page.locator("label", has_text=label))


def test_whole_page_is_translated_with_the_keyboard(open_editor, translation):
    reader = open_editor()
    title, summary, abstract = (
        line(reader, label).locator("[data-text]") for label in ("Title", "Summary", "Description")
    )
    title.focus()
    reader.page.keyboard.press("Control+Enter")  # confirms what the memory wrote
    expect(summary).to_be_focused()
    reader.page.keyboard.press("Alt+1")  # a similar sentence
    expect(summary).to_have_value("أهلا بالجميع.")
    reader.page.keyboard.press("Control+Enter")
    expect(abstract).to_be_focused()
    reader.page.keyboard.press("Alt+0")  # the original
    expect(abstract).to_have_value("See {1}the site{/1}.")
    reader.page.keyboard.press("Alt+ArrowUp")
    expect(summary).to_be_focused()
    expect(line(reader, "Description")).to_have_attribute("data-status", "done")  # left, so saved
    reader.page.keyboard.press("Alt+ArrowDown")
    abstract.fill("انظر {1}الموقع{/1}.")
    with reader.page.expect_response("**/translations/texts/**"):
        reader.page.keyboard.press("Control+Enter")
    expect(reader.page.locator("[data-count]")).to_have_text("3 of 3 translated")

    assert words(translation) == {
        "title": (AR, True),
        "summary": ("أهلا بالجميع.", True),
        "abstract": ('انظر <a id="a1">الموقع</a>.', True),
    }


def test_text_is_saved_when_one_leaves_it_and_a_draft_is_not_confirmed(open_editor, translation):
    reader = open_editor()
    line(reader, "Title").locator("[data-text]").focus()
    line(reader, "Summary").locator("[data-text]").fill("أهلا.")
    line(reader, "Description").locator("[data-text]").focus()
    expect(line(reader, "Summary")).to_have_attribute("data-status", "done")

    assert words(translation)["summary"] == ("أهلا.", True)
    assert words(translation)["title"] == (AR, False)


def test_buttons_put_tags_around_words_and_take_over_sentences(open_editor):
    reader = open_editor()
    field = line(reader, "Description").locator("[data-text]")
    field.fill("انظر الموقع")
    field.evaluate("area => area.setSelectionRange(5, 11)")
    line(reader, "Description").get_by_role("button", name="Put {1} around").click()
    expect(field).to_have_value("انظر {1}الموقع{/1}")

    line(reader, "Summary").get_by_role("button", name="Take over").click()
    expect(line(reader, "Summary").locator("[data-text]")).to_have_value("أهلا بالجميع.")
    line(reader, "Title").locator("[data-text]").focus()
    expect(line(reader, "Summary")).to_have_attribute("data-status", "done")


def test_without_a_network_nothing_is_lost(open_editor, translation):
    reader = open_editor()
    field = line(reader, "Summary").locator("[data-text]")
    field.fill("أهلا.")
    reader.offline()
    field.press("Control+Enter")
    expect(line(reader, "Summary").locator(".texts-error")).to_contain_text("no connection")
    expect(field).to_have_value("أهلا.")
    reader.offline(False)
    field.press("Control+Enter")
    expect(line(reader, "Summary")).to_have_attribute("data-status", "done")
    assert words(translation)["summary"] == ("أهلا.", True)


def test_what_somebody_wrote_meanwhile_goes_only_if_one_writes_on(open_editor, translation):
    reader = open_editor()
    summary = line(reader, "Summary")
    area = summary.locator("[data-text]")
    factories.fill(translation, {"Welcome, all.": "كلام غيري."})
    area.fill("كلامي")
    area.blur()
    expect(summary.get_by_text("Somebody has changed this text meanwhile.")).to_be_visible()

    for number in range(2):
        area.focus()
        with reader.page.expect_response("**/translations/texts/**"):
            line(reader, "Title").locator("[data-text]").fill(f"عنوان {number}")
            line(reader, "Title").locator("[data-text]").blur()
    assert words(translation)["summary"] == ("كلام غيري.", True)

    with reader.page.expect_response("**/translations/texts/**"):
        area.fill("كلامي أنا")
        area.blur()
    assert words(translation)["summary"] == ("كلامي أنا", True)


def test_lost_link_and_broken_tag_are_said_at_once(open_editor):
    reader = open_editor()
    box = line(reader, "Description")
    box.locator("[data-text]").fill("انظر")
    box.locator("[data-text]").press("Control+Enter")
    expect(box.locator(".texts-warning")).to_have_text("The link {1} of the original is missing.")

    box.locator("[data-text]").fill("{1}انظر")
    box.locator("[data-text]").press("Control+Enter")
    expect(box.locator(".texts-error")).to_contain_text("has no end")
    expect(box).to_have_attribute("data-status", "faulty")
    box.locator("[data-text]").fill("انظر")
    line(reader, "Title").locator("[data-text]").focus()
    expect(box).to_have_attribute("data-status", "done")


def test_who_leaves_with_a_refused_text_is_warned(open_editor):
    reader = open_editor()
    questions = []
    reader.page.on("dialog", lambda dialog: (questions.append(dialog.type), dialog.dismiss()))
    leave = "setTimeout(() => { location.href = '/admin/'; })"
    reader.page.wait_for_timeout(2500)  # Wagtail watches from then on
    field = line(reader, "Description").locator("[data-text]")
    field.click()  # browsers ask only people who did something
    field.fill("{1}انظر")
    field.press("Control+Enter")
    expect(line(reader, "Description").locator(".texts-error")).to_be_visible()
    reader.page.wait_for_timeout(1500)  # and Wagtail looks now and then
    reader.page.evaluate(leave)
    reader.page.wait_for_timeout(1000)
    assert questions == ["beforeunload"]

    field.fill("{1}انظر{/1}")
    field.press("Control+Enter")
    expect(line(reader, "Description")).to_have_attribute("data-status", "done")
    reader.page.evaluate(leave)
    reader.page.wait_for_url("**/admin/")
    assert questions == ["beforeunload"]


def test_what_the_form_could_not_save_is_where_one_goes_on(open_editor):
    reader = open_editor()
    field = line(reader, "Description").locator("[data-text]")
    reader.page.route("**/texts/*/*/", lambda route: route.fulfill(json={"state": "same"}))
    field.fill("{1}انظر")
    reader.page.get_by_role("button", name="Save", exact=True).click()

    reader.page.get_by_text("Not everything was saved").wait_for()
    expect(field).to_be_focused()
    expect(line(reader, "Description").locator("[data-hint]")).to_contain_text("Characters: 4,")
    field.fill("انظر {1}الموقع{/1}")


@pytest.mark.parametrize("language", ["en", "ar", "ur"])
def test_each_side_runs_in_its_own_direction(open_editor, language):
    reader = open_editor(language)
    styles = """selector => {
        const style = getComputedStyle(document.querySelector(selector));
        return [style.direction, style.textAlign];
    }"""

    assert reader.page.evaluate(styles, "[data-source]") == ["ltr", "start"]
    assert reader.page.evaluate(styles, "[data-text]") == ["rtl", "start"]
    assert reader.page.evaluate(styles, ".texts-token")[0] == "ltr"
    turned = "getComputedStyle(document.querySelector('.texts-arrow')).transform"
    assert reader.page.evaluate(turned) == "none"  # Wagtail's icons are mirrored already
    assert reader.page.evaluate("document.documentElement.dir") == (
        "ltr" if language == "en" else "rtl"
    )


@pytest.mark.parametrize(
    ("language", "options"),
    [
        ("en", {"width": 360, "height": 740, "color_scheme": "dark"}),
        ("ur", {"color_scheme": "light"}),
    ],
    ids=["phone", "desktop"],
)
def test_editor_pleases_axe_and_fits(open_editor, language, options):
    reader = open_editor(language, **options)
    assert faults(reader.page, "main", iframes=False) == []
    assert reader.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("language", ["en", "ur"])
def test_no_button_covers_messages_on_a_phone(open_editor, language):
    reader = open_editor(language, width=360, height=740)
    reader.page.locator("button[value=save]").click()
    message = reader.page.locator(".messages li").last
    message.wait_for()
    box = message.bounding_box()
    start = message.evaluate("li => parseFloat(getComputedStyle(li).paddingInlineStart)")

    assert (box["x"], box["width"]) == (0, 360)
    assert start > reader.page.locator(".sidebar-nav-toggle--mobile").bounding_box()["width"]


def test_without_a_script_the_form_does_the_same(open_editor, translation):
    reader = open_editor(java_script_enabled=False)
    line(reader, "Summary").locator("[data-text]").fill("أهلا.")
    line(reader, "Title").get_by_role("checkbox").check()
    reader.page.get_by_role("button", name="Save", exact=True).click()

    expect(reader.page.get_by_text("2 texts were saved.")).to_be_visible()
    assert words(translation)["summary"] == ("أهلا.", True)
    assert words(translation)["title"] == (AR, True)
    reader.check = lambda: None  # a page without a script cannot be asked
