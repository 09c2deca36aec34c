"""Lets pages of every origin read the API.

django-cors-headers would add `Vary: Origin` to each answer, and so break shared caches in pieces.
"""

from django.http import HttpResponse

READING = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag",
}
# What is one person's own: no other origin reads it, whatever token it knows.
PERSONAL = "/api/v1/registration/"
PREFLIGHT = READING | {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def open_reading(get_response):
    """Middleware. Writing from other origins stays closed: no preflight allows it."""

    def middleware(request):
        if not is_public(request.path_info):
            return get_response(request)
        if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
            return HttpResponse(status=204, headers=PREFLIGHT)
        if request.method not in ("GET", "HEAD"):
            return get_response(request)
        request.META.pop("HTTP_COOKIE", None)  # nothing here depends on who reads
        response = get_response(request)
        for name, value in READING.items():
            response[name] = value
        return response

    return middleware


def is_public(path):
    return path.startswith("/api/") and not path.startswith(PERSONAL)
