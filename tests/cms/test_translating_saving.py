"""Texts are checked when they are written, and nobody's work is written over."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DataError
from wagtail_localize.models import StringTranslation
from wagtail_localize.strings import StringValue

from cms.translating import fields, memory, review, saving
from events.exceptions import Refused
from events.models import SessionPage, SpeakerLink
from home.models import ContentPage
from tests import factories
from tests.cms.people import make_user
from tests.cms.translating import AR, NEW_AR

LINKED = 'From <a href="https://example.org">Ada</a> with <b>care</b>.'
LINKED_AR = 'من <a id="a1">آدا</a> <b>بعناية</b>.'


@pytest.fixture
def translation(edition_page):
    session = factories.make_session(
        edition_page, "Opening", summary="Welcome.", abstract=f"<p>{LINKED}</p>"
    )
    return factories.submit(session, "ar")


@pytest.fixture
def user(home):
    return make_user("translators-ar")


def text(translation, path):
    (found,) = [row for row in saving.texts(translation) if row.segment.context.path == path]
    return found


def write(translation, user, path, html, **options):
    pk = text(translation, path).segment.pk
    if "seen" in options:
        options["seen"] = {pk: options["seen"]}
    if options.pop("confirm", False):
        options["confirmed"] = {pk}
    return saving.write(translation, {pk: html}, user, **options)[pk]


def test_text_is_stored_with_its_author(translation, user):
    assert write(translation, user, "title", f" {AR} ").state == "saved"

    row = text(translation, "title").row
    assert (row.data, row.translation_type, row.last_translated_by) == (AR, "manual", user)


def test_writing_again_changes_nothing(translation, user):
    write(translation, user, "title", AR)
    at = text(translation, "title").row.updated_at

    assert write(translation, user, "title", AR).state == "same"
    assert text(translation, "title").row.updated_at == at


def test_empty_is_no_translation(translation, user):
    assert write(translation, user, "title", "  ").state == "same"
    write(translation, user, "title", AR)

    assert write(translation, user, "title", "").state == "cleared"
    assert text(translation, "title").row is None


def test_draft_is_cleared_and_cleared_again(translation, user, edition_page):
    asked = with_drafts(translation, user, edition_page)
    seen = text(asked, "title").fingerprint

    sent = [write(asked, user, "title", "", seen=seen, confirm=True).state for _time in range(2)]

    assert sent == ["cleared", "same"]


def test_two_translations_of_a_sentence_that_stands_twice_are_a_conflict(edition_page, user):
    session = factories.make_session(edition_page, abstract="<p>Ada.</p><p>Bob.</p><p>Ada.</p>")
    translation = factories.submit(session, "ar")
    first, _other, second = [
        row.segment.pk for row in saving.texts(translation) if row.segment.context.path != "title"
    ]
    nothing = saving.fingerprint("")

    outcome = saving.write(
        translation, {first: AR, second: NEW_AR}, user, seen={first: nothing, second: nothing}
    )

    assert [outcome[pk].state for pk in (first, second)] == ["saved", "conflict"]
    assert StringTranslation.objects.get(locale=translation.target_locale).data == AR


# --- P21: two people write one text ---


def test_what_somebody_wrote_meanwhile_stays(translation, user):
    seen = text(translation, "title").fingerprint
    other = make_user("publishers-ar")
    other.first_name, other.last_name = "Amina", "Dar"
    other.save()
    write(translation, other, "title", AR)

    outcome = write(translation, user, "title", NEW_AR, seen=seen)
    assert outcome.state == "conflict"
    assert "Amina Dar" in outcome.message
    assert text(translation, "title").html == AR


def test_without_what_was_seen_the_last_one_wins(translation, user):
    write(translation, user, "title", AR)
    write(translation, user, "title", NEW_AR)

    assert text(translation, "title").html == NEW_AR


def test_what_was_not_touched_is_not_taken_back(translation, user):
    seen = text(translation, "title").fingerprint
    write(translation, user, "title", AR)

    assert write(translation, user, "title", "", seen=seen).state == "same"
    assert text(translation, "title").html == AR


@pytest.mark.parametrize("html", ["<script>x</script>", '<a href="x">y</a>', '<a id="a9">y</a>'])
def test_markup_that_is_not_the_sources_is_refused(translation, user, html):
    outcome = write(translation, user, "abstract", html)

    assert (outcome.state, bool(outcome.message)) == ("refused", True)
    assert text(translation, "abstract").row is None


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\x85"])
def test_signs_that_no_database_takes_are_refused(translation, user, sign):
    saved = write(translation, user, "title", f"{AR}{sign}{AR}")

    assert (saved.state, text(translation, "title").row) == ("refused", None)


def test_tags_without_an_end_are_refused(translation, user):
    outcome = write(translation, user, "abstract", "<b>" * 5000)

    assert outcome == saving.Saved("refused", "There are too many tags inside each other.")
    with pytest.raises(RecursionError):  # what the stock check says of it
        StringValue.from_translated_html("<b>" * 5000)


# --- P23: what does not fit ---


def test_too_long_a_text_is_kept_and_shown_to_nobody(translation, user):
    outcome = write(translation, user, "summary", "س" * 301)

    assert (outcome.state, text(translation, "summary").is_done) == ("faulty", False)
    assert outcome.message == "This is 1 character too long: at most 300 fit."
    assert len(text(translation, "summary").html) == 301
    assert write(translation, user, "summary", "س" * 300).state == "saved"


def test_tags_do_not_count_as_length(translation, user):
    assert write(translation, user, "summary", f"<b>{'س' * 300}</b>").state == "saved"


def test_stock_code_raises_at_a_text_that_is_too_long(translation, user):
    write(translation, user, "summary", "س" * 301)
    StringTranslation.objects.update(has_error=False)

    with pytest.raises((ValidationError, DataError)):
        translation.save_target(publish=False)


@pytest.mark.parametrize(
    ("html", "words"),
    [
        (LINKED_AR, []),
        ("من آدا <b>بعناية</b>.", ["The link {1} of the original is missing."]),
        ('من <a id="a1">آدا</a>.', ["The tag {2} of the original is missing."]),
        (
            f"{LINKED_AR} {{7}}",
            ["“{7}” is no tag of the original: readers see it as it stands here."],
        ),
        (f"{LINKED_AR}<br/>x", ["Lines: 2; in the original: 1."]),
        ("", []),
    ],
)
def test_what_a_text_has_lost_is_said(translation, html, words):
    assert saving.warnings_of(text(translation, "abstract").source, html) == words


def test_a_dropped_link_is_kept_all_the_same(translation, user):
    assert write(translation, user, "abstract", "آدا").state == "saved"


def with_drafts(translation, user, edition_page):
    """Another page with the same texts, filled in by the memory."""
    saving.write(translation, {row.segment.pk: "نص" for row in saving.texts(translation)}, user)
    source = translation.source.get_source_instance()
    other = factories.make_session(
        edition_page, "Opening", slug="again", at=None, summary="Welcome.", abstract=source.abstract
    )
    asked = factories.submit(other, "ar")
    memory.fill(asked)
    return asked


def test_draft_that_is_sent_back_as_it_was_stays_one(translation, user, edition_page):
    asked = with_drafts(translation, user, edition_page)

    assert write(asked, user, "title", "نص").state == "same"
    assert text(asked, "title").is_draft


def test_draft_that_is_confirmed_or_changed_is_a_persons(translation, user, edition_page):
    asked = with_drafts(translation, user, edition_page)
    assert write(asked, user, "title", "نص", confirm=True).state == "saved"
    assert write(asked, user, "summary", "نص آخر").state == "saved"

    assert text(asked, "title").is_done
    assert text(asked, "summary").is_done
    assert text(asked, "title").row.tool_name == ""


def test_all_drafts_are_confirmed_at_once(translation, user, edition_page):
    asked = with_drafts(translation, user, edition_page)

    assert saving.confirm(asked, user) == 3
    assert saving.confirm(asked, user) == 0
    assert all(row.is_done and row.row.last_translated_by == user for row in saving.texts(asked))


def test_some_drafts_are_confirmed(translation, user, edition_page):
    asked = with_drafts(translation, user, edition_page)

    assert saving.confirm(asked, user, {text(asked, "title").segment.pk}) == 1
    assert text(asked, "summary").is_draft


def test_publishing_says_what_it_left_out(
    translation, user, edition_page, django_capture_on_commit_callbacks
):
    asked = with_drafts(translation, user, edition_page)
    write(asked, user, "title", AR)
    StringTranslation.objects.get(pk=text(asked, "summary").row.pk).delete()
    with django_capture_on_commit_callbacks(execute=True):
        published = saving.publish(asked, user)

    assert (published.left, published.missing) == (1, 1)
    page = SessionPage.objects.get(pk=asked.get_target_instance().pk)
    assert (page.title, page.summary, page.live) == (AR, "Welcome.", True)
    asked.refresh_from_db()
    assert asked.destination_last_updated_at is not None


def test_page_that_cannot_be_published_says_why(translation, user):
    write(translation, user, "summary", "س" * 301)
    StringTranslation.objects.update(has_error=False)

    with pytest.raises(Refused, match=r"Summary: .*300"):
        saving.publish(translation, user)
    with pytest.raises(Refused, match=r"Summary: .*300"):
        review.send_to_review(translation, user)


def test_places_of_texts_have_names(home):
    body = [
        ("heading", "H"),
        ("question", {"question": "Q", "answer": "<p>A</p>"}),
    ]
    page = factories.publish_below(home, ContentPage(title="T", slug="t", body=body))
    speaker = factories.make_speaker()
    SpeakerLink.objects.create(
        page=speaker, label="site", url="https://example.org", locale=speaker.locale
    )
    speaker = type(speaker).objects.get(pk=speaker.pk)
    names = [
        fields.label_of(translation.source, row.segment.context)
        for translation in (factories.submit(page, "ar"), factories.submit(speaker, "ar"))
        for row in saving.texts(translation)
    ]

    assert names == [
        "Title",
        "Body: Heading",
        "Body: Question and answer · Question",
        "Body: Question and answer · Answer",
        "Title",
        "Link: label",
    ]


def test_texts_take_two_queries(translation, django_assert_num_queries):
    with django_assert_num_queries(2):
        for row in saving.texts(translation):
            assert row.source
