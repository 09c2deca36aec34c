"""schedule.json version 1, as frab, pretalx and the hub write it, into raw records."""

import json
from types import UnionType
from typing import Any

from events.interchange.raw import (
    EVENT_TEXTS,
    RawDay,
    RawEvent,
    RawPerson,
    RawProgramme,
    RawRoom,
    RawTrack,
)
from events.interchange.records import LeftOut, UnreadableProgramme


def parse_json(text: str) -> RawProgramme:
    """Read a schedule.json; raises UnreadableProgramme."""
    document = _document(text)
    schedule = _member(document, "schedule", dict, "") or document
    conference = _member(schedule, "conference", dict, "schedule.") or schedule
    days = _member(conference, "days", list, "schedule.conference.")
    if days is None:
        raise UnreadableProgramme(
            "unknown_shape",
            "The file is JSON, but has no list “schedule.conference.days”, "
            "so it is not a schedule.json of version 1.",
        )
    left_out: list[LeftOut] = []
    events = [event for day in _only(dict, days) for event in _events_of_day(day, left_out)]
    if not events and "events" in schedule:
        raise UnreadableProgramme(
            "unknown_shape",
            "The events of this JSON stand outside of days: it is version 2, not 1.",
        )
    return RawProgramme(
        acronym=_string(conference.get("acronym")),
        title=_string(conference.get("title")),
        time_zone=_string(conference.get("time_zone_name")),
        start=_string(conference.get("start")),
        end=_string(conference.get("end")),
        rooms=[*_rooms(conference), *_rooms_of_days(days)],
        tracks=_tracks(conference),
        days=[_day(day) for day in _only(dict, days)],
        events=events,
        left_out=left_out,
    )


def _document(text: str) -> dict[str, Any]:
    try:
        document = json.loads(text, strict=False)  # control characters are taken out later
    except json.JSONDecodeError as error:
        raise _refusal(error, text) from error
    except RecursionError as error:
        raise UnreadableProgramme(
            "too_deep", "The JSON of this file is nested too deeply to be a programme."
        ) from error
    except ValueError as error:  # an integer of more than 4,300 digits
        raise UnreadableProgramme(
            "not_json", "The file holds a number that is too long to be read."
        ) from error
    if not isinstance(document, dict):
        raise UnreadableProgramme(
            "unknown_shape", f"The file is JSON, but {_kind(document)}, not a schedule object."
        )
    return document


def _refusal(error: json.JSONDecodeError, text: str) -> UnreadableProgramme:
    where = f"line {error.lineno}, column {error.colno}"
    if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
        return UnreadableProgramme(
            "truncated", f"The file ends too early, in {where}: it was perhaps not copied whole."
        )
    return UnreadableProgramme("not_json", f"The file is not correct JSON: {error.msg} in {where}.")


def _member(parent: dict[str, Any], name: str, kind: type, path: str) -> Any:
    """Return a member, None if it is absent; refuse the file when it is of another kind."""
    found = parent.get(name)
    if found is None or isinstance(found, kind):
        return found
    wanted = "an object" if kind is dict else "a list"
    raise UnreadableProgramme(
        "unknown_shape", f"“{path}{name}” should be {wanted}, but {_kind(found)}."
    )


def _kind(value: object) -> str:
    kinds = {dict: "is an object", list: "is a list", str: "is a text", bool: "is a yes or no"}
    return kinds.get(type(value), "is empty" if value is None else "is a number")


def _only(kind: type | UnionType, values: object) -> list[Any]:
    """Return the members of a list that are of these kinds; nothing if it is no list."""
    return [value for value in values if isinstance(value, kind)] if type(values) is list else []


def _string(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else ""


def _strings(parent: dict[str, Any], names: list[str]) -> dict[str, str]:
    return {name: _string(parent.get(name)) for name in names}


def _day(day: dict[str, Any]) -> RawDay:
    return RawDay(date=_string(day.get("date")), start=_string(day.get("day_start")))


def _rooms(conference: dict[str, Any]) -> list[RawRoom]:
    return [
        RawRoom(name=_string(room.get("name")), guid=_string(room.get("guid")))
        for room in _only(dict, conference.get("rooms"))
    ]


def _rooms_of_days(days: list[Any]) -> list[RawRoom]:
    return [RawRoom(name) for day in _only(dict, days) for name, _events in _rooms_with_events(day)]


def _tracks(conference: dict[str, Any]) -> list[RawTrack]:
    return [
        RawTrack(
            name=_string(track.get("name")),
            colour=_string(track.get("color")),
            slug=_string(track.get("slug")),
        )
        for track in _only(dict, conference.get("tracks"))
    ]


def _rooms_with_events(day: dict[str, Any]) -> list[tuple[str, Any]]:
    """Return (room name, events); the format has an object here, some systems write a list."""
    rooms = day.get("rooms")
    if isinstance(rooms, dict):
        return list(rooms.items())
    return [(_string(room.get("name")), room.get("events")) for room in _only(dict, rooms)]


def _events_of_day(day: dict[str, Any], left_out: list[LeftOut]) -> list[RawEvent]:
    raw_day = _day(day)
    found = []
    for room, events in [*_rooms_with_events(day), ("", day.get("events"))]:
        if events is not None and not isinstance(events, list):
            why = f"Its events should be a list, but that {_kind(events)}."
            left_out.append(LeftOut("not_a_list", f"room “{room[:80]}” on {raw_day.date}", why))
            continue
        for number, event in enumerate(events or [], start=1):
            if isinstance(event, dict):
                found.append(_event(event, room, raw_day))
            else:
                what = f"event {number} of room “{room[:80]}” on {raw_day.date[:40]}"
                left_out.append(LeftOut("not_an_object", what, f"It {_kind(event)}."))
    return found


def _event(event: dict[str, Any], room: str, day: RawDay) -> RawEvent:
    values = _strings(event, EVENT_TEXTS)
    if room.strip():
        values["room"] = room
    return RawEvent(
        **values,
        day=day,
        persons=[_person(person) for person in _only(dict | str, event.get("persons"))],
        links=[_link(link) for link in _only(dict, event.get("links"))],
    )


def _person(person: dict[str, Any] | str) -> RawPerson:
    if isinstance(person, str):
        return RawPerson(name=person)
    names = _strings(person, ["public_name", "name", "full_public_name"])
    return RawPerson(
        **_strings(person, ["guid", "code", "id"]),
        name=next((name for name in names.values() if name.strip()), ""),
        biography=_string(person.get("biography")) or _string(person.get("abstract")),
    )


def _link(link: dict[str, Any]) -> tuple[str, str]:
    return _string(link.get("url")) or _string(link.get("href")), _string(link.get("title"))
