"""What an editor publishes reaches translators by itself, sentence by sentence."""

import pytest
from django_tasks_db.models import DBTaskResult
from wagtail_localize.models import StringTranslation, Translation

from cms.translating import jobs, states
from events.models import SessionPage
from home.models import SourceChange
from tests import factories
from tests.cms.translating import AR, locale_of

BODY = "<p>Doors open at eight.</p><p>Bring your papers.</p>"
CHANGED = "<p>Doors open at nine.</p><p>Bring your papers.</p>"


@pytest.fixture
def published(django_capture_on_commit_callbacks):
    """Publish, then do what the worker would do."""

    def publish(page):
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()
        run_queue()

    return publish


def run_queue():
    rows = DBTaskResult.objects.ready().filter(task_path=jobs.sync_source.module_path)
    for row in rows:
        row.task.call(*row.task_result.args, **row.task_result.kwargs)
        DBTaskResult.objects.filter(pk=row.pk).delete()
    return len(rows)


@pytest.fixture
def session(edition_page):
    session = factories.make_session(edition_page, "Opening", abstract=BODY)
    words = {
        "Opening": AR,
        "Doors open at eight.": "تفتح الأبواب في الثامنة.",
        "Bring your papers.": "أحضر أوراقك.",
    }
    factories.translate(edition_page, "ar", default="ع {}")
    factories.translate(session, "ar", words)
    return SessionPage.objects.get(pk=session.pk)


def sentences(session, language="ar"):
    """`{sentence: translation or None}` of what a translator sees."""
    translation = Translation.objects.get(
        source__object_id=session.translation_key, target_locale=locale_of(language)
    )
    rows = translation.source.stringsegment_set.annotate_translation(locale_of(language))
    return {row.string.data: row.translation for row in rows.select_related("string")}


def changes(session):
    rows = SourceChange.objects.filter(source__object_id=session.translation_key)
    return [(row.before and row.before.data, row.after.data) for row in rows.order_by("pk")]


def cell(session, language="ar"):
    board = states.load(session.get_parent().specific.edition)
    (row,) = [row for row in board.rows if row.key == session.translation_key]
    return row.cells[language]


def test_changed_sentence_is_news_and_the_others_stay(session, published):
    session.abstract = CHANGED
    published(session)

    assert sentences(session) == {
        "Opening": AR,
        "Doors open at nine.": None,
        "Bring your papers.": "أحضر أوراقك.",
    }
    assert changes(session) == [("Doors open at eight.", "Doors open at nine.")]
    assert (cell(session).state, cell(session).news) == ("changed", 1)
    assert cell(session, "tr").state == "missing"


def test_changed_fact_is_no_news(session, published):
    session.level, session.credit = SessionPage.Level.values[-1], SessionPage.Credit.values[-1]
    published(session)

    assert changes(session) == []
    assert cell(session).state == "published"


def test_without_taking_over_nobody_hears_of_a_change(session, published, monkeypatch):
    monkeypatch.setattr("cms.translating.sync._take_over", lambda source: None)
    session.abstract = CHANGED
    published(session)

    assert cell(session).state == "published"


def test_a_change_is_no_news_once_it_is_translated(session, published):
    session.abstract = CHANGED
    published(session)
    translation = Translation.objects.get(
        source__object_id=session.translation_key, target_locale=locale_of("ar")
    )
    factories.fill(translation, {"Doors open at nine.": "في التاسعة."})

    assert (cell(session).state, cell(session).news) == ("ready", 0)


def test_sentence_that_nobody_has_translated_was_not_there_before(edition_page, published):
    session = factories.make_session(edition_page, abstract=BODY)
    factories.submit(session, "ar")
    session.abstract = CHANGED
    published(session)

    assert changes(session) == [(None, "Doors open at nine.")]


def test_new_sentence_is_news_without_a_before(session, published):
    session.abstract = BODY + "<p>Tea is served.</p>"
    published(session)

    assert changes(session) == [(None, "Tea is served.")]


def test_changed_sentence_is_known_behind_a_new_one(session, published):
    session.abstract = "<p>Tea is served.</p>" + CHANGED
    published(session)

    assert changes(session) == [
        (None, "Tea is served."),
        ("Doors open at eight.", "Doors open at nine."),
    ]


def test_sentence_that_left_is_no_news(session, published):
    session.abstract = "<p>Bring your papers.</p>"
    published(session)

    assert changes(session) == []
    assert cell(session).state == "published"


def test_sentences_that_change_places_are_no_news(session, published):
    session.abstract = "<p>Bring your papers.</p><p>Doors open at eight.</p>"
    published(session)

    assert changes(session) == []


def test_sentence_changed_twice_is_compared_with_what_was_translated(session, published):
    session.abstract = CHANGED
    published(session)
    session.abstract = CHANGED.replace("nine", "ten")
    published(session)

    assert changes(session) == [("Doors open at eight.", "Doors open at ten.")]


def test_change_taken_back_is_no_news(session, published):
    session.abstract = CHANGED
    published(session)
    session.abstract = BODY
    published(session)

    assert cell(session).state == "published"


def test_draft_of_the_source_is_no_news(session, django_capture_on_commit_callbacks):
    session.abstract = CHANGED
    with django_capture_on_commit_callbacks(execute=True):
        session.save_revision()

    assert run_queue() == 0


def test_new_page_of_an_edition_joins_as_a_draft(session, published, edition_page):
    other = factories.make_session(edition_page, "Walk", at="11:00", abstract=BODY)
    published(SessionPage.objects.get(pk=other.pk))

    twin = SessionPage.objects.get(
        translation_key=other.translation_key, locale=locale_of("ar"), alias_of=None
    )
    assert twin.live is False
    rows = StringTranslation.objects.filter(context__object_id=other.translation_key)
    assert set(rows.values_list("translation_type", "tool_name")) == {("machine", "memory")}
    assert not SessionPage.objects.filter(
        translation_key=other.translation_key, locale=locale_of("tr")
    ).exists()


def test_page_of_an_edition_that_is_not_translated_joins_nothing(edition_page, published):
    session = factories.make_session(edition_page)
    published(SessionPage.objects.get(pk=session.pk))

    assert not Translation.objects.exists()


def test_translation_that_is_published_is_no_source(session, published):
    twin = SessionPage.objects.get(translation_key=session.translation_key, locale=locale_of("ar"))
    twin.save_revision().publish()

    assert run_queue() == 0


def test_new_room_joins_and_a_changed_one_is_news(session, edition_page, published):
    with_commit = factories.make_room(edition_page.edition, "Hall")
    jobs.sync_source.call(_type(with_commit), with_commit.pk)
    translation = Translation.objects.get(source__object_id=with_commit.translation_key)
    factories.fill(translation, {"Hall": "قاعة"})
    translation.save_target(publish=True)
    with_commit.name = "Great hall"
    with_commit.save()
    jobs.sync_source.call(_type(with_commit), with_commit.pk)

    assert changes(with_commit) == [("Hall", "Great hall")]


def test_saved_room_is_left_to_the_worker(
    session, edition_page, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        factories.make_room(edition_page.edition, "Hall")

    assert run_queue() == 1


def test_what_is_gone_is_no_failure(session):
    type_id = _type(session)
    session.delete()
    jobs.sync_source.call(type_id, session.pk)


def _type(instance):
    from django.contrib.contenttypes.models import ContentType

    return ContentType.objects.get_for_model(instance).pk
