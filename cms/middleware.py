"""What every answer carries, and the language that a reader without a choice gets."""

from django.conf import settings
from django.utils import translation
from django.utils.cache import patch_vary_headers

from events.api.cors import is_public

PUBLIC = settings.PUBLIC_POLICY
# Wagtail's page editor has inline scripts and styles (its roadmap item 92).
INLINE = {"script-src": "'self' 'unsafe-inline'", "style-src": "'self' 'unsafe-inline'"}
ADMIN = {
    **{name: value for name, value in PUBLIC.items() if "trusted-types" not in name},
    **INLINE,
    "frame-src": "'self'",
    "frame-ancestors": "'self'",
}
# Swagger's reader writes style attributes.
API_READER = {**ADMIN, "script-src": "'self'", "frame-ancestors": "'none'"}


def _policy(directives):
    return "; ".join(f"{name} {value}" for name, value in directives.items())


# First match wins.
POLICIES = [
    ("/admin/", _policy(ADMIN)),
    ("/api/docs", _policy(API_READER)),
    # No documents of a browser: a short policy saves what a long one costs at 2G.
    ("/api/", "default-src 'none'"),
    ("/static/", "default-src 'none'"),
    ("/media/", "default-src 'none'; sandbox"),
    ("/documents/", "default-src 'none'; sandbox"),
    ("", _policy(PUBLIC)),
]


def security_headers(get_response):
    def middleware(request):
        response = get_response(request)
        if "Content-Security-Policy" not in response:
            path = request.path_info
            response["Content-Security-Policy"] = next(
                policy for prefix, policy in POLICIES if path.startswith(prefix)
            )
        response["Permissions-Policy"] = settings.PERMISSIONS_POLICY
        response["Cross-Origin-Resource-Policy"] = (
            "cross-origin" if is_public(request.path_info) else "same-origin"
        )
        return response

    return middleware


def reader_language(get_response):
    """Speak the language of the address; where it has none, the one the browser asks for.

    Django's LocaleMiddleware would make every answer vary by Accept-Language.
    """
    languages = dict(settings.LANGUAGES)

    def middleware(request):
        prefix = request.path_info.split("/", 2)[1]
        is_chosen = prefix in languages
        language = prefix if is_chosen else translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        if request.path_info.startswith("/admin/"):
            patch_vary_headers(response, ["Accept-Language"])
        return response

    return middleware
