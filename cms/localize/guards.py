"""Two methods of wagtail-localize's Translation that are replaced when the site starts."""

from django.db import transaction
from django.db.models import Exists, OuterRef
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

stock_save_target = Translation.save_target
stock_get_progress = Translation.get_progress


def install():
    Translation.save_target = save_target
    Translation.get_progress = get_progress


def save_target(self, user=None, publish=True):
    """Save a translation; as a draft, never change what readers see.

    Stock code writes the words of a draft into the row of a live page, and turns the live alias
    of a page into a live translation that nobody has translated.
    """
    target = None if publish else _live_page(self)
    if target is None:
        return stock_save_target(self, user=user, publish=publish)
    with transaction.atomic():
        if target.alias_of_id is None:
            _save_revision(self, user)
        else:
            Page.objects.filter(pk=target.pk).update(live=False, has_unpublished_changes=True)
            stock_save_target(self, user=user, publish=False)


def get_progress(self):
    """`(strings, strings that are translated)`; an empty translation is none."""
    done = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale_id=self.target_locale_id,
        has_error=False,
    ).exclude(data="")
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
