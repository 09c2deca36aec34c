"""Addresses of what is no page, below an edition: `/{language}/{edition}/…`."""

from django.urls import path

from events.feeds import atom, calendar, schedule
from events.web import manifest
from events.web.feeds import feed

EDITION = "<slug:language>/<slug:edition>"

urlpatterns = [
    path(f"{EDITION}/programme.ics", feed(calendar.make, "text/calendar; charset=utf-8")),
    path(f"{EDITION}/schedule.xml", feed(schedule.make_xml, "application/xml; charset=utf-8")),
    path(f"{EDITION}/schedule.json", feed(schedule.make_json, "application/json")),
    path(f"{EDITION}/announcements.atom", feed(atom.make, "application/atom+xml; charset=utf-8")),
    path(f"{EDITION}/app.webmanifest", feed(manifest.of_edition, manifest.KIND)),
]
