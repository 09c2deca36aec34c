"""programme.ics: one calendar with all sessions that have a time (RFC 5545, RFC 7986)."""

import datetime as dt

from icalendar import Calendar, Event, vText

from events.feeds.common import address, clean, moment, plain, scheduled, takes_place

EPOCH = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


def make(library, built_at):
    """The calendar as bytes; times in UTC, so that no reader needs to know our zones."""
    edition = library.programme["edition"]
    calendar = Calendar()
    calendar.add("prodid", "-//Majlis//Programme//EN")
    calendar.add("version", "2.0")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, clean(edition["title"]))
    calendar.add("x-wr-timezone", edition["time_zone"])
    calendar.add("refresh-interval", dt.timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for session in scheduled(library):
        calendar.add_component(_event(session, edition, built_at.replace(microsecond=0)))
    return calendar.to_ical()


def _event(session, edition, built_at):
    event = Event()
    event.add("uid", f"{session['id']}@{edition['slug']}")
    event.add("dtstamp", built_at)
    event.add("last-modified", built_at)
    # Grows with each state of the programme, which is all that calendars ask of it.
    event.add("sequence", int((built_at - EPOCH).total_seconds() // 60))
    event.add("dtstart", moment(session["start"]).astimezone(dt.UTC))
    event.add("dtend", moment(session["end"]).astimezone(dt.UTC))
    event.add("summary", _words(session["title"], session["lang"]))
    event.add("status", "CONFIRMED" if takes_place(session) else "CANCELLED")
    event.add("url", address(session["path"]))
    optional = {
        "location": ", ".join(filter(None, [_name(session["room"]), edition.get("venue")])),
        "description": _description(session),
    }
    for name, text in optional.items():
        if text:
            event.add(name, _words(text, session["lang"]))
    if session["track"]:
        event.add("categories", [clean(session["track"]["name"])])
    if "coordinates" in edition:
        event.add("geo", tuple(edition["coordinates"]))
    return event


def _words(text, language):
    words = vText(clean(text))
    words.params["LANGUAGE"] = language
    return words


def _name(row):
    return row["name"] if row else ""


def _description(session):
    names = ", ".join(speaker["name"] for speaker in session["speakers"])
    return "\n\n".join(filter(None, [names, session["summary"], plain(session["abstract"])]))
