"""Sends the programme to other programs: calendar, schedule, announcements, manifest.

Each is made once for a state of the documents, then sent from memory.
"""

from functools import lru_cache

from django.http import HttpResponse
from django.utils import translation
from django.views.decorators.http import conditional_page, require_safe
from rest_framework.exceptions import APIException
from rest_framework.settings import api_settings

from events.api import problems
from events.api.objects import library_of
from events.api.stored import CACHING
from events.compiler.reading import DocumentChanged, public_snapshots


def feed(make, content_type):
    """The view of one format; `make(library, built_at)` returns its bytes."""

    @require_safe
    @conditional_page
    def view(request, language, edition):
        try:
            body = _current(make, edition, language)
        except APIException as refusal:
            return api_settings.EXCEPTION_HANDLER(refusal, {"request": request, "view": view})
        headers = {"Cache-Control": CACHING, "Access-Control-Allow-Origin": "*"}
        return HttpResponse(body, content_type=content_type, headers=headers)

    return view


def _current(make, slug, language):
    for _attempt in range(3):  # a rebuild may replace what was just looked up
        rows = public_snapshots().filter(edition__slug=slug, language=language)
        found = {row.document: row for row in rows.only("document", "etag", "built_at")}
        if not {"programme", "details"} <= found.keys():
            raise problems.reason(slug, language, "programme")
        etags = found["programme"].etag, found["details"].etag
        built_at = max(row.built_at for row in found.values())
        try:
            return _made(make, slug, language, etags, built_at)
        except DocumentChanged:
            continue
    raise problems.NotBuilt


@lru_cache(maxsize=64)
def _made(make, slug, language, etags, built_at):
    with translation.override(language):
        return make(library_of(slug, language, *etags), built_at)
