import gzip

import brotli
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.compiler import snapshots
from events.models import Edition
from events.web import views
from events.web.serving import negotiate
from tests import factories
from tests.events.web_html import elements, get, texts

PATHS = [
    "/ar/",
    "/ar/about/",
    "/ar/sample/",
    "/ar/sample/programme/",
    "/ar/sample/programme/2027-06-12/",
    "/ar/sample/programme/opening/",
    "/ar/sample/speakers/",
    "/ar/sample/speakers/amina-dar/",
    "/ar/sample/announcements/",
    "/ar/sample/announcements/welcome/",
    "/ar/sample/venue/",
]


@pytest.fixture
def content(edition_page):
    factories.make_session(edition_page, speakers=[factories.make_speaker()])
    factories.make_announcement(edition_page)
    factories.make_content_page(edition_page)
    factories.make_content_page(edition_page.get_parent().specific, "About")
    snapshots.rebuild()


def ask(client, path, **headers):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path, headers=headers)
    return response, len(queries)


@pytest.mark.parametrize("path", PATHS)
def test_a_page_costs_one_query_and_three_the_first_time(client, content, path):
    first, cold = ask(client, path)
    _second, warm = ask(client, path)
    unchanged, conditional = ask(client, path, if_none_match=first["ETag"])

    assert (first.status_code, unchanged.status_code) == (200, 304)
    assert cold <= 3
    assert (warm, conditional) == (1, 1)


def test_a_filtered_programme_costs_one_query(client, content):
    client.get("/ar/sample/programme/?q=a")

    assert ask(client, "/ar/sample/programme/?q=b")[1] == 1


@pytest.mark.parametrize(
    ("accepted", "encoding", "decode"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("identity", None, bytes),
    ],
)
def test_a_page_is_the_same_in_every_encoding(client, content, accepted, encoding, decode):
    plain = client.get("/ar/sample/programme/")
    response = client.get("/ar/sample/programme/", headers={"accept-encoding": accepted})

    assert response.get("Content-Encoding") == encoding
    assert decode(response.content) == plain.content


def test_an_etag_belongs_to_one_encoding(client, content):
    path = "/ar/sample/programme/"
    etags = {
        name: client.get(path, headers={"accept-encoding": name})["ETag"]
        for name in ("br", "gzip", "identity")
    }

    answers = {
        (asked, known): client.get(
            path, headers={"accept-encoding": asked, "if-none-match": etags[known]}
        ).status_code
        for asked in etags
        for known in etags
    }

    assert answers == {
        (asked, known): 304 if asked == known else 200 for asked in etags for known in etags
    }


@pytest.mark.parametrize("template", ["W/{}", '"other", {}', "*"])
def test_an_unchanged_page_is_not_sent_again(client, content, template):
    etag = client.get("/en/sample/")["ETag"]

    response = client.get("/en/sample/", headers={"if-none-match": template.format(etag)})

    assert (response.status_code, response.content) == (304, b"")
    assert response["ETag"] == etag
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert response["Vary"] == "Accept-Encoding"


def test_a_page_can_be_kept_by_every_cache(client, content):
    response = client.get("/ar/sample/programme/")

    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert response["Vary"] == "Accept-Encoding"
    assert response["Content-Language"] == "ar"
    assert response.cookies == {}


def test_a_change_gives_another_etag(client, edition_page):
    before = get(client, "/en/sample/programme/")

    factories.make_session(edition_page, "New")
    after = get(client, "/en/sample/programme/")

    assert texts(before, "h4") == []
    assert texts(after, "h4") == ["New"]
    assert before["ETag"] != after["ETag"]


def test_a_document_that_is_replaced_between_two_queries_is_read_again(
    client, edition_page, monkeypatch
):
    get(client, "/en/sample/programme/")
    factories.make_session(edition_page, "New")
    real, calls = views.snapshot_etags, []

    def stale_first(*args):
        found = real(*args)
        calls.append(args)
        return found | {"programme": '"gone"'} if len(calls) == 1 else found

    snapshots.rebuild()
    monkeypatch.setattr(views, "snapshot_etags", stale_first)
    response = client.get("/en/sample/programme/")

    assert texts(response, "h4") == ["New"]


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("", ""),
        ("br", "br"),
        ("gzip, br;q=0.5", "br"),
        ("gzip;q=1.0, br;q=0", "gzip"),
        ("GZIP", "gzip"),
        ("br; q=0.0, gzip; q=0", ""),
        ("deflate", ""),
    ],
)
def test_encodings_are_negotiated(header, encoding):
    assert negotiate(header) == encoding


def test_pages_can_only_be_read(client, content):
    assert client.post("/en/sample/programme/").status_code == 405


@pytest.mark.parametrize(
    ("path", "accepted", "language", "href"),
    [
        ("/ur/sample/nothing/", "en", "ur", "/ur/sample/programme/"),
        ("/ar/nothing/", "en", "ar", "/ar/sample/programme/"),
        ("/nothing/", "tr, en;q=0.5", "tr", "/tr/sample/programme/"),
        ("/xx/sample/", "de", "en", "/en/sample/programme/"),
    ],
)
def test_an_unknown_address_helps_in_the_language_of_the_reader(
    client, content, path, accepted, language, href
):
    response = client.get(path, headers={"accept-language": accepted})

    assert response.status_code == 404
    assert elements(response, "html")[0]["lang"] == language
    assert href in [row["href"] for row in elements(response, "a")]


def test_an_unknown_address_does_not_give_a_draft_away(client, content):
    Edition.objects.update(state=Edition.State.DRAFT)

    response = client.get("/en/sample/nothing/")

    assert [row for row in elements(response, "a") if "sample" in row["href"]] == []


def test_our_own_mistake_is_told_without_the_database(db, django_db_blocker, monkeypatch):
    def broken(*args):
        raise RuntimeError("broken")

    monkeypatch.setattr("events.web.views.snapshot_etags", broken)
    with django_db_blocker.block():
        response = Client(raise_request_exception=False).get("/ar/sample/programme/")

    assert response.status_code == 500
    assert len(elements(response, "section", class_="prose")) == 4


@pytest.mark.parametrize(
    ("accepted", "location"), [("ar,en;q=0.5", "/ar/"), ("de", "/en/"), ("ur-PK", "/ur/")]
)
def test_the_root_goes_to_the_language_of_the_browser(client, db, accepted, location):
    response = client.get("/", headers={"accept-language": accepted})

    assert (response.status_code, response["Location"]) == (302, location)
    assert response["Vary"] == "Accept-Language"


def test_the_site_map_names_every_page_in_every_language(client, content, settings):
    root = settings.BASE_URL

    response, queries = ask(client, "/sitemap.xml")
    _again, warm = ask(client, "/sitemap.xml")

    found = texts(response, "loc")
    turkish = [url.removeprefix(root) for url in found if url.startswith(f"{root}/tr/")]
    assert sorted(turkish) == [
        "/tr/",
        "/tr/about/",
        "/tr/sample/",
        "/tr/sample/announcements/",
        "/tr/sample/announcements/welcome/",
        "/tr/sample/programme/",
        "/tr/sample/programme/2027-06-11/",
        "/tr/sample/programme/2027-06-12/",
        "/tr/sample/programme/2027-06-13/",
        "/tr/sample/programme/opening/",
        "/tr/sample/speakers/",
        "/tr/sample/speakers/amina-dar/",
        "/tr/sample/venue/",
    ]
    assert (len(found), queries <= 9, warm) == (4 * 13, True, 1)


def test_every_page_of_the_site_map_answers(client, content, settings):
    paths = [
        url.removeprefix(settings.BASE_URL) for url in texts(client.get("/sitemap.xml"), "loc")
    ]

    answers = {path: client.get(path).status_code for path in paths}

    assert answers == dict.fromkeys(paths, 200)


def test_robots_are_led_to_the_site_map(client, settings):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert lines == [
        "User-agent: *",
        "Disallow: /admin/",
        f"Sitemap: {settings.BASE_URL}/sitemap.xml",
    ]
