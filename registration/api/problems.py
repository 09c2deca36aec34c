"""What can go wrong with requests of people; `cms.errors` turns them into answers."""

from django.utils.translation import gettext_lazy
from rest_framework.exceptions import APIException


class UnknownLink(APIException):
    """No registration has this token (any more)."""

    status_code = 401
    default_code = "unknown_link"
    default_detail = gettext_lazy("This link is not valid. Ask for a new one.")
    auth_header = "Registration"


class TooLarge(APIException):
    status_code = 413
    default_code = "too_large"
    default_detail = gettext_lazy("This is too large.")


class NoWork(APIException):
    status_code = 400
    default_code = "no_work"
    default_detail = gettext_lazy("Send a solved challenge of this edition that was not used yet.")
