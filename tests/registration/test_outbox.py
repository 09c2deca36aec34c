import datetime as dt

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone

from events.models import Heartbeat
from registration import outbox, services
from registration.models import Message
from tests.registration.making import make_admission, request
from tests.registration.servers import free_port, mailing_to, serving

pytestmark = pytest.mark.django_db
State = Message.State


@pytest.fixture
def requests():
    """Three people who asked for a seat: each waits for the mail with the link."""
    admission = make_admission()
    return [request(admission, f"{name}@example.org") for name in "abc"]


def states():
    return list(Message.objects.order_by("pk").values_list("state", "attempts", "error"))


def minutes_until_due():
    waits = [row.due_at - timezone.now() for row in Message.objects.order_by("pk")]
    return [round(wait.total_seconds() / 60) for wait in waits]


def later(**delta):
    return timezone.now() + dt.timedelta(**delta)


def test_each_mail_is_sent_once(requests):
    with serving() as server:
        assert outbox.send_due() == 3
        assert outbox.send_due() == 0

    assert server.receivers == ["a@example.org", "b@example.org", "c@example.org"]
    assert states() == [(State.SENT, 1, "")] * 3


def test_a_server_that_is_down_loses_nothing(requests):
    with mailing_to(free_port()):
        assert outbox.send_due() == 0

    assert states() == [(State.WAITING, 1, "ConnectionRefusedError")] * 3
    assert minutes_until_due() == [1] * 3
    with serving() as server:
        assert outbox.send_due() == 0
        assert outbox.send_due(later(minutes=2)) == 3
    assert len(server.mails) == 3


def test_the_wait_grows_with_each_attempt(requests):
    waits = []
    with mailing_to(free_port()):
        for _attempt in outbox.RETRIES:
            Message.objects.update(due_at=timezone.now())
            outbox.send_due()
            waits.append(minutes_until_due()[0])
        Message.objects.update(due_at=timezone.now())
        outbox.send_due()

    assert waits == outbox.RETRIES
    assert {state for state, _attempts, _error in states()} == {State.FAILED}


def test_a_busy_mailbox_is_tried_again_and_stops_no_other(requests):
    with serving(answers={"b@example.org": "450 later"}) as server:
        assert outbox.send_due() == 2

    assert server.receivers == ["a@example.org", "c@example.org"]
    assert states()[1] == (State.WAITING, 1, "SMTPRecipientsRefused 450")


def test_a_mailbox_refused_for_good_is_given_up_after_three_attempts(requests):
    with serving(answers={"b@example.org": "550 no such user"}) as server:
        for _attempt in range(5):
            Message.objects.filter(state=State.WAITING).update(due_at=timezone.now())
            outbox.send_due()

    assert server.asked.count("b@example.org") == outbox.REFUSALS
    assert states()[1] == (State.FAILED, 3, "SMTPRecipientsRefused 550")
    assert [state for state, *_rest in states()] == [State.SENT, State.FAILED, State.SENT]


def test_what_was_given_up_can_be_sent_again(requests):
    Message.objects.update(state=State.FAILED, attempts=3)
    outbox.retry(requests[0].messages)

    with serving() as server:
        assert outbox.send_due() == 1
    assert server.receivers == ["a@example.org"]


def test_a_slow_server_is_not_waited_for_longer_than_the_setting(requests):
    with serving(wait=1.5) as server:
        started = timezone.now()
        assert outbox.send_due() == 0
        took = timezone.now() - started

    assert took < dt.timedelta(seconds=12)
    assert {(state, attempts) for state, attempts, _error in states()} == {(State.WAITING, 1)}
    assert len(server.mails) <= 3


def test_a_server_that_dies_in_the_middle_doubles_one_mail_at_most(requests):
    with serving(dies_after=2) as server:
        outbox.send_due()
        server.dies_after = None
        outbox.send_due(later(minutes=2))

    assert {state for state, *_rest in states()} == {State.SENT}
    counts = {name: server.receivers.count(f"{name}@example.org") for name in "abc"}
    assert min(counts.values()) == 1
    assert max(counts.values()) <= 2


def test_a_process_that_died_while_sending_is_followed_by_another(requests):
    outbox._claim(timezone.now())  # and nothing more: it was killed

    with serving() as server:
        assert outbox.send_due() == 0
        assert outbox.send_due(later(minutes=11)) == 3
    assert len(server.mails) == 3


def test_stopping_hands_back_what_was_not_sent(requests):
    answers = iter([False, False, True, True])
    with serving() as server:
        assert outbox.send_due(is_stopping=lambda: next(answers)) == 1
        assert states()[1:] == [(State.WAITING, 0, "")] * 2
        assert outbox.send_due() == 2
    assert len(server.mails) == 3


def test_a_letter_that_cannot_be_made_stops_no_other(requests):
    requests[0].sealed = requests[1].sealed
    requests[0].save()

    with serving() as server:
        assert outbox.send_due() == 2

    assert states()[0] == (State.WAITING, 1, "Broken")
    assert server.receivers == ["b@example.org", "c@example.org"]


def test_who_was_erased_while_their_mail_was_being_sent_breaks_nothing(requests):
    batch = outbox._claim(timezone.now())
    services.erase(requests[0])

    with serving():
        assert outbox._send_batch(batch, lambda: False) == (3, True)

    assert len(states()) == 2


def test_the_process_sends_and_beats(requests):
    with serving() as server:
        call_command("send_mail", once=True)

    assert len(server.mails) == 3
    assert Heartbeat.objects.filter(name="mail").exists()


@pytest.mark.parametrize("error", [OperationalError("the connection was closed"), OSError("full")])
def test_the_process_outlives_what_is_broken(requests, monkeypatch, caplog, error):
    def broken(now):
        raise error

    monkeypatch.setattr(outbox, "_claim", broken)

    call_command("send_mail", once=True)

    assert "the next one tries again" in caplog.text


def test_logs_name_no_address(requests, caplog):
    with serving(answers={"*": "550 <a@example.org> is unknown"}):
        outbox.send_due()

    lines = [row.getMessage() for row in caplog.records if row.name.startswith("registration")]
    assert lines == ["A mail could not be sent: SMTPRecipientsRefused 550, attempt 1"] * 3
