"""Public addresses of editions and what is below them; the same slug in every language."""

from wagtail.models import Page

from home.addresses import PublicAddressMixin

# First words below an edition that are screens, or that the server keeps for itself; the app
# knows them as well (pwa/frontend/src/routes.ts).
RESERVED_BELOW_EDITION = frozenset(
    [
        *("programme", "speakers", "announcements", "now", "my-agenda", "search", "settings"),
        *("register", "registration", "ticket"),
    ]
)


class EditionChildMixin(PublicAddressMixin):
    """A page whose address starts with its edition's, not with its place in the tree."""

    path_in_edition = ""

    def edition_slug(self):
        """The slug of the edition that this page belongs to, by its place in the tree."""
        if self.depth and self.depth > 3:
            parent_path = self.path[: self.steplen * 3]
            return Page.objects.filter(path=parent_path).values_list("slug", flat=True).first()
        return self.slug

    def public_path(self):
        return f"{self.edition_slug()}/{self.path_in_edition.format(slug=self.slug)}"
