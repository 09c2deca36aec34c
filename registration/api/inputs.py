"""The types of what is sent, for the OpenAPI description; the rules are those of the forms."""

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework import serializers as s

from registration.api.shapes import Answers
from registration.models import SeatPool


class Text(s.CharField):
    """Text as it was sent; numbers are not text."""

    def __init__(self, **options):
        super().__init__(trim_whitespace=False, allow_blank=True, **options)

    def to_internal_value(self, data):
        if not isinstance(data, str):
            self.fail("invalid")
        return data


class Choice(s.ChoiceField):
    def to_internal_value(self, data):
        if not isinstance(data, str):
            self.fail("invalid_choice", input=data)
        return super().to_internal_value(data)


class Flag(s.BooleanField):
    def to_internal_value(self, data):
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class Body(s.Serializer):
    """A JSON object; a name that is not declared is refused, never ignored."""

    @classmethod
    def read(cls, request):
        """The typed values of a request. Raises ValidationError, and what the parser raises."""
        given = request.data
        unknown = {
            name: [_("There is no such field.")] for name in given if name not in cls().fields
        }
        if unknown:
            raise s.ValidationError(unknown)
        body = cls(data=given)
        body.is_valid(raise_exception=True)
        return body.validated_data


class RequestBody(Body):
    language = Choice(settings.LANGUAGES, help_text="Of the mails.")
    name = Text(help_text="An alias is welcome.")
    email = Text()
    pool = Choice(SeatPool.Kind.choices, required=False, help_text="If there are several.")
    is_sure = Flag(help_text="“I am sure that I can come.”")
    consent = Flag()
    answers = Answers(required=False)
    work = Text(required=False, help_text="A solved challenge, base64, if the edition wants one.")


class LinkBody(Body):
    email = Text()


class ChangesBody(Body):
    """What is left out stays as it is; `answers` are replaced as a whole."""

    name = Text(required=False)
    language = Choice(settings.LANGUAGES, required=False)
    answers = Answers(required=False)
