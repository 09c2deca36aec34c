"""Who comes. Everything personal is sealed; only states, counts and moments are in the clear."""

from registration.models.admissions import Admission, Question, SeatPool
from registration.models.records import Disclosure, Receipt, Throttle, Transition
from registration.models.registrations import Message, Registration

__all__ = [
    "Admission",
    "Disclosure",
    "Message",
    "Question",
    "Receipt",
    "Registration",
    "SeatPool",
    "Throttle",
    "Transition",
]
