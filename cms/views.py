"""Views of the house itself: health, uploaded files."""

from pathlib import PurePosixPath

from django.conf import settings
from django.http import Http404, JsonResponse
from django.views.decorators.http import require_safe
from django.views.static import serve

from cms import health as checks

# Renditions have the settings that made them in their name: they never change.
FOREVER = "public, max-age=31536000, immutable"


@require_safe
def health(request):
    report = checks.report()
    response = JsonResponse(report, status=200 if report["status"] == "ok" else 503)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def media(request, name):
    """Pictures in the sizes that pages use; what editors uploaded is never served itself."""
    if PurePosixPath(name).parts[0] != "images":
        raise Http404
    response = serve(request, name, document_root=settings.MEDIA_ROOT)
    response["Cache-Control"] = FOREVER
    return response
