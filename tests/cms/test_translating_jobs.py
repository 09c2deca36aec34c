"""A whole edition is asked for by the worker, step by step, and what goes on is seen."""

import pytest
from django_tasks_db.models import DBTaskResult
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation

from cms import jobs as work
from cms.models import Job
from cms.translating import jobs, states
from events.models import SessionPage
from tests import factories
from tests.cms.people import make_user

WHOLE = ([], [], [], [], [])


@pytest.fixture
def edition(edition_page):
    """Two sessions, a speaker, a room and a track; front pages in all languages."""
    make_user()
    edition = edition_page.edition
    factories.make_room(edition, "Hall")
    factories.make_track(edition, "Culture")
    factories.make_session(edition_page, "Opening", speakers=[factories.make_speaker()])
    draft = factories.make_session(edition_page, "Closing", at="16:00")
    draft.unpublish()
    return edition


def locales(*codes):
    return list(Locale.objects.filter(language_code__in=codes))


def states_of(edition):
    return {
        (row.kind, row.title): {code: cell.state for code, cell in row.cells.items()}
        for row in states.load(edition).rows
    }


def test_all_that_belongs_to_an_edition_is_asked_for_as_drafts(edition):
    job = jobs.start(edition, locales("ar", "tr"), make_user())
    assert not work.go_on(job.pk, seconds=60)

    job.refresh_from_db()
    assert (job.state, job.done, job.total, job.failed) == ("finished", 6, 6, 0)
    expected = {"en": "source", "ar": "progress", "tr": "progress", "ur": "missing"}
    found = states_of(edition)
    assert found == dict.fromkeys(found, expected)
    assert len(found) == 6
    assert not Page.objects.filter(locale__language_code="ar", live=True).exists()
    assert Page.find_problems() == WHOLE


def test_asking_twice_makes_one_job(edition):
    first = jobs.start(edition, locales("ar"), None)

    assert jobs.start(edition, locales("ar"), None) == first
    assert DBTaskResult.objects.filter(task_path=work.do_some.module_path).count() == 1
    assert jobs.start(edition, locales("tr"), None) != first


def test_asking_again_later_leaves_what_is_there(edition):
    work.go_on(jobs.start(edition, locales("ar"), None).pk, seconds=60)
    session = SessionPage.objects.get(slug="opening", locale__language_code="en")
    translation = Translation.objects.get(source__object_id=session.translation_key)
    factories.fill(translation, {"Opening": "الافتتاح"})
    before = Page.objects.count()
    again = jobs.start(edition, locales("ar"), None)
    work.go_on(again.pk, seconds=60)

    again.refresh_from_db()
    assert (again.state, Page.objects.count()) == ("finished", before)
    assert translation.get_target_instance().live is False


def test_the_memory_fills_in_what_it_knows_and_counts_it(edition, edition_page):
    known = factories.make_session(edition_page, "Opening", slug="known", at=None)
    factories.translate(known, "ar", {"Opening": "الافتتاح"})
    job = jobs.start(edition, locales("ar"), None)
    work.go_on(job.pk, seconds=60)

    job.refresh_from_db()
    assert job.details["texts"] == 1
    assert StringTranslation.objects.filter(tool_name="memory", data="الافتتاح").count() == 1


def test_urgent_work_comes_between_two_steps(edition):
    job = jobs.start(edition, locales("ar"), None)

    assert work.go_on(job.pk, seconds=0)
    job.refresh_from_db()
    assert (job.state, job.done) == ("running", 1)


def test_what_fails_is_named_and_tried_again(edition, monkeypatch):
    job = jobs.start(edition, locales("ar"), None)
    with monkeypatch.context() as patch:
        patch.setattr("cms.translating.jobs.submit_snippet", lambda *args, **kwargs: 1 / 0)
        work.go_on(job.pk, seconds=60)
    job.refresh_from_db()
    assert (job.state, job.failed, job.done) == ("failed", 2, 6)
    assert {title for _kind, _name, title in job.details["failures"]} == {"Hall", "Culture"}

    work.resume(job)
    work.go_on(job.pk, seconds=60)
    job.refresh_from_db()
    assert (job.state, job.failed, job.done, job.total) == ("finished", 0, 8, 8)


def test_what_was_deleted_meanwhile_is_no_failure(edition):
    job = jobs.start(edition, locales("ar"), None)
    edition.rooms.all().delete()
    work.go_on(job.pk, seconds=60)

    assert Job.objects.get(pk=job.pk).state == "finished"
