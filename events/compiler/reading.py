"""Reads stored documents. An ETag names one content for ever, so parsed documents are kept by it.

    etags = snapshot_etags("sample-2027", "ar")        # one query; None: nothing public here
    programme = load_document(etags["programme"], "programme", "sample-2027", "ar")

Nobody may change a document that these functions return: all requests share it.
"""

import json
from functools import lru_cache

from events.models import Edition, Snapshot


class DocumentChanged(Exception):
    """A newer document took the place of the one asked for: read the ETags again."""


def public_snapshots():
    """Snapshots that readers may see and that have been built."""
    return Snapshot.objects.exclude(etag="").exclude(edition__state=Edition.State.DRAFT)


def snapshot_etags(edition_slug, language) -> dict[str, str] | None:
    """`{"programme": etag, "details": etag}` of a public edition.

    `{"site": etag}` when the slug is None. One query. None if there is no such edition,
    it is a draft, or it is not in this language.
    """
    rows = public_snapshots().filter(language=language)
    rows = rows.filter(edition__slug=edition_slug) if edition_slug else rows.filter(edition=None)
    return dict(rows.values_list("document", "etag")) or None


@lru_cache(maxsize=64)
def load_document(etag, name, edition_slug, language) -> dict:
    """The parsed document `name` with this ETag; `edition_slug` is None for the site's.

    One query the first time, none after. Raises DocumentChanged.
    """
    rows = Snapshot.objects.filter(document=name, language=language, etag=etag)
    rows = rows.filter(edition__slug=edition_slug) if edition_slug else rows.filter(edition=None)
    stored = rows.values_list("identity", flat=True).first()
    if stored is None:
        raise DocumentChanged(name)
    return json.loads(bytes(stored))
