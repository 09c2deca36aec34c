"""The whole state machine under random acts, beside a model that knows only its rules.

Each safety net has its negative control: two mutants that the machine must catch.
"""

import contextlib
import datetime as dt
import os

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from hypothesis.stateful import run_state_machine_as_test as run

from events.exceptions import Refused
from events.models import Edition
from registration import acts, limits, sealing, seats, services
from registration.models import Admission, Message, Registration, SeatPool, Transition
from tests.factories import make_edition

pytestmark = pytest.mark.django_db
State, Mode = Registration.State, Admission.Mode

PEOPLE = st.integers(0, 6)
POOLS = st.integers(0, 1)
# Messages that a state leaves behind: the last mail about a state tells the present one.
TELLS_NO_STATE = ("link", "reconfirm", "ticket")


class Machine(RuleBasedStateMachine):
    """People of one edition; `keys` is what each of them sent last, `erased` who is forgotten."""

    edition = None

    @initialize(
        mode=st.sampled_from([Mode.FIRST_COME, Mode.REVIEW, Mode.BALLOT]),
        seats=st.tuples(st.integers(0, 3), st.integers(0, 2)),
        has_waiting_list=st.sampled_from([True, True, False]),
    )
    def open(self, mode, seats, has_waiting_list):
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.admission = Admission.objects.create(
            edition=self.edition,
            mode=mode,
            has_waiting_list=has_waiting_list,
            closes_at=timezone.now() + dt.timedelta(days=30),
            reconfirm_until=timezone.now() + dt.timedelta(days=5),
            ballot_seed="seed",
        )
        for kind, capacity in zip(SeatPool.Kind.values, seats, strict=True):
            SeatPool.objects.create(edition=self.edition, kind=kind, capacity=capacity)
        self.keys, self.known = {}, {}
        # The waiting list as it should be: {pk: place}, of all who ever waited.
        self.places, self.waiting, self.seen = {}, set(), 0

    def teardown(self):
        if hasattr(self, "savepoint"):
            transaction.set_rollback(True)
            self.savepoint.__exit__(None, None, None)

    # --- helpers ---

    @property
    def pools(self):
        return list(SeatPool.objects.filter(edition=self.edition).order_by("pk"))

    def row(self, person):
        found = Registration.objects.filter(pk=self.known.get(person))
        return found.select_related("edition__admission").first()

    def do(self, act, person, *args, **kwargs):
        """An act on a person's registration, which may be refused; then nothing changed."""
        row = self.row(person)
        if row is None:
            return
        before = self.picture()
        try:
            act(row, *args, **kwargs)
        except Refused:
            assert self.picture() == before

    def picture(self):
        rows = Registration.objects.filter(edition=self.edition).order_by("pk")
        return (
            list(rows.values_list("pk", "state", "pool", "queued_at", "held_until")),
            [pool.taken for pool in self.pools],
        )

    def decided(self, act, person, *args):
        """A registrar's decision: its mails wait, so that it can be undone."""
        last = Message.objects.order_by("pk").last()
        self.do(act, person, *args, by=None)
        new = Message.objects.filter(registration=self.known.get(person))
        new = new.filter(pk__gt=last.pk if last else 0)
        new.update(due_at=timezone.now() + dt.timedelta(minutes=5))

    def ask(self, person, pool, key):
        admission = Admission.objects.select_related("edition").get(pk=self.admission.pk)
        with contextlib.suppress(Refused):
            services.request_seat(
                admission,
                pool=self.pools[pool],
                key=key,
                name="A.",
                email=f"{person}@example.org",
                language="en",
                answers={},
            )
        mailbox = sealing.mailbox(self.edition.pk, f"{person}@example.org")
        row = Registration.objects.filter(edition=self.edition, mailbox=mailbox).first()
        if row is not None:
            # Who has a row keeps it, whatever else they send.
            assert self.known.setdefault(person, row.pk) == row.pk
            self.keys[person] = key

    # --- the person ---

    @rule(person=PEOPLE, pool=POOLS, key=st.integers(0, 99))
    def request(self, person, pool, key):
        self.ask(person, pool, f"{person}-{key}")

    @rule(person=PEOPLE, pool=POOLS)
    def retry(self, person, pool):
        if person in self.known:
            before = self.picture()
            self.ask(person, pool, self.keys[person])
            assert self.picture() == before

    @rule(people=st.lists(PEOPLE, unique=True, max_size=4), pool=POOLS)
    def several_come(self, people, pool):
        for person in people:
            self.ask(person, pool, f"{person}-0")
            self.do(services.prove, person)

    @rule(person=PEOPLE)
    def prove(self, person):
        self.do(services.prove, person)

    @rule(person=PEOPLE)
    def confirm(self, person):
        self.do(services.confirm, person)

    @rule(person=PEOPLE)
    def withdraw(self, person):
        self.do(services.withdraw, person)

    @rule(person=PEOPLE)
    def ask_again(self, person):
        self.do(services.ask_again, person)

    @rule(person=PEOPLE)
    def reconfirm(self, person):
        self.do(services.reconfirm, person)

    @rule(person=PEOPLE)
    def reissue(self, person):
        self.do(services.reissue_ticket, person)

    @rule(person=PEOPLE)
    def erase(self, person):
        self.do(services.erase, person)
        self.known.pop(person, None)

    # --- registrars ---

    @rule(person=PEOPLE)
    def offer(self, person):
        self.decided(services.offer, person)

    @rule(person=PEOPLE)
    def queue(self, person):
        self.decided(services.put_on_waiting_list, person)

    @rule(person=PEOPLE)
    def decline(self, person):
        self.decided(services.decline, person)

    @rule(person=PEOPLE)
    def release(self, person):
        self.decided(services.release, person)

    @rule(person=PEOPLE)
    def undo(self, person):
        self.do(services.undo, person, by=None)

    @rule(person=PEOPLE, pool=POOLS)
    def move(self, person, pool):
        self.do(services.move, person, self.pools[pool], by=None)

    @rule(pool=POOLS, capacity=st.integers(0, 4))
    def resize(self, pool, capacity):
        before = self.picture()
        try:
            services.resize(self.pools[pool], capacity, by=None)
        except Refused:
            assert self.picture() == before

    # --- time ---

    @rule(days=st.sampled_from([1, 4, 6]))
    def lapse(self, days):
        services.lapse_due(timezone.now() + dt.timedelta(days=days))

    @rule()
    def ask_to_reconfirm(self):
        services.ask_to_reconfirm()

    @rule()
    def draw(self):
        Admission.objects.filter(pk=self.admission.pk).update(closes_at=timezone.now())
        with contextlib.suppress(Refused):
            services.draw(self.admission)
        later = timezone.now() + dt.timedelta(days=30)
        Admission.objects.filter(pk=self.admission.pk).update(closes_at=later)

    @rule()
    def forget_unproved(self):
        services.forget_unproved(timezone.now() + dt.timedelta(days=8))
        rows = Registration.objects.filter(edition=self.edition).values_list("pk", flat=True)
        self.known = {person: pk for person, pk in self.known.items() if pk in set(rows)}

    # --- what is always true ---

    @invariant()
    def seats_are_counted(self):
        for pool in self.pools:
            assert pool.taken == pool.registrations.holding().count()
            assert pool.taken <= pool.capacity

    @invariant()
    def nobody_waits_beside_a_free_seat(self):
        for pool in self.pools:
            assert not (pool.free and pool.registrations.waiting().exists())

    @invariant()
    def who_waited_longest_is_first(self):
        rows = Registration.objects.filter(edition=self.edition).in_bulk()
        self.waiting &= {*rows}
        for step in Transition.objects.filter(pk__gt=self.seen).order_by("pk"):
            self.seen = step.pk
            row = rows.get(step.registration_id)
            if row is None:
                continue
            if step.act == "promote":
                rivals = {pk for pk in self.waiting if rows[pk].pool_id == row.pool_id}
                assert row.pk == min(rivals, key=self.places.get)
            if step.after != State.WAITING:
                self.waiting.discard(row.pk)
            elif step.act not in ("undo", "move"):
                self.places[row.pk] = step.pk
            if step.after == State.WAITING:
                self.waiting.add(row.pk)
        for pool in self.pools:
            line = [row.pk for row in pool.registrations.waiting()]
            assert line == sorted(line, key=self.places.get)

    @invariant()
    def each_person_has_one_row(self):
        rows = Registration.objects.filter(edition=self.edition)
        assert {*rows.values_list("pk", flat=True)} == {*self.known.values()}

    @invariant()
    def tickets_belong_to_the_confirmed(self):
        for row in Registration.objects.filter(edition=self.edition):
            has_ticket = row.ticket_hash is not None
            assert has_ticket == (row.state == State.CONFIRMED)
            assert not has_ticket or bytes(row.ticket_hash) == acts.ticket_hash(row)
            assert (row.held_until is not None) == (row.state == State.OFFERED)
            assert row.proved_at or row.state in (State.RECEIVED, State.WITHDRAWN)

    @invariant()
    def the_last_mail_tells_the_state(self):
        for row in Registration.objects.filter(edition=self.edition):
            last = row.messages.exclude(kind__in=TELLS_NO_STATE).order_by("pk").last()
            told = last.kind if last else State.RECEIVED
            assert told == row.state


@pytest.fixture(autouse=True)
def _edition(db, monkeypatch):
    page = make_edition(
        state=Edition.State.OPEN, starts_on=dt.date(2999, 6, 11), ends_on=dt.date(2999, 6, 13)
    )
    monkeypatch.setattr(Machine, "edition", page.edition)
    monkeypatch.setitem(limits.LIMITS, "mail", (10_000, 3600))


def search(examples, steps=40):
    """Look for a way to break a rule; with MACHINE_EXAMPLES for longer, and each time anew."""
    wanted = os.environ.get("MACHINE_EXAMPLES")
    run(
        Machine,
        settings=settings(
            max_examples=int(wanted or examples),
            stateful_step_count=steps,
            derandomize=not wanted,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_no_sequence_of_acts_breaks_a_rule():
    search(examples=40)


def test_the_machine_catches_a_withdrawal_that_forgets_the_counter(monkeypatch):
    monkeypatch.setattr(seats, "give_back", lambda pool_id: None)

    with pytest.raises(AssertionError):
        search(examples=40)


def test_the_machine_catches_a_forgotten_promotion(monkeypatch):
    monkeypatch.setattr(acts, "promote", lambda edition, pool_id: None)

    with pytest.raises(AssertionError):
        search(examples=40)


def test_the_machine_catches_a_waiting_list_that_is_not_in_order(monkeypatch):
    last_first = lambda rows: rows.filter(state=State.WAITING).order_by("-queued_at", "-pk")  # noqa: E731
    monkeypatch.setattr(type(Registration.objects.all()), "waiting", last_first)

    with pytest.raises(AssertionError):
        search(examples=40)
