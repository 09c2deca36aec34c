"""What the desks keep for themselves; content is in the rooms below."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Term(models.Model):
    """An entry of a language's glossary: how a word of the source is to be translated."""

    source_locale = models.ForeignKey(
        "wagtailcore.Locale",
        verbose_name=_("from"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    target_locale = models.ForeignKey(
        "wagtailcore.Locale",
        verbose_name=_("into"),
        on_delete=models.CASCADE,
        related_name="terms",
    )
    term = models.CharField(_("term"), max_length=100)
    translation = models.CharField(_("translation"), max_length=100)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")
        ordering = ["term", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source_locale", "target_locale", "term"], name="one_entry_of_a_term"
            )
        ]
        permissions = [("invite_translators", "Can invite translators")]

    def __str__(self):
        return self.term


class Digest(models.Model):
    """Whether a translator wants mail about what there is to do, and when the last one went."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digest"
    )
    is_wanted = models.BooleanField(
        _("Mail me once a day what there is to translate, if anything is new"), default=True
    )
    sent_at = models.DateTimeField(null=True, editable=False)

    def __str__(self):
        return str(self.user)


class Job(models.Model):
    """Work on one edition that the worker does, as people see it: how far it is, what failed."""

    class Kind(models.TextChoices):
        SUBMIT = "submit", _("Ask for translations")
        COPY = "copy", _("Copy an edition")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("under way")
        FINISHED = "finished", _("finished")
        FAILED = "failed", _("failed")

    edition = models.ForeignKey("events.Edition", on_delete=models.CASCADE, related_name="jobs")
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    languages = models.CharField(max_length=200, help_text="Codes, separated by spaces.")
    details = models.JSONField(default=dict, help_text="What the kind of work needs to know.")
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    beaten_at = models.DateTimeField(default=timezone.now, help_text="When it last went on.")

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return f"{self.kind} {self.edition_id}"
