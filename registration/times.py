"""Moments and names inside a line of plain text; moments in the edition's zone, always named."""

from babel.dates import format_date
from django.utils.translation import get_language

from events.compiler.dates import babel_locale, long_date, zone_name

# Isolates keep a time and a zone in order inside a line of the other direction.
LRI, FSI, PDI = "\u2066", "\u2068", "\u2069"


def isolated(text):
    """A name that keeps its own order inside a line of the other direction."""
    return f"{FSI}{text}{PDI}"


def moment(edition, at, language=None):
    """A moment (aware) in words, such as "11 June 2027, 18:00 (Istanbul, UTC+03:00)"."""
    language = language or get_language()
    local = edition.local(at)
    zone = zone_name(edition, language)
    offset = local.strftime("%z")
    offset = f"{LRI}UTC{offset[:3]}:{offset[3:]}{PDI}"
    clock = f"{LRI}{local:%H:%M}{PDI}"
    city = zone["city"] or edition.time_zone
    separator = "، " if language in ("ar", "ur") else ", "
    return f"{FSI}{long_date(local, language)}{separator}{clock} ({city}{separator}{offset}){PDI}"


def day(date):
    """A date in words, such as "11 June 2027"."""
    return f"{FSI}{format_date(date, 'd MMMM y', locale=babel_locale(get_language()))}{PDI}"
