"""Subtrees are submitted by the worker, page by page, and the page tree stays whole."""

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from wagtail.models import Locale, Page
from wagtail_localize import tasks
from wagtail_localize.models import Translation
from wagtail_localize.operations import translate_page_subtree
from wagtail_localize.views import submit_translations

from cms.localize import submission
from cms.localize.jobs import SafeJobs, submit_below
from tests import factories
from tests.cms.people import log_in, make_user

WHOLE = ([], [], [], [], [])


def run_queue():
    """Do what the worker would do now; returns how many pages it submitted."""
    rows = DBTaskResult.objects.ready().filter(task_path=submit_below.module_path)
    return [row.task.call(*row.task_result.args, **row.task_result.kwargs) for row in rows]


def locales(*codes):
    return Locale.objects.filter(language_code__in=codes)


@pytest.fixture
def edition(edition_page):
    """An edition with two sessions; Arabic and Turkish front pages exist."""
    make_user()
    factories.make_session(edition_page, "Opening")
    factories.make_session(edition_page, "Closing", at="16:00")
    return edition_page


def submit_with_subtree(page, *codes):
    return log_in("coordinators").post(
        reverse("wagtail_localize:submit_page_translation", args=[page.pk]),
        {"locales": [locale.pk for locale in locales(*codes)], "include_subtree": "on"},
    )


def titles(parent, code):
    target = parent.get_translation(Locale.objects.get(language_code=code))
    children = target.get_children()
    return [(child.title, child.live, child.alias_of_id) for child in children]


# --- P11: the tree stays whole ---


def test_subtree_is_submitted_by_the_worker(edition):
    submit_with_subtree(edition, "ar", "tr")
    assert titles(edition, "ar") == []

    assert run_queue() == [4]
    drafts = [("Opening", False, None), ("Closing", False, None)]
    assert titles(edition, "ar") == titles(edition, "tr") == drafts
    assert Page.find_problems() == WHOLE


def test_pages_can_be_added_below_a_submitted_subtree(edition):
    submit_with_subtree(edition, "ar")
    run_queue()
    factories.translate(factories.make_session(edition, "Late", at="18:00"), "ar")

    assert [title for title, _live, _alias in titles(edition, "ar")] == [
        "Opening",
        "Closing",
        "Late",
    ]
    assert Page.find_problems() == WHOLE


def test_stock_backend_breaks_the_page_tree(
    edition, settings, monkeypatch, django_capture_on_commit_callbacks
):
    settings.WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = True
    settings.ROOT_URLCONF = "tests.cms.stock_urls"
    monkeypatch.setattr(submit_translations, "background", tasks.ImmediateBackend({}))
    with django_capture_on_commit_callbacks(execute=True):
        submit_with_subtree(edition, "ar")

    assert Page.find_problems() != WHOLE


# --- P12: what is translated already is not published again ---


def test_submitting_again_leaves_translations_as_they_are(
    edition, django_capture_on_commit_callbacks
):
    submit_with_subtree(edition, "ar")
    run_queue()
    translation = Translation.objects.get(
        source__object_repr="Opening", target_locale__language_code="ar"
    )
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    factories.fill(translation, {"Opening": "قيد العمل"})
    factories.make_session(edition, "Late", at="18:00")
    asked = submission.submit_subtree(edition, locales("ar"))

    target = translation.get_target_instance()
    assert asked == 1
    assert (target.title, target.live, target.has_unpublished_changes) == ("Opening", True, False)


def test_stock_job_publishes_unfinished_words_again(edition, settings):
    settings.WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = True
    session = edition.get_children().get(title="Opening").specific
    factories.translate(edition, "ar")
    factories.translate(session, "ar")
    translation = Translation.objects.get(source__object_id=session.translation_key)
    factories.fill(translation, {"Opening": "قيد العمل"})
    translate_page_subtree(edition.pk, locales("ar"), None, None)

    assert translation.get_target_instance().title == "قيد العمل"


# --- what is submitted ---


def test_aliases_are_not_submitted(edition):
    session = edition.get_children().get(title="Opening").specific
    session.create_alias(update_slug="again")
    submission.submit_subtree(edition, locales("tr"))

    assert [title for title, _live, _alias in titles(edition, "tr")] == ["Opening", "Closing"]


def test_alias_in_the_language_becomes_a_draft(edition):
    session = edition.get_children().get(title="Opening").specific
    factories.translate(edition, "ar")
    session.copy_for_translation(Locale.objects.get(language_code="ar"), alias=True)
    submission.submit_subtree(edition, locales("ar"))

    assert titles(edition, "ar") == [("Opening", False, None), ("Closing", False, None)]


def test_parents_are_asked_for_from_the_language_they_were_written_in(edition):
    factories.translate(edition, "ar", {"Sample edition": "دورة"})
    arabic = edition.get_translation(Locale.objects.get(language_code="ar"))
    session = factories.publish_below(
        arabic, type(factories.make_session(edition, "x"))(title="خبر")
    )
    submission.submit_page(session, locales("tr"))

    sources = Translation.objects.filter(source__object_id=edition.translation_key)
    assert {row.source.locale.language_code for row in sources} == {"en"}
    assert [title for title, _live, _alias in titles(arabic, "tr")] == ["خبر"]


def test_page_that_fails_does_not_stop_the_others(edition, monkeypatch):
    submit = submission.submit_page

    def fail_once(page, *args, **kwargs):
        if page.title == "Opening":
            raise ValueError("broken")
        return submit(page, *args, **kwargs)

    monkeypatch.setattr(submission, "submit_page", fail_once)
    with pytest.raises(submission.SubmissionError):
        submission.submit_subtree(edition, locales("ar"))

    assert titles(edition, "ar") == [("Closing", False, None)]


def test_page_that_is_gone_is_no_failure(db):
    assert submit_below.call(999_999, [], None) == 0


def test_unknown_job_is_refused():
    with pytest.raises(NotImplementedError):
        SafeJobs({}).enqueue(print, [], {})
