"""Who may do what with a translation. wagtail-localize itself asks too little."""

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


def is_locked_for(user, instance):
    return isinstance(instance, Page) and bool(instance.permissions_for_user(user).page_locked())


def translation_into(instance):
    """The enabled Translation that an object is the target of, or None."""
    return (
        Translation.objects.filter(
            source__object_id=instance.translation_key,
            target_locale_id=instance.locale_id,
            enabled=True,
        )
        .exclude(source__locale_id=instance.locale_id)
        .first()
    )
