"""How far an edition is translated: simple counts for each language."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, F
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation

from events.spoken import name_of


@dataclass
class Progress:
    """Pages of one edition in one language; the source language has all of them."""

    code: str
    name: str
    is_source: bool
    page: object = None
    done: int = 0
    under_way: int = 0
    missing: int = 0


def progress(edition, keys, pages):
    """One Progress for each language; `pages` are the edition's pages in all languages."""
    codes = {locale.pk: locale.language_code for locale in Locale.objects.all()}
    in_language = {codes[page.locale_id]: page for page in pages}
    states = _states(keys, codes)
    found = []
    for code in edition.languages:
        counts = Counter(states.get((key, code), "missing") for key in keys)
        found.append(
            Progress(
                code=code,
                name=name_of(code),
                is_source=code == edition.source_language,
                page=in_language.get(code),
                done=counts["done"],
                under_way=counts["under_way"],
                missing=counts["missing"],
            )
        )
    return found


def _states(keys, codes):
    """`{(translation key, language): "done" | "under_way"}` of pages that exist in a language."""
    rows = Page.objects.filter(translation_key__in=keys, alias_of=None)
    wanted = _strings(keys)
    written = _translations(keys)
    states = {}
    for key, locale_id, live in rows.values_list("translation_key", "locale_id", "live"):
        source_locale, strings = wanted.get(key, (locale_id, 0))
        is_whole = source_locale == locale_id or written[key, locale_id] >= strings
        states[key, codes[locale_id]] = "done" if live and is_whole else "under_way"
    return states


def _strings(keys):
    """`{translation key: (locale it was written in, number of strings)}` of submitted pages."""
    rows = (
        StringSegment.objects.filter(source__object_id__in=keys)
        .values_list("source__object_id", "source__locale_id")
        .annotate(strings=Count("pk"))
    )
    return {key: (locale_id, strings) for key, locale_id, strings in rows}


def _translations(keys):
    """How many strings of a page a translator has written, by translation key and locale."""
    rows = (
        StringTranslation.objects.filter(
            translation_of__segments__source__object_id__in=keys,
            translation_of__segments__context_id=F("context_id"),
            has_error=False,
        )
        .exclude(data="")
        .values_list("translation_of__segments__source__object_id", "locale_id")
        .annotate(written=Count("pk"))
    )
    return Counter({(key, locale_id): written for key, locale_id, written in rows})
