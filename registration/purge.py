"""Deletes what is personal when its day has come: answers one by one, in the end everything.

What remains are receipts, which say how many there were and name nobody.
"""

import logging
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.utils import timezone

from events.compiler.ids import public_id
from events.models import Edition
from registration import seats
from registration.models import Admission, Message, Question, Receipt, Registration, SeatPool

log = logging.getLogger(__name__)

TABLES = (Registration, Message)


@dataclass(frozen=True)
class Due:
    """Something of one edition whose day has come: answers to a question, or everything."""

    edition: Edition
    question: str = ""  # its public id
    counts: dict = field(default_factory=dict)

    def __str__(self):
        counts = ", ".join(f"{count} {name}" for name, count in self.counts.items())
        return f"{self.edition.slug}: {self.question or 'everything'} ({counts})"


def due(now=None):
    """What is to be deleted now; days are those of each edition's zone."""
    now = now or timezone.now()
    for admission in Admission.objects.select_related("edition").order_by("pk"):
        edition = admission.edition
        today = edition.local(now).date()
        rows = Registration.objects.filter(edition=edition)
        if today >= admission.purge_on:
            if rows.exists():
                yield Due(edition, counts=_states(rows))
            continue
        for name in _questions_over(edition, today):
            if count := sum(name in row.details["answers"] for row in rows):
                yield Due(edition, name, {"answers": count})


def _questions_over(edition, today):
    """Public ids of the questions whose answers are not kept any more."""
    rows = Question.objects.filter(edition=edition, deleted_on__lte=today)
    return sorted({public_id(row.translation_key) for row in rows})


def _states(rows):
    states = list(rows.values_list("state", flat=True))
    return {state: states.count(state) for state in sorted(set(states))}


def purge_due(now=None):
    """Delete what is due, leave a receipt of each, and clean the files of the database."""
    done = []
    for item in list(due(now)):
        if item.question:
            _forget_answers(item)
        else:
            _forget_everything(item)
        done.append(item)
    if done:
        clean()
    return done


def _forget_answers(item):
    for pk in Registration.objects.filter(edition=item.edition).values_list("pk", flat=True):
        with transaction.atomic():
            row = Registration.objects.select_for_update().filter(pk=pk).first()
            if row is None:
                continue
            details = row.details
            if details["answers"].pop(item.question, None) is not None:
                row.details = details
                row.save(update_fields=["sealed"])
    Receipt.objects.create(edition=item.edition, question=item.question, counts=item.counts)


def _forget_everything(item):
    """All rows of an edition, its mails with them; the log of transitions names nobody."""
    with transaction.atomic():
        seats.lock(item.edition.pk)
        Receipt.objects.create(edition=item.edition, counts=item.counts)
        Registration.objects.filter(edition=item.edition).delete()
        SeatPool.objects.filter(edition=item.edition).update(taken=0)


def clean():
    """Leave no deleted bytes in the database's files. Not inside a transaction."""
    if connection.in_atomic_block:
        log.warning("Deleted rows may still be in the database's files until the next purge")
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # Rebuilt without free pages, then the log that has the old ones is emptied.
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            if cursor.fetchone()[0]:
                log.warning("The write-ahead log is in use; the next purge empties it")
        else:
            for model in TABLES:
                cursor.execute(f"VACUUM (FULL) {model._meta.db_table}")
