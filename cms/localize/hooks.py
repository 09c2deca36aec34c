"""Puts the guards into the admin."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page, TranslatableMixin

from cms.localize import cascade, rights, views

RESTART = "localize-restart-translation"
CONVERT = "localize-convert-to-alias"
BEFORE_STOCK = -1


@hooks.register("register_admin_urls", order=BEFORE_STOCK)
def guarded_routes():
    return [path("localize/", include(views.ROUTES))]


@hooks.register("insert_global_admin_css")
def direction_of_words():
    return format_html('<link rel="stylesheet" href="{}">', static("cms/localize/admin.css"))


@hooks.register("construct_reports_menu")
def hide_report(request, menu_items):
    address = reverse("wagtail_localize:translations_report")
    menu_items[:] = [item for item in menu_items if item.url != address]


@hooks.register("before_edit_page", order=BEFORE_STOCK)
@hooks.register("before_edit_snippet", order=BEFORE_STOCK)
def guard_editing(request, instance):
    """What is translated has an editor of its own; stock code lets translators do too much."""
    if not isinstance(instance, TranslatableMixin) or getattr(instance, "alias_of_id", None):
        return None
    if {RESTART, CONVERT} & request.POST.keys():
        if not rights.may_publish(request.user, instance):
            raise PermissionDenied
        if RESTART in request.POST:
            messages.warning(
                request,
                _("What was changed here by hand is replaced when this is published next."),
            )
    elif translation := rights.translation_into(instance):
        return redirect("translating:text", translation.pk)
    return None


@hooks.register("construct_page_action_menu")
@hooks.register("construct_snippet_action_menu")
def hide_actions(menu_items, request, context):
    instance = context.get("page") or context.get("instance")
    if instance is not None and not rights.may_publish(request.user, instance):
        menu_items[:] = [item for item in menu_items if item.name not in (RESTART, CONVERT)]


@hooks.register("construct_translated_pages_to_cascade_actions")
def show_followers(pages, action):
    """What the admin unpublishes or deletes along with a page; for a move see below."""
    find = {"unpublish": cascade.to_unpublish, "delete": cascade.to_delete}.get(action)
    return {page: find(page) for page in pages} if find else {}


# The admin's own cascade of a move asks for rights in every language, after the page has moved.
@hooks.register("after_move_page")
def move_followers(request, page):
    cascade.move_followers(Page.objects.get(pk=page.pk), request.user)


@hooks.register("before_delete_page")
def guard_deleting(request, page):
    """Wagtail lets whoever may change a draft delete it; a translation is nobody's own draft."""
    if rights.translation_into(page) and not rights.may_publish(request.user, page):
        raise PermissionDenied


@hooks.register("before_bulk_action")
def delete_followers_of_many(request, action_type, objects, action):
    if action_type == "delete":
        for page in _pages(objects):
            guard_deleting(request, page)
            cascade.delete_followers(page, request.user)


@hooks.register("after_bulk_action")
def cascade_to_followers_of_many(request, action_type, objects, action):
    act = {"unpublish": cascade.unpublish_followers, "move": cascade.move_followers}
    if action_type in act:
        for page in _pages(objects):
            act[action_type](Page.objects.get(pk=page.pk), request.user)


def _pages(objects):
    return [row for row in objects if isinstance(row, Page)]
