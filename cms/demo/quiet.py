"""Lets many rows be written without a task for each: indexes and documents follow at once."""

import logging
from contextlib import ExitStack, contextmanager

from django.db import connection, transaction
from django.db.models.signals import post_save
from modelsearch.backends import get_search_backends
from modelsearch.index import get_indexed_models
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from events.compiler import snapshots


@contextmanager
def bulk_work():
    """Inside, a saved row is neither indexed nor marks a document; call `catch_up` afterwards."""
    with ExitStack() as stack:
        stack.enter_context(_without_waiting_for_the_disk())
        stack.enter_context(disable_reference_index_auto_update())
        stack.enter_context(_without_search_index())
        stack.enter_context(without_log())
        stack.enter_context(snapshots.held_back())
        yield


@contextmanager
def _without_search_index():
    models = [
        model
        for model in get_indexed_models()
        if post_save.disconnect(post_save_signal_handler, sender=model)
    ]
    try:
        yield
    finally:
        for model in models:
            post_save.connect(post_save_signal_handler, sender=model)


@contextmanager
def _without_waiting_for_the_disk():
    """On SQLite: a power cut may undo the last pages of the demo; it never breaks the file."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA synchronous").fetchone()[0]
        cursor.execute("PRAGMA synchronous=NORMAL")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA synchronous={before}")


@contextmanager
def without_log():
    """Wagtail logs each page that is made or published."""
    logger = logging.getLogger("wagtail")
    before = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(before)


def catch_up(models, keys):
    """Index the rows of these models that have one of these translation keys."""
    for model in models:
        rows = list(model.objects.filter(translation_key__in=keys))
        if not rows:
            continue
        for backend in get_search_backends(with_auto_update=True):
            backend.add_bulk(model, rows)
        with transaction.atomic():
            for row in rows:
                ReferenceIndex.create_or_update_for_object(row)
