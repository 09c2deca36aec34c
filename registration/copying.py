"""How people come into a new edition, from an old one: settings and questions, nothing personal."""

from events.copying import copy_vocabulary, vocabulary_to_copy
from registration import admitting
from registration.models import Admission, Question

KEPT = ["mode", "has_waiting_list", "offer_hours", "purge_days", "asks_for_work"]
MOVED = ["opens_at", "closes_at", "reconfirm_until"]


def has_settings(edition):
    return Admission.objects.filter(edition=edition).exists()


def questions_to_copy(edition):
    return vocabulary_to_copy(edition, Question)


def copy_admission(copying, *, by):
    """Copy how people come in; all seats are free, and a ballot has a seed of its own."""
    old = copying.old.admission
    new = Admission(
        edition=copying.new,
        **{name: getattr(old, name) for name in KEPT},
        **{name: copying.moment(getattr(old, name)) for name in MOVED},
    )
    seats = {pool.kind: pool.capacity for pool in copying.old.seat_pools.all()}
    admitting.set_admission(new, seats=seats, by=by)


def copy_question(copying, key):
    copy_vocabulary(copying, Question, key, moved=["deleted_on"])
