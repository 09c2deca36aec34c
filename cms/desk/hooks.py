"""The desk in Wagtail's menu, vocabularies, sent mails, the words of the log."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from cms import mails
from cms.desk import access
from cms.desk import urls as desk_urls
from cms.desk.mails import MailsView
from cms.desk.vocabularies import QuestionViewSet, VocabularyGroup

register_snippet(VocabularyGroup)
register_snippet(QuestionViewSet)


@hooks.register("register_admin_urls")
def desk_addresses():
    return [
        path("editions/", include(desk_urls)),
        path("sent-mails/", MailsView.as_view(), name="sent_mails"),
    ]


class EditionsMenuItem(MenuItem):
    """Shown to people who may edit at least one edition."""

    def is_shown(self, request):
        return access.sees_desk(request.user)


@hooks.register("register_admin_menu_item")
def editions_menu_item():
    return EditionsMenuItem(
        _("Editions"), reverse("desk:editions"), name="editions", icon_name="date", order=50
    )


class SentMailsMenuItem(MenuItem):
    """Shown to administrators where nothing is really sent."""

    def is_shown(self, request):
        return mails.are_kept() and request.user.is_superuser


@hooks.register("register_admin_menu_item")
def sent_mails_menu_item():
    return SentMailsMenuItem(
        _("Sent mails"), reverse("sent_mails"), name="sent-mails", icon_name="mail", order=70
    )


@hooks.register("register_log_actions")
def slot_actions(actions):
    for name, label, message in (
        ("move", _("Move the session"), _("Moved the session")),
        ("delay", _("Delay the session"), _("Delayed the session")),
        ("cancel", _("Cancel the session"), _("Cancelled the session")),
        ("replace", _("Replace the session"), _("Replaced the session")),
        ("restore", _("Restore the session"), _("Restored the session")),
    ):
        actions.register_action(f"majlis.slot.{name}", label, message)
