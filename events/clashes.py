"""Whether a slot can be where an editor puts it: said in words."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from events.models import SessionPage, SessionSpeaker, Slot, SpeakerPage


@dataclass(frozen=True)
class Clash:
    """Something else that happens at the same time; `message` says what, in the reader's words."""

    is_room: bool
    message: str


def time_error(edition, starts_at):
    """Why a session cannot start at this moment (aware, in the edition's zone), or None."""
    if not edition.starts_on <= starts_at.date() <= edition.ends_on:
        return _("This day is outside the edition: %(first)s to %(last)s.") % {
            "first": edition.starts_on,
            "last": edition.ends_on,
        }
    if starts_at.astimezone(dt.UTC).astimezone(edition.zone).time() != starts_at.time():
        return _("This time does not exist on that day: the clocks go forward.")
    return None


def find(edition, *, session_key, starts_at, minutes, room, speaker_ids):
    """Other slots of the edition that need the same room or the same speakers.

    `starts_at` is aware, `minutes` a whole number; returns a list of Clash, rooms first.
    """
    ends_at = starts_at + dt.timedelta(minutes=minutes)
    slots = Slot.objects.taking_place().filter(edition=edition).exclude(session_key=session_key)
    others = slots.select_related("room").overlapping(starts_at, ends_at)
    if not others:
        return []
    titles = _titles(edition, [slot.session_key for slot in others])
    found = [
        Clash(
            is_room=True,
            message=_("%(room)s is taken by “%(title)s”, %(time)s.")
            % {
                "room": room.name,
                "title": titles.get(slot.session_key, "?"),
                "time": _span(edition, slot),
            },
        )
        for slot in others
        if room is not None and slot.room_id == room.pk
    ]
    return found + _speaker_clashes(edition, others, titles, speaker_ids)


def _speaker_clashes(edition, others, titles, speaker_ids):
    by_key = {slot.session_key: slot for slot in others}
    rows = SessionSpeaker.objects.filter(
        speaker_id__in=speaker_ids,
        session__translation_key__in=by_key,
        session__locale__language_code=edition.source_language,
    ).values_list("speaker_id", "session__translation_key")
    names = dict(SpeakerPage.objects.filter(pk__in=speaker_ids).values_list("pk", "title"))
    return [
        Clash(
            is_room=False,
            message=_("%(name)s is in “%(title)s” then, %(time)s.")
            % {
                "name": names[speaker_id],
                "title": titles.get(key, "?"),
                "time": _span(edition, by_key[key]),
            },
        )
        for speaker_id, key in rows
    ]


def _titles(edition, keys):
    rows = SessionPage.objects.filter(
        translation_key__in=keys, locale__language_code=edition.source_language
    )
    return dict(rows.values_list("translation_key", "title"))


def _span(edition, slot):
    # Isolated, so that the range does not turn round inside right-to-left text.
    return f"\u2068{edition.local(slot.starts_at):%H:%M}–{edition.local(slot.ends_at):%H:%M}\u2069"
