import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Edition
from registration import sealing
from registration.models.admissions import SeatPool


class RegistrationQuerySet(models.QuerySet):
    def holding(self):
        """Those that a seat is counted for."""
        return self.filter(state__in=Registration.HOLDING)

    def waiting(self):
        """The waiting list, in its order."""
        return self.filter(state=Registration.State.WAITING).order_by("queued_at", "pk")


class Registration(models.Model):
    """One person's wish for a seat. `sealed` holds all that is personal, bound to this row."""

    class State(models.TextChoices):
        RECEIVED = "received", _("received")
        IN_REVIEW = "in_review", _("under review")
        IN_BALLOT = "in_ballot", _("in the ballot")
        WAITING = "waiting", _("on the waiting list")
        OFFERED = "offered", _("a seat is held")
        CONFIRMED = "confirmed", _("confirmed")
        DECLINED = "declined", _("declined")
        LAPSED = "lapsed", _("lapsed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    HOLDING = (State.OFFERED, State.CONFIRMED)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="registrations")
    pool = models.ForeignKey(SeatPool, on_delete=models.PROTECT, related_name="registrations")
    state = models.CharField(max_length=10, choices=State, default=State.RECEIVED)
    sealed = models.BinaryField(help_text="AES-256-GCM: name, e-mail, language, answers, notes.")
    mailbox = models.BinaryField(max_length=32, help_text="Keyed blind index of the e-mail.")
    key_hash = models.BinaryField(max_length=32, help_text="Of the idempotency key.")
    link_hash = models.BinaryField(max_length=32, unique=True, help_text="Of the mailed link.")
    link_serial = models.PositiveSmallIntegerField(default=1)
    ticket_hash = models.BinaryField(max_length=32, unique=True, null=True)
    ticket_serial = models.PositiveSmallIntegerField(default=0)
    lot = models.CharField(max_length=16, blank=True, help_text="Random number in the ballot.")
    received_at = models.DateTimeField(default=timezone.now)
    proved_at = models.DateTimeField(null=True)
    queued_at = models.DateTimeField(null=True, help_text="Place on the waiting list.")
    held_until = models.DateTimeField(null=True, help_text="Deadline of an offer.")
    reconfirm_asked_at = models.DateTimeField(null=True)
    reconfirmed_at = models.DateTimeField(null=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["received_at", "pk"]
        permissions = [("export_registration", "Can export registrations")]
        indexes = [
            models.Index(fields=["edition", "state", "queued_at"]),
            models.Index(fields=["pool", "state", "queued_at"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["edition", "mailbox"], name="one_for_each_mailbox"),
            models.UniqueConstraint(fields=["edition", "key_hash"], name="one_for_each_key"),
            models.CheckConstraint(
                name="an_offer_has_a_deadline",
                condition=~models.Q(state="offered") | models.Q(held_until__isnull=False),
            ),
            models.CheckConstraint(
                name="who_waits_has_a_place",
                condition=~models.Q(state="waiting") | models.Q(queued_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.state}"

    @property
    def code(self):
        """Eight letters by which registrars call it."""
        return self.id.hex[:8].upper()

    @property
    def is_holding(self):
        return self.state in self.HOLDING

    @property
    def details(self):
        """What is personal: `name`, `email`, `language`, `answers`, `secret`, `notes`.

        Raises sealing.Broken if the row was tampered with.
        """
        return sealing.unseal(self.pk, self.sealed)

    @details.setter
    def details(self, document):
        self.sealed = sealing.seal(self.pk, document)


class Message(models.Model):
    """A mail that is to be sent: in the same transaction as what it tells. The outbox."""

    class Kind(models.TextChoices):
        LINK = "link", _("link")
        IN_REVIEW = "in_review", _("under review")
        IN_BALLOT = "in_ballot", _("in the ballot")
        WAITING = "waiting", _("on the waiting list")
        OFFERED = "offered", _("a seat is held")
        CONFIRMED = "confirmed", _("confirmed")
        DECLINED = "declined", _("declined")
        LAPSED = "lapsed", _("lapsed")
        WITHDRAWN = "withdrawn", _("withdrawn")
        RECONFIRM = "reconfirm", _("please confirm again")
        TICKET = "ticket", _("new ticket")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        FAILED = "failed", _("given up")

    # None: somebody asked for the link of an address that nobody registered with.
    registration = models.ForeignKey(
        Registration, null=True, on_delete=models.CASCADE, related_name="messages"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    key_hash = models.BinaryField(max_length=32, unique=True, help_text="One for each request.")
    queued_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=80, blank=True, help_text="Class and code, no address.")

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["queued_at", "pk"]
        indexes = [models.Index(fields=["state", "due_at"])]

    def __str__(self):
        return f"{self.kind} {self.state}"
