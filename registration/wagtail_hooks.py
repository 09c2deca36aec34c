"""The registrars' desk in Wagtail's menu."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from registration.desk import access, urls


@hooks.register("register_admin_urls")
def desk_addresses():
    return [path("registrations/", include(urls))]


class RegistrationsMenuItem(MenuItem):
    """Shown to registrars."""

    def is_shown(self, request):
        return request.user.has_perm(access.SEE)


@hooks.register("register_admin_menu_item")
def registrations_menu_item():
    return RegistrationsMenuItem(
        _("Registrations"),
        reverse("registrations:editions"),
        name="registrations",
        icon_name="group",
        order=60,
    )
