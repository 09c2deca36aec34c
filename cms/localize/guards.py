"""Methods of wagtail-localize that are replaced when the site starts."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.signals import post_save
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import (
    StringSegment,
    StringSegmentQuerySet,
    StringTranslation,
    Translation,
    post_save_string_translation,
)

stock_save_target = Translation.save_target
stock_get_progress = Translation.get_progress
stock_annotate_translation = StringSegmentQuerySet.annotate_translation


def install():
    Translation.save_target = save_target
    Translation.get_progress = get_progress
    StringSegmentQuerySet.annotate_translation = annotate_translation
    post_save.disconnect(post_save_string_translation, sender=StringTranslation)
    post_save.connect(show_draft_title, sender=StringTranslation)


def show_draft_title(instance, **kwargs):
    """Have lists show a title that is not published; stock code fails at one that does not fit."""
    if instance.context.path == "title":
        most = Page._meta.get_field("draft_title").max_length
        Page.objects.filter(
            translation_key=instance.context.object_id, locale_id=instance.locale_id
        ).update(draft_title=instance.data[:most])


def annotate_translation(self, locale, include_errors=False):
    """Words that a page may be made of: what a machine or the memory wrote must be seen first."""
    if include_errors:
        return stock_annotate_translation(self, locale, include_errors=True)
    words = human(getattr(locale, "pk", locale)).filter(
        translation_of_id=OuterRef("string_id"), context_id=OuterRef("context_id")
    )
    return self.annotate(translation=Subquery(words.values("data")))


def human(locale_id):
    """Translations into a language that a person has written or confirmed."""
    return StringTranslation.objects.filter(
        locale_id=locale_id,
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        has_error=False,
    ).exclude(data="")


def save_target(self, user=None, publish=True):
    """Save a translation; as a draft, never change what readers see.

    Stock code writes the words of a draft into the row of a live page, and turns the live alias
    of a page into a live translation that nobody has translated.
    """
    target = None if publish else _live_page(self)
    if target is None:
        stock_save_target(self, user=user, publish=publish)
        if publish:
            self.destination_last_updated_at = timezone.now()
            self.save(update_fields=["destination_last_updated_at"])
        return
    with transaction.atomic():
        if target.alias_of_id is None:
            _save_revision(self, user)
        else:
            Page.objects.filter(pk=target.pk).update(live=False, has_unpublished_changes=True)
            stock_save_target(self, user=user, publish=False)


def get_progress(self):
    """`(strings, strings that are translated)`; what is empty or nobody has seen is not."""
    done = human(self.target_locale_id).filter(
        translation_of_id=OuterRef("string_id"), context_id=OuterRef("context_id")
    )
    strings = StringSegment.objects.filter(source_id=self.source_id)
    return strings.count(), strings.filter(Exists(done)).count()


def _live_page(translation):
    return Page.objects.filter(
        translation_key=translation.source.object_id,
        locale_id=translation.target_locale_id,
        live=True,
    ).first()


def _save_revision(translation, user):
    """The route of the preview: words are laid over a copy in memory, only a revision is saved."""
    page = translation.source.get_ephemeral_translated_instance(
        translation.target_locale, fallback=True
    )
    page.save_revision(user=user)
