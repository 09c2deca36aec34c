"""Work on a copy stops and goes on, fails and is tried again, and is done once."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page

from cms import jobs
from cms.desk import progress
from cms.desk.copy_steps import Copy
from cms.management.commands import clock
from cms.models import Job
from events.copying import source_page
from events.exceptions import Refused
from events.models import Edition, EditionPage, SessionPage
from tests import factories
from tests.cms.copies import AUTUMN, WHOLE, begin, below, copy, described, links, make_old, planned

pytestmark = pytest.mark.django_db


@pytest.fixture
def old(home):
    return make_old(home)


def test_a_worker_that_is_killed_at_every_step_changes_nothing(old, monkeypatch):
    factories.translate(old.get_children().get(slug="opening"), "ar", {"We begin.": "نبدأ"})
    undisturbed = described(copy(old, slug="undisturbed", token="one"))
    done, do = set(), Copy.do

    def do_and_die(run, kind, name):
        texts = do(run, kind, name)
        if (kind, name) not in done:
            done.add((kind, name))
            raise SystemExit
        return texts

    monkeypatch.setattr(Copy, "do", do_and_die)
    job = begin(old, slug="disturbed", token="two")
    while True:
        try:
            assert not jobs.go_on(job.pk, seconds=60)
            break
        except SystemExit:
            Job.objects.update(beaten_at=timezone.now() - dt.timedelta(hours=1))
            jobs.resume_stalled()

    assert len(done) == Job.objects.get(pk=job.pk).total
    assert described(source_page(job.edition)) == undisturbed
    assert Page.find_problems() == WHOLE


def test_the_clock_has_a_copy_go_on_that_was_left(old):
    job = begin(old)
    DBTaskResult.objects.all().delete()
    clock.do_round(1)
    tasks = DBTaskResult.objects.filter(task_path=jobs.do_some.module_path)
    assert not tasks.exists()
    Job.objects.filter(pk=job.pk).update(beaten_at=timezone.now() - dt.timedelta(minutes=4))

    clock.do_round(2)
    clock.do_round(3)

    assert tasks.count() == 1


def test_a_page_that_fails_does_not_stop_the_others_and_is_tried_again(old, monkeypatch):
    undisturbed = described(copy(old, slug="undisturbed", token="one"))
    venue = old.get_children().get(slug="venue")
    do = Copy.do

    def fail(run, kind, name):
        if (kind, name) == ("page", venue.pk):
            raise ValueError("broken")
        return do(run, kind, name)

    with monkeypatch.context() as patch:
        patch.setattr(Copy, "do", fail)
        page = copy(old, slug="disturbed", token="two")
    job = Job.objects.get(edition=page.edition)
    assert (job.state, job.failed, job.done) == ("failed", 1, job.total)
    assert set(below(page, SessionPage)) == {"Opening", "Closing"}
    assert links(page) == ["autumn-2027/venue"]

    jobs.resume(job)
    jobs.go_on(job.pk, seconds=60)

    job.refresh_from_db()
    assert (job.state, job.failed) == ("finished", 0)
    again = described(page)
    assert sorted(again.pop("pages"), key=str) == sorted(undisturbed.pop("pages"), key=str)
    assert again == undisturbed


def test_what_an_editor_wrote_meanwhile_stays(old):
    job = begin(old)
    page = source_page(job.edition)
    page.tagline = "Written meanwhile"
    page.save_revision()

    jobs.go_on(job.pk, seconds=60)

    draft = EditionPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert draft.tagline == "Written meanwhile"
    assert links(draft) == ["autumn-2028/venue"]


def test_days_that_are_changed_meanwhile_do_not_tear_the_programme_apart(old):
    job = begin(old)
    page = source_page(job.edition)
    Edition.objects.filter(pk=job.edition_id).update(starts_on=dt.date(2028, 10, 1))

    jobs.go_on(job.pk, seconds=60)

    assert page.edition.local(planned(below(page, SessionPage)["Opening"])).day == 27


def test_the_worker_does_a_part_at_a_time(old):
    job = begin(old)

    assert jobs.go_on(job.pk, seconds=0)

    job.refresh_from_db()
    assert (job.state, job.done) == ("running", 1)


def test_two_workers_do_no_step_twice(old):
    job = begin(old)
    late = Copy.of(Job.objects.get(pk=job.pk))
    jobs.go_on(job.pk, seconds=0)

    assert not jobs.step(late, 0)
    job.refresh_from_db()
    assert (job.done, job.failed) == (1, 0)


def test_an_old_edition_that_is_deleted_meanwhile_ends_the_copy(old):
    job = begin(old)
    EditionPage.objects.get(pk=old.pk).delete()

    assert not jobs.go_on(job.pk, seconds=60)

    job.refresh_from_db()
    assert (job.state, progress.of(job.edition).is_orphan) == ("failed", True)


def test_a_form_sent_twice_makes_one_edition(old):
    first, second = begin(old), begin(old)

    assert first == second
    assert EditionPage.objects.filter(title="Autumn 2028").count() == 1


def test_an_address_that_is_taken_meanwhile_makes_nothing(old):
    begin(old, token="one")

    with pytest.raises(Refused):
        begin(old, token="two")

    assert Job.objects.count() == 1


# --- cost ---


@pytest.mark.parametrize("kind", ["page", "words"])
def test_each_session_costs_the_same_queries(home, kind):
    costs = {}
    for count in (1, 3):
        page = factories.make_edition(f"with-{count}")
        room, track = factories.make_room(page.edition), factories.make_track(page.edition)
        speaker = factories.make_speaker(f"Speaker {count}")
        # The first page below another costs less: nobody asks which was the last.
        factories.make_session(page, f"First of {count}", room=room, speakers=[speaker])
        for number in range(count):
            factories.make_session(
                page, f"Session {number} of {count}", room=room, track=track, speakers=[speaker]
            )
        page = EditionPage.objects.get(pk=page.pk)
        job = begin(page, slug=f"copy-of-{count}", token=str(count), starts_on=AUTUMN)
        costs[count] = _costs(job, kind)

    assert costs[3] == costs[1] * 3


def _costs(job, kind):
    """Queries of each step of one kind that concerns a session."""
    run, costs = Copy.of(job), []
    for step, name, title in run.plan:
        with CaptureQueriesContext(connection) as queries:
            run.do(step, name)
        if step == kind and title.startswith("Session"):
            costs.append(len(queries))
    return costs
