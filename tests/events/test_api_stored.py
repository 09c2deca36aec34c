import gzip
import json

import brotli
import pytest
from django.test import Client

from events.api import encodings
from events.compiler import documents, snapshots
from events.models import Edition, Snapshot
from tests import factories
from tests.events.api_content import EDITION, get, make_sample, publish

PROGRAMME = f"{EDITION}/en/programme"


@pytest.fixture
def sample(edition_page):
    return make_sample(edition_page)


@pytest.fixture
def stored(db):
    """One document in the database, without the content that it would be made of."""
    edition = Edition.objects.create(
        slug="sample",
        state=Edition.State.OPEN,
        starts_on=factories.DAY,
        ends_on=factories.DAY,
        languages=["en", "ar", "ur", "tr"],
    )
    identity = snapshots.encode({"edition": {"slug": "sample"}})
    row = edition.snapshots.filter(language="en", document="programme")
    return row.update(
        etag='"0123456789abcdef"',
        identity=identity,
        gzip=gzip.compress(identity),
        br=brotli.compress(identity),
        built=1,
    )


def plain_etag(language="en", document="programme"):
    return Snapshot.objects.get(edition__slug="sample", language=language, document=document).etag


@pytest.mark.parametrize("document", ["programme", "details"])
def test_document_is_exactly_what_was_compiled(sample, edition_page, document):
    response = get(f"{EDITION}/ar/{document}")

    assert response.json() == documents.build(edition_page.edition, "ar")[document]
    assert response.content == snapshots.encode(response.json())


def test_site_is_exactly_what_was_compiled(sample):
    response = get("/api/v1/site/ar")

    assert response.content == bytes(Snapshot.objects.get(edition=None, language="ar").identity)
    assert response.json()["editions"][0]["title"] == "ع Sample edition"


def test_arabic_programme_has_arabic_words_and_direction(sample):
    programme = get(f"{EDITION}/ar/programme").json()

    assert (programme["dir"], programme["language"]) == ("rtl", "ar")
    assert [row["title"] for row in programme["sessions"]] == ["ع Opening", "Workshop"]
    assert [row.get("lang") for row in programme["sessions"]] == [None, "en"]


def test_document_has_only_these_headers_for_caches(stored):
    response = get(PROGRAMME, origin="https://elsewhere.example", cookie="sessionid=x")

    assert response["Vary"] == "Accept-Encoding"
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Access-Control-Expose-Headers"] == "ETag"
    assert response["Content-Type"] == "application/json"
    assert response.cookies == {}


@pytest.mark.parametrize(
    ("accepted", "sent"),
    [
        ("", None),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("br;q=0.2, gzip;q=0.8", "gzip"),
        ("br;q=0, *", "gzip"),
        ("gzip;q=0.5, identity", None),
        ("gzip;q=0, br;q=0", None),
        ("deflate", None),
        ("*;q=0, identity;q=0.1", None),
        ("identity;q=0, *", "br"),
        ("GZIP ; Q=1", "gzip"),
        ("br;q=nonsense", None),
    ],
)
def test_encoding_is_the_best_that_is_accepted(stored, accepted, sent):
    response = get(PROGRAMME, accept_encoding=accepted)

    unpack = {None: bytes, "br": brotli.decompress, "gzip": gzip.decompress}[sent]
    assert response.get("Content-Encoding") == sent
    assert json.loads(unpack(response.content))["edition"]["slug"] == "sample"
    assert response["Content-Length"] == str(len(response.content))


@pytest.mark.parametrize("accepted", ["identity;q=0", "*;q=0", "zstd, identity;q=0.0"])
def test_refusing_all_encodings_is_answered_406(stored, accepted):
    response = get(PROGRAMME, accept_encoding=accepted)

    assert (response.status_code, response.json()["code"]) == (406, "not_acceptable")


def test_each_encoding_has_its_own_etag(stored):
    etags = [get(PROGRAMME, accept_encoding=name)["ETag"] for name in ("br", "gzip", "identity")]

    plain = plain_etag()
    assert etags == [f'{plain[:-1]}-br"', f'{plain[:-1]}-gzip"', plain]


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', '{} , "other"'])
@pytest.mark.parametrize("encoding", ["br", "gzip", "identity"])
def test_etag_of_any_encoding_gives_304(stored, form, encoding):
    etag = encodings.etag_of(plain_etag(), encoding)

    response = get(PROGRAMME, if_none_match=form.format(etag), accept_encoding="br")

    assert (response.status_code, response.content, response["ETag"]) == (304, b"", etag)
    assert response["Vary"] == "Accept-Encoding"
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert response["Access-Control-Allow-Origin"] == "*"


def test_any_etag_gives_304_and_another_does_not(stored):
    assert get(PROGRAMME, if_none_match="*").status_code == 304
    assert get(PROGRAMME, if_none_match='"other"').status_code == 200


def test_etag_changes_only_for_the_language_whose_words_changed(sample):
    before = {language: plain_etag(language) for language in ("en", "ar")}
    arabic = sample["session"].get_translation(factories.Locale.objects.get(language_code="ar"))

    arabic.title = "افتتاح"
    arabic.save_revision().publish()
    publish()

    assert plain_etag("en") == before["en"]
    assert get(f"{EDITION}/ar/programme", if_none_match=before["ar"]).status_code == 200


def test_head_has_the_headers_of_get_and_no_body(stored):
    got = get(PROGRAMME, accept_encoding="br")

    head = Client().head(PROGRAMME, headers={"accept-encoding": "br"})

    assert head.content == b""
    assert dict(head.headers) == dict(got.headers)


def test_document_takes_one_query(edition_page, django_assert_num_queries):
    publish()

    for path in (PROGRAMME, f"{EDITION}/ar/details", "/api/v1/site/en"):
        for headers in ({}, {"if_none_match": "*"}):
            with django_assert_num_queries(1):
                get(path, **headers)


def test_unknown_language_is_told_which_there_are(stored):
    response = get(f"{EDITION}/de/programme")

    assert response.status_code == 404
    assert response.json() == {
        "code": "unknown_language",
        "message": "This is not offered in that language, but in: en, ar, ur, tr.",
    }
    assert get("/api/v1/site/de").json() == response.json()


def test_language_of_an_edition_that_was_never_built_asks_for_patience(stored):
    assert get(f"{EDITION}/ar/programme").status_code == 503


def test_draft_is_not_told_apart_from_what_does_not_exist(stored):
    Edition.objects.filter(slug="sample").update(state=Edition.State.DRAFT)

    hidden, missing = get(PROGRAMME), get("/api/v1/editions/other/en/programme")
    hidden_language = get(f"{EDITION}/de/programme")

    assert hidden.status_code == missing.status_code == hidden_language.status_code == 404
    assert hidden.json() == missing.json() == hidden_language.json()
    assert hidden.json() == {"code": "not_found", "message": "Not found."}
    assert hidden["Cache-Control"] == "no-store"


def test_unpublished_edition_is_not_found(edition_page):
    publish()
    assert get(PROGRAMME).status_code == 200

    edition_page.unpublish()
    publish()

    assert get(PROGRAMME).status_code == 404


def test_document_before_its_first_build_asks_for_patience(edition_page):
    response = get(PROGRAMME)

    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert response.json() == {
        "code": "not_built",
        "message": "This is being prepared. Ask again in a few seconds.",
    }


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_documents_cannot_be_written(stored, method):
    response = getattr(Client(enforce_csrf_checks=True), method)(PROGRAMME)

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert response.json()["code"] == "method_not_allowed"


def test_preflight_allows_conditional_reading_and_no_writing(db):
    response = Client().options(
        PROGRAMME,
        headers={"origin": "https://elsewhere.example", "access-control-request-method": "GET"},
    )

    assert response.status_code == 204
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert response["Access-Control-Allow-Headers"] == "If-None-Match"


def test_pages_outside_the_api_are_closed_to_other_origins(db):
    response = get("/healthz", origin="https://elsewhere.example")

    assert "Access-Control-Allow-Origin" not in response


def test_address_that_is_none_is_answered_in_the_shape_of_errors(db):
    response = get("/api/v1/nothing/")

    assert response.status_code == 404
    assert response.json() == {"code": "not_found", "message": "There is nothing at this address."}
