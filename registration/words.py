"""What people read about registration and about where they stand: the same on pages and in the API.

Words for states are never mixed; docs/glossary.md has them.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import Edition
from registration import times
from registration.models import Admission, Registration

State, Mode = Registration.State, Admission.Mode


def heading(registration):
    """The state in words, such as "A seat is held for you until …"."""
    if registration.state == State.OFFERED:
        until = times.moment(registration.edition, registration.held_until)
        return _("A seat is held for you until {until}").format(until=until)
    return {
        State.RECEIVED: _("Your request is received"),
        State.IN_REVIEW: _("Your request is under review"),
        State.IN_BALLOT: _("Your request is in the ballot"),
        State.WAITING: _("You are on the waiting list"),
        State.CONFIRMED: _("Your seat is confirmed"),
        State.DECLINED: _("Your request is declined"),
        State.LAPSED: _("Your seat has lapsed"),
        State.WITHDRAWN: _("Your request is withdrawn"),
    }[registration.state]


def next_step(registration):
    """What happens next, or what the person is to do."""
    admission = registration.edition.admission
    if is_asked_again(registration):
        until = times.moment(registration.edition, admission.reconfirm_until)
        return _(
            "Please say until {until} that you are still coming; otherwise your seat goes to "
            "somebody else."
        ).format(until=until)
    return {
        State.RECEIVED: _("It counts only after you say that the address is yours."),
        State.IN_REVIEW: _(
            "The organisers decide, since seats are few. You will get a mail either way."
        ),
        State.IN_BALLOT: _("After the closing seats are drawn. You will get a mail either way."),
        State.WAITING: _("As soon as a seat is free for you, it is held and you get a mail."),
        State.OFFERED: _(
            "Take it only if you are sure that you will come. After that it goes to somebody else."
        ),
        State.CONFIRMED: _("You have a ticket. If you cannot come, give the seat back here."),
        State.DECLINED: _("We cannot offer you a seat. Seats are few. Thank you for asking."),
        State.LAPSED: _("We did not hear from you in time, so the seat went to somebody else."),
        State.WITHDRAWN: _("You hold no seat and wait for none."),
    }[registration.state]


def is_asked_again(registration):
    """Whether a confirmed person has yet to say that they still come."""
    is_asked = registration.reconfirm_asked_at and not registration.reconfirmed_at
    return bool(registration.state == State.CONFIRMED and is_asked)


def place(registration):
    """Somebody's place on the waiting list, counted from 1; None if they are not on it."""
    if registration.state != State.WAITING:
        return None
    ahead = Registration.objects.waiting().filter(queued_at__lte=registration.queued_at)
    return ahead.filter(pool=registration.pool_id).count()


def mode(admission):
    """How seats are given, in sentences."""
    waiting = {
        True: _("When all seats are taken, you can wait: a seat that is given back is yours next."),
        False: _("There is no waiting list."),
    }[admission.has_waiting_list]
    return {
        Mode.CLOSED: [],
        Mode.FIRST_COME: [
            _("Who asks first has a seat, once they say that their address is theirs."),
            waiting,
        ],
        Mode.REVIEW: [
            _("Seats are few, so the organisers decide about each request."),
            _("If you are given a seat, it is held for you until you say that you will come."),
        ],
        Mode.BALLOT: [
            _("Seats are drawn by lot after the closing: it makes no difference when you ask."),
            _("If you are drawn, a seat is held for you until you say that you will come."),
            waiting,
        ],
    }[admission.mode]


def closed(edition, admission):
    """Why no requests are taken now; empty if they are."""
    if admission and admission.is_open:
        return ""
    now = timezone.now()
    if admission and admission.mode != Mode.CLOSED:
        opens, closes = admission.opens_at, admission.closes_at
        if opens and now < opens:
            return _("Registration opens on {moment}.").format(moment=times.moment(edition, opens))
        if closes and closes <= now:
            return _("Registration closed on {moment}.").format(
                moment=times.moment(edition, closes)
            )
    if edition.state == Edition.State.ANNOUNCED:
        return _("Registration is not open yet.")
    return _("Registration is closed.")
