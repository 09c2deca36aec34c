from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Edition


class Transition(models.Model):
    """One change of one registration's state. Outlives the person's data: it holds none."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    registration = models.ForeignKey(
        "registration.Registration",
        null=True,
        on_delete=models.SET_NULL,
        related_name="transitions",
    )
    act = models.CharField(max_length=16)
    before = models.CharField(max_length=10, blank=True)
    after = models.CharField(max_length=10, blank=True)
    # A registrar; None: the person by their link, or the clock.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_by_clock = models.BooleanField(default=False)
    happened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("transition")
        verbose_name_plural = _("transitions")
        ordering = ["happened_at", "pk"]

    def __str__(self):
        return f"{self.act}: {self.before} → {self.after}"


class Disclosure(models.Model):
    """One time that somebody of the staff read personal data, and why."""

    class Way(models.TextChoices):
        LIST = "list", _("list")
        DETAIL = "detail", _("one registration")
        EXPORT = "export", _("export")
        PREVIEW = "preview", _("preview of mails")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    way = models.CharField(max_length=8, choices=Way)
    count = models.PositiveIntegerField(default=1, help_text="How many people.")
    reason = models.CharField(max_length=300, blank=True)
    happened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("disclosure")
        verbose_name_plural = _("disclosures")
        ordering = ["-happened_at", "-pk"]

    def __str__(self):
        return f"{self.way}, {self.count}"


class Receipt(models.Model):
    """What a purge deleted of one edition: how many, and nobody."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="receipts")
    question = models.CharField(max_length=8, blank=True, help_text="Empty: everything.")
    # {state of the registrations: how many}, or {"answers": how many}.
    counts = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        ordering = ["made_at", "pk"]

    def __str__(self):
        return f"{self.question or '*'}: {self.counts}"


class Throttle(models.Model):
    """How often something was asked for in one window; the key is a keyed hash, no address."""

    key = models.BinaryField(max_length=32, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("throttle")
        verbose_name_plural = _("throttles")

    def __str__(self):
        return f"{self.count} until {self.ends_at}"
