"""The app tells of words that are not translated, or old, exactly what the pages tell."""

import pytest
from playwright.sync_api import expect

from events.compiler import snapshots
from events.models import EditionOrganiser, SpeakerLink
from home.models import ContentPage
from tests import factories
from tests.e2e.conftest import Reader
from tests.e2e.keeping import OUTLINE, is_drawn_by_the_app, visit

PATHS = [
    "sample/",
    "sample/programme/opening/",
    "sample/programme/closing/",
    "sample/travel/",
    "sample/speakers/amina-dar/",
    "sample/announcements/welcome/",
    "sample/search/?q=tea",
    "sample/search/?q=train+door",
    "about/",
    "",
]
ARABIC = {
    "Sample edition": "دورة نموذجية",
    "Opening": "الافتتاح",
    "Tea at six.": "الشاي في السادسة.",
    "One cup.": "كأس واحدة.",
    "Travel": "السفر",
    "Ways": "الطرق",
    "By train.": "بالقطار.",
    "Why?": "لماذا؟",
    "Historian": "مؤرخة",
    "Book": "كتاب",
    "Welcome": "أهلاً",
    "About": "عنا",
}


@pytest.fixture(scope="module")
def page(server):
    """An edition half in Arabic; of one session the source was changed after that."""
    page = factories.make_edition()
    home = page.get_parent().specific
    EditionOrganiser.objects.create(page=page, name="We", locale=page.locale)
    page = type(page).objects.get(pk=page.pk)
    page.tagline, page.introduction = "Come all", "<p>Welcome.</p>"
    page.venue_name, page.venue_directions = "A house", "<p>Left.</p>"
    page.save_revision().publish()
    speaker = factories.make_speaker(role="Historian", affiliation="Archive", biography="<p>A.</p>")
    for label in ("Site", "Book"):
        SpeakerLink.objects.create(
            page=speaker, label=label, url="https://example.org/", locale=speaker.locale
        )
    abstract = "<p>One cup.</p><ul><li>Tea, two.</li><li>Tea, three.</li></ul>"
    session = factories.make_session(
        page, summary="Tea at six.", abstract=abstract, speakers=[speaker]
    )
    factories.make_session(page, "Closing", at="17:00", abstract="<p>Tea.</p>")
    body = [
        ("heading", "Ways"),
        ("paragraph", "<p>By train.</p><p>Or train and ship.</p>"),
        ("paragraph", "<p>By door.</p>"),
        ("callout", "Mind the door."),
        ("question", {"question": "Why?", "answer": "<p>The train door.</p>"}),
        ("quote", {"text": "Said", "attribution": "By"}),
    ]
    travel = factories.publish_below(page, ContentPage(title="Travel", body=body))
    about = factories.publish_below(home, ContentPage(title="About", body=body))
    welcome = factories.make_announcement(page)
    for instance in (home, page, speaker, session, travel, about, welcome):
        factories.translate(type(instance).objects.get(pk=instance.pk), "ar", ARABIC)
    factories.change(session, summary="Tea at seven.")
    snapshots.rebuild()
    return page


def test_the_app_says_what_the_pages_say(browser, server, page):
    plain = Reader(browser, server.url, java_script_enabled=False)
    app = Reader(browser, server.url)
    visit(app, "/ar/sample/", "ar")

    for path in PATHS:
        for reader in (plain, app):
            reader.go(f"/ar/{path}")
            expect(reader.page.locator("main h1")).to_be_visible()
        wanted = plain.page.evaluate(OUTLINE)
        for _frame in range(50):  # rows are drawn frame by frame
            if app.page.evaluate(OUTLINE) == wanted:
                break
            app.page.wait_for_timeout(100)
        assert is_drawn_by_the_app(app)
        assert app.page.evaluate(OUTLINE) == wanted

    plain.close()
    app.check()
    app.close()


def test_a_reader_sees_which_parts_are_not_translated_and_since_when(reader, page):
    visit(reader, "/ar/sample/programme/opening/", "ar")
    reader.page.reload()
    assert is_drawn_by_the_app(reader)

    notice = reader.page.locator(".notice-language")
    expect(notice).to_contain_text("3 يونيو 2027")
    expect(reader.page.locator(".lede")).to_have_text("الشاي في السادسة.")
    prose = reader.page.locator(".prose")
    identity = prose.get_attribute("aria-describedby")
    expect(reader.page.locator(f"#{identity}")).to_be_visible()
    expect(prose.locator("[lang=en][dir=ltr]")).to_have_text(["Tea, two.", "Tea, three."])
    notice.locator("a").click()
    expect(reader.page.locator(".lede")).to_have_text("Tea at seven.")


def test_latin_words_among_urdu_are_not_set_in_its_font(reader, page):
    """Its spaces are too narrow for Latin letters, its digits and full stops too heavy."""
    reader.go("/ur/sample/programme/opening/")

    fonts = "(node) => getComputedStyle(node).fontFamily"
    assert "Nastaliq" in reader.page.locator("body").evaluate(fonts)
    for selector in ("h1", ".lede", ".prose", ".prose li >> nth=0", "dd .quiet [dir=ltr]"):
        assert "Nastaliq" not in reader.page.locator(f"main {selector}").evaluate(fonts)
