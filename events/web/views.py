"""Finds out what is wanted in one query, and lets `serving` answer."""

import datetime as dt
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from events.compiler.dates import DAY_CHANGE
from events.compiler.reading import (
    all_etags,
    load_document,
    public_snapshots,
    snapshot_etags,
)
from events.web import pages, sitemap
from events.web.serving import Wanted, patient, serve

MAX_FILTER_LENGTH = 80
# Documents that a page is made from; fewer of them, fewer changes of the page.
EDITION = ("programme", "details")
PROGRAMME = ("programme",)
SITE = ("site",)


def _edition_page(page, documents=EDITION, filters=()):
    """A view of one page of an edition that is made from these documents, and from filters."""

    @require_safe
    def view(request, language, edition, slug=""):
        def find():
            etags = _etags(edition, language, documents)
            asked = _filters(request, filters)
            return Wanted(page, language, request.path, edition, etags, slug, asked)

        return serve(request, find)

    return view


def _etags(edition, language, documents):
    return _pick(snapshot_etags(edition, language) or {}, documents)


def _pick(found, documents):
    if not all(name in found for name in documents):
        raise Http404
    return tuple((name, found[name]) for name in documents)


page = _edition_page(pages.page)
session = _edition_page(pages.session)
speakers = _edition_page(pages.speakers)
speaker = _edition_page(pages.speaker)
announcements = _edition_page(pages.announcements, PROGRAMME)
announcement = _edition_page(pages.announcement, PROGRAMME)
agenda = _edition_page(pages.agenda, PROGRAMME)
search = _edition_page(pages.search, filters=pages.SEARCH)
settings_page = _edition_page(pages.settings_page, PROGRAMME)


@require_safe
def front(request, language):
    def find():
        return Wanted(pages.front, language, request.path, None, _etags(None, language, SITE))

    return serve(request, find)


@require_safe
def edition_or_page(request, language, slug):
    """An edition has the address first, then a page of the site."""

    def find():
        found = all_etags(slug, language)
        if "programme" in found:
            etags = _pick(found, EDITION)
            return Wanted(pages.overview, language, request.path, slug, etags)
        return Wanted(pages.site_page, language, request.path, None, _pick(found, SITE), slug)

    return serve(request, find)


@require_safe
def programme(request, language, edition, day=None):
    """One day of the programme, by default today; all of it if the reader filters."""

    def find():
        etags = _etags(edition, language, PROGRAMME)
        filters = _filters(request, pages.FILTERS)
        days = _days(etags[0][1], edition, language)
        date = day or days.today()
        if not filters and date not in days.dates:
            raise Http404
        return Wanted(pages.programme, language, request.path, edition, etags, date, filters)

    return serve(request, find)


def _filters(request, names):
    values = ((name, request.GET.get(name, "").strip()) for name in names)
    return tuple((name, value[:MAX_FILTER_LENGTH]) for name, value in values if value)


@lru_cache(maxsize=64)
def _days(etag, edition, language):
    return Days(load_document(etag, "programme", edition, language))


class Days:
    """The days that a programme can show: the edition's own, and others with sessions."""

    def __init__(self, document):
        facts = document["edition"]
        self.zone = ZoneInfo(facts["time_zone"])
        self.first, self.last = facts["starts_on"], facts["ends_on"]
        sessions = document["sessions"]
        planned = {row.get("day", row.get("start", "")[:10]) for row in sessions} - {""}
        self.dates = planned | {day["date"] for day in document["days"]}

    def today(self):
        """Today's date if the edition is running, its first day otherwise."""
        now = timezone.now().astimezone(self.zone)
        day = now.date() - dt.timedelta(days=now.time() < DAY_CHANGE)
        is_running = self.first <= day.isoformat() <= self.last
        return day.isoformat() if is_running else self.first


@require_safe
def now(request, language, edition):
    """What runs at this minute: another page with each of them."""

    def find():
        etags = _etags(edition, language, PROGRAMME)
        return Wanted(pages.now, language, request.path, edition, etags, moment=minute())

    return serve(request, find)


def minute():
    """The minute that it is."""
    return timezone.now().replace(second=0, microsecond=0)


@require_safe
@patient
def speaker_of_any_edition(request, language, slug):
    """Go to the newest public edition where the speaker appears."""
    for edition, etag in _newest_programmes(language):
        document = load_document(etag, "programme", edition, language)
        if any(row["slug"] == slug for row in document["speakers"]):
            return HttpResponseRedirect(f"/{language}/{edition}/speakers/{slug}/")
    raise Http404


def _newest_programmes(language):
    rows = public_snapshots().filter(language=language).filter(document="programme")
    rows = rows.order_by("-edition__starts_on", "-edition__number")
    return rows.values_list("edition__slug", "etag")


@require_safe
def speakers_of_newest_edition(request, language):
    newest = _newest_programmes(language).first()
    if newest is None:
        raise Http404
    return HttpResponseRedirect(f"/{language}/{newest[0]}/speakers/")


@require_safe
def root(request):
    """Go to the language that the browser asks for."""
    language = translation.get_language_from_request(request)
    response = HttpResponseRedirect(f"/{language}/")
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
@patient
def site_map(request):
    response = HttpResponse(sitemap.render(_all_pages()), content_type="application/xml")
    response["Cache-Control"] = "public, max-age=3600"
    return response


def _all_pages():
    codes = [code for code, _name in settings.LANGUAGES]
    rows = public_snapshots().filter(document__in=["site", "programme"], language__in=codes)
    rows = rows.order_by("edition__starts_on", "edition_id", "language")
    return tuple(rows.values_list("edition__slug", "language", "document", "etag"))


@require_safe
def robots(request):
    lines = ["User-agent: *", "Disallow: /admin/", f"Sitemap: {settings.BASE_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
