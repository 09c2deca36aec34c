"""Optional proof of work: a machine that asks for many seats has to calculate for each of them.

Challenges are made and checked by ALTCHA's library (its version 2: PBKDF2, and the solver looks
for the counter). Nothing is stored but keyed hashes of a challenge that was used, until it expires.
"""

import datetime as dt
import hmac
import secrets

import altcha
from django.db import transaction
from django.utils import timezone

from registration import keys, limits
from registration.models import Throttle

ALGORITHM, ROUNDS = "PBKDF2/SHA-256", 5000
# Attempts that a solver needs: on average some 300, half a second of a slow phone.
FEWEST, MOST = 100, 500
VALID = dt.timedelta(minutes=20)


def challenge(edition):
    """A new challenge for one edition, as JSON."""
    made = altcha.create_challenge(
        ALGORITHM,
        ROUNDS,
        counter=FEWEST + secrets.randbelow(MOST - FEWEST),
        expires_at=timezone.now() + VALID,
        data={"edition": edition.slug},
        hmac_secret=keys.derive("work/v1"),
    )
    return made.to_dict()


def is_done(edition, solved, *, by):
    """Whether `solved` (base64 of JSON) solves a challenge of this edition; good for one asker.

    `by` is that asker: who sends the same again, since the answer was lost, is not refused.
    """
    try:
        payload = altcha.Payload.from_base64(solved)
        checked = altcha.verify_solution(payload, keys.derive("work/v1"))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return False
    asked = payload.challenge.parameters
    if not checked.verified or asked.data != {"edition": edition.slug}:
        return False
    return _is_first(payload.challenge.signature, asked.expires_at, by)


def _is_first(signature, expires_at, by):
    """Whether nobody else used a challenge before; remembered until it has expired."""
    ends_at = dt.datetime.fromtimestamp(expires_at, tz=dt.UTC) + dt.timedelta(minutes=1)
    mine = _hashed(f"work|{signature}|{by}")
    with transaction.atomic():
        if limits.count(_hashed(f"work|{signature}"), ends_at, most=1):
            return limits.count(mine, ends_at, most=1)
        return Throttle.objects.filter(key=mine).exists()


def _hashed(text):
    return hmac.digest(keys.derive("work/v1"), text.encode(), "sha256")
