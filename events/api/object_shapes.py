"""The shapes of answers that are made on request: full objects, editions, the index, errors.

Every field is always there: empty text, an empty list or null where nothing is known.
"""

from django.conf import settings
from rest_framework import serializers as s

from events.api.shapes import PUBLIC_STATES, Body, Html, Id, Link, Local, Picture
from events.models import AnnouncementPage, SessionPage, SessionSpeaker, Slot, Track


class Error(s.Serializer):
    code = s.CharField(help_text="For programs, such as `not_found`.")
    message = s.CharField(help_text="For people, in the language asked for by Accept-Language.")
    errors = s.DictField(
        child=s.ListField(child=s.CharField()),
        required=False,
        help_text="What is wrong with each field or parameter.",
    )


class FullWords(s.Serializer):
    id = Id()
    lang = s.CharField(help_text="The language that the words are in.")
    todo = s.ListField(
        child=s.CharField(), help_text="Fields whose words are still in the language `source`."
    )
    source = s.CharField()
    changed = s.DateField(
        allow_null=True, help_text="When the source was changed in what this does not follow yet."
    )


class Named(s.Serializer):
    id = Id()
    name = s.CharField()
    lang = s.CharField(help_text="The language that the name is in.")


class SessionSpeakerShape(Named):
    role = s.ChoiceField(SessionSpeaker.Role.choices)


class Session(FullWords):
    path = s.CharField(help_text="Address of its page on this site.")
    title = s.CharField()
    kind = s.ChoiceField(SessionPage.Kind.choices)
    state = s.ChoiceField(Slot.State.choices)
    day = s.DateField(allow_null=True, help_text="Before 04:00 it is still the evening before.")
    start = Local(allow_null=True)
    end = Local(allow_null=True)
    room = Named(allow_null=True)
    was_start = Local(allow_null=True, help_text="Where a moved session was before.")
    was_room = Named(allow_null=True)
    replaced_by = Id(allow_null=True)
    track = Named(allow_null=True)
    speakers = SessionSpeakerShape(many=True)
    languages = s.ListField(child=s.CharField(), help_text="Spoken languages.")
    interpretation = s.ListField(child=s.CharField(), help_text="Interpreted into.")
    level = s.ChoiceField(SessionPage.Level.choices)
    recording = s.ChoiceField(SessionPage.Recording.choices)
    credit = s.ChoiceField(SessionPage.Credit.choices)
    summary = s.CharField(allow_blank=True)
    abstract = Html(allow_blank=True)


class Speaker(FullWords):
    path = s.CharField()
    name = s.CharField()
    role = s.CharField(allow_blank=True, help_text="What they do, such as: historian.")
    affiliation = s.CharField(allow_blank=True)
    biography = Html(allow_blank=True)
    photo = Picture(allow_null=True)
    links = Link(many=True)
    sessions = s.ListField(child=Id(), help_text="Sessions that name this speaker.")


class Announcement(FullWords):
    path = s.CharField()
    title = s.CharField()
    body = Html(allow_blank=True)
    urgency = s.ChoiceField(AnnouncementPage.Urgency.choices)
    audience = s.ChoiceField(AnnouncementPage.Audience.choices)
    at = Local()
    until = Local(allow_null=True)


class ContentPage(FullWords):
    path = s.CharField()
    title = s.CharField()
    body = Body()


class Room(FullWords):
    name = s.CharField()
    capacity = s.IntegerField(allow_null=True)
    floor = s.IntegerField(allow_null=True)
    directions = s.CharField(allow_blank=True)


class Track(FullWords):
    name = s.CharField()
    colour = s.ChoiceField(Track.Colour.choices)
    description = s.CharField(allow_blank=True)


# --- editions ---


class Sizes(s.Serializer):
    """Bytes that are sent in each encoding."""

    identity = s.IntegerField()
    gzip = s.IntegerField()
    br = s.IntegerField()


class StoredDocument(s.Serializer):
    language = s.ChoiceField(settings.LANGUAGES)
    document = s.ChoiceField(["programme", "details"])
    url = s.URLField()
    etag = s.CharField(help_text="Of the plain bytes; valid in If-None-Match for each encoding.")
    sizes = Sizes()
    changed_at = s.DateTimeField()


class Edition(s.Serializer):
    slug = s.SlugField()
    url = s.URLField()
    titles = s.DictField(child=s.CharField(), help_text="The title in each language.")
    number = s.IntegerField()
    state = s.ChoiceField(PUBLIC_STATES)
    sample = s.BooleanField(help_text="True: nothing here is real.")
    starts_on = s.DateField()
    ends_on = s.DateField()
    time_zone = s.CharField()
    city = s.CharField(allow_blank=True)
    country = s.CharField(allow_blank=True)
    coordinates = s.ListField(child=s.FloatField(), allow_null=True)
    source_language = s.ChoiceField(settings.LANGUAGES)
    languages = s.ListField(child=s.CharField())


class EditionDetail(Edition):
    documents = StoredDocument(many=True)


class Index(s.Serializer):
    editions = s.URLField()
    sites = s.DictField(child=s.URLField(), help_text="The site's document in each language.")
    schema = s.URLField()
    docs = s.URLField()
