"""Mails about pages in review.

They stand in for Wagtail's own: those follow the sender's language where the recipient chose none,
name no language of a page, have no words in Urdu, and a mail server that is away takes the work of
whoever sent a page to review with it.
"""

from functools import partial

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.admin import mail as wagtail_mail
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from cms.translating import letters
from events.web import naming
from registration.letters import Letter


class LetterMixin:
    """Who is written to is Wagtail's business; the words and the sending are ours."""

    def send_emails(self, template_set, context, recipients, **kwargs):
        written = [self._letter(user, context) for user in recipients]
        transaction.on_commit(partial(letters.send_all, written), robust=True)
        return True

    def _letter(self, user, context):
        language = letters.language_of(user)
        with translation.override(language):
            values = self._values(context["object"], language)
            subject, paragraphs = self.words(context, values)
            return Letter(
                to=user.email,
                language=language,
                subject=subject,
                paragraphs=(letters.greeting(letters.name_of(user)), *paragraphs),
                link=values["link"],
                link_words=_("Open the page"),
                closing=letters.with_settings(_("Which mails you get is set here:")),
            )

    def _values(self, instance, language):
        code = instance.locale.language_code
        title = instance.draft_title if isinstance(instance, Page) else str(instance)
        return {
            "title": letters.quoted(title or str(instance)),
            "language": naming.language_name(code, language),
            "link": letters.address("wagtailadmin_pages:edit", instance.pk),
        }


class Submitted(LetterMixin, wagtail_mail.GroupApprovalTaskStateSubmissionEmailNotifier):
    def words(self, context, values):
        state = context["task_state"].workflow_state
        sender = state.requested_by
        values["name"] = letters.quoted(letters.name_of(sender)) if sender else "…"
        return (
            _("For review: {title} ({language})").format(**values),
            [
                _("{name} asks you to review {title} ({language}).").format(**values),
                _("Readers see these words as soon as one of you approves them."),
            ],
        )

    def get_context(self, task_state, **kwargs):
        return super().get_context(task_state, **kwargs) | {"task_state": task_state}


class Approved(LetterMixin, wagtail_mail.WorkflowStateApprovalEmailNotifier):
    def words(self, context, values):
        return (
            _("Approved: {title} ({language})").format(**values),
            [_("{title} ({language}) was approved. Readers see it now.").format(**values)],
        )


class Rejected(LetterMixin, wagtail_mail.WorkflowStateRejectionEmailNotifier):
    def words(self, context, values):
        reviewer = context["task_state"].finished_by
        values["name"] = letters.quoted(letters.name_of(reviewer)) if reviewer else "…"
        comment = context["comment"].strip()
        return (
            _("Changes requested: {title} ({language})").format(**values),
            [
                _("{name} asks for changes of {title} ({language}).").format(**values),
                *([f"\u2068{comment}\u2069"] if comment else []),
                _("Change what is asked for, then send it to review again."),
            ],
        )


class NobodyElse:
    """Administrators are among the reviewers; Wagtail would mail them a second time."""

    def __call__(self, instance=None, **kwargs):
        return True


submitted, approved, rejected, nobody_else = Submitted(), Approved(), Rejected(), NobodyElse()


def connect():
    """Must come before Wagtail connects its own under the same names, which then has no effect."""
    for signal, receiver, sender, name in (
        (task_submitted, submitted, TaskState, "group_approval_task_submitted"),
        (workflow_submitted, nobody_else, WorkflowState, "workflow_state_submitted"),
        (workflow_approved, approved, WorkflowState, "workflow_state_approved"),
        (workflow_rejected, rejected, WorkflowState, "workflow_state_rejected"),
    ):
        signal.connect(receiver, sender=sender, dispatch_uid=f"{name}_email_notification")
