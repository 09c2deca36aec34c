"""What a ticket shows: a code for the door, and the days for a calendar. Neither says who."""

import datetime as dt
import io

import segno
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vText

from registration import sealing


def code(registration):
    """What the code says; only a hash of it is stored."""
    return sealing.ticket_id(registration.details["secret"], registration.ticket_serial)


def svg(text, *, is_file=False):
    """A QR code as SVG, black on white whatever the theme, with the quiet zone around it."""
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        drawn,
        kind="svg",
        border=4,
        dark="#000",
        light="#fff",
        omitsize=True,
        xmldecl=is_file,
        svgns=is_file,
    )
    return drawn.getvalue().decode()


def calendar(registration, language, place=""):
    """The edition's days as an entry (RFC 5545) that tells others nothing: bytes."""
    edition = registration.edition
    event = Event()
    event.add("uid", f"{registration.pk}@majlis")
    event.add("dtstamp", timezone.now().replace(microsecond=0))
    event.add("dtstart", edition.starts_on)
    event.add("dtend", edition.ends_on + dt.timedelta(days=1))
    event.add("class", "PRIVATE")
    event.add("summary", _words(_("Conference"), language))
    if place:
        event.add("location", _words(place, language))
    made = Calendar()
    made.add("prodid", "-//Majlis//Ticket//EN")
    made.add("version", "2.0")
    made.add_component(event)
    return made.to_ical()


def _words(text, language):
    words = vText(text)
    words.params["LANGUAGE"] = language
    return words
