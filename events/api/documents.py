"""The stored documents, as the OpenAPI description names them."""

from events.api import shapes
from events.api.described import describe_document
from events.api.stored import StoredDocument
from events.models import Snapshot


class Programme(StoredDocument):
    document = Snapshot.Document.PROGRAMME

    @describe_document("read_programme", shapes.ProgrammeDocument)
    def get(self, request, slug, language):
        """What the first screen needs: facts, rooms, tracks, sessions in order, announcements."""
        return self.answer(request, language, slug)


class Details(StoredDocument):
    document = Snapshot.Document.DETAILS

    @describe_document("read_details", shapes.DetailsDocument)
    def get(self, request, slug, language):
        """All the rest of the words: abstracts, biographies, bodies of pages, pictures."""
        return self.answer(request, language, slug)


class Site(StoredDocument):
    document = Snapshot.Document.SITE

    @describe_document("read_site", shapes.SiteDocument)
    def get(self, request, language):
        """The front page, the site's own pages, and the list of editions."""
        return self.answer(request, language, None)
