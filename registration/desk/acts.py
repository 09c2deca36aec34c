"""Decisions on one or many registrations: rehearsed first, then carried out, then undone."""

from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from events.exceptions import Refused
from events.spoken import name_of
from events.web import naming
from registration import decisions, letters, services, states
from registration.models import Message, Registration, SeatPool, Transition

# Decided at once, each in a transaction of its own; rehearsed in one, during which others wait.
MOST = 200

LABELS = {
    "offer": _("Offer a seat"),
    "queue": _("Put on the waiting list"),
    "decline": _("Decline"),
    "release": _("Withdraw for the person"),
    "resend": _("Send the link again"),
}
MOVE = "move-"


@dataclass(frozen=True)
class Act:
    """One decision, such as "offer" or "move-3", the number being that of a pool."""

    name: str
    label: str
    pool: SeatPool | None = None

    @property
    def logged_as(self):
        return "move" if self.pool else self.name

    @property
    def sends_mail(self):
        return self.pool is None

    @property
    def is_undoable(self):
        return self.name in decisions.UNDOABLE

    def carry_out(self, registration, *, by, key):
        match self.logged_as:
            case "offer":
                services.offer(registration, by=by)
            case "queue":
                services.put_on_waiting_list(registration, by=by)
            case "decline":
                services.decline(registration, by=by)
            case "release":
                services.release(registration, by=by)
            case "resend":
                services.resend_link(registration, by=by, key=key)
            case "move":
                services.move(registration, self.pool, by=by)


def acts(edition):
    """All decisions of an edition by their names, in the order they are offered in."""
    found = [Act(name, label) for name, label in LABELS.items()]
    pools = list(edition.seat_pools.all())
    if len(pools) > 1:
        move = _("Move to: %(pool)s")
        found += [
            Act(f"{MOVE}{pool.pk}", move % {"pool": pool.get_kind_display()}, pool)
            for pool in pools
        ]
    return {act.name: act for act in found}


def possible(registration, edition):
    """The decisions that may be taken on one registration now."""
    return [
        act
        for act in acts(edition).values()
        if act.name == "resend"
        or (
            registration.state in states.REGISTRAR[act.logged_as]
            and (act.pool is None or act.pool.pk != registration.pool_id)
        )
    ]


@dataclass
class Outcome:
    """What became, or would become, of each chosen registration."""

    changed: list = field(default_factory=list)
    refused: list = field(default_factory=list)  # (registration, why)

    @property
    def reasons(self):
        """`{why: [registration, …]}`."""
        found = {}
        for registration, why in self.refused:
            found.setdefault(str(why), []).append(registration)
        return found


def in_order(rows):
    """Who has waited longest comes first: seats may not be enough for all."""
    return rows.order_by(F("queued_at").asc(nulls_last=True), "received_at", "pk")


def carry_out(act, rows, *, by, key, since):
    """Decide on each row by itself; what was done after `since` counts as done, not as refused."""
    outcome = Outcome()
    for row in rows:
        try:
            if not _is_done(row, act.logged_as, by, since):
                act.carry_out(row, by=by, key=key)
        except Refused as refusal:
            outcome.refused.append((row, refusal.message))
        else:
            outcome.changed.append(row)
    return outcome


def take_back(rows, *, by, since):
    """Undo the last decision on each row."""
    outcome = Outcome()
    for row in rows:
        try:
            if not _is_done(row, "undo", by, since):
                services.undo(row, by=by)
        except Refused as refusal:
            outcome.refused.append((row, refusal.message))
        else:
            outcome.changed.append(row)
    return outcome


def _is_done(row, name, by, since):
    """Whether this was a second press of the same button."""
    last = row.transitions.order_by("happened_at", "pk").last()
    return bool(last and (last.act, last.user_id) == (name, by.pk) and last.happened_at >= since)


@dataclass
class Rehearsal:
    """What a decision would do, down to its mails; nothing of it has happened."""

    outcome: Outcome
    samples: list
    promoted: int


@dataclass(frozen=True)
class Sample:
    """A mail in one language, and how many people would get it."""

    letter: letters.Letter
    count: int

    @property
    def direction(self):
        return naming.direction(self.letter.language)

    @property
    def language_name(self):
        return name_of(self.letter.language)


def rehearse(act, rows, *, by, key, since):
    """Decide for real inside a transaction that is taken back: no forecast can be nearer."""
    with transaction.atomic():
        edition = rows[0].edition
        outcome = carry_out(act, rows, by=by, key=key, since=since)
        promotions = Transition.objects.filter(
            edition=edition, act="promote", happened_at__gte=since
        )
        rehearsal = Rehearsal(
            outcome=outcome,
            samples=_samples(act, outcome.changed) if act.sends_mail else [],
            promoted=promotions.count(),
        )
        transaction.set_rollback(True)
    return rehearsal


def _samples(act, rows):
    """One mail for each kind and language."""
    found = Registration.objects.select_related("edition__admission")
    found = found.filter(pk__in=[row.pk for row in rows])
    counts, examples = Counter(), {}
    for row in found:
        kind = Message.Kind.LINK if act.name == "resend" else Message.Kind(row.state)
        # The words of a link tell apart only whether the address is proved.
        state = row.state == Registration.State.RECEIVED
        which = (row.details["language"], kind, state)
        counts[which] += 1
        examples.setdefault(which, row)
    return [
        Sample(letters.sample(kind, examples[language, kind, state], language), count)
        for (language, kind, state), count in sorted(counts.items())
    ]
