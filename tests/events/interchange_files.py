"""Builders of small invented programme files, and short looks at what becomes of them."""

import json
from uuid import UUID

import pytest

from events.interchange.reading import UnreadableProgramme, parse_programme

GUID = UUID("0b3e2c1a-5f64-4b0e-9a53-2f1d6c7e8a90")
OTHER_GUID = UUID("7c9d1e5b-20aa-4f8e-8a11-94c2b3d4e5f6")


def event(**changes):
    values = {
        "id": 7, "guid": str(GUID), "title": "Opening", "date": "2027-05-01T10:00:00+02:00",
        "duration": "00:45",
    }  # fmt: skip
    return {name: value for name, value in (values | changes).items() if value is not None}


def as_json(*events, room="Hall", day=None, **conference):
    day = {"date": "2027-05-01", "rooms": {room: list(events)}} | (day or {})
    conference = {"acronym": "sample", "title": "Sample", "days": [day]} | conference
    return json.dumps({"schedule": {"version": "1", "conference": conference}}).encode()


def as_xml(events="", head="<acronym>sample</acronym><title>Sample</title>", prolog=""):
    return (
        f"{prolog}<schedule><conference>{head}</conference>"
        f'<day date="2027-05-01"><room name="Hall">{events}</room></day></schedule>'
    )


XML_EVENT = (
    f'<event guid="{GUID}" id="7"><date>2027-05-01T10:00:00+02:00</date>'
    "<duration>00:45</duration><title>Opening</title></event>"
)


def only(content, **options):
    (session,) = parse_programme(content, **options).sessions
    return session


def refusal(content):
    with pytest.raises(UnreadableProgramme) as caught:
        parse_programme(content)
    assert caught.value.message.endswith(".")
    assert str(caught.value) == caught.value.message
    return caught.value.code, caught.value.message


def left_out_codes(content, **options):
    programme = parse_programme(content, **options)
    return [left_out.reason_code for left_out in programme.left_out], len(programme.sessions)


def note_codes(content):
    return [note.reason_code for note in parse_programme(content).notes]
