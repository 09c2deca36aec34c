"""The index, and the editions with where each of their documents is."""

import json
from collections import defaultdict
from functools import lru_cache

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.db.models.functions import Length
from rest_framework.exceptions import NotFound
from rest_framework.reverse import reverse

from events.api import object_shapes as shapes
from events.api import parameters
from events.api.described import describe
from events.api.reading import Pages, Reading
from events.models import Edition, Snapshot

DOCUMENTS = [Snapshot.Document.PROGRAMME, Snapshot.Document.DETAILS]


class IndexView(Reading):
    @describe("index", shapes.Index, refusals=[400], tags=["editions"])
    def get(self, request):
        """Where to start."""
        parameters.Nothing.read(request)
        codes = [code for code, _name in settings.LANGUAGES]
        return self.answer(
            {
                "editions": reverse("editions", request=request),
                "sites": {code: reverse("site", [code], request=request) for code in codes},
                "schema": reverse("schema", request=request),
                "docs": reverse("api-docs", request=request),
            }
        )


class EditionList(Reading):
    pagination_class = Pages

    @describe(
        "list_editions",
        shapes.Edition(many=True),
        query=parameters.Paging,
        refusals=[400],
        tags=["editions"],
    )
    def get(self, request):
        """All public editions, newest first."""
        parameters.Paging.read(request)
        titles = _titles()
        rows = _published().newest_first()
        return self.answer_page(request, rows, lambda row: _edition(row, titles, request))


class EditionDetail(Reading):
    @describe("read_edition", shapes.EditionDetail, refusals=[400, 404], tags=["editions"])
    def get(self, request, slug):
        """The facts of one edition, and where each of its documents is."""
        parameters.Nothing.read(request)
        edition = _published().filter(slug=slug).first()
        if edition is None:
            raise NotFound
        documents = {"documents": _documents(edition, request)}
        return self.answer(_edition(edition, _titles(), request) | documents)


def _published():
    """Editions that readers can see: public, and compiled at least once with a published page."""
    programme = Snapshot.objects.filter(
        edition=OuterRef("pk"), document=Snapshot.Document.PROGRAMME
    )
    return Edition.objects.public().filter(Exists(programme.exclude(etag="")))


def _edition(edition, titles, request):
    place = [edition.latitude, edition.longitude]
    return {
        "slug": edition.slug,
        "url": reverse("edition", [edition.slug], request=request),
        "titles": titles.get(edition.slug, {}),
        "number": edition.number,
        "state": edition.state,
        "sample": edition.is_sample,
        "starts_on": edition.starts_on.isoformat(),
        "ends_on": edition.ends_on.isoformat(),
        "time_zone": edition.time_zone,
        "city": edition.city,
        "country": edition.country,
        "coordinates": None if None in place else [float(number) for number in place],
        "source_language": edition.source_language,
        "languages": edition.languages,
    }


def _documents(edition, request):
    rows = edition.snapshots.filter(document__in=DOCUMENTS).exclude(etag="")
    sizes = {f"{name}_size": Length(name) for name in ("identity", "gzip", "br")}
    order = {code: place for place, code in enumerate(edition.languages)}
    found = rows.annotate(**sizes).values("language", "document", "etag", "built_at", *sizes)
    return [
        {
            "language": row["language"],
            "document": row["document"],
            "url": reverse(row["document"], [edition.slug, row["language"]], request=request),
            "etag": row["etag"],
            "sizes": {name: row[f"{name}_size"] for name in ("identity", "gzip", "br")},
            "changed_at": row["built_at"].isoformat(timespec="seconds"),
        }
        for row in sorted(
            found, key=lambda row: (order[row["language"]], DOCUMENTS.index(row["document"]))
        )
    ]


def _titles():
    """`{slug: {language: title}}` from the site's documents, parsed again only when they change."""
    rows = Snapshot.objects.filter(edition=None).exclude(etag="").order_by("language")
    return _titles_in(tuple(rows.values_list("etag", flat=True)))


@lru_cache(maxsize=4)
def _titles_in(etags):
    titles = defaultdict(dict)
    rows = Snapshot.objects.filter(edition=None, etag__in=etags).order_by("language")
    for language, identity in rows.values_list("language", "identity"):
        for edition in json.loads(bytes(identity))["editions"]:
            titles[edition["slug"]][language] = edition["title"]
    return dict(titles)
