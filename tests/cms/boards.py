"""A session on the board of the translators' desk, and what the board shows of it."""

import pytest

from tests import factories
from tests.cms.translating import AR

BOARD = "/admin/translations/editions/sample/"


@pytest.fixture
def edition(edition_page):
    return edition_page.edition


@pytest.fixture
def session(edition_page):
    """Opening, in Arabic public, in Turkish begun, in Urdu never asked for."""
    session = factories.make_session(edition_page, "Opening", summary="Welcome.")
    factories.translate(session, "ar", {"Opening": AR, "Welcome.": "أهلا."})
    factories.fill(factories.submit(session, "tr"), {"Opening": "Açılış"})
    return session


def rows(response):
    """`{title: {language: state}}` in the order of the page."""
    return {
        line.row.title: {place.language.code: place.cell.state for place in line.places}
        for line in response.context["lines"]
    }
