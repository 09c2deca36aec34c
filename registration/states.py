"""The state machine of a registration: which acts are possible in which state, and who may do them.

    received → in review ─┬→ offered → confirmed
             → in ballot ─┤     ↑ ↘ lapsed
             → waiting ───┘     │
             → confirmed        └ the next on the waiting list

First come, first served: who proves the address is confirmed while there is a seat, and waits
otherwise. Withdrawn, lapsed and declined hold nothing; the first two may ask again.
"""

from registration.models import Registration

State = Registration.State

# The person's own acts, by the mailed link.
PERSON = {
    "prove": {State.RECEIVED},
    "confirm": {State.OFFERED},
    "reconfirm": {State.CONFIRMED},
    "withdraw": {
        *(State.RECEIVED, State.IN_REVIEW, State.IN_BALLOT),
        *(State.WAITING, State.OFFERED, State.CONFIRMED),
    },
    "ask_again": {State.WITHDRAWN, State.LAPSED},
    "reissue": {State.CONFIRMED},
}
# Acts that send a mail each time that they are repeated.
MAILING = ("reissue", "renew")
# Decisions of registrars.
REGISTRAR = {
    "offer": {State.IN_REVIEW, State.WAITING},
    "queue": {State.IN_REVIEW},
    "decline": {State.IN_REVIEW, State.WAITING},
    "release": {State.IN_REVIEW, State.IN_BALLOT, State.WAITING, State.OFFERED, State.CONFIRMED},
    "move": {*State} - {State.DECLINED, State.LAPSED, State.WITHDRAWN},
}
# What time does.
CLOCK = {
    "lapse": {State.OFFERED, State.CONFIRMED},
    "promote": {State.WAITING},
    "draw": {State.IN_BALLOT},
    "ask_to_reconfirm": {State.CONFIRMED},
}
POSSIBLE = PERSON | REGISTRAR | CLOCK


def acts_of_person(registration):
    """What the person may do now, in a fixed order."""
    acts = [act for act, states in PERSON.items() if registration.state in states]
    is_asked = registration.reconfirm_asked_at and not registration.reconfirmed_at
    return [act for act in acts if act != "reconfirm" or is_asked]
