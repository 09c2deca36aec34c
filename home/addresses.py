"""Public addresses. Pages are compiled and served at `/{language}/…`, never by Wagtail itself."""

from django.http import HttpResponse, HttpResponseRedirect
from wagtail.models import Site

# How previews are made; the room that compiles pages sets it when it is ready.
preview_makers = []

PREVIEW_POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'none'; style-src 'self'; "
    "img-src 'self' data:; font-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)


class PublicAddressMixin:
    """A page that readers find at its public address, which need not follow the tree."""

    def public_path(self):
        """Address below the language, such as `sample-2027/programme/opening/`."""
        raise NotImplementedError

    def get_url_parts(self, request=None):
        site = (
            Site.find_for_request(request)
            if request
            else Site.objects.filter(is_default_site=True).first()
        )
        if site is None or not self.path:
            return None
        return site.pk, site.root_url, f"/{self.locale.language_code}/{self.public_path()}"

    def serve(self, request, *args, **kwargs):
        return HttpResponseRedirect(self.get_url(request))

    def serve_preview(self, request, mode_name):
        """The page as readers would see it with the words that are not saved yet."""
        response = HttpResponse(preview_makers[0](self))
        response["Content-Security-Policy"] = PREVIEW_POLICY
        return response
