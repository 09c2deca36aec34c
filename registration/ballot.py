"""The draw: anybody can do it again from what is published, with nothing but SHA-256.

Each request has a lot, 16 random hexadecimal digits that the server gave it when its address was
proved. In the order drawn, lots stand by the hexadecimal SHA-256 of `seed:lot`, smallest first.
The seed is published before the first lot is given.
"""

import hashlib

from django.utils import timezone

from registration.models import Registration


def rank(seed, lot):
    """Where a lot stands: smaller comes first."""
    return hashlib.sha256(f"{seed}:{lot}".encode()).hexdigest()


def in_order(seed, rows, lot=lambda row: row):
    """Rows in the order that the seed draws their lots in."""
    return sorted(rows, key=lambda row: rank(seed, lot(row)))


def published(admission):
    """`[(pool, lots), …]` after the closing: in the order drawn, or sorted while nothing is."""
    pools = list(admission.edition.seat_pools.all())
    if admission.drawn_at:
        return [(pool, admission.drawn_lots.get(pool.kind, [])) for pool in pools]
    if admission.closes_at > timezone.now():
        return []
    rows = admission.edition.registrations.filter(state=Registration.State.IN_BALLOT)
    lots = list(rows.order_by("lot").values_list("pool", "lot"))
    return [(pool, [lot for pk, lot in lots if pk == pool.pk]) for pool in pools]
