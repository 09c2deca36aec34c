"""What can go wrong while reading; `cms.errors` turns them into answers."""

from django.conf import settings
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import APIException, NotFound

from events.models import Edition, Snapshot


class NotBuilt(APIException):
    """The document is public, but its first build has not finished."""

    status_code = 503
    default_code = "not_built"
    default_detail = gettext_lazy("This is being prepared. Ask again in a few seconds.")
    wait = 5


class UnknownLanguage(NotFound):
    def __init__(self, languages):
        message = _("This is not offered in that language, but in: {languages}.")
        super().__init__(message.format(languages=", ".join(languages)), "unknown_language")


class NoAcceptableEncoding(APIException):
    status_code = 406
    default_code = "not_acceptable"
    default_detail = gettext_lazy("This is sent as br, gzip or identity only.")


def reason(slug, language, document):
    """Why a document cannot be had; a draft is not told apart from what does not exist."""
    if slug is None:
        languages = [code for code, _name in settings.LANGUAGES]
    else:
        edition = Edition.objects.public().filter(slug=slug).first()
        languages = edition.languages if edition else []
    if not languages:
        return NotFound()
    if language not in languages:
        return UnknownLanguage(languages)
    rows = Snapshot.objects.filter(edition__slug=slug, language=language, document=document)
    is_built_and_empty = rows.filter(etag="", built__gte=F("wanted")).exists()
    return NotFound() if is_built_and_empty else NotBuilt()
