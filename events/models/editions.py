import datetime as dt
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Orderable, Page, TranslatableMixin
from wagtail.search import index

from events.addresses import RESERVED_BELOW_EDITION, EditionChildMixin
from home.blocks import RICH_TEXT_FEATURES, BodyBlock
from home.models import SHARED_FACTS, SHARED_WORDS, AsciiSlugMixin, HomePage
from home.translation import facts, words


def _time_zones():
    return [(name, name) for name in sorted(available_timezones()) if "/" in name or name == "UTC"]


def default_languages():
    return [code for code, _name in settings.LANGUAGES]


class EditionQuerySet(models.QuerySet):
    def public(self):
        return self.exclude(state=Edition.State.DRAFT)

    def newest_first(self):
        return self.order_by("-starts_on", "-number")


class Edition(models.Model):
    """The facts of one run of the conference; its words are on its EditionPage."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        ANNOUNCED = "announced", _("announced")
        OPEN = "open", _("open for registration")
        RUNNING = "running", _("running")
        ARCHIVED = "archived", _("archived")

    slug = models.SlugField(
        _("address"), unique=True, help_text=_("Part of every address of this edition.")
    )
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    is_sample = models.BooleanField(
        _("sample"), default=False, help_text=_("Readers are told that nothing here is real.")
    )
    is_discreet = models.BooleanField(
        _("discreet app"),
        default=False,
        help_text=_(
            "Installed on a phone, the app is called “Programme” and has a plain icon, so that a "
            "phone that is looked at tells nothing."
        ),
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    time_zone = models.CharField(_("time zone"), max_length=40, choices=_time_zones, default="UTC")
    city = models.CharField(_("city"), max_length=80, blank=True)
    country = models.CharField(
        _("country"), max_length=2, blank=True, help_text=_("Two letters, such as TR.")
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    languages = models.JSONField(
        _("languages"), default=default_languages, help_text=_("In the order readers see them.")
    )
    source_language = models.CharField(
        _("source language"),
        max_length=12,
        default="en",
        help_text=_("The language that this edition is written in first."),
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-starts_on", "-number"]
        constraints = [
            models.CheckConstraint(
                name="edition_ends_after_start",
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                violation_error_message=_("The last day is before the first day."),
            ),
        ]

    def __str__(self):
        return f"{self.slug} ({self.starts_on}–{self.ends_on})"

    def clean(self):
        errors = {}
        known = dict(settings.LANGUAGES)
        if self.slug in HomePage.reserved_slugs:
            errors["slug"] = _("This address is taken by the site itself.")
        if not isinstance(self.languages, list) or not self.languages:
            errors["languages"] = _("Choose at least one language.")
        elif set(self.languages) - set(known):
            errors["languages"] = _("One of these languages is not set up on this site.")
        elif self.source_language not in self.languages:
            errors["source_language"] = _("The source language is one of the edition's languages.")
        if (self.latitude is None) != (self.longitude is None):
            errors["longitude"] = _("Latitude and longitude are given together or not at all.")
        if errors:
            raise ValidationError(errors)

    @property
    def zone(self):
        return ZoneInfo(self.time_zone)

    @property
    def days(self):
        """The dates of the edition, in its own zone."""
        count = (self.ends_on - self.starts_on).days + 1
        return [self.starts_on + dt.timedelta(days=n) for n in range(count)]

    @property
    def is_over(self):
        return timezone.now().astimezone(self.zone).date() > self.ends_on

    def local(self, moment):
        """A moment (aware) in the edition's zone."""
        return moment.astimezone(self.zone)

    def holds(self):
        """The condition that a page is one of this edition, or below one; asks one query."""
        found = models.Q(pk__in=[])
        for path in self.pages.values_list("path", flat=True):
            found |= models.Q(path__startswith=path)
        return found


class EditionPage(AsciiSlugMixin, EditionChildMixin, Page):
    """The words of one edition in one language."""

    edition = models.ForeignKey(
        Edition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="pages"
    )
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    introduction = RichTextField(_("introduction"), features=RICH_TEXT_FEATURES, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    place = models.CharField(
        _("place"),
        max_length=120,
        blank=True,
        help_text=_("City and country, as readers see them."),
    )
    venue_name = models.CharField(_("venue"), max_length=120, blank=True)
    venue_directions = RichTextField(
        _("directions to the venue"), features=RICH_TEXT_FEATURES, blank=True
    )
    venue_picture = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("picture of the venue"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    venue_picture_alt = models.CharField(
        _("description of the picture for people who cannot see it"),
        max_length=250,
        blank=True,
        help_text=_("Leave empty if the picture only decorates."),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("edition"),
        FieldPanel("tagline"),
        FieldPanel("introduction"),
        FieldPanel("body"),
        InlinePanel("organisers", heading=_("Organisers"), label=_("organiser")),
        MultiFieldPanel(
            [
                FieldPanel("place"),
                FieldPanel("venue_name"),
                FieldPanel("venue_directions"),
                FieldPanel("venue_picture"),
                FieldPanel("venue_picture_alt"),
            ],
            heading=_("Place"),
        ),
    ]
    search_fields = [*Page.search_fields, index.SearchField("tagline"), index.SearchField("body")]

    translatable_fields = [
        *SHARED_WORDS,
        *SHARED_FACTS,
        *facts("edition", "venue_picture"),
        *words(
            "tagline",
            "introduction",
            "body",
            "place",
            "venue_name",
            "venue_directions",
            "venue_picture_alt",
            "organisers",
        ),
    ]

    parent_page_types = ["home.HomePage"]
    subpage_types = [
        "events.SessionPage",
        "events.AnnouncementPage",
        "home.ContentPage",
    ]
    reserved_slugs = RESERVED_BELOW_EDITION

    class Meta:
        verbose_name = _("edition page")
        verbose_name_plural = _("edition pages")

    def full_clean(self, *args, **kwargs):
        if self.edition_id:
            self.slug = self.edition.slug
        super().full_clean(*args, **kwargs)

    def clean(self):
        super().clean()
        twin = EditionPage.objects.filter(edition_id=self.edition_id, locale_id=self.locale_id)
        if self.edition_id and twin.exclude(pk=self.pk).exists():
            raise ValidationError(
                {"edition": _("This edition has a page in this language already.")}
            )


class EditionOrganiser(TranslatableMixin, Orderable):
    """One of the organisers of an edition; all are equals."""

    page = ParentalKey(EditionPage, on_delete=models.CASCADE, related_name="organisers")
    name = models.CharField(_("name"), max_length=120)
    url = models.URLField(_("website"), blank=True)

    panels = [FieldPanel("name"), FieldPanel("url")]
    translatable_fields = [*words("name"), *facts("url")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("organiser")
        verbose_name_plural = _("organisers")

    def __str__(self):
        return self.name
