"""Sending a translation to review, and what becomes of it. Readers see it once it is approved."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import page_published
from wagtail_localize.models import Translation

from cms.localize.guards import human
from cms.localize.rights import translation_into
from cms.translating.saving import check
from events.exceptions import Refused

APPROVE, REJECT = "approve", "reject"


class NoWorkflow(Refused):
    """Nobody is asked to review what is in this place."""

    def __init__(self):
        super().__init__(
            "no_workflow",
            _("Nobody reviews pages here: ask somebody who may publish in this language."),
        )


class NotInReview(Refused):
    """Somebody decided meanwhile, or it was taken back."""

    def __init__(self):
        super().__init__("not_in_review", _("This is not in review any more."))


class ChangedSince(Refused):
    """What was decided about is not what is in review now."""

    def __init__(self):
        super().__init__(
            "changed_since", _("A newer text was sent to review. Look at it, then decide again.")
        )


@dataclass(frozen=True)
class Review:
    """Where a page is in its review; `revision` is what a decision names as seen."""

    is_rejected: bool
    since: datetime
    by: object  # who sent it, or None if the account was deleted
    reviewer: object = None
    comment: str = ""
    revision: int | None = None


@transaction.atomic
def send_to_review(translation, user):
    """Have the present words of a translation approved; returns the WorkflowState.

    What is in review already, or came back, goes on with the present words. Raises NoWorkflow, and
    Refused or ValidationError if the words do not fit.
    """
    page = _page_of(translation)
    if page is None or page.get_workflow() is None:
        raise NoWorkflow
    Page.objects.select_for_update().get(pk=page.pk)  # two clicks make one review
    check(translation)
    translation.save_target(user=user, publish=False)
    page = _page_of(translation)
    state = page.current_workflow_state
    if state is None:
        return page.get_workflow().start(page, user)
    if state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        _hand_over(state, user)
        state.resume(user)
    else:
        TaskState.objects.filter(pk=state.current_task_state_id).update(
            revision=page.latest_revision_id
        )
    return state


def state_of(page):
    """The Review that a page is in, or None."""
    state = page.current_workflow_state
    if state is None or state.current_task_state is None:
        return None
    task = state.current_task_state
    if state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        return Review(
            is_rejected=True,
            since=task.finished_at,
            by=state.requested_by,
            reviewer=task.finished_by,
            comment=task.comment,
        )
    return Review(
        is_rejected=False,
        since=task.started_at,
        by=state.requested_by,
        revision=task.revision_id,
    )


def may_decide(user, page):
    task = page.current_workflow_task
    names = [name for name, *_rest in task.get_actions(page, user)] if task else []
    return APPROVE in names


@transaction.atomic
def decide(page, action, user, *, seen, comment=""):
    """APPROVE publishes, REJECT gives back with a comment. `seen` is the id of a revision.

    Raises NotInReview, and ChangedSince if another text is in review than was seen.
    """
    task_state = _task_state(page)
    if {task_state.revision_id, page.latest_revision_id} != {seen}:
        raise ChangedSince
    if action == APPROVE:
        task_state = complete(page, user)
    task_state.task.specific.on_action(task_state, user, action, comment=comment)


@transaction.atomic
def complete(page, user):
    """Have what is approved be all that was written; returns the TaskState to approve.

    What reviewers have corrected since is approved with the rest: nobody else writes in a page in
    review. Raises NotInReview, and ChangedSince if what Wagtail would publish was not in review.
    """
    task_state = _task_state(page)
    # Wagtail publishes the latest revision, whatever was in review.
    if task_state.revision_id != page.latest_revision_id:
        raise ChangedSince
    translation = translation_into(page)
    if translation and _is_corrected(page, task_state.revision):
        send_to_review(translation, user)
        task_state = _task_state(page)
    return task_state


@transaction.atomic
def take_back(page, user):
    """End a review without a decision, so that the words can be changed. Raises NotInReview."""
    state = page.current_workflow_state
    if state is None or not state.user_can_cancel(user):
        raise NotInReview
    state.cancel(user=user)


def connect():
    page_published.connect(_note_publication, dispatch_uid="majlis-translating")


def _note_publication(sender, instance, alias=False, **kwargs):
    """wagtail-localize has a field for this moment, and never fills it."""
    if alias:
        return
    translations = Translation.objects.filter(
        source__object_id=instance.translation_key, target_locale_id=instance.locale_id
    ).exclude(source__locale_id=instance.locale_id)
    translations.update(destination_last_updated_at=instance.last_published_at)


def _hand_over(state, user):
    """Who sends a page again is told what becomes of it."""
    if state.requested_by_id != user.pk:
        state.requested_by = user
        state.save(update_fields=["requested_by"])


def _task_state(page):
    """Of the review that a page is in, as it is now, so that one decision is made."""
    Page.objects.select_for_update().get(pk=page.pk)
    page.refresh_from_db()
    task_state = page.current_workflow_task_state
    if task_state is None:
        raise NotInReview
    return task_state


def _is_corrected(page, revision):
    """Whether words were written after the revision was made."""
    return (
        human(page.locale_id)
        .filter(context__object_id=page.translation_key, updated_at__gt=revision.created_at)
        .exists()
    )


def _page_of(translation):
    target = translation.get_target_instance()
    return target if isinstance(target, Page) else None
