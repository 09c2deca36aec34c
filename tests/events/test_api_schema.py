"""The OpenAPI document says exactly what is sent: nothing is missing, nothing is unsaid."""

import json
import re

import jsonschema
import pytest
from django.conf import settings
from django.core.management import call_command

from events.api.schema import document
from events.models import EditionOrganiser, EditionPage
from tests import factories
from tests.events.api_content import EDITION, get, identity, make_image, make_sample, publish


def strict(node):
    """A copy of a schema in which objects have no fields but those that are declared."""
    if isinstance(node, list):
        return [strict(item) for item in node]
    if not isinstance(node, dict):
        return node
    copy = {name: strict(value) for name, value in node.items()}
    if "properties" in copy and copy.get("type") == "object":
        copy.setdefault("additionalProperties", False)
    return copy


@pytest.fixture(scope="module")
def schema():
    return strict(json.loads(json.dumps(document())))


def check(schema, template, body, status="200"):
    answer = schema["paths"][template]["get"]["responses"][status]
    shape = answer["content"]["application/json"]["schema"]
    whole = {**shape, "components": schema["components"]}
    jsonschema.Draft202012Validator(
        whole, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    ).validate(body)


@pytest.fixture
def sample(edition_page):
    """Everything that documents can hold, so that no optional field goes unseen."""
    edition = edition_page.edition
    edition.latitude, edition.longitude, edition.country = 41, 29, "TR"
    edition.is_discreet = True
    edition.save()
    EditionOrganiser.objects.create(
        page=edition_page, name="Organiser", url="https://example.org/", locale=edition_page.locale
    )
    edition_page = EditionPage.objects.get(pk=edition_page.pk)
    edition_page.tagline, edition_page.place = "A tagline", "Istanbul, Turkey"
    edition_page.introduction = edition_page.venue_directions = "<p>Words</p>"
    edition_page.venue_name = "A house"
    edition_page.venue_picture, edition_page.venue_picture_alt = make_image(), "A house with a door"
    blocks = [
        ("heading", "Heading"),
        ("paragraph", "<p>Text</p>"),
        ("quote", {"text": "Said", "attribution": "By"}),
        ("picture", {"image": make_image(), "alt": "", "caption": "Caption"}),
        ("question", {"question": "Why?", "answer": "<p>So.</p>"}),
        ("callout", "Notice"),
    ]
    edition_page.body = blocks
    edition_page.save_revision().publish()
    page = factories.publish_below(
        edition_page, factories.ContentPage(title="All blocks", body=blocks)
    )
    made = make_sample(edition_page)
    half = factories.make_session(
        edition_page, "Half", summary="Half", level="advanced", recording="yes",
        credit="collective", at="15:00",
    )  # fmt: skip
    factories.translate(half, "ar", {})
    until = factories.dt.datetime(2999, 1, 1, tzinfo=factories.dt.UTC)
    factories.make_announcement(edition_page, "Soon", audience="online", shown_until=until)
    publish()
    return made | {"page": page}


def test_description_is_valid_and_complete(tmp_path):
    target = tmp_path / "schema.json"

    call_command(
        "spectacular", validate=True, fail_on_warn=True, format="openapi-json", file=str(target)
    )

    written = json.loads(target.read_text())
    assert written["openapi"] == "3.1.0"
    assert [path for path in written["paths"] if not path.startswith("/api/v1/")] == []


def test_description_is_served(db):
    response = get("/api/schema/")

    assert response.json() == json.loads(json.dumps(document()))
    assert get("/api/schema/", if_none_match=response["ETag"]).status_code == 304


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_answer_is_as_described(schema, sample, language):
    edition = "/api/v1/editions/{slug}/{language}"
    known = {
        "/api/v1/": "/api/v1/",
        "/api/v1/site/{language}": f"/api/v1/site/{language}",
        "/api/v1/editions/": "/api/v1/editions/",
        "/api/v1/editions/{slug}/": f"{EDITION}/",
        f"{edition}/programme": f"{EDITION}/{language}/programme",
        f"{edition}/details": f"{EDITION}/{language}/details",
    }
    kinds = ["session", "speaker", "announcement", "page", "room", "track"]
    for kind in kinds:
        known[f"{edition}/{kind}s/"] = f"{EDITION}/{language}/{kind}s/"
        single = f"{EDITION}/{language}/{kind}s/{identity(sample[kind])}/"
        known[f"{edition}/{kind}s/{{id}}/"] = single
    reading = {path for path, item in schema["paths"].items() if "get" in item}

    assert reading >= known.keys()
    for template, path in known.items():
        response = get(path)
        assert response.status_code == 200
        check(schema, template, response.json())


def test_errors_are_as_described(schema, sample):
    sessions = "/api/v1/editions/{slug}/{language}/sessions/"

    check(schema, sessions, get(f"{EDITION}/en/sessions/?x=1").json(), "400")
    check(schema, sessions, get(f"{EDITION}/de/sessions/").json(), "404")


def test_undeclared_field_would_be_noticed(schema, sample):
    body = get(f"{EDITION}/en/programme").json()
    body["sessions"][0]["surprise"] = 1

    with pytest.raises(jsonschema.ValidationError, match="surprise"):
        check(schema, "/api/v1/editions/{slug}/{language}/programme", body)


def test_reader_has_no_inline_script_and_asks_nobody_else(db):
    page = get("/api/docs/").content.decode()
    script = get("/api/docs/?script=")

    assert "<script>" not in page
    assert "://" not in page
    assert script["Content-Type"].split(";")[0] == "application/javascript"


EXAMPLE = re.compile(r"^```json (\w+)\n(.+?)^```", re.MULTILINE | re.DOTALL)


def test_examples_of_the_documentation_are_as_described(schema):
    text = (settings.BASE_DIR / "docs" / "api.md").read_text()

    examples = EXAMPLE.findall(text)

    names = ["ProgrammeDocument", "DetailsDocument", "SiteDocument", "Session", "RequestBody"]
    assert [name for name, _body in examples] == [*names, "Mine", "Error"]
    for name, body in examples:
        whole = {"$ref": f"#/components/schemas/{name}", "components": schema["components"]}
        jsonschema.Draft202012Validator(whole).validate(json.loads(body))
