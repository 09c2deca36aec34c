"""What a browser needs to install the app: manifest, worker, shells."""

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import translation
from django.views.decorators.http import require_safe

from pwa import words
from pwa.shell import languages, render_shell, render_worker

THEME, GROUND = "#fffdf8", "#faf6ee"


@require_safe
def manifest(request, language):
    """The web app manifest of one language (https://www.w3.org/TR/appmanifest/)."""
    _check(language)
    with translation.override(language):
        name = translation.gettext(settings.WAGTAIL_SITE_NAME)
        description = translation.gettext(words.DESCRIPTION)
    values = {
        "id": "/",
        "name": name,
        "short_name": name,
        "description": description,
        "lang": language,
        "dir": "rtl" if language in settings.LANGUAGES_BIDI else "ltr",
        "start_url": f"/{language}/",
        "scope": "/",
        "display": "standalone",
        "theme_color": THEME,
        "background_color": GROUND,
        "icons": [
            _icon("icon.svg", "any"),
            _icon("icon-192.png", "192x192"),
            _icon("icon-512.png", "512x512"),
            _icon("maskable-512.png", "512x512", purpose="maskable"),
        ],
    }
    return _fresh(JsonResponse(values, content_type="application/manifest+json"))


def _icon(name, sizes, purpose="any"):
    kind = "image/svg+xml" if name.endswith(".svg") else "image/png"
    return {"src": static(f"pwa/{name}"), "sizes": sizes, "type": kind, "purpose": purpose}


@require_safe
def worker(request):
    """The service worker; with MAJLIS_KILL_WORKER, one that removes itself from every device."""
    if settings.MAJLIS_KILL_WORKER:
        script = render_to_string("pwa/worker_off.js")
    else:
        script = render_worker()
    return _fresh(HttpResponse(script, content_type="text/javascript; charset=utf-8"))


@require_safe
def shell(request, language):
    _check(language)
    return _fresh(HttpResponse(render_shell(language)))


def _check(language):
    if language not in languages():
        raise Http404


def _fresh(response):
    response["Cache-Control"] = "no-cache"
    return response
