import pytest

from events.models import Edition
from registration.models import Admission, Message, Registration
from tests.events.api_content import get, identity
from tests.registration.api_asking import KEY, REQUESTS, ask, post, values
from tests.registration.making import make_admission, make_question

pytestmark = pytest.mark.django_db


def invalid(response, **errors):
    assert response.status_code == 400
    assert response.json() == {
        "code": "invalid",
        "message": "Some values cannot be used.",
        "errors": errors,
    }


def test_a_request_is_received():
    admission = make_admission()
    diet = make_question(admission)

    response = ask(answers={identity(diet): "  Nuts  "})

    assert (response.status_code, response.json()) == (202, {"state": "received"})
    assert response["Cache-Control"] == "no-store, private"
    assert Registration.objects.get().details | {"secret": ""} == {
        "name": "Amina",
        "email": "amina@example.org",
        "language": "en",
        "answers": {identity(diet): "Nuts"},
        "secret": "",
        "notes": [],
    }


def test_the_same_key_sent_again_is_the_same_request():
    make_admission()

    assert [ask().status_code for _attempt in range(3)] == [202] * 3
    assert (Registration.objects.count(), Message.objects.count()) == (1, 1)


def test_a_key_counts_for_one_address_only():
    """Refusing it for a second address would tell whether the first was known."""
    make_admission()
    ask(key="a" * 16, email="known@example.org")

    assert ask(email="known@example.org").status_code == 202
    assert ask(email="other@example.org").status_code == 202
    assert ask(key="b" * 16, email="new@example.org").status_code == 202
    assert ask(key="b" * 16, email="own@example.org").status_code == 202
    assert Registration.objects.count() == 4


@pytest.mark.parametrize("key", ["", "a" * 15, "a" * 201, "a b" * 8, "ä" * 16, "a" * 16 + "\n"])
def test_a_key_is_needed_and_has_a_form(key):
    make_admission()

    response = ask(key=key)

    assert response.status_code == 400
    assert list(response.json()["errors"]) == ["Idempotency-Key"]
    assert Registration.objects.count() == 0


@pytest.mark.parametrize("key", ["a" * 16, "!~" * 100])
def test_a_key_is_any_visible_text(key):
    make_admission()

    assert ask(key=key).status_code == 202


def test_what_the_form_refuses_is_named():
    make_admission()

    response = ask(name=" ", email="nobody", is_sure=False, consent=False)

    invalid(
        response,
        name=["This field is required."],
        email=["This is not an e-mail address."],
        is_sure=["Ask for a seat only if you are sure that you can come."],
        consent=["Without your consent we may not keep your request."],
    )


def test_refusals_speak_arabic():
    make_admission()

    response = post(REQUESTS, values(name=" "), idempotency_key=KEY, accept_language="ar")

    assert response.json()["errors"] == {"name": ["هذا الحقل مطلوب."]}


def test_types_are_not_guessed():
    make_admission()

    response = ask(name=5, email=None, language=["en"], is_sure="true", consent=1)

    invalid(
        response,
        name=["Not a valid string."],
        email=["This field may not be null."],
        language=["\"['en']\" is not a valid choice."],
        is_sure=["Must be a valid boolean."],
        consent=["Must be a valid boolean."],
    )


def test_a_field_that_is_not_known_is_refused():
    make_admission()

    invalid(ask(surname="Dar"), surname=["There is no such field."])


KINDS = [
    ("text", "", "Nuts", ["", 5, True, [], {}, None]),
    ("choice", "Yes\nNo", 1, [2, -1, "1", True, [1], {}, None, 1.0]),
    ("several", "Red\nBlue", [0, 1], [[2], ["1"], "1", 1, [True], [[1]], {}, None]),
    ("yes_no", "", False, ["False", 0, [], None]),
    ("country", "", "TR", ["XX", 1, ["TR"], None]),
]


@pytest.mark.parametrize(("kind", "choices", "answer", "wrong"), KINDS)
def test_an_answer_is_what_its_question_asks_for(kind, choices, answer, wrong):
    admission = make_admission()
    question = make_question(admission, kind=kind, choices=choices, is_required=True)
    name = identity(question)

    for value in wrong:
        response = ask(answers={name: value})
        assert (response.status_code, list(response.json()["errors"])) == (400, [f"answers.{name}"])
    assert list(ask().json()["errors"]) == [f"answers.{name}"]
    assert ask(answers={name: answer}).status_code == 202
    assert Registration.objects.get().details["answers"] == {name: answer}


def test_an_answer_to_nothing_that_is_asked_is_refused():
    make_admission()

    invalid(ask(answers={"aaaaaaaa": 1}), **{"answers.aaaaaaaa": ["There is no such question."]})


def test_a_pool_is_named_where_there_are_several():
    make_admission(online=5)

    invalid(ask(), pool=["This field is required."])
    assert ask(pool="online").status_code == 202
    assert Registration.objects.get().pool.kind == "online"


def test_a_pool_that_is_not_there_is_refused():
    make_admission()

    invalid(ask(pool="online"), pool=["There is no such choice."])
    assert ask(pool="in_person").status_code == 202


def test_a_language_of_another_edition_is_refused():
    admission = make_admission()
    Edition.objects.filter(pk=admission.pk).update(languages=["en"])

    response = ask(language="ar")

    assert list(response.json()["errors"]) == ["language"]


def test_nothing_is_received_while_registration_is_closed():
    make_admission(mode=Admission.Mode.CLOSED)

    response = ask()

    assert response.status_code == 409
    assert response.json() == {"code": "not_open", "message": "Registration is not open now."}


@pytest.mark.parametrize("path", ["registrations/", "registrations/link/", "registrations/work/"])
def test_drafts_are_hidden(path):
    admission = make_admission()
    Edition.objects.filter(pk=admission.pk).update(state=Edition.State.DRAFT)
    body = values() if path == "registrations/" else {"email": "amina@example.org"}

    for slug in ("sample", "nothing"):
        address = f"/api/v1/editions/{slug}/{path}"
        response = get(address) if "work" in path else post(address, body, idempotency_key=KEY)
        assert response.status_code == 404
        assert response.json() == {"code": "not_found", "message": "Not found."}


def test_too_many_requests_are_told_when_to_come_back(settings):
    settings.REGISTRATION_LIMITS = {"request": (2, 600)}
    make_admission()
    ask()
    ask(email="")

    response = ask()

    assert response.status_code == 429
    assert response.json() == {
        "code": "too_often",
        "message": "Too many requests from your network. Try again later; nothing was lost.",
    }
    assert 1 <= int(response["Retry-After"]) <= 600


# --- the link, once more ---


def test_the_link_is_mailed_again_and_nobody_learns_to_whom():
    admission = make_admission()
    ask()

    known = post(f"{REQUESTS}link/", {"email": "amina@example.org"})
    other = post(f"{REQUESTS}link/", {"email": "other@example.org"})

    assert (known.status_code, known.json()) == (202, {"state": "received"})
    assert (known.content, known.headers) == (other.content, other.headers)
    rows = Message.objects.order_by("pk").values_list("registration", "kind")
    registration = admission.edition.registrations.get()
    assert list(rows) == [(registration.pk, "link"), (registration.pk, "link"), (None, "link")]


def test_an_address_that_is_none_gets_no_link():
    make_admission()

    invalid(post(f"{REQUESTS}link/", {"email": "x"}), email=["This is not an e-mail address."])


def test_too_many_links_are_told_when_to_come_back(settings):
    settings.REGISTRATION_LIMITS = {"link": (0, 600)}
    make_admission()

    response = post(f"{REQUESTS}link/", {"email": "amina@example.org"})

    assert (response.status_code, response.json()["code"]) == (429, "too_often")


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete", "options"])
@pytest.mark.parametrize("path", [REQUESTS, f"{REQUESTS}link/"])
def test_requests_can_only_be_sent(client, method, path):
    response = getattr(client, method)(path)

    assert (response.status_code, response["Allow"]) == (405, "POST")


def test_no_other_origin_can_send_a_request(client):
    preflight = {"origin": "https://evil.example", "access-control-request-method": "POST"}

    response = client.options(REQUESTS, headers=preflight)

    assert response["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert "Access-Control-Allow-Origin" not in post(REQUESTS, values(), **preflight)
