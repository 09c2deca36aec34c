"""Public addresses of editions and what is below them; the same slug in every language."""

from wagtail.models import Page, Site


class EditionChildMixin:
    """A page whose address is `/{language}/{path below the language}`, not its place in the tree."""

    def public_path(self, edition_slug):
        """Address below the language, such as `sample-2027/programme/opening/`."""
        raise NotImplementedError

    def edition_slug(self):
        """The slug of the edition that this page belongs to, by its place in the tree."""
        if self.depth and self.depth > 3:
            parent_path = self.path[: self.steplen * 3]
            return Page.objects.filter(path=parent_path).values_list("slug", flat=True).first()
        return self.slug

    def get_url_parts(self, request=None):
        site = (
            Site.find_for_request(request)
            if request
            else Site.objects.filter(is_default_site=True).first()
        )
        if site is None or not self.path:
            return None
        path = self.public_path(self.edition_slug())
        return site.pk, site.root_url, f"/{self.locale.language_code}/{path}"
