"""What runs and what comes next: the same as pwa/frontend/src/now.ts, held by one fixture."""

import datetime as dt
from dataclasses import asdict, dataclass
from operator import itemgetter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.compiler.dates import DAY_CHANGE

OFF = ("cancelled", "replaced")
# What comes later than this is better told by its time.
SOON = 3 * 60


@dataclass(frozen=True)
class Picture:
    """`phase` is before, running, between or after; the rest are ids in the order of the rooms.

    `days` of the programme are from today to the first one, or to that of what comes next. `off`
    would run now, but was cancelled or replaced. `next` is in each room what starts first, on the
    day on which something starts next.
    """

    phase: str
    days: int
    running: list
    off: list
    next: list


def picture_of(programme, moment):
    """The picture that a `programme` document gives at a moment (aware), to the minute."""
    moment = moment.replace(second=0, microsecond=0)
    edition = programme["edition"]
    starts_on, ends_on = edition["starts_on"], edition["ends_on"]
    places = {row["id"]: index for index, row in enumerate(programme["rooms"])}
    timed = [_placed(row, places) for row in programme["sessions"] if row.get("start")]
    timed.sort(key=itemgetter("place", "start"))
    held = [row for row in timed if not row["is_off"]]
    running = [row for row in held if row["start"] <= moment < row["end"]]
    off = [row for row in timed if row["is_off"] and row["start"] <= moment < row["end"]]
    coming = [row for row in held if row["start"] > moment]
    next_day = min((row["day"] for row in coming), default="")
    first = min([starts_on, *(row["day"] for row in held)])
    last = max((row["day"] for row in held), default="")
    today = _day_at(moment, _zone_at(timed, moment, edition["zone"]["offset"]), starts_on)
    has_begun = today >= first or any(row["start"] <= moment for row in held)
    is_over = not off and not coming and (today > ends_on or last >= ends_on)
    phase = (
        "running" if running else "before" if not has_begun else "after" if is_over else "between"
    )
    return Picture(
        phase=phase,
        days=_between(today, first if phase == "before" else next_day or today),
        running=_ids(running),
        off=_ids(off),
        next=_ids(row for row in _first_of_each(coming) if row["day"] == next_day),
    )


def _placed(row, places):
    return {
        "id": row["id"],
        "place": places.get(row.get("room"), -1),
        "start": dt.datetime.fromisoformat(row["start"]),
        "end": dt.datetime.fromisoformat(row["end"]),
        "day": row.get("day", row["start"][:10]),
        "is_off": row.get("state") in OFF,
    }


def _ids(rows):
    return [row["id"] for row in rows]


def _first_of_each(rows):
    """Of rows in the order of places and times, those that start first in their place."""
    first = {}
    for row in rows:
        first.setdefault(row["place"], row["start"])
    return [row for row in rows if row["start"] == first[row["place"]]]


def _zone_at(rows, moment, usual):
    """The zone's offset: clocks change seldom, so that of what started last is as good as any."""
    started = [row["start"] for row in rows if row["start"] <= moment]
    if started:
        return max(started).tzinfo
    return dt.datetime.strptime(usual.removeprefix("UTC"), "%z").tzinfo


def _day_at(moment, zone, first):
    """ISO date of the programme's day of a moment, as `events.compiler.dates.day_of` finds it."""
    local = moment.astimezone(zone)
    is_evening_before = local.time() < DAY_CHANGE and local.date().isoformat() > first
    return (local.date() - dt.timedelta(days=is_evening_before)).isoformat()


def _between(start, end):
    return (dt.date.fromisoformat(end) - dt.date.fromisoformat(start)).days


# --- the page ---


def context(found, moment):
    """What events/now.html shows of `found` (Contents) at a moment (aware)."""
    picture = picture_of(found.programme, moment)
    following = [found.sessions[key] for key in picture.next]
    return asdict(picture) | {
        "moment": moment,
        "running": [
            row | {"note": _left(row, moment)} for row in map(found.sessions.get, picture.running)
        ],
        "off": [found.sessions[key] for key in picture.off],
        "next": [row | {"note": _until(row, moment)} for row in following],
        "next_day": found.day(following[0]["date"]) if picture.days else None,
    }


def _left(row, moment):
    return _("%(time)s left") % {"time": span_words(_minutes(moment, row["end"]))}


def _until(row, moment):
    minutes = _minutes(moment, row["start"])
    return _("in %(time)s") % {"time": span_words(minutes)} if minutes <= SOON else ""


def _minutes(moment, iso):
    return (dt.datetime.fromisoformat(iso) - moment) // dt.timedelta(minutes=1)


def span_words(minutes):
    """A length of time, such as "1 hour 20 minutes"."""
    hours, minutes = divmod(minutes, 60)
    parts = {
        "hours": ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours},
        "minutes": ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes},
    }
    if not hours:
        return parts["minutes"]
    return _("%(hours)s %(minutes)s") % parts if minutes else parts["hours"]
