"""What the desk tells of a registration's past, and the decisions that can still be undone."""

import datetime as dt
from dataclasses import dataclass

from django.core import signing
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from events.spoken import name_of
from registration import acts, decisions
from registration.models import Registration

UNDO = "registration_undo"

WORDS = {
    "prove": _("proved the address"),
    "confirm": _("took the seat"),
    "reconfirm": _("confirmed again"),
    "withdraw": _("withdrew"),
    "ask_again": _("asked again"),
    "reissue": _("asked for a new ticket"),
    "renew": _("asked for a new link"),
    "offer": _("offered a seat"),
    "queue": _("put on the waiting list"),
    "decline": _("declined"),
    "release": _("withdrew for the person"),
    "move": _("moved to other seats"),
    "resend": _("sent the link again"),
    "undo": _("took the decision back"),
    "lapse": _("did not hear in time"),
    "promote": _("offered the next free seat"),
    "draw": _("drew the ballot"),
    "ask_to_reconfirm": _("asked to confirm again"),
}


@dataclass(frozen=True)
class Line:
    """One line of a registration's history."""

    at: dt.datetime
    who: str
    what: str
    state: str


def line(transition):
    if transition.user:
        who = transition.user.get_username()
    else:
        who = _("the clock") if transition.is_by_clock else _("the person")
    states = dict(Registration.State.choices)
    is_change = transition.before != transition.after
    return Line(
        at=transition.happened_at,
        who=who,
        what=WORDS.get(transition.act, transition.act),
        state=states.get(transition.after, "") if is_change else "",
    )


def person(details):
    """What is personal of one registration, as the desk shows it."""
    notes = [note | {"at": parse_datetime(note["at"])} for note in details["notes"]]
    return {
        "name": details["name"],
        "email": details["email"],
        "language": name_of(details["language"]),
        "notes": notes,
    }


def undo_token(registration, transitions):
    """What takes back the last decision of one registration; "" if that is not possible."""
    last = transitions[-1] if transitions else None
    if not last or last.act not in decisions.UNDOABLE or not undone_until(last.happened_at):
        return ""
    return sign_undo([registration.pk], last.happened_at)


def undone_until(decided_at):
    """The moment until which a decision can be undone; None if it has passed."""
    until = decided_at + dt.timedelta(minutes=acts.UNDO_MINUTES)
    return until if until > timezone.now() else None


def remember(request, edition, rows, label):
    """Offer to undo what was decided together, as long as its mails wait."""
    request.session[UNDO] = {
        "edition": edition.slug,
        "ids": [str(row.pk) for row in rows],
        "label": str(label),
        "at": timezone.now().isoformat(),
    }


def undo_of(request, edition):
    """What was decided last and can be undone together: count, label, until, token; or None."""
    kept = request.session.get(UNDO)
    if not kept or kept["edition"] != edition.slug:
        return None
    until = undone_until(parse_datetime(kept["at"]))
    if until is None:
        return None
    return {
        "count": len(kept["ids"]),
        "label": kept["label"],
        "until": until,
        "token": sign_undo(kept["ids"], parse_datetime(kept["at"])),
    }


def sign_undo(ids, since):
    return signing.dumps([*map(str, ids), since.isoformat()], salt=UNDO, compress=True)


def read_undo(token):
    """`(ids, since)`. Raises signing.BadSignature."""
    *ids, since = signing.loads(token, salt=UNDO, max_age=3600)
    return ids, parse_datetime(since)


def forget(request):
    request.session.pop(UNDO, None)
