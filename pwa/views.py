"""What a browser needs to keep the app: worker, shells."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

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


def _check(language):
    if language not in languages():
        raise Http404


def _fresh(response):
    response["Cache-Control"] = "no-cache"
    return response
