"""Translations in review: what readers see, and who decides."""

import pytest
from django.test import Client
from wagtail.admin.action_menu import PageActionMenu
from wagtail.models import (
    GroupApprovalTask,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)
from wagtail_localize.models import Translation

from cms.localize import guards
from cms.translating import review, states
from events.compiler import snapshots
from tests import factories
from tests.cms.people import log_in, make_user
from tests.cms.translating import AR, NEW_AR, target_of

pytestmark = pytest.mark.django_db


def readers_titles(translation):
    """The Arabic title in the page row, in the document and in the API."""
    snapshots.mark_dirty()
    snapshots.rebuild()
    document = Client().get("/api/v1/editions/sample/ar/programme").json()
    answer = Client().get("/api/v1/editions/sample/ar/sessions/").json()
    return (
        target_of(translation).title,
        [row["title"] for row in document["sessions"]],
        [row["title"] for row in answer["results"]],
    )


def state_of(translation):
    """What the board says."""
    board = states.load(target_of(translation).get_parent().specific.edition)
    (row,) = [row for row in board.rows if row.key == translation.source.object_id]
    return row.cells["ar"].state


def everywhere(title):
    return (title, [title], [title])


# --- what readers see ---


# P5: the words of a draft must not reach readers.
def test_readers_see_the_old_words_until_they_are_approved(translation, sent, publisher):
    assert readers_titles(translation) == everywhere(AR)

    page = target_of(translation)
    review.decide(page, review.APPROVE, publisher, seen=page.latest_revision_id)

    assert readers_titles(translation) == everywhere(NEW_AR)
    assert review.state_of(target_of(translation)) is None


def test_stock_code_shows_readers_what_is_only_in_review(translation, translator, monkeypatch):
    monkeypatch.setattr(Translation, "save_target", guards.stock_save_target)
    factories.fill(translation, {"Opening": NEW_AR})
    review.send_to_review(translation, translator)

    assert readers_titles(translation)[0] == NEW_AR


def test_a_draft_that_was_never_public_goes_the_same_way(edition_page, publisher):
    factories.translate(edition_page, "ar")
    session = factories.make_session(edition_page, "Closing", at="17:00")
    translation = factories.submit(session, "ar")
    factories.fill(translation, {"Closing": "الختام"})
    review.send_to_review(translation, make_user("translators-ar"))
    page = target_of(translation)
    assert page.live is False

    review.decide(page, review.APPROVE, publisher, seen=page.latest_revision_id)

    page = target_of(translation)
    assert (page.live, page.title) == (True, "الختام")


def approve_in_wagtail(translation, **asked):
    """As the button beside a page that awaits review does; returns the response."""
    page = target_of(translation)
    task = page.current_workflow_task_state.pk
    address = f"/admin/pages/workflow/action/{page.pk}/approve/{task}/"
    return log_in("publishers-ar").post(address, **asked)


def test_what_was_sent_can_be_approved_in_wagtails_own_screen(translation, sent):
    approve_in_wagtail(translation)

    assert target_of(translation).title == NEW_AR


def test_what_a_reviewer_corrects_is_approved_in_wagtails_own_screen_too(translation, sent):
    factories.fill(translation, {"Opening": "مصحح"})

    approve_in_wagtail(translation)

    assert readers_titles(translation) == everywhere("مصحح")
    assert state_of(translation) == "published"


@pytest.mark.parametrize("is_modal", [False, True])
def test_wagtails_own_screen_approves_nothing_that_was_not_in_review(translation, sent, is_modal):
    factories.fill(translation, {"Opening": "افتتاح"})
    translation.save_target(publish=False)
    header = {"x-requested-with": "XMLHttpRequest"} if is_modal else {}

    answer = approve_in_wagtail(translation, headers=header)

    editor = f"/admin/translations/texts/{translation.pk}/"
    assert answer.json()["redirect"] == editor if is_modal else answer.url == editor
    assert readers_titles(translation) == everywhere(AR)
    assert target_of(translation).workflow_in_progress


def test_pages_that_are_no_translations_are_approved_as_ever(edition_page):
    session = factories.make_session(edition_page, "Closing", at="17:00")
    workflow = Workflow.objects.create(name="Second look")
    task = GroupApprovalTask.objects.create(name="Second look")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    session.title = "The end"
    session.save_revision()
    state = workflow.start(session, make_user("coordinators"))
    address = f"/admin/pages/workflow/action/{session.pk}/approve/{state.current_task_state_id}/"

    log_in().post(address)

    session.refresh_from_db()
    assert session.title == "The end"


# --- states ---


def test_what_is_in_review_says_since_when_and_by_whom(translation, sent, translator):
    page = target_of(translation)

    assert review.state_of(page) == review.Review(
        is_rejected=False,
        since=sent.current_task_state.started_at,
        by=translator,
        revision=page.latest_revision_id,
    )


def test_what_was_never_sent_is_in_no_review(translation):
    assert review.state_of(target_of(translation)) is None


def test_a_rejected_text_goes_back_with_the_comment(translation, sent, translator, publisher):
    page = target_of(translation)
    review.decide(page, review.REJECT, publisher, seen=page.latest_revision_id, comment="Shorter")

    state = review.state_of(target_of(translation))
    assert (state.is_rejected, state.by, state.reviewer, state.comment) == (
        True,
        translator,
        publisher,
        "Shorter",
    )
    assert readers_titles(translation) == everywhere(AR)


def test_a_rejected_text_that_is_sent_again_goes_on_with_the_new_words(
    translation, sent, translator, publisher
):
    page = target_of(translation)
    review.decide(page, review.REJECT, publisher, seen=page.latest_revision_id, comment="Shorter")
    factories.fill(translation, {"Opening": "افتتاح"})

    again = review.send_to_review(translation, translator)

    page = target_of(translation)
    assert again == sent
    assert review.state_of(page).revision == page.latest_revision_id
    assert page.get_latest_revision_as_object().title == "افتتاح"
    assert WorkflowState.objects.count() == 1


def test_sending_twice_makes_one_review_of_the_last_words(translation, sent, translator):
    factories.fill(translation, {"Opening": "افتتاح"})
    review.send_to_review(translation, translator)

    page = target_of(translation)
    assert WorkflowState.objects.get() == sent
    assert review.state_of(page).revision == page.latest_revision_id
    assert page.get_latest_revision_as_object().title == "افتتاح"


def test_whoever_sends_it_again_is_told_what_becomes_of_it(translation, sent, publisher):
    page = target_of(translation)
    review.decide(page, review.REJECT, publisher, seen=page.latest_revision_id)
    other = make_user("coordinators")
    review.send_to_review(translation, other)

    assert review.state_of(target_of(translation)).by == other


def test_nobody_approves_words_they_have_not_seen(translation, sent, translator, publisher):
    seen = target_of(translation).latest_revision_id
    factories.fill(translation, {"Opening": "افتتاح"})
    review.send_to_review(translation, translator)

    with pytest.raises(review.ChangedSince):
        review.decide(target_of(translation), review.APPROVE, publisher, seen=seen)

    assert readers_titles(translation) == everywhere(AR)


def test_what_a_reviewer_corrects_is_approved_with_the_rest(translation, sent, publisher):
    seen = target_of(translation).latest_revision_id
    factories.fill(translation, {"Opening": "مصحح"})
    review.decide(target_of(translation), review.APPROVE, publisher, seen=seen)

    assert readers_titles(translation) == everywhere("مصحح")
    assert review.state_of(target_of(translation)) is None
    assert state_of(translation) == "published"


def test_stock_approval_would_leave_corrections_out(translation, sent, publisher):
    factories.fill(translation, {"Opening": "مصحح"})
    target_of(translation).current_workflow_task_state.approve(user=publisher)

    assert target_of(translation).title == NEW_AR
    assert state_of(translation) == "ready"


def test_wagtail_itself_publishes_words_that_nobody_has_seen(translation, sent, publisher):
    factories.fill(translation, {"Opening": "افتتاح"})
    translation.save_target(publish=False)
    target_of(translation).current_workflow_task_state.approve(user=publisher)

    assert target_of(translation).title == "افتتاح"


def test_nothing_is_decided_twice(translation, sent, publisher):
    page = target_of(translation)
    seen = page.latest_revision_id
    review.decide(page, review.APPROVE, publisher, seen=seen)

    with pytest.raises(review.NotInReview):
        review.decide(target_of(translation), review.REJECT, publisher, seen=seen)


def test_a_translator_takes_back_what_is_in_review(translation, sent, translator):
    review.take_back(target_of(translation), translator)

    assert review.state_of(target_of(translation)) is None
    with pytest.raises(review.NotInReview):
        review.take_back(target_of(translation), translator)


def test_others_do_not_take_it_back(translation, sent):
    with pytest.raises(review.NotInReview):
        review.take_back(target_of(translation), make_user("translators-tr"))


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("translators-ar", False),
        ("publishers-ar", True),
        ("publishers-tr", False),
        ("coordinators", True),
        ("editors", False),
    ],
)
def test_who_decides(translation, sent, role, may):
    assert review.may_decide(make_user(role), target_of(translation)) is may


def test_nothing_is_to_decide_outside_a_review(translation, publisher):
    assert review.may_decide(publisher, target_of(translation)) is False


def test_where_nobody_reviews_people_are_told(translation, translator):
    WorkflowPage.objects.all().delete()
    before = target_of(translation).latest_revision_id

    with pytest.raises(review.NoWorkflow) as refusal:
        review.send_to_review(translation, translator)

    assert refusal.value.message == (
        "Nobody reviews pages here: ask somebody who may publish in this language."
    )
    assert target_of(translation).latest_revision_id == before


def test_what_is_no_page_has_no_review(edition_page, translator):
    room = factories.make_room(edition_page.edition)

    with pytest.raises(review.NoWorkflow):
        review.send_to_review(factories.submit(room, "ar"), translator)


# --- the moment of publication ---


def test_publishing_a_translation_is_noted(translation, sent, publisher):
    before = target_of(translation).last_published_at
    translation.refresh_from_db()
    assert translation.destination_last_updated_at == before

    page = target_of(translation)
    review.decide(page, review.APPROVE, publisher, seen=page.latest_revision_id)

    translation.refresh_from_db()
    assert translation.destination_last_updated_at == target_of(translation).last_published_at
    assert translation.destination_last_updated_at > before


def test_publishing_the_source_is_not_noted_as_a_translation(translation, session):
    before = target_of(translation).last_published_at
    session.save_revision().publish()

    translation.refresh_from_db()
    assert translation.destination_last_updated_at == before


# --- editors ---


def actions(user, page):
    """Names of what an editor's menu offers, the main action first."""
    request = type("Request", (), {"user": user})()
    menu = PageActionMenu(
        request, view="edit", page=page, lock=page.get_lock(), locked_for_user=False
    )
    return [item.name for item in [menu.default_item, *menu.menu_items]]


def test_editors_publish_as_before(session):
    editor = make_user("editors")
    offered = actions(editor, session)
    assert offered == ["action-save-draft", "action-unpublish", "action-publish"]

    # Control: with a workflow there would be one more, and after it was sent a locked page.
    home = Page.objects.get(depth=2, locale__language_code="en")
    WorkflowPage.objects.create(page=home, workflow=Workflow.objects.first())
    assert actions(editor, session) == [*offered, "action-submit"]
