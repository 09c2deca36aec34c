"""The shapes of the stored documents, for the OpenAPI description; docs/api.md tells them in words.

Nothing is serialised with these: documents are compiled (`events.compiler`) and sent as bytes. A
test compares what is compiled with what is declared here, in both directions.
"""

from django.conf import settings
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_field
from rest_framework import serializers as s

from events.models import AnnouncementPage, Edition, SessionPage, SessionSpeaker, Slot, Track

DIRECTIONS = ["ltr", "rtl"]
PUBLIC_STATES = [choice for choice in Edition.State.choices if choice[0] != Edition.State.DRAFT]


def Id(**options):
    """The public id of an object: eight letters, the same in every language."""
    return s.RegexField(r"^[a-z2-7]{8}$", **options)


def Local(**options):
    """A moment in the edition's zone with its offset, such as 2027-06-11T09:00+03:00."""
    return s.RegexField(r"^\d{4}-\d\d-\d\dT\d\d:\d\d[+-]\d\d:\d\d$", **options)


def Html(**options):
    return s.CharField(help_text="Clean HTML; links inside the edition are `#ref/{id}`.", **options)


# What every object of a document starts with; no docstring, since the description would repeat it.
class Words(s.Serializer):
    id = Id()
    lang = s.CharField(required=False, help_text="Language of the words, if not the document's.")
    todo = s.ListField(
        child=s.CharField(),
        required=False,
        help_text="Fields whose words are still in the source language.",
    )
    source = s.CharField(
        required=False, help_text="The language of `todo`, if not the document's source."
    )
    changed = s.DateField(
        required=False, help_text="When the source was changed in what this does not follow yet."
    )
    changed_date = s.CharField(required=False, help_text="The date of `changed` in words.")


class Head(s.Serializer):
    v = s.IntegerField(help_text="Version of the document's shape.")
    language = s.ChoiceField(settings.LANGUAGES)
    dir = s.ChoiceField(DIRECTIONS)
    source = s.ChoiceField(settings.LANGUAGES, help_text="The language it is written in first.")


class Picture(s.Serializer):
    src = s.CharField()
    srcset = s.CharField()
    width = s.IntegerField()
    height = s.IntegerField()


class DescribedPicture(Picture):
    alt = s.CharField(allow_blank=True, help_text="Empty: the picture only decorates.")


# --- bodies of pages ---


class Block(s.Serializer):
    lang = s.CharField(required=False, help_text="Language of its words, if not the object's.")
    todo = s.ListField(
        child=s.CharField(),
        required=False,
        help_text="Fields of the block whose words are still in the source language.",
    )


class TextBlock(Block):
    type = s.ChoiceField(["heading", "callout"])
    text = s.CharField()


class ParagraphBlock(Block):
    type = s.ChoiceField(["paragraph"])
    html = Html()


class QuestionBlock(Block):
    type = s.ChoiceField(["question"])
    question = s.CharField()
    answer = Html()


class QuoteBlock(Block):
    type = s.ChoiceField(["quote"])
    text = s.CharField()
    attribution = s.CharField(allow_blank=True)


class PictureBlock(Block, DescribedPicture):
    type = s.ChoiceField(["picture"])
    caption = s.CharField(allow_blank=True)


@extend_schema_field(
    PolymorphicProxySerializer(
        component_name="Block",
        serializers=[TextBlock, ParagraphBlock, QuestionBlock, QuoteBlock, PictureBlock],
        resource_type_field_name=None,
        many=True,
    )
)
class Body(s.ListField):
    pass


# --- programme ---


class Language(s.Serializer):
    code = s.CharField()
    name = s.CharField()
    dir = s.ChoiceField(DIRECTIONS)


class Organiser(s.Serializer):
    name = s.CharField()
    lang = s.CharField(required=False, help_text="Language of the name, if not the object's.")
    url = s.URLField(required=False)


class Zone(s.Serializer):
    city = s.CharField()
    offset = s.CharField(help_text="On the first day, such as `UTC+03:00`.")


class ProgrammeEdition(Words):
    slug = s.SlugField()
    title = s.CharField()
    number = s.IntegerField()
    state = s.ChoiceField(PUBLIC_STATES)
    starts_on = s.DateField()
    ends_on = s.DateField()
    dates = s.CharField(help_text="The range of days in words.")
    time_zone = s.CharField()
    zone = Zone()
    country = s.CharField(allow_blank=True)
    languages = Language(many=True)
    organisers = Organiser(many=True)
    sample = s.BooleanField(required=False, help_text="True: nothing here is real.")
    discreet = s.BooleanField(
        required=False, help_text="True: an app on a device shows neither name nor sign of it."
    )
    tagline = s.CharField(required=False)
    place = s.CharField(required=False)
    venue = s.CharField(required=False)
    coordinates = s.ListField(
        child=s.FloatField(), required=False, help_text="Latitude and longitude."
    )


class Day(s.Serializer):
    date = s.DateField()
    name = s.CharField()
    short = s.CharField()


class ProgrammeRoom(Words):
    name = s.CharField()
    capacity = s.IntegerField(required=False)
    floor = s.IntegerField(required=False)


class ProgrammeTrack(Words):
    name = s.CharField()
    colour = s.ChoiceField(Track.Colour.choices)


class Appearance(s.Serializer):
    id = Id()
    role = s.ChoiceField(SessionSpeaker.Role.choices, required=False)


class ProgrammeSession(Words):
    slug = s.SlugField()
    title = s.CharField()
    kind = s.ChoiceField(SessionPage.Kind.choices)
    track = Id(required=False)
    languages = s.ListField(child=s.CharField(), required=False)
    interpretation = s.ListField(child=s.CharField(), required=False)
    speakers = Appearance(many=True, required=False)
    start = Local(required=False)
    end = Local(required=False)
    day = s.DateField(required=False, help_text="If the session belongs to the evening before.")
    room = Id(required=False)
    state = s.ChoiceField(Slot.State.choices, required=False)
    was_start = Local(required=False)
    was_room = Id(required=False)
    replaced_by = Id(required=False)


class ProgrammeSpeaker(Words):
    slug = s.SlugField()
    name = s.CharField()


class ProgrammeAnnouncement(Words):
    slug = s.SlugField()
    title = s.CharField()
    body = Html(allow_blank=True)
    urgency = s.ChoiceField(AnnouncementPage.Urgency.choices)
    at = Local()
    at_date = s.CharField(help_text="The date of `at` in words.")
    until = Local(required=False)
    audience = s.ChoiceField(AnnouncementPage.Audience.choices, required=False)


class ProgrammePage(Words):
    slug = s.SlugField()
    title = s.CharField()


class ProgrammeDocument(Head):
    """What the first screen of one edition needs, in one language."""

    edition = ProgrammeEdition()
    days = Day(many=True)
    language_names = s.DictField(
        child=s.CharField(), help_text="Names of languages, in the document's language."
    )
    rooms = ProgrammeRoom(many=True)
    tracks = ProgrammeTrack(many=True)
    sessions = ProgrammeSession(many=True, help_text="In the order of the programme.")
    speakers = ProgrammeSpeaker(many=True)
    announcements = ProgrammeAnnouncement(many=True, help_text="Newest first.")
    pages = ProgrammePage(many=True)


# --- details ---


class DetailsEdition(Words):
    introduction = Html(required=False)
    body = Body(required=False)
    venue_directions = Html(required=False)
    venue_picture = DescribedPicture(required=False)


class DetailsRoom(Words):
    directions = s.CharField()


class DetailsTrack(Words):
    description = s.CharField()


class DetailsSession(Words):
    summary = s.CharField(required=False)
    abstract = Html(required=False)
    level = s.ChoiceField(SessionPage.Level.choices, required=False)
    recording = s.ChoiceField(SessionPage.Recording.choices, required=False)
    credit = s.ChoiceField(SessionPage.Credit.choices, required=False)


class Link(s.Serializer):
    label = s.CharField()
    lang = s.CharField(required=False, help_text="Language of the label, if not the object's.")
    url = s.URLField()


class DetailsSpeaker(Words):
    role = s.CharField(required=False)
    affiliation = s.CharField(required=False)
    biography = Html(required=False)
    photo = Picture(required=False)
    links = Link(many=True, required=False)


class DetailsPage(Words):
    body = Body()


class DetailsDocument(Head):
    """All other words of the same objects; each has the id that it has in the programme."""

    edition = DetailsEdition()
    rooms = DetailsRoom(many=True)
    tracks = DetailsTrack(many=True)
    sessions = DetailsSession(many=True)
    speakers = DetailsSpeaker(many=True)
    pages = DetailsPage(many=True)


# --- site ---


class SiteHome(Words):
    title = s.CharField()
    introduction = Html(allow_blank=True)


class SiteEdition(Words):
    slug = s.SlugField()
    title = s.CharField()
    tagline = s.CharField(allow_blank=True)
    place = s.CharField(allow_blank=True)
    state = s.ChoiceField(PUBLIC_STATES)
    sample = s.BooleanField()
    starts_on = s.DateField()
    ends_on = s.DateField()
    dates = s.CharField(help_text="The range of days in words.")


class SitePage(Words):
    slug = s.SlugField()
    title = s.CharField()
    body = Body()


class SiteDocument(Head):
    """The front page, the site's own pages, and all editions, newest first."""

    home = SiteHome()
    editions = SiteEdition(many=True)
    pages = SitePage(many=True)
