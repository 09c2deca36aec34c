import datetime as dt

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import TranslatableMixin
from wagtail.search import index

from events.models import Edition
from home.translation import facts, words

# Reconfirmation is asked for so long before its deadline.
RECONFIRM_DAYS = 7


class Admission(models.Model):
    """How people come into one edition: set by editors, holds nothing about anybody."""

    class Mode(models.TextChoices):
        CLOSED = "closed", _("closed")
        FIRST_COME = "first_come", _("first come, first served")
        REVIEW = "review", _("a registrar decides")
        BALLOT = "ballot", _("seats are drawn by lot")

    edition = models.OneToOneField(
        Edition, on_delete=models.CASCADE, primary_key=True, related_name="admission"
    )
    mode = models.CharField(_("mode"), max_length=10, choices=Mode, default=Mode.CLOSED)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    has_waiting_list = models.BooleanField(_("waiting list"), default=True)
    offer_hours = models.PositiveSmallIntegerField(
        _("hours that a seat is held"),
        default=72,
        validators=[MinValueValidator(1), MaxValueValidator(24 * 30)],
    )
    reconfirm_until = models.DateTimeField(_("reconfirm until"), null=True, blank=True)
    purge_days = models.PositiveSmallIntegerField(
        _("days after the edition until everything personal is deleted"),
        default=14,
        validators=[MaxValueValidator(90)],
    )
    asks_for_work = models.BooleanField(_("proof of work"), default=False)
    ballot_seed = models.CharField(_("seed of the ballot"), max_length=64, blank=True)
    drawn_at = models.DateTimeField(null=True, editable=False)
    # {kind of the pool: [lot, …]} in the order drawn; kept when the people are gone.
    drawn_lots = models.JSONField(default=dict, editable=False)

    class Meta:
        verbose_name = _("admission")
        verbose_name_plural = _("admissions")
        constraints = [
            models.CheckConstraint(
                name="admission_closes_after_opening",
                condition=models.Q(opens_at=None)
                | models.Q(closes_at=None)
                | models.Q(closes_at__gt=models.F("opens_at")),
                violation_error_message=_("Registration closes before it opens."),
            ),
        ]

    def __str__(self):
        return f"{self.edition.slug}: {self.mode}"

    def clean(self):
        if self.mode == self.Mode.BALLOT and not self.closes_at:
            raise ValidationError({"closes_at": _("A ballot needs a moment when it closes.")})

    @property
    def is_open(self):
        """Whether requests are taken at this moment."""
        now = timezone.now()
        return (
            self.mode != self.Mode.CLOSED
            and self.edition.state == Edition.State.OPEN
            and (self.opens_at is None or self.opens_at <= now)
            and (self.closes_at is None or now < self.closes_at)
        )

    @property
    def starts_at(self):
        """The first moment of the edition's first day, in its zone; then nothing is offered."""
        midnight = dt.datetime.combine(self.edition.starts_on, dt.time())
        return midnight.replace(tzinfo=self.edition.zone)

    @property
    def reconfirm_from(self):
        return self.reconfirm_until and self.reconfirm_until - dt.timedelta(days=RECONFIRM_DAYS)

    @property
    def purge_on(self):
        """The day on which everything personal of this edition is deleted."""
        return self.edition.ends_on + dt.timedelta(days=self.purge_days)


class SeatPool(models.Model):
    """The seats of one kind that an edition has, and how many of them are taken."""

    class Kind(models.TextChoices):
        IN_PERSON = "in_person", _("in person")
        ONLINE = "online", _("online")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="seat_pools")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.IN_PERSON)
    capacity = models.PositiveIntegerField(_("seats"))
    taken = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("seat pool")
        verbose_name_plural = _("seat pools")
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "kind"], name="one_pool_of_each_kind"),
            models.CheckConstraint(
                name="pool_is_not_oversold",
                condition=models.Q(taken__lte=models.F("capacity")),
            ),
        ]

    def __str__(self):
        return f"{self.edition.slug}, {self.kind}: {self.taken}/{self.capacity}"

    @property
    def free(self):
        return self.capacity - self.taken


class Question(TranslatableMixin, index.Indexed, models.Model):
    """Something that an edition asks those who register, and until when the answer is kept."""

    class Kind(models.TextChoices):
        TEXT = "text", _("text")
        CHOICE = "choice", _("one of several")
        SEVERAL = "several", _("any of several")
        YES_NO = "yes_no", _("yes or no")
        COUNTRY = "country", _("country")

    class Audience(models.TextChoices):
        REGISTRARS = "registrars", _("registrars only")
        CATERER = "caterer", _("registrars, and the caterer in a list without names")

    edition = models.ForeignKey(
        Edition, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="questions"
    )
    label = models.CharField(_("question"), max_length=200)
    purpose = models.CharField(
        _("why it is asked"), max_length=300, help_text=_("People read this below the question.")
    )
    choices = models.TextField(
        _("choices"),
        blank=True,
        help_text=_("One on each line. Once people answered, add new ones at the end only."),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.TEXT)
    is_required = models.BooleanField(_("must be answered"), default=False)
    audience = models.CharField(
        _("who sees the answers"), max_length=12, choices=Audience, default=Audience.REGISTRARS
    )
    deleted_on = models.DateField(
        _("answers are deleted on"),
        null=True,
        blank=True,
        help_text=_("Empty: with everything else, some days after the edition."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    panels = [
        FieldPanel("edition"),
        FieldPanel("label"),
        FieldPanel("purpose"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("is_required")]),
        FieldPanel("choices"),
        FieldRowPanel([FieldPanel("audience"), FieldPanel("deleted_on"), FieldPanel("position")]),
    ]
    search_fields = [
        index.SearchField("label"),
        index.AutocompleteField("label"),
        index.FilterField("locale_id"),
    ]

    translatable_fields = [
        *words("label", "purpose", "choices"),
        *facts("edition", "kind", "is_required", "audience", "deleted_on", "position"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.label

    def clean(self):
        if self.kind in (self.Kind.CHOICE, self.Kind.SEVERAL) and len(self.lines) < 2:
            raise ValidationError({"choices": _("Write at least two choices, one on each line.")})

    @property
    def lines(self):
        """The choices in order; an answer names them by their number, counted from 0."""
        return [line.strip() for line in self.choices.splitlines() if line.strip()]
