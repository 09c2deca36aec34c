"""The list of an edition's registrations: what is asked for, what is found, what is counted."""

from dataclasses import dataclass

from django import forms
from django.db.models import Count, Exists, F, OuterRef
from django.utils.translation import gettext_lazy as _

from events.folding import fold
from registration.models import Message, Registration, SeatPool

State = Registration.State

# Names are sealed: to search them, all are opened, in memory.
MOST_SEARCHED = 10_000

ORDERS = {
    "newest": (_("newest first"), ["-received_at", "pk"]),
    "oldest": (_("oldest first"), ["received_at", "pk"]),
    "waiting": (_("order of the waiting list"), [F("queued_at").asc(nulls_last=True), "pk"]),
    "deadline": (_("deadline of the offer"), [F("held_until").asc(nulls_last=True), "pk"]),
    "state": (_("state"), ["state", "received_at", "pk"]),
}


class ListForm(forms.Form):
    """What the list shows."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("State"), required=False)
    pool = forms.ChoiceField(label=_("Seats"), required=False)
    mail = forms.ChoiceField(
        label=_("Mails"),
        required=False,
        choices=[("", _("all")), ("failed", _("not delivered"))],
    )
    order = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[(name, label) for name, (label, _fields) in ORDERS.items()],
    )

    def __init__(self, *args, pools, blind, **kwargs):
        super().__init__(*args, **kwargs)
        self.blind = blind
        self.fields["state"].choices = [("", _("all")), *State.choices]
        kinds = [(str(pool.pk), pool.get_kind_display()) for pool in pools]
        self.fields["pool"].choices = [("", _("all")), *kinds]
        self.fields["q"].help_text = _("A code.") if blind else _("A code, a name or an e-mail.")

    @property
    def is_filtered(self):
        return self.is_valid() and any(
            self.cleaned_data[name] for name in ("q", "state", "pool", "mail")
        )

    def found(self, edition):
        """Registrations of an edition as asked for; a list when names were searched."""
        asked = self.cleaned_data if self.is_valid() else {}
        failed = Message.objects.filter(registration=OuterRef("pk"), state=Message.State.FAILED)
        rows = edition.registrations.select_related("pool").annotate(has_failed=Exists(failed))
        if asked.get("state"):
            rows = rows.filter(state=asked["state"])
        if asked.get("pool"):
            rows = rows.filter(pool=asked["pool"])
        if asked.get("mail"):
            rows = rows.filter(has_failed=True)
        _label, fields = ORDERS[asked.get("order") or "newest"]
        return self._searched(rows.order_by(*fields), asked.get("q", "").strip())

    def _searched(self, rows, words):
        if not words:
            return rows
        return [row for row in rows[:MOST_SEARCHED] if self._matches(row, words)]

    def _matches(self, row, words):
        if row.code.startswith(words.upper()):
            return True
        if self.blind:
            return False
        details = row.details
        return any(fold(words) in fold(details[name]) for name in ("name", "email"))


@dataclass
class PoolCounts:
    """Seats of one pool, and how many registrations are in each state."""

    pool: object
    states: dict

    @property
    def confirmed(self):
        return self.states.get(State.CONFIRMED, 0)

    @property
    def held(self):
        return self.states.get(State.OFFERED, 0)

    @property
    def bar(self):
        """`[(kind, start, width)]` in hundredths of the seats."""
        seats = max(self.pool.capacity, self.confirmed + self.held, 1)
        confirmed, held = (100 * count / seats for count in (self.confirmed, self.held))
        confirmed, held = round(confirmed, 2), round(held, 2)
        return [("confirmed", 0, confirmed), ("held", confirmed, held)]

    @property
    def rows(self):
        """`[(state, its words, count)]` of all states that have any."""
        return [
            (state, label, self.states[state])
            for state, label in State.choices
            if self.states.get(state)
        ]

    @property
    def total(self):
        return sum(self.states.values())


def counts(edition):
    """PoolCounts of an edition. Two queries."""
    return all_counts([edition]).get(edition.pk, [])


def all_counts(editions):
    """`{edition: [PoolCounts, …]}`. Two queries for any number of editions."""
    found, by_pool = {}, {}
    for pool in SeatPool.objects.filter(edition__in=editions).order_by("edition_id", "kind", "pk"):
        by_pool[pool.pk] = PoolCounts(pool, {})
        found.setdefault(pool.edition_id, []).append(by_pool[pool.pk])
    rows = Registration.objects.filter(edition__in=editions).order_by()
    for pool_id, state, number in rows.values_list("pool_id", "state").annotate(Count("pk")):
        by_pool[pool_id].states[state] = number
    return found
