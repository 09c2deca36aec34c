"""sitemap.xml: every public page in every language (https://www.sitemaps.org/protocol.html)."""

from functools import lru_cache

from django.conf import settings
from django.utils.html import escape

from events.compiler.reading import load_document


@lru_cache(maxsize=2)
def render(rows):
    """The document for `rows` of (edition slug or None, language, document name, ETag)."""
    paths = [path for row in rows for path in _paths(*row)]
    lines = (f"<url><loc>{escape(settings.BASE_URL + path)}</loc></url>" for path in paths)
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
            *lines,
            "</urlset>",
        ]
    ).encode()


def _paths(edition, language, name, etag):
    document = load_document(etag, name, edition, language)
    if edition is None:
        yield f"/{language}/"
        yield from (f"/{language}/{row['slug']}/" for row in document["pages"])
        return
    root = f"/{language}/{edition}/"
    folders = ("programme", "speakers", "announcements")
    yield root
    yield from (f"{root}{folder}/" for folder in folders)
    yield from (f"{root}programme/{day['date']}/" for day in document["days"])
    named = zip(folders, ("sessions", "speakers", "announcements"), strict=True)
    for folder, rows in named:
        yield from (f"{root}{folder}/{row['slug']}/" for row in document[rows])
    yield from (f"{root}{row['slug']}/" for row in document["pages"])
