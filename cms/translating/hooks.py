"""The translators' desk in Wagtail's menu."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.localize.hooks import BEFORE_STOCK
from cms.translating import access, po_views
from cms.translating import urls as translating_urls
from cms.translating.digest_panel import DigestPanel
from cms.translating.panel import TranslationsPanel


@hooks.register("register_admin_urls")
def translating_addresses():
    return [path("translations/", include(translating_urls))]


@hooks.register("register_admin_urls", order=BEFORE_STOCK)
def stock_po_addresses():
    """Where wagtail-localize's editor sends people for PO files."""
    place = "localize/translate/<int:pk>/pofile/"
    return [
        path(f"{place}upload/", po_views.TextPoView.as_view()),
        path(f"{place}download/", po_views.download),
    ]


class TranslationsMenuItem(MenuItem):
    """Shown to people who translate or ask for translations."""

    def is_shown(self, request):
        return access.sees_desk(request.user)


@hooks.register("register_admin_menu_item")
def translations_menu_item():
    return TranslationsMenuItem(
        _("Translations"),
        reverse("translating:editions"),
        name="translations",
        icon_name="wagtail-localize-language",
        order=55,
    )


@hooks.register("register_log_actions")
def translator_actions(actions):
    for name, label, message in (
        ("invite", _("Invite a translator"), _("Invited as a translator")),
        ("remind", _("Invite a translator again"), _("Sent the invitation again")),
        ("take_out", _("Take a language from a translator"), _("Took a language away")),
    ):
        actions.register_action(f"majlis.translator.{name}", label, message)


@hooks.register("register_account_settings_panel")
def digest_panel(request, user, profile):
    return DigestPanel(request, user, profile)


@hooks.register("construct_homepage_panels")
def translations_panel(request, panels):
    panels.append(TranslationsPanel())
