import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from registration import sealing, services, words
from registration.models import Admission, Message, Registration
from tests import factories
from tests.cms.people import make_user
from tests.events.api_content import get, identity
from tests.registration.api_asking import MINE, own
from tests.registration.making import (
    make_admission,
    make_ballot,
    make_question,
    register,
    request,
    token_of,
)

pytestmark = pytest.mark.django_db
MODE = Admission.Mode
RECEIVED = dt.datetime(2026, 6, 1, 9, 30, tzinfo=dt.UTC)


def document(registration, **facts):
    """What a confirmed person sees."""
    whole = {
        "code": registration.code,
        "edition": "sample",
        "state": "confirmed",
        "words": "Your seat is confirmed",
        "next_step": "You have a ticket. If you cannot come, give the seat back here.",
        "pool": {"kind": "in_person", "label": "in person"},
        "received_at": "2026-06-01T12:30+03:00",
        "held_until": None,
        "place": None,
        "lot": "",
        "reconfirm_until": None,
        "acts": ["withdraw", "reissue", "renew"],
        "details": {
            "name": "Amina",
            "email": "amina@example.org",
            "language": "en",
            "answers": {},
        },
        "deleted_on": "2999-06-27",
    }
    return whole | facts


def receive(registration):
    """Let it be received at a moment that tests know."""
    Registration.objects.filter(pk=registration.pk).update(received_at=RECEIVED)
    return registration


def seen(registration):
    response = own(registration)
    assert response.status_code == 200
    return response.json()


def test_a_confirmed_person_sees_everything():
    registration = receive(register(make_admission()))

    assert seen(registration) == document(registration)


def test_an_offer_says_until_when_the_seat_is_held():
    registration = receive(register(make_admission(mode=MODE.REVIEW)))
    services.offer(registration, by=make_user())
    held = dt.datetime(2027, 1, 1, 12, tzinfo=dt.UTC)
    Registration.objects.update(held_until=held)

    moment = "\u20681 January 2027, \u206615:00\u2069 (Istanbul, \u2066UTC+03:00\u2069)\u2069"
    assert seen(registration) == document(
        registration,
        state="offered",
        words=f"A seat is held for you until {moment}",
        next_step=(
            "Take it only if you are sure that you will come. After that it goes to somebody else."
        ),
        held_until="2027-01-01T15:00+03:00",
        acts=["confirm", "withdraw", "renew"],
    )


def test_who_waits_sees_their_place_in_arabic():
    admission = make_admission(seats=1)
    for name in ("first", "second", "third"):
        registration = register(admission, f"{name}@example.org", language="ar", name="أمينة")

    whole = seen(receive(registration))

    assert (whole["state"], whole["place"], whole["acts"]) == ("waiting", 2, ["withdraw", "renew"])
    assert whole["details"]["name"] == "أمينة"


def test_a_lot_is_told():
    registration = register(make_ballot())

    whole = seen(registration)

    assert (whole["state"], whole["lot"]) == ("in_ballot", registration.lot)


def test_who_is_asked_to_reconfirm_is_told_until_when():
    until = dt.datetime.now(dt.UTC).replace(microsecond=0) + dt.timedelta(days=2)
    registration = register(make_admission(reconfirm_until=until))
    services.ask_to_reconfirm()

    whole = seen(registration)

    assert whole["acts"] == ["reconfirm", "withdraw", "reissue", "renew"]
    assert dt.datetime.fromisoformat(whole["reconfirm_until"]) == until.replace(second=0)


def test_answers_take_the_same_queries_for_one_and_three_who_wait():
    admission = make_admission(seats=1)
    register(admission)
    counts = []
    for name in ("first", "second", "third"):
        token = token_of(register(admission, f"{name}@example.org"))
        with CaptureQueriesContext(connection) as queries:
            own(token)
        counts.append(len(queries))

    assert counts == [2, 2, 2]


# --- who may ---


@pytest.mark.parametrize("path", ["", "ticket/", "export/"])
@pytest.mark.parametrize("header", ["", "Registration", "Registration x", "Bearer {}", "{}"])
def test_without_the_right_token_nothing_is_told(path, header):
    registration = register(make_admission())

    authorization = header.format(token_of(registration))
    response = get(f"{MINE}{path}", authorization=authorization)

    assert response.status_code == 401
    assert response["WWW-Authenticate"] == "Registration"
    assert response.json() == {
        "code": "unknown_link",
        "message": "This link is not valid. Ask for a new one.",
    }


def test_many_wrong_tokens_are_slowed_and_the_right_one_is_not(settings):
    settings.REGISTRATION_LIMITS = {"look": (2, 600)}
    registration = register(make_admission())

    assert [own("x").status_code for _attempt in range(3)] == [401, 401, 429]
    assert own("x").headers.keys() >= {"Retry-After"}
    assert own(registration).status_code == 200


def every_answer(registration):
    yield own(registration)
    yield own(registration, path="ticket/")
    yield own(registration, path="export/")
    yield own(registration, "patch", body={"name": "A."})
    yield own(registration, "patch", body={"name": 1})
    yield own(registration, "post", path="confirm/")
    yield own(registration, "post", path="reconfirm/")
    yield own(registration, "put")
    yield own(registration, "options")
    yield own("x")
    yield own(registration, "post", path="nothing/")
    yield own(registration, "delete")


def test_no_personal_answer_is_kept_or_told_to_other_origins():
    for response in every_answer(register(make_admission())):
        assert response["Cache-Control"] == "no-store, private"
        assert response["Vary"] == "Authorization"
        assert response["Cross-Origin-Resource-Policy"] == "same-origin"
        assert not [name for name in response.headers if name.startswith("Access-Control-")]


def test_no_preflight_of_another_origin_is_answered():
    headers = {"origin": "https://evil.example", "access-control-request-method": "GET"}

    response = Client().options(MINE, headers=headers)

    assert response.status_code == 401
    assert "Access-Control-Allow-Origin" not in response


# --- acts ---


@pytest.mark.parametrize("path", ["", "ticket/", "export/"])
def test_reading_never_acts(path):
    registration = request(make_admission())
    before = Registration.objects.values().get()

    own(registration, path=path)
    own(registration, "head", path=path)

    assert Registration.objects.values().get() == before


def test_acts_are_not_done_by_reading():
    registration = request(make_admission())

    response = own(registration, path="prove/")

    assert (response.status_code, response["Allow"]) == (405, "POST")
    registration.refresh_from_db()
    assert registration.state == "received"


def test_an_act_answers_with_what_is_then_and_can_be_repeated():
    registration = receive(request(make_admission()))

    first = own(registration, "post", path="prove/")
    again = own(registration, "post", path="prove/")

    assert first.status_code == again.status_code == 200
    assert first.json() == again.json() == document(registration)


def test_a_person_goes_all_the_way():
    admission = make_admission(mode=MODE.REVIEW)
    token = token_of(request(admission))

    def act(name):
        response = own(token, "post", path=f"{name}/")
        return response.json().get("state") or response.json()["code"]

    assert act("confirm") == "not_possible"
    assert act("prove") == "in_review"
    services.offer(Registration.objects.get(), by=make_user())
    assert act("confirm") == "confirmed"
    assert act("reissue") == "confirmed"
    assert act("withdraw") == "withdrawn"
    assert act("withdraw") == "withdrawn"
    assert act("ask-again") == "in_review"
    assert act("erase") == "not_found"


def test_what_is_not_possible_is_refused():
    registration = register(make_admission())

    response = own(registration, "post", path="confirm/")
    assert response.status_code == 200  # confirmed already
    services.withdraw(registration)
    response = own(registration, "post", path="confirm/")

    assert response.status_code == 409
    assert response.json() == {
        "code": "not_possible",
        "message": "This is not possible any more.",
    }


def test_asking_again_is_offered_only_while_registration_is_open():
    admission = make_admission()
    registration = register(admission)
    services.withdraw(registration)
    assert seen(registration)["acts"] == ["ask-again", "renew"]

    Admission.objects.update(mode=MODE.CLOSED)

    assert seen(registration)["acts"] == ["renew"]


def test_a_renewed_link_ends_the_old_one():
    registration = register(make_admission())
    old = token_of(registration)

    assert own(old, "post", path="renew/").status_code == 200
    assert own(old).status_code == 401
    assert own(Registration.objects.get()).status_code == 200


def test_acts_that_send_mail_are_limited(settings):
    settings.REGISTRATION_LIMITS = {"link": (1, 600)}
    registration = register(make_admission())

    statuses = [own(registration, "post", path="reissue/").status_code for _attempt in range(2)]

    assert statuses == [200, 429]


# --- changes, ticket, export, erasure ---


def test_what_was_written_can_be_changed_one_by_one():
    admission = make_admission()
    diet = make_question(admission)
    registration = receive(register(admission, answers={identity(diet): "Nuts"}))

    response = own(registration, "patch", body={"name": "A.", "language": "ar"})

    assert response.status_code == 200
    assert response.json()["details"] == {
        "name": "A.",
        "email": "amina@example.org",
        "language": "ar",
        "answers": {identity(diet): "Nuts"},
    }
    response = own(registration, "patch", body={"answers": {}})
    assert response.json()["details"]["answers"] == {}


def test_the_address_cannot_be_changed():
    registration = register(make_admission())

    response = own(registration, "patch", body={"email": "other@example.org"})

    assert response.json() == {
        "code": "invalid",
        "message": "Some values cannot be used.",
        "errors": {"email": ["There is no such field."]},
    }


def test_a_ticket_is_what_the_door_reads():
    registration = register(make_admission())

    ticket = sealing.ticket_id(registration.details["secret"], 1)
    assert own(registration, path="ticket/").json() == {
        "id": ticket,
        "code": registration.code,
        "edition": "sample",
        "state": "confirmed",
    }
    services.reissue_ticket(registration)
    assert own(registration, path="ticket/").json()["id"] != ticket


def test_there_is_no_ticket_before_a_seat():
    response = own(request(make_admission()), path="ticket/")

    assert response.status_code == 409
    assert response.json() == {
        "code": "no_ticket",
        "message": "There is a ticket only while a seat is confirmed.",
    }


def test_everything_that_is_stored_can_be_exported():
    admission = make_admission(mode=MODE.REVIEW)
    diet = make_question(admission, "Diet", kind="choice", choices="None\nHalal")
    factories.translate(diet, "ar", {"Diet": "طعام", "None<br/>Halal": "لا شيء<br/>حلال"})
    answers = {identity(diet): 1, "aaaaaaaa": "gone"}
    registration = receive(register(admission, language="ar", answers=answers))
    services.offer(registration, by=make_user())
    registration.refresh_from_db()
    registration.details = registration.details | {"notes": [{"text": "Called."}]}
    Registration.objects.filter(pk=registration.pk).update(sealed=registration.sealed)
    registration.transitions.update(happened_at=RECEIVED)
    Message.objects.update(queued_at=RECEIVED)

    exported = own(registration, path="export/").json()

    at = "2026-06-01T09:30:00+00:00"
    registration.refresh_from_db()
    question = exported["answers"][0]
    with translation.override("ar"):
        state_words = words.heading(registration)

    def happened(act, before, after, by):
        return {"act": act, "before": before, "after": after, "by": by, "happened_at": at}

    assert exported == {
        "edition": "sample",
        "state": "offered",
        "state_words": state_words,
        "seat": "in_person",
        "name": "Amina",
        "email": "amina@example.org",
        "language": "ar",
        "answers": [
            {
                "id": identity(diet),
                "question": "طعام",
                "answer": "حلال",
                "purpose": "So that nobody goes hungry.",
                "seen_by": question["seen_by"],
                "deleted_on": "2999-06-27",
            },
            {
                "id": "aaaaaaaa",
                "question": "",
                "answer": "gone",
                "purpose": "",
                "seen_by": "",
                "deleted_on": "2999-06-27",
            },
        ],
        "notes_of_registrars": [{"text": "Called."}],
        "lot": "",
        "moments": {
            "received_at": at,
            "proved_at": registration.proved_at.isoformat(),
            "queued_at": None,
            "held_until": registration.held_until.isoformat(),
            "reconfirm_asked_at": None,
            "reconfirmed_at": None,
        },
        "log": [
            happened("prove", "received", "in_review", "person"),
            happened("offer", "in_review", "offered", "registrar"),
        ],
        "mails": [
            {"kind": kind, "state": "waiting", "queued_at": at, "sent_at": None}
            for kind in ("link", "in_review", "offered")
        ],
        "deleted_on": "2999-06-27",
    }


def test_a_person_is_erased_at_once():
    registration = register(make_admission())
    token = token_of(registration)

    response = own(token, "delete")

    assert (response.status_code, response.content) == (204, b"")
    assert Registration.objects.count() == Message.objects.count() == 0
    assert own(token, "delete").status_code == 401
