"""Sends pages: each is rendered once for the state of the documents that it is made from."""

import datetime as dt
import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache, wraps
from pathlib import Path

import brotli
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.http import parse_etags

from events.compiler.reading import DocumentChanged

PAGES_KEPT = 1024
SUFFIXES = {"br": "-br", "gzip": "-gz", "": ""}


@dataclass(frozen=True)
class Wanted:
    """All that a page depends on; equal values give the same bytes.

    `page` turns this into a template's name and its context, or raises Http404.
    """

    page: Callable
    language: str
    path: str
    edition: str | None
    etags: tuple[tuple[str, str], ...]
    slug: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    # The minute, for pages that tell the time.
    moment: dt.datetime | None = None

    @property
    def etag(self):
        facts = vars(self) | {"page": self.page.__name__, "release": release()}
        return hashlib.sha256(repr(facts).encode()).hexdigest()[:24]


def patient(view):
    """Let a view that reads documents begin again if a rebuild finished between two queries."""

    @wraps(view)
    def begin(*args, **kwargs):
        try:
            return view(*args, **kwargs)
        except DocumentChanged:
            return view(*args, **kwargs)

    return begin


@patient
def serve(request, find):
    """Answer with the page that `find()` describes as Wanted; 304 if the reader has it already."""
    wanted = find()
    encoding = negotiate(request.headers.get("Accept-Encoding", ""))
    etag = f'"{wanted.etag}{SUFFIXES[encoding]}"'
    if _is_known(request.headers.get("If-None-Match", ""), etag):
        response = HttpResponse(status=304)
    else:
        # Anybody can ask for any number of filters: they must not push out what all read.
        body = encode(render(wanted), encoding) if wanted.filters else _kept(wanted, encoding)
        response = HttpResponse(body)
        response["Content-Language"] = wanted.language
        if encoding:
            response["Content-Encoding"] = encoding
    response["ETag"] = etag
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    response["Vary"] = "Accept-Encoding"
    return response


def _is_known(header, etag):
    """Weak comparison, since proxies that compress mark ETags as weak."""
    known = [value.removeprefix("W/") for value in parse_etags(header)] if header else []
    return etag in known or known == ["*"]


@lru_cache(maxsize=256)
def negotiate(accepted):
    """The best encoding of an Accept-Encoding header that we have: "br", "gzip" or "" for none."""
    offered = {}
    for part in accepted.lower().split(","):
        name, _semicolon, parameters = part.partition(";")
        quality = parameters.replace(" ", "").removeprefix("q=") or "1"
        offered[name.strip()] = quality.strip("0.") != ""
    return next((name for name in ("br", "gzip") if offered.get(name)), "")


@lru_cache(maxsize=PAGES_KEPT)
def _kept(wanted, encoding):
    return encode(_rendered(wanted), encoding)


@lru_cache(maxsize=PAGES_KEPT // 4)
def _rendered(wanted):
    return render(wanted)


def render(wanted):
    with translation.override(wanted.language):
        template, context = wanted.page(wanted)
        return render_to_string(template, context).encode()


def encode(body, encoding):
    if encoding == "br":
        return brotli.compress(body, quality=6)
    return gzip.compress(body, 6, mtime=0) if encoding == "gzip" else body


@cache
def release():
    """Names the code, templates, words and static files that pages are made with."""
    digest = hashlib.sha256(settings.BASE_URL.encode())
    for path in _sources():
        digest.update(path.read_bytes())
    digest.update(repr(sorted(getattr(staticfiles_storage, "hashed_files", {}).items())).encode())
    return digest.hexdigest()[:12]


def _sources():
    rooms = [Path(apps.get_app_config(name).path) for name in ("home", "events", "pwa")]
    patterns = ("*.py", "*/*.py", "templates/**/*.html")
    found = [room.glob(pattern) for room in rooms for pattern in patterns]
    found += [Path(folder).glob("*/LC_MESSAGES/*.mo") for folder in settings.LOCALE_PATHS]
    return sorted(path for paths in found for path in paths)
