"""Translations follow their source when it is unpublished, moved or deleted in the admin.

Only from the source to its translations: who unpublishes or deletes a translation, touches no other
language. Code and commands decide for themselves.
"""

from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page
from wagtail_localize.models import Translation


def followers(page):
    """Translations and aliases that were made from a page."""
    targets = Translation.objects.filter(
        source__object_id=page.translation_key, source__locale_id=page.locale_id
    ).values("target_locale_id")
    others = Page.objects.translation_of(page, inclusive=False)
    return others.filter(locale_id__in=targets) | others.filter(alias_of_id=page.pk)


def to_unpublish(page):
    return followers(page).filter(live=True, alias_of=None)


def to_delete(page):
    """Followers, except those with a page below that was first written in their language."""
    return [follower for follower in followers(page) if not _has_own_pages(follower)]


def unpublish_followers(page, user):
    for follower in to_unpublish(page):
        UnpublishPageAction(follower, user=user).execute(skip_permission_checks=True)


def move_followers(page, user):
    """Move translations below the translation of the new parent, where there is one."""
    parent = page.get_parent()
    for follower in followers(page):
        target = parent.get_translation_or_none(follower.locale)
        if target is None or follower.get_parent() == target:
            continue
        move = MovePageAction(follower, target, pos="last-child", user=user)
        move.execute(skip_permission_checks=True)


def delete_followers(page, user):
    for follower in to_delete(page):
        DeletePageAction(follower, user=user).execute(skip_permission_checks=True)


def _has_own_pages(page):
    below = page.get_descendants().filter(alias_of=None)
    translated = Translation.objects.filter(target_locale_id=page.locale_id)
    return below.exclude(
        locale_id=page.locale_id, translation_key__in=translated.values("source__object_id")
    ).exists()
