"""What the real way to a seat is compared with; only the check has these addresses.

`bare` does nothing but insert a row and count a seat: the floor. `naive` counts first and inserts
then, as sign-up forms often do: it must oversell, else the check could not see it.
"""

import secrets

from django.db import transaction
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from registration import seats
from registration.models import Registration, SeatPool


@csrf_exempt
def bare(request, slug):
    pool = SeatPool.objects.get(edition__slug=slug)
    with transaction.atomic():
        Registration.objects.bulk_create([_row(pool)])
        seats.take(pool.pk)
    return HttpResponse(status=202)


@csrf_exempt
def naive(request, slug):
    pool = SeatPool.objects.get(edition__slug=slug)
    if pool.registrations.holding().count() < pool.capacity:
        _row(pool, Registration.State.CONFIRMED).save(force_insert=True)
    return HttpResponse(status=202)


def _row(pool, state=Registration.State.RECEIVED):
    hashes = {name: secrets.token_bytes(32) for name in ("mailbox", "key_hash", "link_hash")}
    sealed = secrets.token_bytes(200)
    return Registration(edition_id=pool.edition_id, pool=pool, state=state, sealed=sealed, **hashes)
