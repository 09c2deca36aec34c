"""Whose languages are whose: rights follow the front page of each language."""

from functools import cached_property

from django.db.models import Exists, OuterRef, Value
from wagtail.models import Locale, Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from cms.localize import rights
from home.models import HomePage


class Languages:
    """All languages of the site, and what one person does in them; one query."""

    def __init__(self, user):
        self.is_coordinator = may_coordinate(user)
        rows = Locale.objects.annotate(
            is_written=_of(user, {"change"}), is_published=_of(user, {"publish"})
        )
        self.known = list(rows.order_by("pk"))

    @cached_property
    def shown(self):
        """Locales whose translations the person sees: their own; who coordinates sees all."""
        return [row for row in self.known if self.is_coordinator or row.is_written]

    @cached_property
    def written(self):
        """Codes of the languages whose texts the person may write."""
        return {row.language_code for row in self.known if row.is_written}

    @cached_property
    def published(self):
        """Codes of the languages in which the person decides what readers see."""
        return {row.language_code for row in self.known if row.is_published}

    def locale(self, code):
        """A Locale that the person sees, or None."""
        return next((row for row in self.shown if row.language_code == code), None)


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
    return Locale.objects.annotate(is_theirs=_of(user, actions)).filter(is_theirs=True)


def _of(user, actions):
    """Whether a person may do one of these on the front page of a Locale."""
    if user.is_superuser:
        return Value(True)
    pages = PagePermissionPolicy().instances_user_has_any_permission_for(user, actions)
    homes = HomePage.objects.filter(pk__in=pages.values("pk"), locale=OuterRef("pk"))
    return Exists(homes)
