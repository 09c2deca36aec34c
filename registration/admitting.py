"""What editors settle about registration of an edition, in one step."""

import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from events.exceptions import Refused
from registration import services
from registration.models import Admission, SeatPool


def set_admission(admission, *, seats, by):
    """Store how people come in; `seats` maps kinds of pools to seats, None for no such pool.

    A ballot without a seed gets one. Raises Refused if seats that are taken would go; its code is
    then the pool's kind.
    """
    with transaction.atomic():
        if admission.mode == Admission.Mode.BALLOT and not admission.ballot_seed:
            admission.ballot_seed = secrets.token_hex(16)
        admission.save()
        pools = {pool.kind: pool for pool in admission.edition.seat_pools.all()}
        for kind, capacity in seats.items():
            _set_seats(admission.edition, pools.get(kind), kind, capacity, by)


def _set_seats(edition, pool, kind, capacity, by):
    if pool is None:
        if capacity is not None:
            SeatPool.objects.create(edition=edition, kind=kind, capacity=capacity)
    elif capacity is None:
        if pool.registrations.exists():
            raise Refused(kind, _("People asked for these seats: move them first."))
        pool.delete()
    elif capacity != pool.capacity:
        try:
            services.resize(pool, capacity, by=by)
        except Refused as refusal:
            raise Refused(kind, refusal.message) from None
