"""Where a page is, what stands around it, and how it is answered: never kept by anybody."""

from functools import wraps

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from events.compiler.reading import DocumentChanged, snapshot_etags
from events.models import Edition
from events.web.contents import contents
from events.web.surroundings import edition_surroundings

DOCUMENTS = ("programme", "details")


class Place:
    """An edition in a language, for one request. Raises Http404 if it is not public."""

    def __init__(self, request, language, slug):
        self.request, self.language = request, language
        self.contents = _contents(slug, language)
        self.edition = Edition.objects.select_related("admission").get(slug=slug)
        self.admission = getattr(self.edition, "admission", None)
        self.root = self.contents.root

    def page(self, template, *, title, status=200, path=None, **context):
        """A page in the edition's dress; `path` is one that search engines may know."""
        around = edition_surroundings(self.contents, path or self.request.path, title=title)
        if path is None:
            around |= {"canonical": "", "alternates": []}
        around |= {"admission": self.admission, "heading": title, "place": self} | context
        body = render_to_string(f"registration/{template}.html", around)
        response = HttpResponse(body, status=status)
        response["Content-Language"] = self.language
        return response

    def in_language(self, language):
        """The edition's words in another of its languages."""
        return _contents(self.edition.slug, language).edition

    def sentence(self, heading, *sentences, status=200, links=()):
        """A page that only says something."""
        return self.page(
            "sentences", title=heading, sentences=sentences, status=status, links=links
        )


def _contents(slug, language):
    for _attempt in range(2):  # a rebuild may finish between the two queries
        etags = snapshot_etags(slug, language) or {}
        if not all(name in etags for name in DOCUMENTS):
            break
        try:
            return contents(slug, language, tuple((name, etags[name]) for name in DOCUMENTS))
        except DocumentChanged:
            continue
    raise Http404


def page(view):
    """A view `(place, …)` of this room.

    Exempt from CSRF checks: nothing here trusts a cookie, and none is set. What an answer shows
    or does depends on what is sent alone, a form or the mailed link, which no other site knows.
    """

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def answer(request, language, edition, **kwargs):
        response = view(Place(request, language, edition), **kwargs)
        patch_cache_control(response, no_store=True, private=True)
        # The address may be the key: it is told to nobody, not even to our own files.
        response["Referrer-Policy"] = "no-referrer"
        return response

    return answer


def file(body, kind, name):
    """Something to store on the device."""
    response = HttpResponse(body, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def go(path):
    """After something was done: reading the next page again does nothing."""
    return HttpResponseRedirect(path, status=303)
