"""Keeps the stored documents in step with the content: marked at a change, built by the worker."""

import gzip
import hashlib
import json
import logging
from contextlib import contextmanager
from contextvars import ContextVar

import brotli
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from events.compiler import documents, site
from events.models import Edition, Snapshot

log = logging.getLogger(__name__)

# Above this size the best brotli costs seconds, and the worker has other readers to serve.
BEST_BROTLI_BELOW = 300_000
MOST_ROUNDS = 10  # then other work of the worker has its turn
EDITION_DOCUMENTS = [Snapshot.Document.PROGRAMME, Snapshot.Document.DETAILS]

_held_back = ContextVar("held_back", default=False)


@contextmanager
def held_back():
    """Changes inside mark nothing: for bulk work that calls `mark_dirty` itself at the end."""
    before = _held_back.set(True)
    try:
        yield
    finally:
        _held_back.reset(before)


def mark_dirty(editions=None, *, site=True):
    """Ask for new documents of some editions (all when None), and of the site.

    Safe to call any number of times; the first call since the last build queues one rebuild.
    """
    if _held_back.get():
        return
    editions = list(Edition.objects.all() if editions is None else editions)
    _add_missing(editions)
    affected = Q(edition__in=editions)
    if site:
        affected |= Q(edition=None)
    rows = Snapshot.objects.filter(affected)
    now = timezone.now()
    newly = rows.filter(built=F("wanted")).update(wanted=F("wanted") + 1, dirty_since=now)
    rows.filter(dirty_since__lt=now).dirty().update(wanted=F("wanted") + 1)
    if newly or rows.filter(built=0).exists():
        transaction.on_commit(queue_rebuild)


def queue_rebuild():
    from events.tasks import rebuild_snapshots  # app ready

    rebuild_snapshots.enqueue()


def _add_missing(editions):
    rows = [
        Snapshot(edition=edition, language=language, document=document)
        for edition in editions
        for language in edition.languages
        for document in EDITION_DOCUMENTS
    ]
    rows += [
        Snapshot(language=language, document=Snapshot.Document.SITE)
        for language, _name in settings.LANGUAGES
    ]
    Snapshot.objects.bulk_create(rows, ignore_conflicts=True)
    for edition in editions:
        edition.snapshots.exclude(language__in=edition.languages).delete()


def rebuild():
    """Build documents until none is dirty; returns how many changed. Readers keep the good ones.

    What changes while its document is built queues nothing, for the document is dirty already: it
    is built once more. A document that cannot be built stays dirty, is logged, and shows on the
    health page.
    """
    changed, failed = 0, set()
    for _again in range(MOST_ROUNDS):
        waiting = [pair for pair in _dirty() if pair not in failed]
        if not waiting:
            return changed
        for edition_id, language in waiting:
            try:
                changed += _rebuild_one(edition_id, language)
            except Exception:
                log.exception("Snapshot of edition %s in %s was not built", edition_id, language)
                failed.add((edition_id, language))
    queue_rebuild()
    return changed


def _dirty():
    rows = Snapshot.objects.dirty().order_by("edition__state", "edition_id", "language")
    return list(dict.fromkeys(rows.values_list("edition_id", "language")))


def _rebuild_one(edition_id, language):
    rows = Snapshot.objects.filter(edition_id=edition_id, language=language)
    # What was wanted is read before the content: a change during the build is seen as new.
    wanted = dict(rows.values_list("document", "wanted"))
    if edition_id is None:
        built = {Snapshot.Document.SITE: site.build(language)}
    else:
        edition = Edition.objects.get(pk=edition_id)
        built = documents.build(edition, language) or {}
    changed = sum(_store(rows, name, built.get(name)) for name in wanted)
    for name, number in wanted.items():
        rows.filter(document=name, built__lt=number).update(built=number)
    return changed


def _store(rows, name, document):
    identity = encode(document) if document else b""
    etag = _etag(identity) if document else ""
    new = rows.filter(document=name).exclude(etag=etag)
    return (
        new.update(
            etag=etag,
            identity=identity,
            gzip=gzip.compress(identity, 9, mtime=0),
            br=brotli.compress(identity, quality=11 if len(identity) < BEST_BROTLI_BELOW else 6),
            built_at=timezone.now(),
        )
        if new.exists()
        else 0
    )


def encode(document):
    """The bytes of a document: the same content gives the same bytes."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode()


def _etag(identity):
    return f'"{hashlib.sha256(identity).hexdigest()[:32]}"'
