"""What a browser needs to keep the app: worker, shells, words."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from pwa.catalogue import registration_address, registration_words
from pwa.shell import languages, render_shell, render_worker


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


@require_safe
def words(request, language, digest):
    """Words of the script of registration; their address changes with them."""
    _check(language)
    if request.path != registration_address(language):
        raise Http404
    response = HttpResponse(registration_words(language), content_type="application/json")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _check(language):
    if language not in languages():
        raise Http404


def _fresh(response):
    response["Cache-Control"] = "no-cache"
    return response
