"""Seats: counted in one row for each pool, which is locked before anything that may change it.

Every act on a registration locks the pools of its edition first, then registrations: one order,
so no deadlock, and nobody is put on the waiting list while another frees a seat unseen. SQLite
knows no row locks; there each transaction is the only writer from its start (IMMEDIATE).
"""

from django.db.models import F

from registration.models import SeatPool


def lock(edition_id):
    """`{pk: pool}` of an edition, locked until the transaction ends."""
    rows = SeatPool.objects.select_for_update().filter(edition=edition_id).order_by("pk")
    return {pool.pk: pool for pool in rows}


def take(pool_id):
    """Count one more seat; False if there is none. Never more than there are, even unlocked."""
    free = SeatPool.objects.filter(pk=pool_id, taken__lt=F("capacity"))
    return free.update(taken=F("taken") + 1) == 1


def give_back(pool_id):
    SeatPool.objects.filter(pk=pool_id).update(taken=F("taken") - 1)
