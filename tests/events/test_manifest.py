import pytest

from events.compiler import snapshots
from events.models import Edition
from events.web.manifest import short_name
from tests import factories
from tests.events.web_html import elements


@pytest.fixture
def edition_page(edition_page):
    factories.translate(edition_page, "ar", {"Sample edition": "مؤتمر نموذجي للتجربة"})
    snapshots.rebuild()
    return edition_page


@pytest.fixture
def discreet(edition_page):
    Edition.objects.update(is_discreet=True)
    snapshots.mark_dirty()
    snapshots.rebuild()


def manifest_of(client, path):
    response = client.get(path)
    assert response["Content-Type"] == "application/manifest+json"
    return response.json()


def icons_of(manifest):
    return [row["src"].removeprefix("/static/pwa/") for row in manifest["icons"]]


def test_an_edition_is_an_app_of_its_own_with_its_own_name(client, edition_page):
    manifest = manifest_of(client, "/ar/sample/app.webmanifest")

    icons = manifest.pop("icons")
    shortcuts = manifest.pop("shortcuts")
    assert manifest.pop("description")
    assert manifest == {
        "id": "/sample/",
        "name": "مؤتمر نموذجي للتجربة",
        "short_name": "مؤتمر نموذجي",
        "lang": "ar",
        "dir": "rtl",
        "start_url": "/ar/sample/",
        "scope": "/",
        "display": "standalone",
        "theme_color": "#fffdf8",
        "background_color": "#faf6ee",
    }
    assert [(row["sizes"], row["purpose"]) for row in icons] == [
        ("any", "any"),
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    ]
    assert [row["url"] for row in shortcuts] == ["/ar/sample/now/", "/ar/sample/my-agenda/"]


def test_outside_editions_the_app_is_the_sites(client):
    manifest = manifest_of(client, "/manifest.ar.webmanifest")

    assert manifest["short_name"] == manifest["name"]
    facts = ("id", "start_url", "lang", "dir")
    assert [manifest[name] for name in facts] == ["/", "/ar/", "ar", "rtl"]
    assert "shortcuts" not in manifest


@pytest.mark.parametrize(
    "path",
    ["/manifest.xx.webmanifest", "/en/nothing/app.webmanifest", "/xx/sample/app.webmanifest"],
)
def test_what_is_not_there_has_no_manifest(client, db, path):
    assert client.get(path).status_code == 404


def test_a_draft_has_no_manifest(client, edition_page):
    Edition.objects.update(state=Edition.State.DRAFT)

    assert client.get("/en/sample/app.webmanifest").status_code == 404


@pytest.mark.parametrize("path", ["/manifest.en.webmanifest", "/en/sample/app.webmanifest"])
def test_a_manifest_cannot_be_posted_to(client, edition_page, path):
    assert client.post(path).status_code == 405


def test_a_discreet_app_has_neither_the_name_nor_the_sign_of_its_edition(client, discreet):
    manifest = manifest_of(client, "/en/sample/app.webmanifest")

    assert (manifest["name"], manifest["short_name"]) == ("Programme", "Programme")
    assert "Sample edition" not in str(manifest)
    assert icons_of(manifest) == [
        "plain.svg",
        "plain-192.png",
        "plain-512.png",
        "plain-maskable-512.png",
    ]


def test_an_app_that_is_not_discreet_has_name_and_sign(client, edition_page):
    manifest = manifest_of(client, "/en/sample/app.webmanifest")

    assert manifest["name"] == "Sample edition"
    assert icons_of(manifest)[0] == "icon.svg"


def head_of(client, path):
    response = client.get(path)
    links = {row["rel"]: row["href"] for row in elements(response, "link")}
    names = {row.get("name"): row.get("content") for row in elements(response, "meta")}
    icons = [links[rel].removeprefix("/static/pwa/") for rel in ("icon", "apple-touch-icon")]
    return links["manifest"], icons, names["apple-mobile-web-app-title"]


def test_pages_of_an_edition_name_its_app(client, edition_page):
    assert head_of(client, "/en/sample/programme/") == (
        "/en/sample/app.webmanifest",
        ["icon.svg", "icon-180.png"],
        "Sample edition",
    )
    assert head_of(client, "/en/")[0] == "/manifest.en.webmanifest"


def test_pages_of_a_discreet_edition_have_the_plain_icon(client, discreet):
    assert head_of(client, "/en/sample/programme/") == (
        "/en/sample/app.webmanifest",
        ["plain.svg", "plain-180.png"],
        "Programme",
    )


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Majlis", "Majlis"),
        ("Sample Edition 2027", "Sample"),
        ("Kashmir: days of the diaspora", "Kashmir"),
        ("Weltkonferenz der Diaspora", "Weltkonferenz"),
        ("المؤتمر العالمي لكشمير", "المؤتمر"),
        ("One two three", "One two"),
    ],
)
def test_a_short_name_is_whole_words_that_fit_below_an_icon(name, short):
    assert short_name(name) == short
