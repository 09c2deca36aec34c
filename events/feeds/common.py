"""What the formats share: addresses, plain text, moments."""

import datetime as dt
import html
import re

from django.conf import settings
from django.utils.html import strip_tags

_REFERENCE = re.compile(r' href="#ref/([a-z2-7]{8})"')
_BLOCK_END = re.compile(r"</(?:p|li|h3|h4|ul|ol)>|<br>|<hr>")
_NOT_TAKING_PLACE = {"cancelled", "replaced"}
# Neither iCalendar nor XML may hold these.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def address(path):
    return f"{settings.BASE_URL}{path}"


def moment(local):
    """The aware moment of a document's local time."""
    return dt.datetime.fromisoformat(local)


def scheduled(library):
    """Sessions that have a time, in order."""
    return [row for row in library["sessions"].values() if row["start"]]


def takes_place(session):
    return session["state"] not in _NOT_TAKING_PLACE


def clean(text):
    return _CONTROLS.sub("", text)


def plain(rich):
    """Rich text as lines."""
    lines = html.unescape(strip_tags(_BLOCK_END.sub("\n", rich))).splitlines()
    return clean("\n".join(line.strip() for line in lines if line.strip()))


def with_addresses(rich, library):
    """Rich text whose links inside the edition are full addresses."""
    paths = {
        row["id"]: row["path"]
        for kind in ("sessions", "speakers", "announcements", "pages")
        for row in library[kind].values()
    }
    paths[library.programme["edition"]["id"]] = f"{library.base}/"

    def resolve(match):
        path = paths.get(match[1])
        return f' href="{html.escape(address(path))}"' if path else ""

    return clean(_REFERENCE.sub(resolve, rich))
