"""Brings what translators see up to date with a source: its sentences, and pages that are new.

Nothing here changes what readers see.
"""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from rapidfuzz import fuzz
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    String,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from cms.localize.rights import source_of
from cms.localize.submission import missing_locales, submit_page, submit_snippet
from cms.translating import memory
from events.models import EditionPage
from home.models import SourceChange

LIKE = 50  # of 100: below, a sentence is another one and not the same one changed


@transaction.atomic
def sync(instance):
    """Take over the sentences of a source, and ask for the translations that its parent has.

    `instance` is a page as readers see it, or a row of a vocabulary. Safe to repeat.
    """
    if source_of(instance):
        return
    source = TranslationSource.objects.get_for_instance_or_none(instance)
    if source:
        _take_over(source)
    join(instance)


def _take_over(source):
    # Two of these at once would both see the old sentences.
    source = TranslationSource.objects.select_for_update().get(pk=source.pk)
    before = _sentences(source)
    TranslationSource.update_or_create_from_instance(source.get_source_instance())
    _record(source, before, _sentences(source))
    for translation in source.translations.filter(enabled=True).select_related("source"):
        memory.fill(translation)


def _sentences(source):
    """`{context: [string, …]}` in order."""
    found = {}
    rows = StringSegment.objects.filter(source=source).order_by("context_id", "order")
    for context_id, string_id in rows.values_list("context_id", "string_id"):
        found.setdefault(context_id, []).append(string_id)
    return found


def _record(source, before, after):
    """Keep which sentences are new, and what stood there before; forget what is gone."""
    now = timezone.now()
    changes = SourceChange.objects.filter(source=source)
    earlier = {(row.context_id, row.after_id): row.before_id for row in changes}
    rows = []
    for context_id, strings in after.items():
        for old, new in _pairs(before.get(context_id, []), strings):
            if old and not _was_translated(old, context_id):
                old = earlier.get((context_id, old))  # nobody has ever worked on what was between
            if old != new:
                rows.append((context_id, old, new))
    standing = StringSegment.objects.filter(
        source=source, context_id=OuterRef("context_id"), string_id=OuterRef("after_id")
    )
    for context_id, old, new in rows:
        SourceChange.objects.update_or_create(
            source=source,
            context_id=context_id,
            after_id=new,
            defaults={"before_id": old, "at": now},
        )
    changes.filter(~Exists(standing)).delete()


def _pairs(before, after):
    """`(old or None, new)` for each sentence that was not there; those that left are no news.

    A new sentence goes with the one it is most like; where there is one only, it took its place.
    """
    news = [string for string in dict.fromkeys(after) if string not in before]
    olds = [string for string in dict.fromkeys(before) if string not in after]
    if len(news) == len(olds) == 1:
        return [(olds[0], news[0])]
    words = dict(String.objects.filter(pk__in=[*news, *olds]).values_list("pk", "data"))
    likeness = sorted(
        ((fuzz.ratio(words[old], words[new]), old, new) for old in olds for new in news),
        key=lambda row: row[0],
        reverse=True,
    )
    pairs = dict.fromkeys(news)
    for score, old, new in likeness:
        if score >= LIKE and pairs[new] is None and old not in pairs.values():
            pairs[new] = old
    return [(old, new) for new, old in pairs.items()]


def _was_translated(string_id, context_id):
    return StringTranslation.objects.filter(
        translation_of_id=string_id, context_id=context_id
    ).exists()


def join(instance):
    """Ask for a new page or row in the languages that its parent was asked for in.

    What somebody has deleted in a language does not come back there by itself.
    """
    asked = Translation.objects.filter(source__object_id=instance.translation_key)
    missing = missing_locales(instance, languages_to_join(instance))
    locales = list(missing.exclude(pk__in=asked.values("target_locale_id")))
    if not locales:
        return
    if isinstance(instance, Page):
        submit_page(instance, locales)
    else:
        submit_snippet(instance, locales)
    source = TranslationSource.objects.get_for_instance(instance)
    for translation in source.translations.filter(target_locale__in=locales):
        memory.fill(translation)


def languages_to_join(instance):
    """An edition is asked for by a person; what is below it, or belongs to it, joins."""
    if isinstance(instance, EditionPage):
        return Locale.objects.none()
    if isinstance(instance, Page):
        parent = instance.get_parent()
        key = parent.translation_key if parent.depth > 1 else None
    else:
        page = EditionPage.objects.filter(edition=instance.edition).first()
        key = page and page.translation_key
    asked = Translation.objects.filter(source__object_id=key, enabled=True)
    return Locale.objects.filter(pk__in=asked.values("target_locale_id")).exclude(
        pk=instance.locale_id
    )
