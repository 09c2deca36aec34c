"""Whose languages are whose: rights follow the front page of each language."""

from wagtail.models import Locale, Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from cms.localize import rights
from home.models import HomePage


def languages(user):
    """Locales whose texts a person may write."""
    return _locales(user, {"change"})


def published_languages(user):
    """Locales in which a person decides what readers see."""
    return _locales(user, {"publish"})


def may_coordinate(user):
    """Whether a person asks for translations."""
    return user.has_perm("wagtail_localize.submit_translation")


def may_invite(user):
    """Whether a person gives languages to others, and sees who translates."""
    return user.has_perm("cms.invite_translators")


def sees_desk(user):
    return may_coordinate(user) or may_invite(user) or languages(user).exists()


def may_write(user, translation):
    """Whether a person may write the texts of a translation; a page that is locked takes none.

    What is no page follows the language's front page: Wagtail knows rights for all languages of a
    snippet only.
    """
    target = translation.get_target_instance()
    if isinstance(target, Page):
        return rights.may_edit(user, target)
    return languages(user).filter(pk=translation.target_locale_id).exists()


def may_publish(user, translation):
    target = translation.get_target_instance()
    if isinstance(target, Page):
        return rights.may_publish(user, target)
    return published_languages(user).filter(pk=translation.target_locale_id).exists()


def _locales(user, actions):
    if user.is_superuser:
        return Locale.objects.all()
    pages = PagePermissionPolicy().instances_user_has_any_permission_for(user, actions)
    homes = HomePage.objects.filter(pk__in=pages.values("pk"))
    return Locale.objects.filter(pk__in=homes.values("locale_id"))
