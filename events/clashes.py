"""Whether a slot can be where an editor puts it: said in words."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events.compiler.dates import day_of
from events.models import SessionPage, SessionSpeaker, Slot, SpeakerPage


@dataclass(frozen=True)
class Clash:
    """Something else that happens at the same time; `message` says what, in the reader's words."""

    is_room: bool
    message: str
    session_key: UUID


def time_error(edition, starts_at):
    """Why a session cannot start at this moment (aware, in the edition's zone), or None.

    The night after the last day belongs to it.
    """
    if starts_at.astimezone(dt.UTC).astimezone(edition.zone).time() != starts_at.time():
        return _("This time does not exist on that day: the clocks go forward.")
    day = dt.date.fromisoformat(day_of(edition, starts_at))
    if not edition.starts_on <= day <= edition.ends_on:
        return _("This day is outside the edition: %(first)s to %(last)s.") % {
            "first": date_format(edition.starts_on, "j F Y"),
            "last": date_format(edition.ends_on, "j F Y"),
        }
    return None


def find(edition, *, session_key, starts_at, minutes, room, speaker_ids):
    """Other slots of the edition that need the same room or the same speakers.

    `starts_at` is aware, `minutes` a whole number; returns a list of Clash, rooms first.
    """
    ends_at = starts_at + dt.timedelta(minutes=minutes)
    slots = Slot.objects.taking_place().filter(edition=edition).exclude(session_key=session_key)
    others = slots.select_related("room").overlapping(starts_at, ends_at)
    titles = _titles(edition, [slot.session_key for slot in others]) if others else {}
    # A session that was unpublished keeps its slot, but needs no room.
    others = [slot for slot in others if slot.session_key in titles]
    return _rooms_taken(edition, others, titles, room) + _speakers_taken(
        edition, others, titles, speaker_ids
    )


def among(edition, slots, titles, speakers):
    """`{session key: [what it clashes with, in words]}` of slots that all take place.

    `titles` is `{session key: title}`, `speakers` `{session key: {speaker key: name}}`.
    """
    found = defaultdict(list)
    running = []
    for slot in sorted(slots, key=lambda slot: slot.starts_at):
        running = [other for other in running if other.ends_at > slot.starts_at]
        for other in running:
            for one, two in ((slot, other), (other, slot)):
                found[one.session_key] += _between(edition, one, two, titles, speakers)
        running.append(slot)
    return {key: messages for key, messages in found.items() if messages}


def _between(edition, slot, other, titles, speakers):
    title = titles[other.session_key]
    messages = []
    if slot.room_id is not None and slot.room_id == other.room_id:
        messages.append(_room_taken(edition, other, title))
    theirs = speakers.get(other.session_key, {})
    for key, name in speakers.get(slot.session_key, {}).items():
        if key in theirs:
            messages.append(_speaker_taken(edition, other, title, name))
    return messages


def _rooms_taken(edition, others, titles, room):
    return [
        Clash(True, _room_taken(edition, slot, titles[slot.session_key]), slot.session_key)
        for slot in others
        if room is not None and slot.room_id == room.pk
    ]


def _speakers_taken(edition, others, titles, speaker_ids):
    """Speakers are compared by key: the same person may be chosen in another language's tree."""
    if not others or not speaker_ids:
        return []
    chosen = SpeakerPage.objects.filter(pk__in=speaker_ids)
    names = dict(chosen.values_list("translation_key", "title"))
    by_key = {slot.session_key: slot for slot in others}
    rows = SessionSpeaker.objects.filter(
        speaker__translation_key__in=names, session__translation_key__in=by_key, session__live=True
    ).values_list("session__translation_key", "speaker__translation_key")
    return [
        Clash(False, _speaker_taken(edition, by_key[key], titles[key], names[speaker]), key)
        for key, speaker in sorted(set(rows), key=lambda row: by_key[row[0]].starts_at)
    ]


def _room_taken(edition, slot, title):
    return _("%(room)s is taken by “%(title)s”, %(time)s.") % {
        "room": isolated(slot.room.name),
        "title": isolated(title),
        "time": span(edition, slot),
    }


def _speaker_taken(edition, slot, title, name):
    return _("%(name)s is in “%(title)s” then, %(time)s.") % {
        "name": isolated(name),
        "title": isolated(title),
        "time": span(edition, slot),
    }


def _titles(edition, keys):
    """Titles of live sessions, in the source language where they have it."""
    rows = SessionPage.objects.filter(translation_key__in=keys, live=True).values_list(
        "translation_key", "title", "locale__language_code"
    )
    source_last = sorted(rows, key=lambda row: row[2] == edition.source_language)
    return {key: title for key, title, _language in source_last}


def span(edition, slot):
    """Start and end in the edition's zone, such as 09:00–09:45."""
    return isolated(f"{edition.local(slot.starts_at):%H:%M}–{edition.local(slot.ends_at):%H:%M}")


def isolated(text):
    """Text that keeps its own direction inside a sentence of another one (FSI … PDI)."""
    return f"\u2068{text}\u2069"
