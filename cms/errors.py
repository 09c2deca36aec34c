"""The one shape of every error of the API: `{"code", "message"}`, with `errors` by field if any."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.utils.translation import gettext as _
from django.views import defaults
from rest_framework import exceptions

from events.exceptions import Refused
from events.web import errors as pages
from registration.limits import TooOften


def error(status, code, message, *, errors=None, headers=None):
    """An error as JSON; `errors` maps names of fields to lists of messages."""
    body = {"code": code, "message": str(message)} | ({"errors": errors} if errors else {})
    response = JsonResponse(
        body, status=status, headers=headers, json_dumps_params={"ensure_ascii": False}
    )
    response["Cache-Control"] = "no-store"
    return response


def api_error(exc, context):
    """REST framework's EXCEPTION_HANDLER; None leaves a bug of ours to `server_error`."""
    if isinstance(exc, Refused):
        return error(409, exc.code, exc.message)
    if isinstance(exc, TooOften):
        return error(429, "too_often", exc.message, headers={"Retry-After": str(exc.wait)})
    if isinstance(exc, Http404):
        exc = exceptions.NotFound()
    elif isinstance(exc, PermissionDenied):
        exc = exceptions.PermissionDenied()
    if isinstance(exc, exceptions.ValidationError):
        return error(400, "invalid", _("Some values cannot be used."), errors=_by_field(exc.detail))
    if isinstance(exc, exceptions.APIException):
        return error(exc.status_code, exc.get_codes(), exc.detail, headers=_headers(exc, context))
    return None


def _by_field(detail):
    return detail if isinstance(detail, dict) else {"non_field_errors": detail}


def _headers(exc, context):
    if isinstance(exc, exceptions.MethodNotAllowed):
        return {"Allow": ", ".join(context["view"].allowed_methods)}
    wait, scheme = getattr(exc, "wait", None), getattr(exc, "auth_header", None)
    headers = {} if wait is None else {"Retry-After": str(int(wait))}
    return headers | ({"WWW-Authenticate": scheme} if scheme else {})


# Handlers of cms/urls.py: JSON below /api/, pages elsewhere.


def bad_request(request, exception):
    if _is_api(request):
        return error(400, "bad_request", _("The request cannot be read."))
    return defaults.bad_request(request, exception)


def not_found(request, exception):
    if _is_api(request):
        return error(404, "not_found", _("There is nothing at this address."))
    return pages.not_found(request, exception)


def server_error(request):
    if _is_api(request):
        return error(500, "server_error", _("Something went wrong here. It has been logged."))
    return pages.server_error(request)


def _is_api(request):
    return request.path_info.startswith("/api/")
