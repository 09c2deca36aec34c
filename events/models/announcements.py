from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from events.addresses import EditionChildMixin
from events.forms import AnnouncementForm
from home.blocks import RICH_TEXT_FEATURES
from home.models import SHARED_FACTS, SHARED_WORDS, AsciiSlugMixin
from home.translation import facts, words


class AnnouncementPage(AsciiSlugMixin, EditionChildMixin, Page):
    """A short dated message to everyone who reads an edition."""

    class Urgency(models.TextChoices):
        INFO = "info", _("for information")
        IMPORTANT = "important", _("important")
        URGENT = "urgent", _("urgent")

    class Audience(models.TextChoices):
        EVERYONE = "everyone", _("everyone")
        IN_PERSON = "in_person", _("people who come in person")
        ONLINE = "online", _("people who take part online")

    body = RichTextField(_("text"), features=RICH_TEXT_FEATURES, blank=True)
    urgency = models.CharField(_("urgency"), max_length=10, choices=Urgency, default=Urgency.INFO)
    audience = models.CharField(
        _("concerns"), max_length=10, choices=Audience, default=Audience.EVERYONE
    )
    shown_from = models.DateTimeField(_("shown from"), null=True, blank=True)
    shown_until = models.DateTimeField(_("shown until"), null=True, blank=True)

    base_form_class = AnnouncementForm
    content_panels = [
        *Page.content_panels,
        FieldPanel("body"),
        FieldRowPanel([FieldPanel("urgency"), FieldPanel("audience")]),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("shown_from"), FieldPanel("shown_until")])],
            heading=_("When it is shown"),
            help_text=_("Empty: from publishing on, for as long as the edition is shown."),
        ),
    ]
    search_fields = [*Page.search_fields, index.SearchField("body")]

    translatable_fields = [
        *SHARED_WORDS,
        *SHARED_FACTS,
        *words("body"),
        *facts("urgency", "audience", "shown_from", "shown_until"),
    ]

    parent_page_types = ["events.EditionPage"]
    subpage_types = []
    path_in_edition = "announcements/{slug}/"

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")

    def clean(self):
        super().clean()
        if self.shown_from and self.shown_until and self.shown_until <= self.shown_from:
            raise ValidationError({"shown_until": _("This is before it is first shown.")})
