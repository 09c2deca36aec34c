"""The memory: earlier translations are offered and filled in, but never published unseen."""

import pytest
from wagtail_localize.models import StringTranslation, Translation

from cms.localize import guards
from cms.translating import memory
from events.models import SessionPage
from tests import factories
from tests.cms.translating import AR, locale_of

TEXT = "<p>Doors open at eight in the morning.</p>"
NEAR_TEXT = "<p>Doors open at nine in the morning.</p>"
TEXT_AR = "تفتح الأبواب في الثامنة صباحًا."


@pytest.fixture
def known(edition_page):
    """A session that somebody has translated into Arabic."""
    session = factories.make_session(edition_page, "Opening", abstract=TEXT)
    factories.translate(
        session, "ar", {"Opening": AR, "Doors open at eight in the morning.": TEXT_AR}
    )
    return session


def ask(edition_page, title="Opening", abstract=TEXT, language="ar"):
    slug = f"s{edition_page.get_children().count()}"
    session = factories.make_session(edition_page, title, at=None, slug=slug, abstract=abstract)
    return factories.submit(session, language)


def words(translation):
    rows = StringTranslation.objects.filter(
        context__object_id=translation.source.object_id, locale=translation.target_locale
    )
    return {row.context.path: (row.data, row.translation_type, row.tool_name) for row in rows}


def suggestions(translation):
    segments = list(translation.source.stringsegment_set.select_related("string", "context"))
    found = memory.suggest(translation, segments)
    return {row.context.path: found.get(row.pk, []) for row in segments}


def test_same_sentences_are_filled_in_as_drafts(known, edition_page):
    translation = ask(edition_page)

    assert memory.fill(translation) == 2
    assert words(translation) == {
        "title": (AR, "machine", "memory"),
        "abstract": (TEXT_AR, "machine", "memory"),
    }
    assert memory.fill(translation) == 0


def test_what_a_person_wrote_stays(known, edition_page):
    translation = ask(edition_page)
    factories.fill(translation, {"Opening": "بداية"})
    memory.fill(translation)

    assert words(translation)["title"] == ("بداية", "manual", "")


def test_memory_does_not_remember_itself(known, edition_page):
    first = ask(edition_page)
    memory.fill(first)
    StringTranslation.objects.filter(translation_type="manual").delete()

    assert memory.fill(ask(edition_page)) == 0


def test_another_language_is_another_memory(known, edition_page):
    assert memory.fill(ask(edition_page, language="tr")) == 0


def test_a_field_of_the_same_name_comes_before_a_newer_one(known, edition_page):
    speaker = factories.make_speaker("Opening")
    factories.translate(speaker, "ar", {"Opening": "اسم"})
    other = factories.make_session(edition_page, "Other", at=None, summary="Opening")
    factories.translate(other, "ar", {"Opening": "ملخص"})
    translation = ask(edition_page, "Third", abstract="")
    summary = factories.make_session(edition_page, "Fourth", at=None, summary="Opening")
    asked = factories.submit(summary, "ar")
    memory.fill(translation)
    memory.fill(asked)

    assert words(asked)["summary"][0] == "ملخص"


@pytest.mark.parametrize("tool", ["memory", "Some machine"])
def test_what_nobody_has_seen_is_not_published(
    known, edition_page, tool, django_capture_on_commit_callbacks
):
    translation = ask(edition_page)
    memory.fill(translation)
    StringTranslation.objects.filter(translation_type="machine").update(tool_name=tool)
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)

    target = SessionPage.objects.get(pk=translation.get_target_instance().pk)
    assert (target.live, target.title) == (True, "Opening")
    assert translation.get_progress() == (2, 0)


def test_stock_code_publishes_what_nobody_has_seen(
    known, edition_page, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(
        "wagtail_localize.models.StringSegmentQuerySet.annotate_translation",
        guards.stock_annotate_translation,
    )
    translation = ask(edition_page)
    memory.fill(translation)
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)

    assert translation.get_target_instance().title == AR


def test_same_sentence_is_offered(known, edition_page):
    offered = suggestions(ask(edition_page))

    assert [(row.html, row.is_exact) for row in offered["title"]] == [(AR, True)]
    assert [row.html for row in offered["abstract"]] == [TEXT_AR]


def test_similar_sentence_is_offered_with_the_difference(known, edition_page):
    (offered,) = suggestions(ask(edition_page, "Walk", NEAR_TEXT))["abstract"]

    assert (offered.html, offered.is_exact) == (TEXT_AR, False)
    assert offered.likeness > 80
    assert [part.text for part in offered.parts if part.kind != "same"] == ["eight", "nine"]


def test_unlike_sentence_is_not_offered(known, edition_page):
    assert suggestions(ask(edition_page, "Walk", "<p>Bring shoes.</p>"))["abstract"] == []


def test_own_words_are_not_offered(known):
    translation = Translation.objects.get(
        source__object_id=known.translation_key, target_locale=locale_of("ar")
    )

    assert suggestions(translation)["title"] == []


def test_suggestions_take_as_many_queries_for_many(known, edition_page, django_assert_num_queries):
    one = ask(edition_page, "Walk", NEAR_TEXT)
    three = ask(
        edition_page,
        "Opening",
        NEAR_TEXT + "<p>Doors open at ten in the morning.</p><p>Doors open at eight.</p>",
    )
    for translation in (one, three):
        segments = list(translation.source.stringsegment_set.select_related("string", "context"))
        with django_assert_num_queries(3):
            memory.suggest(translation, segments)
