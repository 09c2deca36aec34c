import datetime as dt

import pytest
from django.utils import timezone

from events.exceptions import Refused
from registration import services
from registration.models import Admission, Message, Registration, SeatPool, Transition
from tests.cms.people import make_user
from tests.registration.making import make_admission, make_ballot, register, request

pytestmark = pytest.mark.django_db
State, Mode = Registration.State, Admission.Mode


def states(admission):
    rows = admission.edition.registrations.order_by("received_at", "pk")
    return [row.state for row in rows]


def counted(admission):
    pool = admission.edition.seat_pools.first()
    assert pool.taken == admission.edition.registrations.holding().filter(pool=pool).count()
    return pool.taken


def kinds(registration):
    return list(registration.messages.order_by("pk").values_list("kind", flat=True))


def refusal(act, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value.code


def test_a_request_is_received_and_a_link_is_mailed():
    registration = request(make_admission(), name="A.", answers={"q": "yes"})

    assert registration.state == State.RECEIVED
    assert registration.details | {"secret": ""} == {
        "name": "A.",
        "email": "amina@example.org",
        "language": "en",
        "answers": {"q": "yes"},
        "secret": "",
        "notes": [],
    }
    assert kinds(registration) == ["link"]


def test_the_same_form_sent_again_changes_nothing():
    admission = make_admission()
    first = request(admission, key="k")
    again = request(admission, key="k")

    assert again == first
    assert kinds(first) == ["link"]


def test_a_key_sent_again_with_another_address_tells_nothing_about_it():
    admission = make_admission()
    request(admission, "known@example.org")
    request(admission, key="k")

    known = request(admission, "known@example.org", key="k")
    unknown = request(admission, "unknown@example.org", key="k")

    assert (kinds(known), kinds(unknown)) == (["link", "link"], ["link"])


def test_a_known_address_gets_its_link_again_and_keeps_what_it_wrote():
    admission = make_admission()
    first = request(admission, name="Amina")
    request(admission, "AMINA@example.org ", name="Somebody else")

    assert [first.details["name"]] == [row.details["name"] for row in Registration.objects.all()]
    assert kinds(first) == ["link", "link"]


def test_a_mailbox_gets_three_links_a_day():
    admission = make_admission()
    for _attempt in range(5):
        registration = request(admission)

    assert kinds(registration) == ["link"] * 3


def test_nothing_is_received_while_registration_is_closed():
    admission = make_admission(mode=Mode.CLOSED)
    assert refusal(request, admission) == "not_open"
    past = timezone.now() - dt.timedelta(minutes=1)
    assert refusal(request, make_admission("b", closes_at=past)) == "not_open"


def test_who_proves_first_is_confirmed_and_the_next_waits():
    admission = make_admission(seats=1)
    first = register(admission, "a@example.org")
    second = register(admission, "b@example.org")

    assert states(admission) == [State.CONFIRMED, State.WAITING]
    assert counted(admission) == 1
    assert (kinds(first), kinds(second)) == (["link", "confirmed"], ["link", "waiting"])


def test_without_a_waiting_list_the_next_is_declined():
    admission = make_admission(seats=1, has_waiting_list=False)
    register(admission, "a@example.org")
    register(admission, "b@example.org")

    assert states(admission) == [State.CONFIRMED, State.DECLINED]


def test_proving_twice_takes_one_seat():
    admission = make_admission(seats=2)
    registration = register(admission)
    services.prove(registration)

    assert counted(admission) == 1
    assert kinds(registration) == ["link", "confirmed"]


def test_withdrawing_offers_the_seat_to_the_first_person_waiting():
    admission = make_admission(seats=1)
    first = register(admission, "a@example.org")
    register(admission, "b@example.org")
    register(admission, "c@example.org")

    services.withdraw(first)

    assert states(admission) == [State.WITHDRAWN, State.OFFERED, State.WAITING]
    assert counted(admission) == 1


def test_an_offer_that_is_not_answered_lapses_to_the_next():
    admission = make_admission(seats=1)
    services.withdraw(register(admission, "a@example.org"))
    rows = [register(admission, f"{name}@example.org") for name in "bcd"]
    services.withdraw(rows[0])
    late = timezone.now() + dt.timedelta(days=4)

    services.lapse_due(late)

    assert states(admission) == [State.WITHDRAWN, State.WITHDRAWN, State.LAPSED, State.OFFERED]
    assert counted(admission) == 1
    assert refusal(services.confirm, rows[1]) == "not_possible"


def test_an_offer_is_confirmed_once_and_gives_a_ticket():
    admission = make_admission(mode=Mode.REVIEW)
    registration = register(admission)
    services.offer(registration, by=make_user("editors"))

    services.confirm(registration)
    services.confirm(registration)

    registration.refresh_from_db()
    assert (registration.state, registration.ticket_serial) == (State.CONFIRMED, 1)
    assert counted(admission) == 1


def test_review_waits_for_a_decision():
    admission = make_admission(seats=1, mode=Mode.REVIEW)
    rows = [register(admission, f"{name}@example.org") for name in "abc"]
    registrar = make_user("editors")
    assert refusal(services.put_on_waiting_list, rows[0], by=registrar) == "free_seats"

    services.offer(rows[0], by=registrar)
    assert refusal(services.offer, rows[1], by=registrar) == "full"
    services.put_on_waiting_list(rows[1], by=registrar)
    services.decline(rows[2], by=registrar)

    assert states(admission) == [State.OFFERED, State.WAITING, State.DECLINED]


def test_only_the_last_decision_is_undone_and_only_its_mail_is_taken_back():
    registration = register(make_admission(mode=Mode.REVIEW))
    registrar = make_user()
    services.offer(registration, by=registrar)
    services.release(registration, by=registrar)

    services.undo(registration, by=registrar)

    registration.refresh_from_db()
    assert registration.state == State.OFFERED
    assert kinds(registration) == ["link", "in_review", "offered"]


def test_a_ticket_is_valid_again_when_its_release_is_undone():
    registration = register(make_admission())
    before = registration.ticket_hash
    services.release(registration, by=make_user())

    services.undo(registration, by=make_user())

    registration.refresh_from_db()
    assert (registration.state, registration.ticket_hash) == (State.CONFIRMED, before)


def test_a_decision_stays_while_its_mail_is_being_sent():
    registration = register(make_admission(mode=Mode.REVIEW))
    services.decline(registration, by=make_user())
    registration.messages.update(due_at=timezone.now() + dt.timedelta(minutes=10))

    assert refusal(services.undo, registration, by=make_user()) == "too_late"


def test_a_link_is_mailed_once_more_and_stays_the_same():
    registration = register(make_admission())
    for _attempt in range(2):
        services.resend_link(registration, by=make_user(), key="k")

    before = registration.link_hash
    registration.refresh_from_db()
    assert registration.link_hash == before
    assert kinds(registration) == ["link", "confirmed", "link"]


def test_notes_of_registrars_are_sealed_and_kept_once():
    registration = register(make_admission())
    for text in ("Needs a ramp", "Needs a ramp", "Called"):
        services.add_note(registration, text, by=make_user())

    registration.refresh_from_db()
    notes = registration.details["notes"]
    assert [(row["text"], row["who"]) for row in notes] == [
        ("Needs a ramp", "admin"),
        ("Called", "admin"),
    ]
    assert b"ramp" not in bytes(registration.sealed)


def test_a_decision_can_be_undone_before_its_mail_leaves():
    admission = make_admission(seats=1, mode=Mode.REVIEW)
    registration, registrar = register(admission), make_user("editors")
    services.offer(registration, by=registrar)

    services.undo(registration, by=registrar)

    assert states(admission) == [State.IN_REVIEW]
    assert counted(admission) == 0
    assert kinds(registration) == ["link", "in_review"]
    assert refusal(services.undo, registration, by=registrar) == "too_late"


def test_a_decision_whose_mail_left_stays():
    admission = make_admission(seats=1, mode=Mode.REVIEW)
    registration, registrar = register(admission), make_user("editors")
    services.decline(registration, by=registrar)
    Message.objects.update(state=Message.State.SENT)

    assert refusal(services.undo, registration, by=registrar) == "too_late"


def test_more_seats_are_offered_to_those_who_wait_and_fewer_never_unseat():
    admission = make_admission(seats=1)
    for name in "abc":
        register(admission, f"{name}@example.org")
    pool = admission.edition.seat_pools.get()

    services.resize(pool, 2, by=None)

    assert states(admission) == [State.CONFIRMED, State.OFFERED, State.WAITING]
    assert refusal(services.resize, pool, 1, by=None) == "taken"


def test_moving_takes_the_seat_along():
    admission = make_admission(seats=1, online=1)
    first, second = register(admission, "a@example.org"), register(admission, "b@example.org")
    online = admission.edition.seat_pools.get(kind=SeatPool.Kind.ONLINE)

    services.move(first, online, by=None)

    second.refresh_from_db()
    assert (second.state, SeatPool.objects.get(pk=online.pk).taken) == (State.OFFERED, 1)
    assert refusal(services.move, second, online, by=None) == "full"


def test_silence_before_the_edition_frees_the_seat():
    until = timezone.now() + dt.timedelta(days=3)
    admission = make_admission(seats=2, reconfirm_until=until)
    loud, silent = register(admission, "a@example.org"), register(admission, "b@example.org")
    services.ask_to_reconfirm()
    services.ask_to_reconfirm()
    services.reconfirm(loud)

    services.lapse_due(until)

    assert states(admission) == [State.CONFIRMED, State.LAPSED]
    assert kinds(silent) == ["link", "confirmed", "reconfirm", "lapsed"]


def test_who_withdrew_can_ask_again():
    admission = make_admission(seats=1)
    registration = register(admission)
    services.withdraw(registration)

    services.ask_again(registration)

    assert states(admission) == [State.CONFIRMED]
    assert counted(admission) == 1


def test_the_draw_offers_seats_in_the_order_that_the_seed_gives():
    admission = make_ballot(seats=1)
    rows = [register(admission, f"{name}@example.org") for name in "abc"]
    assert states(admission) == [State.IN_BALLOT] * 3
    assert refusal(services.draw, admission) == "not_closed"
    Admission.objects.update(closes_at=timezone.now())
    for row, lot in zip(rows, ["03", "01", "02"], strict=True):
        Registration.objects.filter(pk=row.pk).update(lot=lot)

    services.draw(admission)

    admission.refresh_from_db()
    drawn = admission.drawn_lots["in_person"]
    # `for lot in 01 02 03; do printf "a seed that all can read:$lot" | sha256sum; done | sort`
    assert drawn == ["03", "01", "02"]
    by_lot = {row.lot: row.state for row in Registration.objects.order_by("lot")}
    assert by_lot[drawn[0]] == State.OFFERED
    assert [by_lot[lot] for lot in drawn[1:]] == [State.WAITING] * 2
    waiting = list(Registration.objects.waiting().values_list("lot", flat=True))
    assert waiting == drawn[1:]
    assert refusal(services.draw, admission) == "drawn"


def test_erasing_leaves_no_row_and_frees_the_seat():
    admission = make_admission(seats=1)
    first = register(admission, "a@example.org")
    register(admission, "b@example.org")

    services.erase(first)
    services.erase(first)

    assert states(admission) == [State.OFFERED]
    assert Transition.objects.filter(act="erase").count() == 1


def test_unproved_requests_are_forgotten_after_a_week():
    admission = make_admission()
    old, proved, fresh = (f"{name}@example.org" for name in "abc")
    request(admission, old)
    register(admission, proved)
    Registration.objects.update(received_at=timezone.now() - dt.timedelta(days=8))
    request(admission, fresh)

    assert services.forget_unproved() == 1
    assert states(admission) == [State.CONFIRMED, State.RECEIVED]


def test_a_new_link_ends_the_old_one():
    registration = register(make_admission())
    before = registration.link_hash
    services.renew_link(registration)

    registration.refresh_from_db()
    assert registration.link_hash != before


def test_transitions_tell_states_and_nobody():
    admission = make_admission(seats=1)
    services.withdraw(register(admission))

    rows = Transition.objects.values_list("act", "before", "after")
    assert list(rows) == [
        ("prove", "received", "confirmed"),
        ("withdraw", "confirmed", "withdrawn"),
    ]
