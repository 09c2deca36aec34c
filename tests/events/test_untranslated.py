"""What documents say about words that are not translated, or older than their source."""

import datetime as dt

import pytest
from wagtail_localize.models import StringTranslation, Translation, TranslationContext

from events import services
from events.compiler import documents, site, snapshots
from events.models import Edition, EditionOrganiser, Slot, SpeakerLink
from home.models import ContentPage
from tests import factories

LANGUAGES = ("en", "ar", "ur", "tr")
WORDS = {
    "ar": {"Opening": "الافتتاح", "Tea at six.": "الشاي في السادسة."},
    "ur": {"Opening": "افتتاح", "Tea at six.": "چھ بجے چائے۔"},
    "tr": {"Opening": "Açılış", "Tea at six.": "Altıda çay."},
}
CHANGED = {"changed": "2027-06-03", "changed_date": "3 يونيو 2027"}
MARK = ' lang="en" dir="ltr"'


def build(page, language):
    return documents.build(Edition.objects.get(pk=page.edition_id), language)


def said(page, language, kind="sessions"):
    """What heads say about the languages of their words, by slug."""
    names = ("lang", "todo", "source", "changed", "changed_date")
    return {
        row["slug"]: {name: row[name] for name in names if name in row}
        for row in build(page, language)["programme"][kind]
    }


def detail(page, language, kind="sessions"):
    return build(page, language)["details"][kind][0]


@pytest.fixture
def session(edition_page):
    """A session in all languages."""
    session = factories.make_session(edition_page, summary="Tea at six.")
    for language, words in WORDS.items():
        factories.translate(session, language, words)
    return session


def translation_of(page, language):
    return Translation.objects.get(
        source__object_id=page.translation_key, target_locale__language_code=language
    )


def follow(page, language, words):
    """Translate what is new, and publish."""
    factories.fill(translation_of(page, language), words)
    with factories.TestCase.captureOnCommitCallbacks(execute=True):
        translation_of(page, language).save_target(publish=True)


# --- a source that changed ---


def test_a_change_is_told_of_its_object_in_the_languages_that_do_not_follow_it(
    edition_page, session
):
    other = factories.make_session(edition_page, "Closing", summary="Tea at six.")
    factories.translate(other, "ar", default="ع {}")

    factories.change(session, summary="Tea at seven.")
    follow(session, "tr", {"Tea at seven.": "Yedide çay."})

    assert said(edition_page, "en") == {"opening": {}, "closing": {}}
    assert said(edition_page, "ar") == {"opening": CHANGED, "closing": {}}
    assert said(edition_page, "tr") == {"opening": {}, "closing": {"lang": "en"}}
    assert said(edition_page, "ur")["opening"]["changed"] == "2027-06-03"
    assert detail(edition_page, "ar")["changed"] == "2027-06-03"
    assert detail(edition_page, "ar")["summary"] == "الشاي في السادسة."


def test_a_changed_sentence_that_fell_back_to_the_source_is_in_todo_as_well(edition_page, session):
    factories.change(session, summary="Tea at seven.")
    follow(session, "ar", {})

    assert said(edition_page, "ar") == {"opening": CHANGED | {"todo": ["summary"]}}
    assert detail(edition_page, "ar")["summary"] == "Tea at seven."


def test_a_page_that_is_edited_by_hand_follows_nothing(edition_page, session):
    factories.change(session, summary="Welcome back.")
    assert "changed" in said(edition_page, "ar")["opening"]

    Translation.objects.filter(target_locale__language_code="ar").update(enabled=False)
    assert said(edition_page, "ar")["opening"] == {}


def test_of_several_changes_the_latest_is_told(edition_page, session):
    factories.change(session, summary="Tea at seven.")
    later = factories.CHANGED_AT + dt.timedelta(days=4)
    factories.change(session, later, title="The opening")

    assert said(edition_page, "ar")["opening"]["changed"] == "2027-06-07"


def test_what_a_machine_drafted_is_no_translation(edition_page, session):
    factories.change(session, summary="Tea at seven.")
    follow(session, "ar", {"Tea at seven.": "الشاي في السابعة."})
    assert said(edition_page, "ar") == {"opening": {}}

    StringTranslation.objects.filter(data="الشاي في السابعة.").update(translation_type="machine")

    assert said(edition_page, "ar") == {"opening": CHANGED}


def test_a_change_of_words_that_nobody_reads_is_not_told(edition_page, session):
    factories.change(session, search_description="For search engines.")

    assert said(edition_page, "ar") == {"opening": {}}


def test_words_of_a_field_that_is_gone_stop_no_document(edition_page, session):
    factories.change(session, summary="Tea at seven.")
    TranslationContext.objects.filter(path="summary").update(path="teaser")

    assert said(edition_page, "ar") == {"opening": CHANGED}


def test_changed_facts_reach_all_languages_and_change_no_words(edition_page, session):
    room = factories.make_room(edition_page.edition, "Hall")
    before = [build(edition_page, language)["programme"]["sessions"] for language in LANGUAGES]
    session.kind = "workshop"
    session.save_revision().publish()
    slot = Slot.objects.get()
    services.move_slot(slot, room=room, starts_at=slot.starts_at + dt.timedelta(hours=2))

    after = [build(edition_page, language)["programme"]["sessions"] for language in LANGUAGES]

    assert [row["start"] for [row] in before] == ["2027-06-11T09:00+03:00"] * 4
    assert {(row["start"], row["kind"], "room" in row) for [row] in after} == {
        ("2027-06-11T11:00+03:00", "workshop", True)
    }
    assert [said(edition_page, language) for language in LANGUAGES] == [{"opening": {}}] * 4


def test_documents_of_a_changed_source_are_the_same_bytes_each_time(edition_page, session):
    factories.change(session, title="The opening", summary="Tea at seven.")
    follow(session, "ar", {})

    first, second = (snapshots.encode(build(edition_page, "ar")["programme"]) for _ in range(2))

    assert first == second
    assert b"changed" in first


def test_the_sites_own_pages_tell_of_changes_too(edition_page):
    home = edition_page.get_parent().specific
    page = factories.make_content_page(home, "About")
    for instance in (home, page):
        factories.translate(instance, "ar", default="ع {}")

    factories.change(page, title="About us")

    [row] = site.build("ar")["pages"]
    # It belongs to no edition, whose zone could count.
    assert (row["changed"], row["changed_date"]) == ("2027-06-02", "2 يونيو 2027")
    assert "changed" not in site.build("ar")["home"]


def test_an_editions_title_says_its_language_in_the_sites_document(edition_page):
    factories.translate(edition_page, "ar", {})

    assert site.build("ar")["editions"][0]["todo"] == ["title"]


# --- which parts are not translated ---


def test_paragraphs_of_a_half_translated_text_say_their_language(edition_page):
    abstract = "<p>One.</p><ul><li><b>Two</b> &amp; more.</li><li>Three.</li></ul><p>Four.</p>"
    session = factories.make_session(edition_page, abstract=abstract)
    words = {"Opening": "Açılış", "One.": "Bir.", "Three.": "Üç."}
    factories.translate(session, "tr", words)

    assert detail(edition_page, "tr")["abstract"] == (
        f"<p>Bir.</p><ul><li{MARK}><b>Two</b> &amp; more.</li><li>Üç.</li></ul><p{MARK}>Four.</p>"
    )
    assert said(edition_page, "tr") == {"opening": {"todo": ["abstract"]}}


def test_of_a_text_that_is_not_translated_at_all_the_object_says_it(edition_page):
    abstract = "<p>One.</p><p>Two.</p>"
    session = factories.make_session(edition_page, abstract=abstract)
    factories.translate(session, "tr", {"Opening": "Açılış"})

    assert detail(edition_page, "tr")["abstract"] == abstract
    assert said(edition_page, "tr") == {"opening": {"todo": ["abstract"]}}


def test_blocks_say_their_language_or_which_of_their_words_wait(edition_page):
    body = [
        ("heading", "Ways"),
        ("paragraph", "<p>By train.</p>"),
        ("question", {"question": "Why?", "answer": "<p>So.</p>"}),
        ("quote", {"text": "Said", "attribution": "By"}),
    ]
    page = factories.publish_below(edition_page, ContentPage(title="Travel", body=body))
    factories.translate(page, "tr", {"Travel": "Yol", "Ways": "Yollar", "Why?": "Neden?"})

    assert said(edition_page, "tr", "pages") == {"travel": {"todo": ["body"]}}
    assert detail(edition_page, "tr", "pages")["body"] == [
        {"type": "heading", "text": "Yollar"},
        {"type": "paragraph", "html": "<p>By train.</p>", "lang": "en"},
        {"type": "question", "question": "Neden?", "answer": "<p>So.</p>", "todo": ["answer"]},
        {"type": "quote", "text": "Said", "attribution": "By", "lang": "en"},
    ]


def test_small_things_of_an_object_say_their_language(edition_page):
    speaker = factories.make_speaker(role="Historian")
    for label in ("Site", "Book"):
        SpeakerLink.objects.create(
            page=speaker, label=label, url="https://example.org/", locale=speaker.locale
        )
    EditionOrganiser.objects.create(page=edition_page, name="We", locale=edition_page.locale)
    edition_page.refresh_from_db()
    speaker.refresh_from_db()
    factories.make_session(edition_page, speakers=[speaker])
    factories.translate(speaker, "tr", {"Historian": "Tarihçi", "Book": "Kitap"})
    factories.translate(edition_page, "tr", {"Sample edition": "Örnek"})

    built = build(edition_page, "tr")

    links = {link["label"]: link.get("lang") for link in built["details"]["speakers"][0]["links"]}
    assert links == {"Site": "en", "Kitap": None}
    assert said(edition_page, "tr", "speakers") == {"amina-dar": {"todo": ["links", "name"]}}
    assert built["programme"]["edition"]["organisers"] == [{"name": "We", "lang": "en"}]


def test_words_that_were_changed_more_than_once_say_their_language_by_their_script(edition_page):
    session = factories.make_session(edition_page, summary="Tea at six.")
    factories.translate(session, "ar", {"Opening": "الافتتاح"})
    factories.change(session, summary="Tea at seven.")
    session.refresh_from_db()
    # The Arabic page shows the first sentence, which is two changes ago.
    factories.change(session, summary="Tea at eight.")

    assert said(edition_page, "ar")["opening"]["todo"] == ["summary"]
    assert detail(edition_page, "ar")["summary"] == "Tea at six."
