from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string
from wagtail.models import Orderable, Page, TranslatableMixin
from wagtail.search import index

from home.addresses import PublicAddressMixin
from home.blocks import RICH_TEXT_FEATURES
from home.models import SHARED_FACTS, SHARED_WORDS, AsciiSlugMixin
from home.translation import facts, words


class SpeakerIndexPage(AsciiSlugMixin, PublicAddressMixin, Page):
    """The folder that holds the speakers of all editions."""

    translatable_fields = [*SHARED_WORDS, *SHARED_FACTS]

    parent_page_types = ["home.HomePage"]
    subpage_types = ["events.SpeakerPage"]

    preview_modes = []

    class Meta:
        verbose_name = _("speakers")
        verbose_name_plural = _("speakers")

    def public_path(self):
        return "speakers/"


class SpeakerPage(AsciiSlugMixin, PublicAddressMixin, Page):
    """A person as presented in the programme, of one edition or many; the title is the name."""

    role = models.CharField(
        _("what they do"), max_length=120, blank=True, help_text=_("Such as: historian, editor.")
    )
    affiliation = models.CharField(_("affiliation"), max_length=120, blank=True)
    biography = RichTextField(_("biography"), features=RICH_TEXT_FEATURES, blank=True)
    photo = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    content_panels = [
        FieldPanel("title", heading=_("Name")),
        FieldPanel("role"),
        FieldPanel("affiliation"),
        FieldPanel("photo"),
        FieldPanel("biography"),
        InlinePanel("links", heading=_("Links"), label=_("link")),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("role"),
        index.SearchField("affiliation"),
        index.SearchField("biography"),
    ]

    translatable_fields = [
        *SHARED_WORDS,
        *SHARED_FACTS,
        *words("role", "affiliation", "biography", "links"),
        *facts("photo"),
    ]

    parent_page_types = ["events.SpeakerIndexPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")

    def public_path(self):
        return f"speakers/{self.slug}/"


class SpeakerLink(TranslatableMixin, Orderable):
    """A public link of a speaker."""

    page = ParentalKey(SpeakerPage, on_delete=models.CASCADE, related_name="links")
    label = models.CharField(_("label"), max_length=80)
    url = models.URLField(_("address"))

    panels = [FieldPanel("label"), FieldPanel("url")]
    translatable_fields = [*words("label"), *facts("url")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def __str__(self):
        return self.label
