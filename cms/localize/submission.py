"""Asks for translations: parents first, one transaction for each page, none that is there."""

import logging

from django.db import transaction
from wagtail.models import Locale, Page
from wagtail_localize.operations import TranslationCreator

from cms.localize.rights import source_of

log = logging.getLogger(__name__)


class SubmissionError(Exception):
    """Some pages could not be submitted; the log says which and why."""


def submit_subtree(page, locales, *, user=None):
    """Submit all pages below `page`; returns how many translations were asked for.

    Goes on after a page that fails, and raises SubmissionError at the end.
    """
    asked = failed = 0
    below = page.get_descendants().filter(alias_of=None).order_by("path")
    for pk in list(below.values_list("pk", flat=True)):
        # Read again for each page: the tree has changed since the one before it was submitted.
        child = Page.objects.filter(pk=pk).first()
        if child is None:
            continue
        try:
            asked += submit_page(child, locales, user=user)
        except Exception:
            log.exception("Page %s was not submitted for translation", pk)
            failed += 1
    if failed:
        raise SubmissionError(f"{failed} pages below page {page.pk} were not submitted.")
    return asked


@transaction.atomic
def submit_page(page, locales, *, user=None):
    """Ask for the translations that a page lacks, as drafts; returns how many they are."""
    submit_parents(page, locales, user=user)
    return _submit(page, locales, user)


@transaction.atomic
def submit_snippet(row, locales, *, user=None):
    """Ask for the translations that a row of a vocabulary lacks; returns how many they are."""
    return _submit(row, locales, user)


def submit_parents(page, locales, *, user=None):
    """Ask for the translations that the pages above lack.

    Stock code puts live aliases there, which no translator can edit.
    """
    for parent in page.get_ancestors().filter(depth__gt=1):
        _submit(parent, locales, user)


def missing_locales(instance, locales):
    """Those of `locales` in which an object does not exist, or was deleted."""
    rows = (
        Page.objects.filter(alias_of=None) if isinstance(instance, Page) else type(instance).objects
    )
    taken = rows.filter(translation_key=instance.translation_key).values_list(
        "locale_id", flat=True
    )
    return Locale.objects.filter(pk__in={locale.pk for locale in locales} - set(taken))


def _submit(instance, locales, user):
    missing = list(missing_locales(instance, locales))
    if missing:
        origin = _origin(instance)
        TranslationCreator(user, missing).create_translations(origin)
    return len(missing)


def _origin(instance):
    """What an object was translated from: translations of translations go out of step."""
    source = source_of(instance)
    return source.get_source_instance() if source else instance
