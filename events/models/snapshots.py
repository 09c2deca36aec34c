from django.db import models
from django.utils.translation import gettext_lazy as _


class SnapshotQuerySet(models.QuerySet):
    def dirty(self):
        return self.filter(built__lt=models.F("wanted"))


class Snapshot(models.Model):
    """A compiled public document as the bytes that are sent.

    `programme` and `details` belong to an edition in one language; `site` (front page, plain
    pages, list of editions) belongs to no edition.
    """

    class Document(models.TextChoices):
        PROGRAMME = "programme", _("programme")
        DETAILS = "details", _("details")
        SITE = "site", _("site")

    edition = models.ForeignKey(
        "events.Edition", on_delete=models.CASCADE, related_name="snapshots", null=True, blank=True
    )
    language = models.CharField(max_length=12)
    document = models.CharField(max_length=10, choices=Document)
    etag = models.CharField(max_length=40, blank=True)
    identity = models.BinaryField(default=b"")
    gzip = models.BinaryField(default=b"")
    br = models.BinaryField(default=b"")
    # Each change of the content asks for one more state; a build says which one it has seen.
    wanted = models.PositiveBigIntegerField(default=1)
    built = models.PositiveBigIntegerField(default=0)
    built_at = models.DateTimeField(null=True)
    dirty_since = models.DateTimeField(auto_now_add=True)

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "language", "document"],
                condition=models.Q(edition__isnull=False),
                name="one_snapshot_of_each_document",
            ),
            models.UniqueConstraint(
                fields=["language", "document"],
                condition=models.Q(edition__isnull=True),
                name="one_snapshot_of_the_site",
            ),
        ]

    def __str__(self):
        return f"{self.edition_id or 'site'}/{self.language}/{self.document}"


class Heartbeat(models.Model):
    """When a background process last did its round; read by the health page."""

    name = models.CharField(max_length=20, unique=True)
    beaten_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return f"{self.name} {self.beaten_at}"
