import datetime as dt

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import TranslatableMixin
from wagtail.search import index

from home.translation import facts, words

MAX_MINUTES = 24 * 60


class Room(TranslatableMixin, index.Indexed, models.Model):
    """A place inside the building of one edition."""

    edition = models.ForeignKey(
        "events.Edition", verbose_name=_("edition"), on_delete=models.CASCADE, related_name="rooms"
    )
    name = models.CharField(_("name"), max_length=100)
    directions = models.TextField(_("how to find it"), blank=True)
    capacity = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    floor = models.SmallIntegerField(_("floor"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    panels = [
        FieldPanel("edition"),
        FieldPanel("name"),
        FieldPanel("directions"),
        FieldRowPanel([FieldPanel("capacity"), FieldPanel("floor"), FieldPanel("position")]),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("locale_id"),
    ]

    translatable_fields = [
        *words("name", "directions"),
        *facts("edition", "capacity", "floor", "position"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.name


class Track(TranslatableMixin, index.Indexed, models.Model):
    """A theme that sessions of one edition share: a strand of the action plan."""

    class Colour(models.TextChoices):
        TEAL = "teal", _("teal")
        INDIGO = "indigo", _("indigo")
        AMBER = "amber", _("amber")
        ROSE = "rose", _("rose")
        OLIVE = "olive", _("olive")
        PLUM = "plum", _("plum")
        SLATE = "slate", _("slate")

    edition = models.ForeignKey(
        "events.Edition", verbose_name=_("edition"), on_delete=models.CASCADE, related_name="tracks"
    )
    name = models.CharField(_("name"), max_length=100)
    description = models.TextField(_("description"), blank=True)
    colour = models.CharField(_("colour"), max_length=10, choices=Colour, default=Colour.TEAL)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    panels = [
        FieldPanel("edition"),
        FieldPanel("name"),
        FieldPanel("description"),
        FieldRowPanel([FieldPanel("colour"), FieldPanel("position")]),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("locale_id"),
    ]

    translatable_fields = [
        *words("name", "description"),
        *facts("edition", "colour", "position"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("track")
        verbose_name_plural = _("tracks")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.name


class SlotQuerySet(models.QuerySet):
    def taking_place(self):
        """Slots that occupy their room and their speakers."""
        return self.exclude(state__in=[Slot.State.CANCELLED, Slot.State.REPLACED])

    def overlapping(self, starts_at, ends_at):
        """Slots that share a moment with the given time, as a list."""
        earliest = starts_at - dt.timedelta(minutes=MAX_MINUTES)
        near = self.filter(starts_at__lt=ends_at, starts_at__gt=earliest)
        return [slot for slot in near if slot.ends_at > starts_at]


class Slot(models.Model):
    """When and where a session takes place; the same in all languages."""

    class State(models.TextChoices):
        SCHEDULED = "scheduled", _("as planned")
        MOVED = "moved", _("moved")
        DELAYED = "delayed", _("delayed")
        CANCELLED = "cancelled", _("cancelled")
        REPLACED = "replaced", _("replaced")

    edition = models.ForeignKey("events.Edition", on_delete=models.CASCADE, related_name="slots")
    session_key = models.UUIDField(
        unique=True, help_text="The translation key of the session: the same in all languages."
    )
    room = models.ForeignKey(
        Room,
        verbose_name=_("room"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="slots",
        help_text=_("Empty: in the whole building."),
    )
    starts_at = models.DateTimeField(_("starts"))
    minutes = models.PositiveSmallIntegerField(
        _("minutes"),
        default=45,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_MINUTES)],
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.SCHEDULED)
    replaced_by = models.UUIDField(null=True, blank=True)
    moved_from_room = models.ForeignKey(
        Room, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    moved_from_starts_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SlotQuerySet.as_manager()

    class Meta:
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
        ordering = ["starts_at", "room_id", "pk"]
        indexes = [models.Index(fields=["edition", "starts_at"])]
        constraints = [
            models.CheckConstraint(
                name="slot_has_length",
                condition=models.Q(minutes__gte=1, minutes__lte=MAX_MINUTES),
            ),
        ]

    def __str__(self):
        return f"{self.starts_at} {self.room or ''}"

    @property
    def ends_at(self):
        return self.starts_at + dt.timedelta(minutes=self.minutes)
