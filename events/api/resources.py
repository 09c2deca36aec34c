"""Lists and single objects for integrators; one row of KINDS makes both endpoints of a kind."""

from dataclasses import dataclass, field

from django.urls import path
from drf_spectacular.utils import extend_schema_view
from rest_framework.exceptions import NotFound

from events.api import filters, parameters
from events.api import object_shapes as shapes
from events.api.described import describe
from events.api.objects import library
from events.api.reading import Pages, Reading


@dataclass(frozen=True)
class Kind:
    plural: str
    singular: str
    shape: type
    query: type = parameters.Paging
    filters: dict = field(default_factory=dict)


KINDS = [
    Kind("sessions", "session", shapes.Session, parameters.SessionQuery, filters.SESSIONS),
    Kind("speakers", "speaker", shapes.Speaker, parameters.SpeakerQuery, filters.SPEAKERS),
    Kind(
        "announcements",
        "announcement",
        shapes.Announcement,
        parameters.AnnouncementQuery,
        filters.ANNOUNCEMENTS,
    ),
    Kind("pages", "page", shapes.ContentPage),
    Kind("rooms", "room", shapes.Room),
    Kind("tracks", "track", shapes.Track),
]


class ObjectList(Reading):
    kind = None
    pagination_class = Pages

    def get(self, request, slug, language):
        query = self.kind.query.read(request)
        found = library(slug, language)
        rows = list(found[self.kind.plural].values())
        return self.answer_page(request, filters.apply(self.kind.filters, query, rows, found))


class ObjectDetail(Reading):
    kind = None

    def get(self, request, slug, language, id):
        parameters.Nothing.read(request)
        row = library(slug, language)[self.kind.plural].get(id)
        if row is None:
            raise NotFound
        return self.answer(row)


def paths(prefix):
    """The addresses of all kinds below a prefix that names the edition and the language."""
    found = []
    for kind in KINDS:
        listed = describe(
            f"list_{kind.plural}",
            kind.shape(many=True),
            query=kind.query,
            summary=f"The {kind.plural} of an edition, in one language",
        )
        single = describe(f"read_{kind.singular}", kind.shape, summary=f"One {kind.singular}")
        found += [
            path(f"{prefix}/{kind.plural}/", _view(ObjectList, kind, listed)),
            path(f"{prefix}/{kind.plural}/<slug:id>/", _view(ObjectDetail, kind, single)),
        ]
    return found


def _view(base, kind, description):
    name = f"{kind.singular.title()}{base.__name__.removeprefix('Object')}"
    return extend_schema_view(get=description)(type(name, (base,), {"kind": kind})).as_view()
