"""The shapes of answers about registration; docs/api.md tells them in words.

Every field is always there: empty text, an empty list or null where nothing is known.
"""

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers as s

from events.api.shapes import DIRECTIONS, Id, Language, Local
from registration import states
from registration.models import Admission, Message, Question, Registration, SeatPool

ACTS = [*(act.replace("_", "-") for act in states.PERSON), "renew"]
ANSWER = {
    "anyOf": [
        {"type": "string", "description": "A text, or two letters of a country."},
        {"type": "boolean"},
        {"type": "integer", "minimum": 0, "description": "The number of a choice, from 0."},
        {"type": "array", "items": {"type": "integer", "minimum": 0}, "uniqueItems": True},
    ]
}


@extend_schema_field({"type": "object", "additionalProperties": ANSWER})
class Answers(s.DictField):
    """Answers by the ids of their questions; what is not answered is left out."""


# --- what is public ---


class Pool(s.Serializer):
    kind = s.ChoiceField(SeatPool.Kind.choices)
    label = s.CharField()


class Words(s.Serializer):
    text = s.CharField()
    lang = s.CharField(help_text="The language that the text is in.")
    dir = s.ChoiceField(DIRECTIONS)


class Choices(s.Serializer):
    lines = s.ListField(child=s.CharField(), help_text="An answer is the number of its line.")
    lang = s.CharField()
    dir = s.ChoiceField(DIRECTIONS)


class AskedQuestion(s.Serializer):
    id = Id()
    kind = s.ChoiceField(Question.Kind.choices)
    label = Words()
    purpose = Words()
    choices = Choices(allow_null=True)
    audience = s.ChoiceField(Question.Audience.choices)
    audience_words = s.CharField()
    deleted_on = s.DateField()
    is_required = s.BooleanField()


class Field(s.Serializer):
    label = s.CharField()
    help = s.CharField(allow_blank=True)


class Privacy(s.Serializer):
    page = s.CharField(help_text="Address of the page that tells what is kept and why.")
    unproved_days = s.IntegerField(help_text="Days until a request is forgotten unproved.")
    deleted_on = s.DateField(help_text="The day on which everything personal is deleted.")


class FormDocument(s.Serializer):
    v = s.IntegerField(help_text="Version of the document's shape.")
    language = s.ChoiceField(settings.LANGUAGES)
    dir = s.ChoiceField(DIRECTIONS)
    state = s.ChoiceField(["open", "not_yet", "closed"])
    reason = s.CharField(allow_blank=True, help_text="Why no requests are taken now.")
    mode = s.ChoiceField(Admission.Mode.choices)
    explained = s.ListField(child=s.CharField(), help_text="How seats are given, in sentences.")
    opens_at = Local(allow_null=True)
    closes_at = Local(allow_null=True)
    has_waiting_list = s.BooleanField()
    offer_hours = s.IntegerField(help_text="Hours that a seat is held for a person.")
    reconfirm_until = Local(allow_null=True)
    languages = Language(many=True)
    pools = Pool(many=True)
    name = Field()
    email = Field()
    is_sure = Field()
    consent = Field()
    questions = AskedQuestion(many=True)
    work = s.CharField(allow_null=True, help_text="Where to get a challenge, if one is needed.")
    privacy = Privacy()


class DrawnPool(s.Serializer):
    kind = s.ChoiceField(SeatPool.Kind.choices)
    lots = s.ListField(child=s.CharField(), help_text="All lots, in the order drawn.")


class Ballot(s.Serializer):
    seed = s.CharField()
    closes_at = Local()
    drawn_at = Local(allow_null=True)
    pools = DrawnPool(many=True)


class WorkParameters(s.Serializer):
    algorithm = s.CharField()
    cost = s.IntegerField()
    keyLength = s.IntegerField()
    keyPrefix = s.CharField()
    nonce = s.CharField()
    salt = s.CharField()
    expiresAt = s.IntegerField()
    data = s.DictField(child=s.CharField())


class Work(s.Serializer):
    """A challenge of ALTCHA, version 2."""

    parameters = WorkParameters()
    signature = s.CharField()


class Received(s.Serializer):
    state = s.ChoiceField(["received"])


# --- what is one person's own ---


class Details(s.Serializer):
    name = s.CharField()
    email = s.CharField()
    language = s.ChoiceField(settings.LANGUAGES)
    answers = Answers()


class Mine(s.Serializer):
    code = s.CharField(help_text="By which registrars call it.")
    edition = s.SlugField()
    state = s.ChoiceField(Registration.State.choices)
    words = s.CharField(help_text="The state in words, in the person's language.")
    next_step = s.CharField(help_text="What happens next, or what the person is to do.")
    pool = Pool()
    received_at = Local()
    held_until = Local(allow_null=True, help_text="Until then a seat is held.")
    place = s.IntegerField(allow_null=True, help_text="On the waiting list, from 1.")
    lot = s.CharField(allow_blank=True, help_text="The number in the ballot.")
    reconfirm_until = Local(allow_null=True, help_text="Until then: say again that you come.")
    acts = s.ListField(child=s.ChoiceField(ACTS), help_text="What can be done now.")
    details = Details()
    deleted_on = s.DateField()


class Ticket(s.Serializer):
    id = s.RegexField(r"^T1:[A-Z2-7]{26}$", help_text="What the QR code says.")
    code = s.CharField()
    edition = s.SlugField()
    state = s.ChoiceField(["confirmed"])


class Answered(s.Serializer):
    id = Id()
    question = s.CharField(allow_blank=True, help_text="Empty: it is asked no more.")
    answer = s.CharField(allow_blank=True)
    purpose = s.CharField(allow_blank=True)
    seen_by = s.CharField(allow_blank=True)
    deleted_on = s.DateField()


class Happened(s.Serializer):
    act = s.CharField()
    before = s.CharField(allow_blank=True)
    after = s.CharField(allow_blank=True)
    by = s.ChoiceField(["person", "registrar", "clock"])
    happened_at = s.DateTimeField()


class Mail(s.Serializer):
    kind = s.ChoiceField(Message.Kind.choices)
    state = s.ChoiceField(Message.State.choices)
    queued_at = s.DateTimeField()
    sent_at = s.DateTimeField(allow_null=True)


class Moments(s.Serializer):
    received_at = s.DateTimeField()
    proved_at = s.DateTimeField(allow_null=True)
    queued_at = s.DateTimeField(allow_null=True)
    held_until = s.DateTimeField(allow_null=True)
    reconfirm_asked_at = s.DateTimeField(allow_null=True)
    reconfirmed_at = s.DateTimeField(allow_null=True)


class Export(s.Serializer):
    edition = s.SlugField()
    state = s.ChoiceField(Registration.State.choices)
    state_words = s.CharField()
    seat = s.ChoiceField(SeatPool.Kind.choices)
    name = s.CharField()
    email = s.CharField()
    language = s.ChoiceField(settings.LANGUAGES)
    answers = Answered(many=True)
    notes_of_registrars = s.ListField(child=s.JSONField())
    lot = s.CharField(allow_blank=True)
    moments = Moments()
    log = Happened(many=True)
    mails = Mail(many=True)
    deleted_on = s.DateField()
