import datetime as dt

import pytest
from django.utils import timezone

from events.exceptions import Refused
from registration import sealing, services
from registration.models import Admission, Message, Registration
from tests.cms.people import make_user
from tests.registration.making import make_admission, make_ballot, register, request

pytestmark = pytest.mark.django_db
State = Registration.State


def undoable(registration):
    """The mail of the last decision waits, as it does when a registrar decides."""
    mail = registration.messages.last()
    mail.due_at = mail.queued_at + dt.timedelta(minutes=5)
    mail.save()


def test_undoing_a_release_gives_the_same_ticket_back():
    registration = register(make_admission())
    ticket = bytes(registration.ticket_hash)
    services.release(registration, by=None)
    undoable(registration)

    services.undo(registration, by=None)

    registration.refresh_from_db()
    assert (registration.state, bytes(registration.ticket_hash)) == (State.CONFIRMED, ticket)


def test_undoing_a_refusal_gives_the_place_on_the_waiting_list_back():
    admission = make_admission(seats=1)
    register(admission, "a@example.org")
    first, second = register(admission, "b@example.org"), register(admission, "c@example.org")
    services.decline(first, by=None)
    undoable(first)

    services.undo(first, by=None)

    assert list(Registration.objects.waiting()) == [first, second]


def test_who_is_put_back_on_the_waiting_list_beside_a_free_seat_is_offered_it():
    admission = make_admission(seats=1)
    holder, waiting = register(admission, "a@example.org"), register(admission, "b@example.org")
    services.decline(waiting, by=None)
    services.withdraw(holder)
    undoable(waiting)

    services.undo(waiting, by=None)

    waiting.refresh_from_db()
    assert waiting.state == State.OFFERED


def test_a_release_from_a_ballot_stays_after_the_draw():
    admission = make_ballot()
    registration = register(admission)
    services.release(registration, by=None)
    undoable(registration)
    Admission.objects.update(closes_at=timezone.now())
    services.draw(admission)

    with pytest.raises(Refused) as refused:
        services.undo(registration, by=None)

    assert refused.value.code == "drawn"


def test_a_decision_stays_while_its_mail_is_being_sent():
    registration = register(make_admission())
    services.release(registration, by=None)
    undoable(registration)
    Message.objects.filter(kind="withdrawn").update(attempts=1)

    with pytest.raises(Refused):
        services.undo(registration, by=None)


def test_who_withdrew_before_the_proof_can_ask_again_and_is_known_then():
    admission = make_admission()
    registration = request(admission)
    services.withdraw(registration)

    services.ask_again(registration)

    registration.refresh_from_db()
    assert (registration.state, registration.proved_at is None) == (State.CONFIRMED, False)
    assert registration.ticket_hash == sealing.hashed(
        sealing.ticket_id(registration.details["secret"], 1)
    )


def test_undoing_a_release_keeps_the_mail_of_the_offer_before():
    admission = make_admission(mode=Admission.Mode.REVIEW)
    registration = register(admission)
    by = make_user("editors")
    services.offer(registration, by=by)
    services.release(registration, by=by)

    services.undo(registration, by=by)

    registration.refresh_from_db()
    kinds = registration.messages.values_list("kind", flat=True)
    assert (registration.state, list(kinds)) == (State.OFFERED, ["link", "in_review", "offered"])


def test_a_form_sent_again_and_again_uses_up_no_mails():
    admission = make_admission()
    for _attempt in range(5):
        request(admission, key="k")
    registration = request(admission, key="another")

    assert registration.messages.count() == 2
