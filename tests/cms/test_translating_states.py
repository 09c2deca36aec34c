"""What the translators' desk knows of an edition, and in how many queries."""

import datetime as dt

import pytest
from django.utils import timezone
from wagtail_localize.models import StringTranslation, Translation

from cms.translating import memory, states
from events.models import SessionPage
from tests import factories
from tests.cms.people import make_user
from tests.cms.translating import AR, locale_of


@pytest.fixture
def edition(edition_page):
    return edition_page.edition


@pytest.fixture
def session(edition_page):
    return factories.make_session(edition_page, "Opening", summary="Welcome.")


def cell(session, language="ar", **options):
    board = states.load(session.get_parent().specific.edition, **options)
    (row,) = [row for row in board.rows if row.key == session.translation_key]
    return row.cells[language]


def facts(cell):
    return cell.state, cell.done, cell.total, cell.drafts


def test_source_and_what_was_never_asked_for(session):
    assert cell(session, "en").state == "source"
    assert cell(session, "ar").state == "missing"
    assert cell(session, "ar").url == ""


def test_from_asked_for_to_published(session):
    translation = factories.submit(session, "ar")
    assert facts(cell(session)) == ("progress", 0, 2, 0)
    assert cell(session).url == f"/admin/translations/texts/{translation.pk}/"

    factories.fill(translation, {"Opening": AR})
    assert facts(cell(session)) == ("progress", 1, 2, 0)

    factories.fill(translation, {"Welcome.": "أهلا."})
    assert facts(cell(session)) == ("ready", 2, 2, 0)


def test_published_and_then_written_on(session, django_capture_on_commit_callbacks):
    factories.translate(session, "ar", default="ع {}")
    assert facts(cell(session)) == ("published", 2, 2, 0)

    StringTranslation.objects.update(updated_at=timezone.now() + dt.timedelta(seconds=9))
    assert cell(session).state == "ready"


# P8, P23
def test_empty_and_faulty_words_are_no_translation(session):
    translation = factories.submit(session, "ar")
    factories.fill(translation, {"Opening": "", "Welcome.": "x"})
    StringTranslation.objects.filter(data="x").update(has_error=True)

    assert facts(cell(session)) == ("progress", 0, 2, 0)


def test_drafts_of_the_memory_are_counted_apart(session, edition_page):
    factories.translate(session, "ar", default="ع {}")
    other = factories.make_session(edition_page, "Opening", at=None, slug="again")
    translation = factories.submit(other, "ar")
    memory.fill(translation)

    assert facts(cell(other)) == ("progress", 0, 1, 1)


def test_page_under_review_is_ready(session):
    from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask

    user = make_user()
    translation = factories.submit(session, "ar")
    workflow = Workflow.objects.create(name="Review")
    task = GroupApprovalTask.objects.create(name="Look")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    target = translation.get_target_instance()
    WorkflowPage.objects.update_or_create(page=target, defaults={"workflow": workflow})
    target.save_revision(user=user)
    workflow.start(target, user)

    assert (cell(session).state, cell(session).review) == ("ready", "in_progress")


def test_stopped_translation_has_no_editor(session):
    factories.translate(session, "ar")
    Translation.objects.update(enabled=False)

    assert (cell(session).state, cell(session).is_by_hand, cell(session).url) == (
        "published",
        True,
        "",
    )


def test_rooms_tracks_and_speakers_belong_to_an_edition(session, edition):
    factories.make_room(edition, "Hall")
    factories.make_track(edition, "Culture")
    factories.make_speaker("Nobody")
    factories.make_session(
        session.get_parent(), "Talk", at="10:00", speakers=[factories.make_speaker("Amina Dar")]
    )

    assert {(row.kind, row.title) for row in states.load(edition).rows} == {
        ("editionpage", "Sample edition"),
        ("sessionpage", "Opening"),
        ("sessionpage", "Talk"),
        ("speakerpage", "Amina Dar"),
        ("room", "Hall"),
        ("track", "Culture"),
    }


def test_pages_of_no_edition(home, edition_page):
    factories.make_speaker()
    factories.make_content_page(home, "About")

    kinds = {row.kind for row in states.load(None).rows}
    assert kinds == {"homepage", "contentpage", "speakerindexpage"}


def test_what_was_first_written_in_another_language(session, edition_page):
    arabic = factories.translate(edition_page, "ar")
    factories.publish_below(arabic, SessionPage(title="جلسة", slug="majlis"))
    (row,) = [row for row in states.load(edition_page.edition).rows if row.title == "جلسة"]

    assert (row.source, row.cells["ar"].state, row.cells["en"].state) == (
        "ar",
        "source",
        "missing",
    )


def test_title_is_never_that_of_a_translation(edition_page):
    for code in ("tr", "ar"):
        factories.translate(edition_page, code)
    arabic = edition_page.get_translation(locale_of("ar"))
    session = factories.publish_below(arabic, SessionPage(title="جلسة", slug="majlis"))
    factories.translate(session, "tr", default="TR {}")
    factories.translate(session, "en", default="EN {}")

    (row,) = [
        row for row in states.load(edition_page.edition).rows if row.key == session.translation_key
    ]
    assert (row.title, row.source) == ("جلسة", "ar")


def test_wrong_ones_first_then_the_soonest(edition_page, monkeypatch):
    late = factories.make_session(edition_page, "Late", at="16:00")
    factories.make_session(edition_page, "Early", at="09:00")
    factories.make_content_page(edition_page, "About")
    wrong = factories.make_session(edition_page, "Wrong", at="17:00", summary="Old.")
    translation = Translation.objects.get(
        source__object_id=factories.translate(wrong, "ar", {"Wrong": "خطأ"}).translation_key
    )
    segment = translation.source.stringsegment_set.get(context__path="summary")
    from home.models import SourceChange

    SourceChange.objects.create(
        source=translation.source,
        context=segment.context,
        after=segment.string,
        at=timezone.now(),
    )
    rows = states.load(edition_page.edition, [locale_of("ar")]).rows

    assert [row.title for row in rows][:3] == ["Wrong", "Early", "Late"]
    assert rows[0].cells["ar"].changed_at is not None
    assert late.title == "Late"


def test_planned_time_of_a_draft_counts(edition_page):
    for title, hour in (("Afternoon", 14), ("Breakfast", 8)):
        page = factories.make_session(edition_page, title, at=None)
        starts_at = dt.datetime(2027, 6, 11, hour, tzinfo=dt.UTC)
        SessionPage.objects.filter(pk=page.pk).update(
            live=False, slot_draft={"seen": {}, "changes": {"starts_at": starts_at.isoformat()}}
        )
        factories.translate(page, "ar")
    open_one = factories.make_session(edition_page, "Another", at=None)
    SessionPage.objects.filter(pk=open_one.pk).update(
        slot_draft={"seen": {}, "changes": {"starts_at": None}}
    )
    rows = states.load(edition_page.edition, [locale_of("tr")]).rows

    assert [row.title for row in rows][:2] == ["Breakfast", "Afternoon"]
    assert rows[0].starts_at == dt.datetime(2027, 6, 11, 8, tzinfo=dt.UTC)
    assert [row.starts_at for row in rows if row.title == "Another"] == [None]


def test_counts_by_language_and_state(session, edition):
    factories.translate(session, "ar", default="ع {}")
    counts = states.load(edition, [locale_of("ar"), locale_of("tr")]).counts

    assert counts["ar"]["published"] == 1
    assert counts["tr"]["missing"] == 2


def fill_up(page, number):
    for index in range(number):
        speaker = factories.make_speaker(f"Speaker {page.get_children().count()}")
        session = factories.make_session(
            page, f"Talk {page.get_children().count()}", speakers=[speaker], at=f"1{index}:00"
        )
        factories.translate(session, "ar", default="ع {}")
        factories.make_room(page.edition, f"Room {index}")


def test_as_many_queries_for_one_and_for_three(edition_page, django_assert_num_queries):
    fill_up(edition_page, 1)
    states.load(edition_page.edition)  # content types
    with django_assert_num_queries(7):
        states.load(edition_page.edition)
    fill_up(edition_page, 3)
    with django_assert_num_queries(7):
        states.load(edition_page.edition)
