"""Seals everything with a new master key, while people go on registering.

Each row is a transaction of its own, so that nobody waits, and a run that was killed is finished
by the next one.
"""

import logging

from django.db import IntegrityError, transaction

from registration import keys, sealing
from registration.models import Registration

log = logging.getLogger(__name__)

SOME = 500


def rotate():
    """Finish the rotation that was begun, or begin one; returns how many rows were sealed anew."""
    if not older_in_use():
        keys.add()
    count = 0
    # Again until there is nothing to do: a request may have begun with the older key.
    while done := _pass():
        count += done
    return count


def older_in_use():
    """Numbers of the keys before the current one that something is sealed with."""
    rows = Registration.objects.values_list("sealed", flat=True)
    return {sealing.key_of(sealed) for sealed in rows.iterator(SOME)} - {keys.current()}


def drop_older():
    """Remove keys that nothing is sealed with; False if something is."""
    if older_in_use():
        return False
    keys.keep_current()
    return True


def _pass():
    rows = Registration.objects.values_list("pk", "sealed").order_by("pk")
    older = [pk for pk, sealed in rows.iterator(SOME) if sealing.key_of(sealed) != keys.current()]
    return sum(_seal_anew(pk) for pk in older)


def _seal_anew(pk):
    """1 if it was done; 0 if the row is gone, or cannot be opened."""
    with transaction.atomic():
        row = Registration.objects.select_for_update().filter(pk=pk).first()
        if row is None:
            return 0
        try:
            details = row.details
        except (sealing.Broken, keys.NoKey):
            log.exception("Left as it is")
            return 0
        row.details = details
        row.mailbox = sealing.mailbox(row.edition_id, details["email"])
        try:
            with transaction.atomic():
                row.save(update_fields=["sealed", "mailbox"])
        except IntegrityError:
            # Registered twice in the moment when the key changed: both keep what they have.
            log.warning("Registration %s has the mailbox of another", pk)
            row.save(update_fields=["sealed"])
    return 1
