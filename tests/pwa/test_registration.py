"""What becomes of a request that waits on the device, after each answer of the server."""

import pytest

from events.countries import countries
from pwa import built, shell
from pwa.catalogue import catalogue, registration_address

NOW = 1_800_000_000_000
WAITING = {"state": "waiting", "key": "k", "tries": 0, "due": 0, "wish": {"name": "Amina"}}
TOKEN = "k" * 43


def answer(status=0, wait=0, **body):
    return {"status": status, "wait": wait, "body": body}


@pytest.fixture
def settled(in_javascript):
    def settle(found, request=WAITING):
        (row,) = in_javascript("registration/settling", "settled", [request, found, NOW])
        return row

    return settle


def test_what_the_server_has_is_not_kept_here(settled):
    row = settled(answer(202, state="received"))

    assert row == {"state": "received", "key": "k", "tries": 0, "due": 0}


@pytest.mark.parametrize("status", [0, 408, 425, 500, 502, 503])
def test_without_an_answer_it_waits_and_is_tried_again(settled, status):
    row = settled(answer(status))

    assert row == WAITING | {"tries": 1, "due": NOW + 2000}


def test_an_error_that_is_not_ours_is_no_answer(settled):
    """Such as a captive portal's 403."""
    assert settled(answer(403))["state"] == "waiting"


def test_a_conflict_with_somebody_else_is_tried_again(settled):
    assert settled(answer(409, code="try_again"))["state"] == "waiting"


def test_too_many_requests_wait_as_the_server_says(settled):
    row = settled(answer(429, wait=90, code="too_often"))

    assert row == WAITING | {"due": NOW + 90_000, "isToWait": True}


def test_a_refusal_brings_its_reasons_and_keeps_what_was_written(settled):
    errors = {"email": ["Enter a valid email address."]}

    row = settled(answer(400, code="invalid", message="Some values.", errors=errors))

    assert row == WAITING | {"state": "refused", "message": "Some values.", "errors": errors}


def test_what_was_refused_before_is_forgotten_with_the_next_answer(settled):
    refused = WAITING | {"message": "Some values.", "errors": {"name": ["?"]}, "isToWait": True}

    assert settled(answer(), refused) == WAITING | {"tries": 1, "due": NOW + 2000}


def test_a_closed_registration_keeps_what_was_written(settled):
    row = settled(answer(409, code="not_open", message="Not open."))

    assert row == WAITING | {"state": "closed", "message": "Not open."}


def test_attempts_grow_rarer(in_javascript):
    waits = in_javascript("registration/settling", "backOff", *[[n] for n in (0, 1, 2, 7, 8, 999)])

    assert waits == [2000, 4000, 8000, 256_000, 300_000, 300_000]


def test_only_a_whole_token_is_taken_from_an_address(in_javascript):
    hashes = [f"#{TOKEN}", "", "#", f"#{TOKEN}k", "#add=abcdefg7", f"#{TOKEN[:-1]}/"]

    found = in_javascript("registration/token", "tokenIn", *[[text] for text in hashes])

    assert found == [TOKEN, None, None, None, None, None]


def test_countries_are_those_that_the_form_of_the_server_takes(in_javascript):
    (found,) = in_javascript("registration/countries", "countries", ["en"])

    theirs = {code for code, _name in countries("en")}
    assert {code for code, _name in found} ^ theirs <= {"CQ", "XK"}
    assert ["TR", "Türkiye"] in found or ["TR", "Turkey"] in found


# --- what the script comes with ---


def test_words_of_registration_come_at_an_address_of_their_own(client):
    address = registration_address("ar")

    response = client.get(address)

    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    found = response.json()
    assert len(found["texts"]) == len(built.registration_texts())
    assert found["styles"] == "/static/registration/registration.css"
    assert catalogue("ar")["registration"] == address


@pytest.mark.parametrize("path", ["/app/words/ar/0123456789ab/", "/app/words/xx/0123456789ab/"])
def test_words_of_another_build_are_not_there(db, client, path):
    assert client.get(path).status_code == 404


def test_readers_are_not_sent_the_words_of_registration(client):
    assert {row["text"] for row in built.texts()}.isdisjoint(
        {row["text"] for row in built.registration_texts()}
    )
    assert built.registration() not in built.scripts()
    assert "Not sent yet" not in shell.render_shell("en")
