"""schedule.xml and schedule.json, version 1: the formats of Fahrplan apps and video teams.

Schemas: https://github.com/voc/schedule. Sessions that are cancelled or have no time are left out,
since the formats have no word for it.
"""

import base64
import datetime as dt
import json
import re
from xml.etree import ElementTree
from xml.etree.ElementTree import SubElement
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from events.compiler.dates import DAY_CHANGE
from events.compiler.ids import public_id
from events.compiler.reading import DocumentChanged
from events.feeds.common import address, clean, moment, plain, scheduled, takes_place
from events.models import Room, SessionPage, SpeakerPage

SLUG = re.compile(r"[a-z0-9_-]{3,}[a-z0-9]")


def make_xml(library, built_at):
    return _Schedule(library).xml()


def make_json(library, built_at):
    return _Schedule(library).json()


class _Schedule:
    def __init__(self, library):
        self.library = library
        self.edition = library.programme["edition"]
        self.zone = ZoneInfo(self.edition["time_zone"])
        # Both schemas want four letters or more, without hyphens.
        self.acronym = self.edition["slug"].lower().replace("-", "_").rjust(4, "_")
        self.guids = _guids(library)
        self.numbers = _numbers(library)
        self.anywhere = _("Whole building")
        self.sessions = [row for row in scheduled(library) if takes_place(row)]

    def conference(self):
        edition, days = self.edition, self.days()
        return {
            "acronym": self.acronym,
            "title": clean(edition["title"]),
            "start": edition["starts_on"],
            "end": edition["ends_on"],
            "timeslot_duration": "00:05",
            "time_zone_name": edition["time_zone"],
            "url": address(f"{self.library.base}/"),
        }, days

    def days(self):
        """`[{"index", "date", "start", "end", "rooms": {name: [session, …]}}]`."""
        own = {day["date"] for day in self.library.programme["days"]}
        dates = sorted(own | {session["day"] for session in self.sessions})
        return [self._day(index, date) for index, date in enumerate(dates, 1)]

    def _day(self, index, date):
        start = dt.datetime.combine(dt.date.fromisoformat(date), DAY_CHANGE, tzinfo=self.zone)
        rooms = {}
        for session in self.sessions:
            if session["day"] == date:
                rooms.setdefault(self._room(session), []).append(session)
        end = start + dt.timedelta(days=1)
        return {
            "index": index,
            "date": date,
            "start": start.isoformat(),
            "end": end.isoformat(),
            "rooms": rooms,
        }

    def _room(self, session):
        return clean(session["room"]["name"]) if session["room"] else self.anywhere

    def event(self, session):
        """Values that both formats have, all text except where JSON says otherwise."""
        start = moment(session["start"])
        minutes = int((moment(session["end"]) - start).total_seconds() // 60)
        return {
            "guid": self.guids[session["id"]],
            "id": self.numbers[session["id"]],
            "date": start.isoformat(),
            "start": f"{start:%H:%M}",
            "duration": f"{minutes // 60:02}:{minutes % 60:02}",
            "room": self._room(session),
            "slug": self._slug(session),
            "url": address(session["path"]),
            "title": clean(session["title"]),
            "subtitle": "",
            "track": clean(session["track"]["name"]) if session["track"] else "",
            "type": session["kind"],
            "language": session["languages"][0] if session["languages"] else "",
            "abstract": clean(session["summary"]),
            "description": plain(session["abstract"]),
        }

    def _slug(self, session):
        slug = session["path"].rstrip("/").rpartition("/")[2]
        return f"{self.acronym}-{slug if SLUG.fullmatch(slug) else session['id']}"

    def persons(self, session):
        """`[(number, guid, name)]`."""
        return [
            (self.numbers[speaker["id"]], self.guids[speaker["id"]], clean(speaker["name"]))
            for speaker in session["speakers"]
        ]

    # --- the two formats ---

    def json(self):
        conference, days = self.conference()
        rooms = [
            {"name": clean(row["name"]), "guid": self.guids[key], "capacity": row["capacity"]}
            for key, row in self.library["rooms"].items()
        ]
        tracks = [{"name": clean(row["name"])} for row in self.library["tracks"].values()]
        conference |= {
            "daysCount": len(days),
            "rooms": rooms,
            "tracks": tracks,
            "days": [self._json_day(day) for day in days],
        }
        schedule = {"version": self.library.version, "conference": conference}
        return json.dumps({"schedule": schedule}, ensure_ascii=False).encode()

    def _json_day(self, day):
        return {
            "index": day["index"],
            "date": day["date"],
            "day_start": day["start"],
            "day_end": day["end"],
            "rooms": {
                name: [self._json_event(session) for session in sessions]
                for name, sessions in day["rooms"].items()
            },
        }

    def _json_event(self, session):
        persons = [
            {"id": number, "guid": guid, "public_name": name}
            for number, guid, name in self.persons(session)
        ]
        return self.event(session) | {
            "end": moment(session["end"]).isoformat(),
            "recording_license": "",
            "do_not_record": session["recording"] == "no",
            "persons": persons,
            "links": [],
        }

    def xml(self):
        conference, days = self.conference()
        root = ElementTree.Element("schedule")
        SubElement(root, "generator", name="Majlis")
        SubElement(root, "url").text = address(f"{self.library.base}/schedule.xml")
        SubElement(root, "version").text = self.library.version
        head = SubElement(root, "conference")
        for name, value in (conference | {"days": len(days)}).items():
            SubElement(head, name).text = str(value)
        for day in days:
            self._xml_day(root, day)
        return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)

    def _xml_day(self, root, day):
        names = ("index", "date", "start", "end")
        node = SubElement(root, "day", {name: str(day[name]) for name in names})
        for name, sessions in day["rooms"].items():
            room = SubElement(node, "room", name=name)
            for session in sessions:
                self._xml_event(room, session)

    def _xml_event(self, room, session):
        values = self.event(session)
        attributes = {name: str(values.pop(name)) for name in ("guid", "id")}
        event = SubElement(room, "event", attributes)
        for name, value in values.items():
            SubElement(event, name).text = value
        recording = SubElement(event, "recording")
        SubElement(recording, "license")
        SubElement(recording, "optout").text = str(session["recording"] == "no").lower()
        persons = SubElement(event, "persons")
        for number, guid, name in self.persons(session):
            SubElement(persons, "person", id=str(number), guid=guid).text = name


def _guids(library):
    """`{public id: translation key}`: what comes back by import is the same object again."""
    found = {}
    for model in (SessionPage, SpeakerPage, Room):
        keys = model.objects.values_list("translation_key", flat=True).distinct()
        found |= {public_id(key): str(key) for key in keys}
    known = {*library["sessions"], *library["speakers"], *library["rooms"]}
    if known - found.keys():
        raise DocumentChanged("something of it was just deleted")
    return found


def _numbers(library):
    """`{public id: number}`, for formats from before identities; stable, below 2³¹, each once."""
    numbers = {}
    taken = set()
    for identity in sorted([*library["sessions"], *library["speakers"]]):
        number = int.from_bytes(base64.b32decode(identity.upper())[:4]) >> 1
        while number == 0 or number in taken:
            number = (number + 1) % 2**31
        taken.add(number)
        numbers[identity] = number
    return numbers
