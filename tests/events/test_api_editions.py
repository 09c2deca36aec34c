import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Edition, Snapshot
from tests import factories
from tests.events.api_content import EDITION, get, publish

ROOT = "http://testserver"


@pytest.fixture
def edition(edition_page):
    factories.translate(edition_page, "ar", {"Sample edition": "دورة نموذجية"})
    publish()
    return edition_page.edition


def sample_edition():
    return {
        "slug": "sample",
        "url": f"{ROOT}{EDITION}/",
        "titles": {
            "ar": "دورة نموذجية",
            "en": "Sample edition",
            "tr": "Sample edition",
            "ur": "Sample edition",
        },
        "number": 3,
        "state": "announced",
        "sample": False,
        "starts_on": "2027-06-11",
        "ends_on": "2027-06-13",
        "time_zone": "Europe/Istanbul",
        "city": "Istanbul",
        "country": "",
        "coordinates": None,
        "source_language": "en",
        "languages": ["en", "ar", "ur", "tr"],
    }


def slugs():
    return [row["slug"] for row in get("/api/v1/editions/").json()["results"]]


def test_index_says_where_to_start(db):
    assert get("/api/v1/").json() == {
        "editions": f"{ROOT}/api/v1/editions/",
        "sites": {code: f"{ROOT}/api/v1/site/{code}" for code in ("en", "ar", "ur", "tr")},
        "schema": f"{ROOT}/api/schema/",
        "docs": f"{ROOT}/api/docs/",
    }


def test_editions_are_listed_with_their_facts(edition):
    assert get("/api/v1/editions/").json() == {
        "count": 1,
        "next": None,
        "previous": None,
        "results": [sample_edition()],
    }


def test_edition_says_where_each_document_is(edition):
    rows = {(row.language, row.document): row for row in Snapshot.objects.exclude(edition=None)}
    expected = [
        {
            "language": language,
            "document": document,
            "url": f"{ROOT}{EDITION}/{language}/{document}",
            "etag": rows[language, document].etag,
            "sizes": {
                name: len(getattr(rows[language, document], name))
                for name in ("identity", "gzip", "br")
            },
            "changed_at": rows[language, document].built_at.isoformat(timespec="seconds"),
        }
        for language in ("en", "ar", "ur", "tr")
        for document in ("programme", "details")
    ]

    assert get(f"{EDITION}/").json() == sample_edition() | {"documents": expected}


def test_each_document_is_where_the_edition_says(edition):
    for document in get(f"{EDITION}/").json()["documents"]:
        response = get(document["url"])

        assert response["ETag"] == document["etag"]
        assert len(response.content) == document["sizes"]["identity"]
        assert get(document["url"], if_none_match=document["etag"]).status_code == 304


def test_newest_edition_comes_first(edition):
    for slug, year in (("oldest", 2020), ("newest", 2030)):
        day = factories.dt.date(year, 1, 2)
        factories.make_edition(slug, starts_on=day, ends_on=day)
    publish()

    assert slugs() == ["newest", "sample", "oldest"]


def test_draft_and_unpublished_editions_are_hidden(edition):
    draft = factories.make_edition("secret-draft", state=Edition.State.DRAFT)
    withdrawn = factories.make_edition("secret-page")
    publish()
    withdrawn.unpublish()
    publish()

    assert draft.live
    assert slugs() == ["sample"]
    for slug in ("secret-draft", "secret-page"):
        for path in ("", "en/programme", "en/details", "en/sessions/"):
            assert get(f"/api/v1/editions/{slug}/{path}").status_code == 404
    for path in ("/api/v1/editions/", "/api/v1/site/en", "/api/v1/site/ar"):
        assert b"secret" not in get(path).content


def test_edition_before_its_first_build_is_hidden(edition_page):
    assert slugs() == []
    assert get(f"{EDITION}/").status_code == 404


def test_listing_takes_the_same_queries_for_one_and_three_editions(edition):
    counts = []
    for slug in ("sample", "second", "third"):
        if slug != "sample":
            factories.make_edition(slug)
            publish()
        with CaptureQueriesContext(connection) as cold:
            slugs()
        with CaptureQueriesContext(connection) as warm:
            get(f"{EDITION}/")
        counts.append((len(cold), len(warm)))

    assert counts == [(4, 3)] * 3


@pytest.mark.parametrize("path", ["/api/v1/", "/api/v1/editions/", f"{EDITION}/"])
def test_unknown_parameter_is_refused_by_name(db, path):
    response = get(f"{path}?page=2")

    assert response.status_code == 400
    assert response.json() == {
        "code": "invalid",
        "message": "Some values cannot be used.",
        "errors": {"page": ["There is no such parameter."]},
    }


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize("path", ["/api/v1/", "/api/v1/editions/", f"{EDITION}/en/sessions/"])
def test_reading_endpoints_cannot_be_written(client, db, method, path):
    response = getattr(client, method)(path)

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert response.json()["code"] == "method_not_allowed"


def test_errors_speak_the_language_that_is_asked_for(db):
    response = get("/api/v1/?page=2", accept_language="ar")

    assert response.json()["code"] == "invalid"
    assert "Vary" not in response


def test_accept_header_changes_nothing(edition):
    usual = get(f"{EDITION}/")

    for accept in ("text/html", "application/xml", "application/json; indent=4", "nonsense"):
        assert get(f"{EDITION}/", accept=accept).content == usual.content
