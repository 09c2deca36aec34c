"""Who may do what with a translation. wagtail-localize itself asks too little."""

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404
from wagtail.models import DraftStateMixin, Page
from wagtail.snippets.permissions import get_permission_name, user_can_edit_snippet_type
from wagtail_localize.models import Translation


def may_edit(user, instance):
    if isinstance(instance, Page):
        return instance.permissions_for_user(user).can_edit()
    return user_can_edit_snippet_type(user, type(instance))


def may_publish(user, instance):
    """Whether the user decides what readers see; what has no draft is public once saved."""
    if isinstance(instance, Page):
        return instance.permissions_for_user(user).can_publish()
    if isinstance(instance, DraftStateMixin):
        return user.has_perm(get_permission_name("publish", type(instance)))
    return may_edit(user, instance)


def target_or_404(translation):
    """The object that a Translation makes; once that is deleted, only its words are kept."""
    try:
        return translation.get_target_instance()
    except ObjectDoesNotExist as error:
        raise Http404 from error


def is_locked_for(user, instance):
    return isinstance(instance, Page) and bool(instance.permissions_for_user(user).page_locked())


def translation_into(instance):
    """The enabled Translation that an object is the target of, or None."""
    return _translations_into(instance).filter(enabled=True).first()


def source_of(instance):
    """The TranslationSource that an object was translated from, even if it is edited by hand now.

    None for what was first written as it is, and where the source was deleted.
    """
    translation = _translations_into(instance).select_related("source").first()
    try:
        return translation and translation.source.get_source_instance() and translation.source
    except ObjectDoesNotExist:
        return None


def _translations_into(instance):
    return (
        Translation.objects.filter(
            source__object_id=instance.translation_key, target_locale_id=instance.locale_id
        )
        .exclude(source__locale_id=instance.locale_id)
        .order_by("-enabled", "pk")
    )
