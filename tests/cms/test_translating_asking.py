"""Coordinators ask for translations on the board, and see how far the worker is."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail_localize.models import Translation

from cms import jobs
from cms.models import Job
from cms.translating import states, sync
from events.models import EditionPage
from tests import factories
from tests.cms.boards import BOARD, edition, rows, session
from tests.cms.people import log_in, messages
from tests.cms.translating import AR
from tests.cms.visits import text

__all__ = ["edition", "session"]

pytestmark = pytest.mark.django_db


# --- asking for translations ---


def test_the_form_offers_languages_with_what_they_lack(session, edition_page):
    factories.translate(edition_page, "ar", default="ع {}")
    form = log_in("coordinators").get(f"{BOARD}ask/").context["form"]

    assert [label for _code, label in form.fields["languages"].choices] == [
        "Arabic: 0 missing",
        "Urdu: 2 missing",
        "Turkish: 1 missing",
    ]
    assert form.fields["languages"].initial == ["ur", "tr"]


def test_asking_starts_a_job_once(session, edition):
    client = log_in("coordinators")
    for _again in range(2):
        response = client.post(f"{BOARD}ask/", {"languages": ["ur", "tr"]})

    job = Job.objects.get()
    assert (job.languages, job.edition, job.started_by.username) == (
        "tr ur",
        edition,
        "coordinators",
    )
    assert response.url == BOARD
    assert "Turkish, Urdu : waiting to begin" in text(client.get(BOARD))


def test_asking_for_no_language_is_said(session):
    response = log_in("coordinators").post(f"{BOARD}ask/", {})

    assert response.context["form"].errors == {"languages": ["Choose at least one language."]}
    assert Job.objects.count() == 0


def test_one_object_is_asked_for_at_once(session):
    response = log_in("coordinators").post(
        f"{BOARD}ask/one/",
        {"place": f"{session.translation_key}:ur", "query": "state=missing"},
        follow=True,
    )

    assert response.redirect_chain == [(f"{BOARD}?state=missing", 302)]
    assert messages(response) == ["“Opening” was asked for in Urdu."]
    assert states.load(EditionPage.objects.first().edition).counts["ur"]["progress"] == 2


def test_what_was_deleted_is_asked_for_again_with_its_words(session):
    translation = factories.submit(session, "ur")
    factories.fill(translation, {"Opening": "افتتاح"})
    translation.get_target_instance().delete()
    sync.sync(session)
    assert session.has_translation(translation.target_locale) is False

    log_in("coordinators").post(f"{BOARD}ask/one/", {"place": f"{session.translation_key}:ur"})

    page = session.get_translation(translation.target_locale)
    assert (page.title, page.live, page.alias_of) == ("افتتاح", False, None)


def test_what_lost_its_original_is_asked_for_from_a_translation(session):
    factories.submit(session, "ar")
    session.delete()
    place = f"{session.translation_key}:ur"

    answer = log_in("coordinators").post(f"{BOARD}ask/one/", {"place": place}, follow=True)

    assert rows(answer)[AR]["ur"] == "progress"


def test_what_cannot_be_asked_for_is_said(session, monkeypatch):
    def refuse(*args, **kwargs):
        raise ValidationError("No page can have this name.")

    monkeypatch.setattr(Translation, "save_target", refuse)  # localize says nothing of it
    place = f"{session.translation_key}:ur"

    answer = log_in("coordinators").post(f"{BOARD}ask/one/", {"place": place}, follow=True)

    assert messages(answer) == [
        "“Opening” could not be asked for in Urdu; the administrators’ log says why."
    ]
    assert rows(answer)["Opening"]["ur"] == "missing"


def test_a_room_is_asked_for_at_once(session, edition):
    room = factories.make_room(edition, "Hall")
    log_in("coordinators").post(f"{BOARD}ask/one/", {"place": f"{room.translation_key}:ur"})

    assert Translation.objects.filter(source__object_id=room.translation_key).count() == 1


@pytest.mark.parametrize("place", ["", "x:ur", "{key}:xx", "{key}:", "{other}:ur"])
def test_what_is_not_on_the_board_is_not_asked_for(session, home, place):
    other = factories.make_content_page(home, "About")
    place = place.format(key=session.translation_key, other=other.translation_key)
    client = log_in("coordinators")
    count = Translation.objects.count()

    response = client.post(f"{BOARD}ask/one/", {"place": place})

    assert (response.status_code, Translation.objects.count()) == (404, count)


# --- jobs ---


def make_job(edition, state, *, minutes=0, **values):
    moment = timezone.now() - dt.timedelta(minutes=minutes)
    details = jobs.details([])
    values = {"total": 730, "done": 120, "languages": "ar tr", "details": details} | values
    return Job.objects.create(
        edition=edition, kind="submit", state=state, beaten_at=moment, **values
    )


@pytest.mark.parametrize(
    ("state", "values", "words"),
    [
        ("running", {"failed": 2}, "Arabic, Turkish : 120 of 730 · 2 failed"),
        (
            "running",
            {"minutes": 6},
            "Arabic, Turkish : 120 of 730; this has stood still for some minutes. Go on",
        ),
        ("failed", {"done": 730, "failed": 1}, "730 texts and pages were asked for · 1 failed"),
        ("finished", {"done": 730}, "730 texts and pages were asked for"),
    ],
)
def test_a_job_says_how_far_it_is(session, edition, state, values, words):
    make_job(edition, state, **values)
    client = log_in("coordinators")

    assert words in text(client.get(BOARD))
    assert words in text(client.get(f"{BOARD}jobs/"))
    assert words not in text(log_in("translators-ar").get(BOARD))


def test_a_job_that_is_done_is_dismissed_or_goes_after_a_day(session, edition):
    client = log_in("coordinators")
    job = make_job(edition, "finished")
    make_job(edition, "finished", minutes=60 * 25)
    assert [work.job for work in client.get(BOARD).context["jobs"]] == [job]

    client.post(f"{BOARD}jobs/{job.pk}/", {"act": "dismiss"})
    assert client.get(BOARD).context["jobs"] == []


def test_a_job_that_stood_still_goes_on(session, edition, django_capture_on_commit_callbacks):
    job = make_job(edition, "running", minutes=9, languages="ur")
    client = log_in("coordinators")

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{BOARD}jobs/{job.pk}/", {"act": "go_on"})

    assert [work.is_running for work in client.get(BOARD).context["jobs"]] == [True]
    waiting = DBTaskResult.objects.get(args_kwargs__args=[job.pk])
    assert waiting.task_path == "cms.jobs.do_some"


def test_what_failed_is_named_and_tried_again(session, edition):
    details = jobs.details([], failures=[["events.Room", 1, "Great hall"]])
    job = make_job(edition, "failed", done=730, failed=1, details=details)
    client = log_in("coordinators")
    assert "Great hall" in text(client.get(BOARD))

    client.post(f"{BOARD}jobs/{job.pk}/", {"act": "go_on"})
    job.refresh_from_db()
    assert (job.state, job.failed, job.total) == ("waiting", 0, 1)


def test_a_job_of_an_earlier_version_comes_to_its_end(session, edition):
    job = make_job(edition, "running", minutes=9, details={})

    jobs.resume_stalled()
    jobs.go_on(job.pk, seconds=1)

    (shown,) = log_in("coordinators").get(BOARD).context["jobs"]
    assert (shown.job.state, shown.failures) == ("finished", [])


def test_a_job_of_another_edition_is_not_found(session):
    other = make_job(factories.make_edition("next").edition, "finished")

    assert log_in("coordinators").post(f"{BOARD}jobs/{other.pk}/").status_code == 404
