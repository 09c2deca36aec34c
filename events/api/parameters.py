"""Query parameters: declared, so that a wrong or unknown one is refused by its name."""

from django.utils.translation import gettext as _
from rest_framework import serializers as s

from events.api.shapes import Id
from events.models import AnnouncementPage, SessionPage, Slot

# Rows on one page.
USUAL = 20
MOST = 100


def Code(**options):
    return s.RegexField(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$", required=False, **options)


class Moment(s.DateTimeField):
    """A moment that may leave out its offset: then it is meant in the edition's time zone."""

    def enforce_timezone(self, value):
        return value


class Nothing(s.Serializer):
    """No parameters at all."""

    @classmethod
    def read(cls, request):
        """The validated parameters of a request. Raises ValidationError."""
        given, fields = request.query_params, cls().fields
        errors = {name: [_("There is no such parameter.")] for name in given if name not in fields}
        errors |= {
            name: [_("This is given more than once.")]
            for name, values in given.lists()
            if name in fields and len(values) > 1
        }
        if errors:
            raise s.ValidationError(errors)
        query = cls(data=given.dict())
        query.is_valid(raise_exception=True)
        return query.validated_data


class Paging(Nothing):
    limit = s.IntegerField(
        min_value=1, max_value=MOST, required=False, help_text=f"Default: {USUAL}."
    )
    offset = s.IntegerField(min_value=0, max_value=1_000_000, required=False)


class SpeakerQuery(Paging):
    q = s.CharField(max_length=100, required=False, help_text="Words; spellings are folded.")
    ordering = s.ChoiceField(["name", "-name"], required=False)


class AnnouncementQuery(Paging):
    urgency = s.ChoiceField(AnnouncementPage.Urgency.choices, required=False)
    audience = s.ChoiceField(AnnouncementPage.Audience.choices, required=False)


class SessionQuery(Paging):
    day = s.DateField(required=False, help_text="Before 04:00 it is still the evening before.")
    track = Id(required=False)
    room = Id(required=False)
    speaker = Id(required=False)
    kind = s.ChoiceField(SessionPage.Kind.choices, required=False)
    state = s.ChoiceField(Slot.State.choices, required=False)
    spoken = Code(help_text="A spoken language, such as `ar`.")
    interpretation = Code(help_text="A language that it is interpreted into.")
    interpreted = s.BooleanField(required=False, help_text="Into any language, or into none.")
    starts_after = Moment(required=False, help_text="From this moment on.")
    starts_before = Moment(required=False, help_text="Before this moment, which is not included.")
    q = s.CharField(max_length=100, required=False, help_text="Words; spellings are folded.")
    ordering = s.ChoiceField(["start", "-start", "title", "-title"], required=False)
