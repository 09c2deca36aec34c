"""Pages for addresses that lead nowhere and for our own mistakes."""

import re

from django.conf import settings
from django.http import HttpResponseNotFound, HttpResponseServerError
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from events.compiler.reading import public_snapshots
from events.web.surroundings import site_surroundings

EDITION = re.compile(r"^/[^/]+/([-\w]+)/")


def not_found(request, exception):
    """What there is instead, in the language of the address or else of the browser."""
    first = request.path_info.split("/", 2)[1]
    is_chosen = first in dict(settings.LANGUAGES)
    language = first if is_chosen else translation.get_language_from_request(request)
    with translation.override(language):
        context = site_surroundings(language, f"/{language}/", title=_("Not found"))
        context |= {"canonical": "", "editions": _editions(language), "wanted": _edition(request)}
        response = HttpResponseNotFound(render_to_string("events/not_found.html", context))
    response["Content-Language"] = language
    response["Cache-Control"] = "no-cache"
    if not is_chosen:
        patch_vary_headers(response, ["Accept-Language"])
    return response


def _edition(request):
    found = EDITION.match(request.path_info)
    return found[1] if found else ""


def _editions(language):
    """Slugs of the public editions, newest first."""
    rows = public_snapshots().filter(language=language, document="programme")
    rows = rows.order_by("-edition__starts_on", "-edition__number")
    return list(rows.values_list("edition__slug", flat=True))


def server_error(request):
    """Needs no database, no language and no template context."""
    return HttpResponseServerError(render_to_string("events/server_error.html"))
