"""Who may see and do what at the desk: page permissions decide, they follow the language's tree."""

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404
from wagtail.models import Page
from wagtail.permissions import policy_registry

from events.models import Edition, EditionPage


def edition_pages(user):
    """Source-language pages of the editions that a person may edit."""
    policy = policy_registry.get_by_type(Page)
    allowed = policy.instances_user_has_any_permission_for(user, {"change"})
    return EditionPage.objects.filter(
        pk__in=allowed.values("pk"), locale__language_code=F("edition__source_language")
    ).select_related("edition", "locale")


def may_change_facts(user):
    return user.has_perm("events.change_edition")


def may_add_edition(user):
    return user.has_perm("events.add_edition")


def may_copy(user, page):
    """Whether a person may make a new edition from the one that has this page."""
    if page is None or not may_add_edition(user):
        return False
    return page.get_parent().specific.permissions_for_user(user).can_add_subpage()


def sees_desk(user):
    return may_add_edition(user) or may_change_facts(user) or edition_pages(user).exists()


def edition_with_page(user, slug):
    """An edition and its source page; the page is None while an edition has none.

    Raises Http404, and PermissionDenied for people who may not edit the page.
    """
    page = edition_pages(user).filter(edition__slug=slug).first()
    if page:
        return page.edition, page
    edition = Edition.objects.filter(slug=slug).first()
    if edition is None:
        raise Http404
    if not may_change_facts(user) or _has_source_page(edition):
        raise PermissionDenied
    return edition, None


def _has_source_page(edition):
    return edition.pages.filter(locale__language_code=edition.source_language).exists()
