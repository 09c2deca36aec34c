from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page, TranslatableMixin
from wagtail.search import index

from events.addresses import EditionChildMixin
from events.forms import SessionForm
from events.models.programme import Slot, Track
from home.blocks import RICH_TEXT_FEATURES
from home.models import SHARED_FACTS, SHARED_WORDS, AsciiSlugMixin
from home.translation import facts, words


class SessionPage(AsciiSlugMixin, EditionChildMixin, Page):
    """One item of the programme: its words, and the facts that no translator changes."""

    class Kind(models.TextChoices):
        KEYNOTE = "keynote", _("keynote")
        PANEL = "panel", _("panel")
        TALK = "talk", _("talk")
        WORKSHOP = "workshop", _("workshop")
        DISCUSSION = "discussion", _("discussion")
        PERFORMANCE = "performance", _("performance")
        EXHIBITION = "exhibition", _("exhibition")
        SOCIAL = "social", _("social")
        BREAK = "break", _("break")

    class Level(models.TextChoices):
        EVERYONE = "everyone", _("for everyone")
        INTRODUCTORY = "introductory", _("introductory")
        ADVANCED = "advanced", _("advanced")

    class Recording(models.TextChoices):
        NO = "no", _("not recorded")
        AUDIO = "audio", _("sound is recorded")
        YES = "yes", _("recorded")

    class Credit(models.TextChoices):
        NAMED = "named", _("speakers are named")
        COLLECTIVE = "collective", _("presented as a group, without names")
        NONE = "none", _("no one is named")

    summary = models.CharField(
        _("summary"), max_length=300, blank=True, help_text=_("One sentence for lists.")
    )
    abstract = RichTextField(_("description"), features=RICH_TEXT_FEATURES, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.TALK)
    track = models.ForeignKey(
        Track,
        verbose_name=_("track"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # Codes separated by spaces, such as "en ar".
    languages = models.CharField(_("spoken languages"), max_length=60, blank=True)
    interpretation = models.CharField(_("interpreted into"), max_length=60, blank=True)
    level = models.CharField(_("level"), max_length=12, choices=Level, default=Level.EVERYONE)
    recording = models.CharField(
        _("recording"), max_length=5, choices=Recording, default=Recording.NO
    )
    credit = models.CharField(_("credit"), max_length=10, choices=Credit, default=Credit.NAMED)
    # Changes of the slot that wait for this draft to be published; see services.publish_slot.
    slot_draft = models.JSONField(default=dict, blank=True, editable=False)

    base_form_class = SessionForm
    exclude_fields_in_copy = ["slot_draft"]
    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("slot_date"), FieldPanel("slot_time")]),
                FieldRowPanel([FieldPanel("slot_minutes"), FieldPanel("slot_room")]),
                FieldPanel("slot_allow_clash"),
            ],
            heading=_("When and where"),
            help_text=_(
                "Public once you publish. To tell readers that a session was moved, delayed or "
                "cancelled, use the edition's page in the menu “Editions”."
            ),
        ),
        InlinePanel("speakers", heading=_("Speakers"), label=_("speaker")),
        FieldPanel("summary"),
        FieldPanel("abstract"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("kind"), FieldPanel("track")]),
                FieldRowPanel([FieldPanel("languages"), FieldPanel("interpretation")]),
                FieldRowPanel([FieldPanel("level"), FieldPanel("recording")]),
                FieldPanel("credit"),
            ],
            heading=_("Facts"),
        ),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("abstract"),
    ]

    translatable_fields = [
        *SHARED_WORDS,
        *SHARED_FACTS,
        *words("summary", "abstract", "speakers"),
        *facts("kind", "track", "languages", "interpretation", "level", "recording", "credit"),
    ]

    parent_page_types = ["events.EditionPage"]
    subpage_types = []
    path_in_edition = "programme/{slug}/"

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    @property
    def slot(self):
        return Slot.objects.filter(session_key=self.translation_key).first()


class SessionSpeaker(TranslatableMixin, Orderable):
    """A speaker in a session, with what they do there."""

    class Role(models.TextChoices):
        SPEAKER = "speaker", _("speaker")
        MODERATOR = "moderator", _("moderator")
        HOST = "host", _("host")
        INTERPRETER = "interpreter", _("interpreter")

    session = ParentalKey(SessionPage, on_delete=models.CASCADE, related_name="speakers")
    speaker = models.ForeignKey(
        "events.SpeakerPage", verbose_name=_("speaker"), on_delete=models.CASCADE, related_name="+"
    )
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.SPEAKER)

    panels = [FieldPanel("speaker"), FieldPanel("role")]
    translatable_fields = [*facts("speaker", "role")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("speaker of a session")
        verbose_name_plural = _("speakers of a session")

    def __str__(self):
        return f"{self.speaker_id} {self.role}"
