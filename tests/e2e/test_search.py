"""Searching in the app: instant, offline, in any spelling, and still there after going back."""

import pytest
from playwright.sync_api import expect

from events.compiler import snapshots
from tests import factories
from tests.e2e.conftest import Reader
from tests.e2e.keeping import visit

FIELD = "#search-q"
TITLES = ".hit h3 a"


@pytest.fixture(scope="module")
def page(server):
    """An edition in English, Arabic and Urdu."""
    page = factories.make_edition()
    room = factories.make_room(page.edition, "Garden")
    amina = factories.make_speaker("Amina Dar", biography="<p>Writes about rivers.</p>")
    opening = factories.make_session(
        page, "Opening", speakers=[amina], room=room, abstract="<p>Tea and a walk by the sea.</p>"
    )
    songs = factories.make_session(page, "Songs", at="11:00", summary="Sung in a garden")
    factories.make_session(page, "Only in English", at="12:00", summary="At the sea")
    venue = factories.make_content_page(page, "Venue", ["<p>A house near the sea.</p>"])
    boats = factories.make_announcement(page, "Boats", "<p>They leave at six.</p>")
    for number in range(14):
        factories.make_session(page, f"Workshop {number}", at="14:00", summary="Bring a pen")
    words = {
        "ar": {
            "Opening": "الافتتاح",
            "Songs": "أغانٍ",
            "Amina Dar": "أمينة دار",
            "Writes about rivers.": "تكتب عن الأنهار.",
            "Tea and a walk by the sea.": "شاي ومَسيرةٌ قرب البحر.",
            "Venue": "المكان",
            "A house near the sea.": "بيت قرب البحر.",
            "Boats": "القوارب",
        },
        "ur": {
            "Opening": "افتتاح",
            "Songs": "گیت",
            "Amina Dar": "آمنہ ڈار",
            "Venue": "مقام",
            "A house near the sea.": "سمندر کے پاس ایک گھر۔",
            "Boats": "کشتیاں",
        },
    }
    for language, translated in words.items():
        for instance in (page.get_parent().specific, page, amina, opening, songs, venue, boats):
            factories.translate(instance, language, translated)
    snapshots.rebuild()
    return page


@pytest.fixture
def searching(reader, page):
    """A reader who is offline and came to the search by its tab."""

    def come(language="en"):
        visit(reader, f"/{language}/sample/programme/", language)
        reader.offline()
        reader.page.reload()
        reader.page.click(".tab-search")
        expect(reader.page.locator(FIELD)).to_be_visible()
        return reader.page

    return come


@pytest.mark.parametrize(
    ("language", "typed", "titles", "marks"),
    [
        ("en", "OPENÍNG", ["Opening"], []),
        ("en", "dar amina", ["Amina Dar", "Opening"], []),
        ("en", "rivers", ["Amina Dar"], ["rivers"]),
        ("en", "sea", ["Opening", "Only in English", "Venue"], ["sea", "sea", "sea"]),
        ("en", "boats", ["Boats"], []),
        ("ar", "امينه", ["أمينة دار", "الافتتاح"], []),
        ("ar", "مسيره البحر", ["الافتتاح"], ["مَسيرةٌ", "البحر"]),
        ("ar", "sea", ["Only in English"], ["sea"]),
        ("ur", "اگهر", [], []),
        ("ur", "گهر", ["مقام"], ["گھر"]),
        ("ur", "كشتياں", ["کشتیاں"], []),
    ],
)
def test_what_is_typed_is_found_offline(searching, reader, language, typed, titles, marks):
    page = searching(language)

    page.locator(FIELD).press_sequentially(typed)

    expect(page.locator(TITLES)).to_have_text(titles)
    expect(page.locator("mark")).to_have_text(marks)
    if not titles:
        expect(page.locator(".search .button")).to_have_attribute(
            "href", f"/{language}/sample/programme/"
        )


def test_results_follow_every_key_without_submitting(searching, reader):
    page = searching()
    status = page.locator(".found")
    expect(status).to_have_text(
        "Find sessions, speakers, pages and announcements, in any spelling."
    )

    page.locator(FIELD).press_sequentially("sea")
    expect(status).to_have_text("3 results")
    page.locator(FIELD).press_sequentially("x")
    expect(status).to_have_text("Nothing found. Fewer or shorter words find more.")
    page.locator(FIELD).press("Backspace")
    expect(status).to_have_text("3 results")
    page.locator(FIELD).fill("")

    expect(page.locator(TITLES)).to_have_count(0)
    expect(status).to_have_attribute("role", "status")


def test_a_search_is_still_there_after_going_back_and_reloading(searching, reader):
    page = searching()
    page.locator(FIELD).press_sequentially("sea")
    page.locator(TITLES, has_text="Venue").click()  # sooner than the address would follow
    expect(page.locator("h1")).to_have_text("Venue")

    page.go_back()

    expect(page.locator(FIELD)).to_have_value("sea")
    expect(page.locator(TITLES)).to_have_count(3)
    assert page.url.endswith("/en/sample/search/?q=sea")
    page.reload()
    expect(page.locator(FIELD)).to_have_value("sea")
    expect(page.locator(TITLES)).to_have_count(3)


def test_the_address_follows_what_is_typed(searching, reader):
    page = searching()

    page.locator(FIELD).press_sequentially("tea & salt")

    page.wait_for_url("**/en/sample/search/?q=tea+%26+salt")
    page.locator(FIELD).fill("")
    page.wait_for_url("**/en/sample/search/")


def test_leaving_before_the_address_has_followed_does_not_change_another_address(searching, reader):
    page = searching()
    page.clock.install()
    page.locator(FIELD).press_sequentially("sea")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Programme")

    page.clock.run_for(2000)

    assert page.url.endswith("/en/sample/programme/")


def test_who_comes_by_the_tab_can_type_at_once(searching, reader):
    page = searching()

    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.type("boats")
    expect(page.locator(TITLES)).to_have_text(["Boats"])


def test_who_comes_to_results_is_not_taken_into_the_field(searching, reader):
    page = searching()
    page.locator(FIELD).press_sequentially("workshop")
    page.get_by_role("link", name="Show all (14)").click()

    expect(page.locator(".found")).to_have_text("14 results · Show everything")
    expect(page.locator(".card")).to_have_count(14)
    expect(page.locator("main")).to_be_focused()
    page.reload()
    expect(page.locator(".card")).to_have_count(14)
    expect(page.locator("body")).to_be_focused()


def test_a_change_of_the_programme_keeps_words_and_focus(reader, page):
    visit(reader, "/en/sample/programme/")
    reader.page.reload()
    reader.page.click(".tab-search")
    reader.page.locator(FIELD).press_sequentially("lunch")
    expect(reader.page.locator(".found")).to_contain_text("Nothing")
    reader.offline()
    announcement = factories.make_announcement(page, "Lunch", "<p>At noon.</p>")
    snapshots.rebuild()

    reader.offline(False)

    expect(reader.page.locator(TITLES)).to_have_text(["Lunch"])
    expect(reader.page.locator(FIELD)).to_be_focused()
    expect(reader.page.locator(FIELD)).to_have_value("lunch")
    announcement.unpublish()
    snapshots.rebuild()


def test_typing_into_the_narrowed_results_searches_everything_again(searching, reader):
    page = searching()
    reader.go("/en/sample/search/?q=garden&in=sessions")
    expect(page.locator(TITLES)).to_have_text(["Opening", "Songs"])

    page.locator(FIELD).fill("boats")

    expect(page.locator(TITLES)).to_have_text(["Boats"])
    page.wait_for_url("**/en/sample/search/?q=boats")


def test_a_very_long_query_is_cut(searching, reader):
    page = searching()

    reader.go(f"/en/sample/search/?q={'a' * 500}")

    expect(page.locator(FIELD)).to_have_value("a" * 80)


def test_text_of_another_language_says_so(searching, reader):
    page = searching("ar")

    page.locator(FIELD).fill("garden sung")

    excerpt = page.locator(".excerpt")
    expect(excerpt).to_have_text("Sung in a garden")
    expect(excerpt).to_have_attribute("lang", "en")
    expect(excerpt).to_have_attribute("dir", "ltr")


@pytest.mark.parametrize("language", ["en", "ar", "ur"])
def test_the_form_works_without_scripts(browser, server, page, language):
    reader = Reader(browser, server.url, java_script_enabled=False)
    reader.go(f"/{language}/sample/search/")

    reader.page.locator(FIELD).fill("SÉA sung")
    reader.page.locator(FIELD).press("Enter")
    expect(reader.page.locator(TITLES)).to_have_count(0)
    reader.page.locator(FIELD).fill("SÉA english")
    reader.page.locator(".search button").click()

    expect(reader.page.locator(TITLES)).to_have_text(["Only in English"])
    expect(reader.page.locator("mark")).to_have_text(["sea"])
    reader.close()
