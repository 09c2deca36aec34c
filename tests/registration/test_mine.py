import datetime as dt
import json
import re

import pytest
from django.utils import timezone
from icalendar import Calendar

from registration import questions, services, tickets
from registration.models import Admission, Registration
from tests.events.web_html import elements, get, texts
from tests.registration.making import (
    make_admission,
    make_ballot,
    make_question,
    register,
    request,
    token_of,
)

pytestmark = pytest.mark.django_db
State, Mode = Registration.State, Admission.Mode


def own(registration, rest="", language="en"):
    return f"/{language}/sample/registration/{token_of(registration)}/{rest}"


def press(client, registration, act):
    """Press a button; returns the page that it leads to."""
    done = client.post(own(registration), {"act": act})
    assert done.status_code == 303, done.content.decode()
    registration.refresh_from_db()
    return client.get(done["Location"])


def buttons(page):
    return [row["value"] for row in elements(page, "button", name="act")]


def test_reading_never_acts(client):
    registration = request(make_admission())
    get(client, own(registration))
    for rest in ("", "?act=prove", "withdraw/", "erase/", "details/", "?done=erase"):
        assert client.get(own(registration, rest)).status_code == 200

    assert Registration.objects.get().state == State.RECEIVED


def test_what_is_personal_is_kept_by_nobody_and_sets_no_cookie(client):
    registration = register(make_admission())
    paths = ("", "ticket/", "ticket.svg", "ticket.ics", "export.json", "details/", "erase/")
    get(client, own(registration))
    for rest in paths:
        page = client.get(own(registration, rest))
        assert page["Cache-Control"] == "no-store, private"
        assert page["Referrer-Policy"] == "no-referrer"
        assert not page.cookies
    page = client.get(own(registration))
    assert not elements(page, "link", rel="canonical")
    assert elements(page, "meta", name="robots")[0]["content"] == "noindex"


@pytest.mark.parametrize("token", ["x", "y" * 43, "%00", "%ed%a0%80", "a%0ab"])
def test_a_link_that_is_not_known_says_what_to_do(client, token):
    make_admission()
    page = get(client, f"/en/sample/registration/{token}/")

    assert page.status_code == 404
    assert texts(page, "h1") == ["This link does not lead anywhere"]
    assert "/en/sample/registration/" in [row["href"] for row in elements(page, "a")]


def test_a_link_is_of_one_edition(client):
    registration = register(make_admission())
    make_admission("other")

    wrong = get(client, f"/en/other/registration/{token_of(registration)}/")

    assert wrong.status_code == 404


@pytest.mark.parametrize(
    ("state", "heading", "acts"),
    [
        (State.RECEIVED, "Your request is received", ["prove", "renew"]),
        (State.IN_REVIEW, "Your request is under review", ["renew"]),
        (State.IN_BALLOT, "Your request is in the ballot", ["renew"]),
        (State.WAITING, "You are on the waiting list", ["renew"]),
        (State.OFFERED, "A seat is held for you until", ["confirm", "renew"]),
        (State.CONFIRMED, "Your seat is confirmed", ["renew"]),
        (State.DECLINED, "Your request is declined", ["renew"]),
        (State.LAPSED, "Your seat has lapsed", ["ask_again", "renew"]),
        (State.WITHDRAWN, "Your request is withdrawn", ["ask_again", "renew"]),
    ],
)
def test_each_state_has_its_words_and_its_buttons(client, state, heading, acts):
    registration = request(make_admission())
    later = timezone.now() + dt.timedelta(days=3)
    Registration.objects.update(state=state, queued_at=timezone.now(), held_until=later)

    page = get(client, own(registration))

    assert texts(page, "h1")[0].startswith(heading)
    assert buttons(page) == acts
    may_withdraw = own(registration, "withdraw/") in [row["href"] for row in elements(page, "a")]
    assert may_withdraw == (state not in (State.DECLINED, State.LAPSED, State.WITHDRAWN))


def test_nobody_is_invited_to_ask_again_when_registration_is_closed(client):
    registration = register(make_admission())
    services.withdraw(registration)
    Admission.objects.update(mode=Mode.CLOSED)

    assert buttons(get(client, own(registration))) == ["renew"]


def test_from_the_offer_to_the_ticket(client):
    admission = make_admission(seats=1)
    holder, waiting = register(admission, "a@example.org"), register(admission, "b@example.org")
    page = get(client, own(waiting))
    assert texts(page, "p", _class="standing") == ["Your place on the waiting list: 1"]

    press(client, holder, "withdraw")

    waiting.refresh_from_db()
    assert waiting.state == State.OFFERED
    page = press(client, waiting, "confirm")
    assert texts(page, "p", role="status") == ["Thank you: we count on you."]
    ticket = client.get(own(waiting, "ticket/"))
    assert tickets.code(waiting) in texts(ticket, "bdi")
    press(client, waiting, "confirm")  # pressed twice


def test_a_button_that_came_too_late_says_so(client):
    registration = register(make_admission())
    services.withdraw(registration)
    get(client, "/en/sample/")

    refused = client.post(own(registration), {"act": "confirm"})

    assert refused.status_code == 409
    assert texts(refused, "div", id="errors") == ["This is not possible any more."]
    assert texts(refused, "h1") == ["Your request is withdrawn"]


@pytest.mark.parametrize("act", ["", "draw", "\x00"])
def test_an_unknown_button_is_refused(client, act):
    registration = register(make_admission())
    get(client, "/en/sample/")

    assert client.post(own(registration), {"act": act}).status_code == 400


def test_who_is_asked_says_that_they_still_come(client):
    registration = register(make_admission(reconfirm_until=timezone.now() + dt.timedelta(days=3)))
    assert buttons(get(client, own(registration))) == ["renew"]
    services.ask_to_reconfirm()

    page = get(client, own(registration))

    assert buttons(page) == ["reconfirm", "renew"]
    assert texts(page, "p", _class="lede")[0].startswith("Please say until")
    assert buttons(press(client, registration, "reconfirm")) == ["renew"]


def test_in_the_ballot_the_lot_is_shown(client):
    registration = register(make_ballot())
    assert texts(get(client, own(registration)), "code") == [registration.lot]


def test_a_renewed_link_is_mailed_and_the_old_one_ends(client):
    registration = register(make_admission())
    old = own(registration)
    get(client, old)

    page = press(client, registration, "renew")

    assert texts(page, "h1") == ["A new link is in the mail"]
    assert client.get(old).status_code == 404
    assert client.get(own(registration)).status_code == 200


def test_details_are_changed_but_not_the_address(client):
    admission = make_admission()
    make_question(admission, kind="choice", choices="Meat\nNo meat")
    asked = questions.asked(admission.edition, "en")[0]
    registration = register(admission, answers={asked.id: 1})
    page = get(client, own(registration, "details/"))
    assert elements(page, "input", name="name")[0]["value"] == "Amina"
    assert "checked" in elements(page, "input", name=asked.field, value="1")[0]

    body = {"name": "Amna", "language": "ar", asked.field: "0", "email": "other@example.org"}
    done = client.post(own(registration, "details/"), body)

    assert done.status_code == 303
    registration.refresh_from_db()
    details = registration.details
    assert (details["name"], details["language"]) == ("Amna", "ar")
    assert (details["email"], details["answers"]) == ("amina@example.org", {asked.id: 0})
    assert "Meat" in texts(client.get(done["Location"]), "dd")
    wrong = client.post(own(registration, "details/"), {"name": "", "language": "ar"})
    assert wrong.status_code == 400
    assert "#id_name" in [row["href"] for row in elements(wrong, "a")]


def test_all_that_is_kept_is_stored_as_a_file(client):
    admission = make_admission()
    make_question(admission, "Meat?", kind="yes_no")
    asked = questions.asked(admission.edition, "en")[0]
    registration = register(admission, answers={asked.id: False})

    page = get(client, own(registration, "export.json"))

    assert page["Content-Disposition"] == 'attachment; filename="registration.json"'
    found = json.loads(page.content)
    assert (found["name"], found["email"]) == ("Amina", "amina@example.org")
    assert [(row["question"], row["answer"]) for row in found["answers"]] == [("Meat?", "no")]
    assert [row["act"] for row in found["log"]] == ["prove"]
    assert [row["kind"] for row in found["mails"]] == ["link", "confirmed"]
    assert found["deleted_on"] == "2999-06-27"


def test_erasing_takes_two_steps_and_leaves_nothing(client):
    registration = register(make_admission())
    address = own(registration)
    page = get(client, own(registration, "erase/"))
    assert buttons(page) == ["erase"]

    done = client.post(address, {"act": "erase"})

    assert client.get(done["Location"]).status_code == 200
    assert not Registration.objects.exists()
    assert client.get(address).status_code == 404
    assert client.post(address, {"act": "erase"}).status_code == 404


def test_guessing_is_limited_and_keeps_nobody_from_their_own_page(client, settings):
    settings.REGISTRATION_LIMITS = {"look": [1, 600]}
    registration = register(make_admission())
    get(client, own(registration))
    wrong = own(registration).replace("registration/", "registration/x")
    assert client.get(wrong).status_code == 404

    refused = client.get(wrong)

    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert client.get(own(registration)).status_code == 200


def test_mails_that_somebody_asks_for_are_limited(client, settings):
    settings.REGISTRATION_LIMITS = {"link": [1, 600]}
    registration = register(make_admission())
    get(client, own(registration))
    assert client.post(own(registration), {"act": "reissue"}).status_code == 303

    refused = client.post(own(registration), {"act": "reissue"})

    assert refused.status_code == 429
    assert registration.messages.filter(kind="ticket").count() == 1


@pytest.mark.parametrize(("rest", "count"), [("", 3), ("ticket/", 3), ("details/", 3)])
def test_pages_of_ones_own_cost_the_same_whoever_else_is_there(
    client, django_assert_num_queries, rest, count
):
    admission = make_admission(seats=9)
    for others in (0, 3):
        for number in range(others):
            register(admission, f"{number}@example.org")
        make_question(admission, f"Question {others}")
        registration = register(admission)
        get(client, own(registration, rest))
        # Documents, edition, registration; questions where they are shown.
        with django_assert_num_queries(count + (rest != "ticket/")):
            client.get(own(registration, rest))


# --- the ticket ---


def test_the_ticket_hides_its_code_and_names_nobody(client):
    registration = register(make_admission())
    page = get(client, own(registration, "ticket/"))

    details = elements(page, "details")[0]
    assert "open" not in details
    assert tickets.code(registration) in details["text"]
    assert re.fullmatch(r"T1:[A-Z2-7]{26}", tickets.code(registration))
    assert "Amina" not in page.content.decode()
    svg = client.get(own(registration, "ticket.svg"))
    assert svg["Content-Type"] == "image/svg+xml"
    assert svg.content.startswith(b"<?xml")


def test_a_new_code_takes_the_place_of_the_old(client):
    registration = register(make_admission())
    before = tickets.code(registration)
    get(client, "/en/sample/")

    page = press(client, registration, "reissue")

    assert texts(page, "p", role="status") == [
        "You have a new ticket. The old one is not valid any more."
    ]
    assert before != tickets.code(registration)
    assert tickets.code(registration) in texts(page, "bdi")


@pytest.mark.parametrize("rest", ["ticket/", "ticket.svg", "ticket.ics"])
def test_without_a_confirmed_seat_there_is_no_ticket(client, rest):
    registration = request(make_admission())
    assert get(client, own(registration, rest)).status_code == 404


def test_the_calendar_tells_others_nothing_but_the_days(client):
    registration = register(make_admission())
    page = get(client, own(registration, "ticket.ics", "ar"))

    event = Calendar.from_ical(page.content).walk("VEVENT")[0]
    assert event.decoded("dtstart") == dt.date(2999, 6, 11)
    assert event.decoded("dtend") == dt.date(2999, 6, 14)
    assert (str(event["summary"]), event["summary"].params["LANGUAGE"]) == ("Conference", "en")
    text = page.content.decode()
    assert "Sample" not in text
    assert "Amina" not in text
    assert token_of(registration) not in text
