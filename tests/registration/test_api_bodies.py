"""What no form sends: a clear refusal in the one shape of errors, on each database."""

import json

import pytest
from django.test import Client

from registration.models import Registration
from tests.registration.api_asking import KEY, REQUESTS, own, values
from tests.registration.making import make_admission, register

pytestmark = pytest.mark.django_db
WHOLE = json.dumps(values())
BROKEN = {
    "nothing": b"",
    "no JSON": b"{",
    "null": b"null",
    "a list": b"[]",
    "a text": b'"x"',
    "a number": b"1",
    "not UTF-8": b'{"name": "\xff"}',
    "UTF-16": WHOLE.encode("utf-16"),
    "a byte order mark": b"\xef\xbb\xbf" + WHOLE.encode(),
    "a name twice": WHOLE.replace("{", '{"name": "Other", ', 1).encode(),
    "NaN": WHOLE.replace('"Amina"', "NaN").encode(),
    "a NUL byte": WHOLE.replace("Amina", r"Am\u0000ina").encode(),
    "a bare NUL byte": WHOLE.replace("Amina", "Am\0ina").encode(),
    "half a letter": WHOLE.replace("Amina", r"Am\ud800ina").encode(),
    "half a letter in a name": WHOLE.replace("name", r"n\udc00ame").encode(),
    "control characters": WHOLE.replace("Amina", r"Am\u001b[31mina").encode(),
    "two lines": WHOLE.replace("Amina", r"Amina\nBcc: all@example.org").encode(),
    "two lines in an address": WHOLE.replace("amina@", r"a\nmina@").encode(),
    "a long number": WHOLE.replace('"Amina"', "9" * 5000).encode(),
    "a large number": WHOLE.replace('"Amina"', "9" * 4000).encode(),
    "an endless number": WHOLE.replace('"Amina"', "1e999").encode(),
    "depth": b'{"answers":' * 5000 + b"1" + b"}" * 5000,
    "deep lists": WHOLE.replace('"Amina"', "[" * 20_000 + "]" * 20_000).encode(),
    "a little depth": WHOLE.replace('"Amina"', "[" * 20 + "]" * 20).encode(),
    "a long name": WHOLE.replace("Amina", "A" * 60_000).encode(),
}


def send(data, content_type="application/json", **headers):
    headers = {"idempotency-key": KEY} | headers
    return Client().generic("POST", REQUESTS, data, content_type=content_type, headers=headers)


def is_refused(response, status):
    assert response.status_code == status
    assert response["Content-Type"] == "application/json"
    assert {"code", "message"} <= response.json().keys() <= {"code", "message", "errors"}
    assert Registration.objects.count() == 0
    return True


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_a_broken_body_is_refused(data):
    make_admission()

    assert is_refused(send(data), 400)


def test_ten_megabytes_are_refused():
    make_admission()

    response = send(json.dumps(values(name="A" * 10_000_000)))

    assert is_refused(response, 413)
    assert response.json() == {"code": "too_large", "message": "This is too large."}


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=utf-16",
        "application/xml",
        "nonsense",
    ],
)
def test_another_type_of_body_is_refused(content_type):
    make_admission()

    response = send(WHOLE, content_type)

    assert is_refused(response, 415)
    assert response.json()["code"] == "unsupported_media_type"


@pytest.mark.parametrize(
    "content_type", ["application/json", "Application/JSON; charset=UTF-8", "application/json;"]
)
def test_json_is_accepted_as_it_is_named(content_type):
    make_admission()

    assert send(WHOLE, content_type).status_code == 202


@pytest.mark.parametrize("name", ["أمينة", "👩🏽‍🌾", "O'Brien; DROP TABLE", "<b>A</b>"])
def test_names_of_all_kinds_are_kept_as_they_are(name):
    make_admission()

    assert send(json.dumps(values(name=name))).status_code == 202
    assert Registration.objects.get().details["name"] == name


@pytest.mark.parametrize(
    "body", [{"name": None}, {"answers": None}, {"answers": []}, {"email": ""}]
)
def test_changes_are_refused_alike(body):
    registration = register(make_admission())
    before = registration.details

    response = own(registration, "patch", body=body)

    assert (response.status_code, response.json()["code"]) == (400, "invalid")
    registration.refresh_from_db()
    assert registration.details == before
