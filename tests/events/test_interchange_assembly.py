"""What the parts of a programme file become. Every name here is invented."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from events.interchange.reading import parse_programme
from events.interchange.records import LinkRecord
from events.interchange.text import plain, rich
from events.interchange.values import duration_minutes, language_codes
from tests.events.interchange_files import (
    GUID,
    OTHER_GUID,
    as_json,
    event,
    left_out_codes,
    note_codes,
    only,
)


def test_an_identity_without_guid_is_the_same_at_every_import():
    first = only(as_json(event(guid=None)))
    again = only(as_json(event(guid="", title="Renamed", date="2027-05-02T10:00:00Z")))
    elsewhere = only(as_json(event(guid=None), acronym="other"))

    assert first.identity == UUID("38402ae8-5898-5063-8579-a78ec1db7e08")
    assert again.identity == first.identity
    assert elsewhere.identity != first.identity


@pytest.mark.parametrize("guid", ["7", "not-a-guid", "00000000-0000-0000-0000-000000000000"])
def test_an_invalid_guid_counts_as_none_and_is_noted(guid):
    content = as_json(event(guid=guid))

    assert only(content).identity == only(as_json(event(guid=None))).identity
    assert note_codes(content) == ["invalid_guid"]


def test_the_second_event_with_the_same_guid_is_left_out():
    programme = parse_programme(as_json(event(), event(id=8, title="Copy")))

    assert [session.title for session in programme.sessions] == ["Opening"]
    assert [(left.reason_code, left.what) for left in programme.left_out] == [
        ("duplicate", "“Copy” (id 8)")
    ]
    assert "“Opening”" in programme.left_out[0].why


def test_an_event_without_guid_and_id_is_kept_with_a_warning():
    content = as_json(event(guid=None, id=None), event(guid=None, id=None, title="Tea"))

    assert len(parse_programme(content).sessions) == 2
    assert note_codes(content) == ["no_identity", "no_identity"]


def test_rooms_that_share_a_guid_stay_two_rooms():
    rooms = [{"name": name, "guid": str(GUID)} for name in ("Hall", "Tent")]
    programme = parse_programme(as_json(event(), rooms=rooms))

    assert [room.name for room in programme.rooms] == ["Hall", "Tent"]
    assert len({room.identity for room in programme.rooms}) == 2
    assert [note.reason_code for note in programme.notes] == ["room_guid"]


def test_tracks_keep_a_colour_only_if_it_is_one():
    tracks = [{"name": "Water", "color": "#0B7A75"}, {"name": "Air", "color": "red;x"}]
    programme = parse_programme(as_json(tracks=tracks))

    assert [(track.name, track.colour) for track in programme.tracks] == [
        ("Water", "#0b7a75"), ("Air", "")
    ]  # fmt: skip


# Speakers


def speakers_of(*persons):
    events = [event(guid=None, id=n, persons=[person]) for n, person in enumerate(persons, 1)]
    return parse_programme(as_json(*events))


@pytest.mark.parametrize("key", ["guid", "code", "id"])
def test_a_speaker_with_the_same_key_is_one_speaker_in_all_sessions(key):
    value = str(OTHER_GUID) if key == "guid" else "12"
    person = {key: value, "name": "Ada Sample"}
    programme = speakers_of(person, person | {"biography": "Reads maps."})

    (speaker,) = programme.speakers
    assert speaker.biography_html == "<p>Reads maps.</p>"
    assert [session.speakers for session in programme.sessions] == [[speaker.identity]] * 2


def test_two_people_who_share_an_id_in_a_merged_file_stay_two():
    programme = speakers_of({"id": 1, "name": "Ada Sample"}, {"id": 1, "name": "Bo Sample"})

    assert [speaker.name for speaker in programme.speakers] == ["Ada Sample", "Bo Sample"]
    assert len({speaker.identity for speaker in programme.speakers}) == 2


def test_no_email_address_of_a_speaker_is_kept():
    programme = speakers_of(
        {
            "name": "Ada <ada@example.org>",
            "email": "ada@example.org",
            "biography": "Write to ada@example.org&#44; or ada&#64;example.org "
            '<a href="mailto:ada@example.org">here</a>; @ada@social.example is fine.',
        },
        {"name": "bo@example.org", "email": "bo@example.org"},
    )

    assert [(person.name, person.biography_html) for person in programme.speakers] == [
        ("Ada", "<p>Write to …, or … <a>here</a>; @ada@social.example is fine.</p>")
    ]
    assert "@example.org" not in repr(programme)
    assert [left.reason_code for left in programme.left_out] == ["email_as_name"]
    assert [note.reason_code for note in programme.notes] == ["email_removed"]


# When


def test_a_time_without_offset_is_in_the_zone_of_the_programme():
    session = only(as_json(event(date="2027-05-01T10:00"), time_zone_name="Asia/Karachi"))

    assert session.starts_at == datetime(2027, 5, 1, 5, 0, tzinfo=UTC)


def test_a_time_without_any_zone_is_left_out_unless_one_is_assumed():
    content = as_json(event(date="2027-05-01T10:00"), time_zone_name="Mars/Base")

    assert left_out_codes(content) == (["no_time_zone"], 0)
    assert note_codes(content) == ["unknown_time_zone"]
    assert only(content, assumed_zone="Asia/Karachi").starts_at.utcoffset() == timedelta(hours=5)


def test_a_clock_time_before_the_day_begins_belongs_to_the_night_after_it():
    day = {"day_start": "2027-05-01T09:00:00+00:00"}
    late, early = event(date=None, start="01:30"), event(date=None, start="9:30")

    assert only(as_json(late, day=day, time_zone_name="UTC")).starts_at.day == 2
    assert only(as_json(early, day=day, time_zone_name="UTC")).starts_at.day == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"date": None}, "no_start"),
        ({"date": "2027-05-01", "start": "soon"}, "no_start"),
        ({"date": "next week"}, "unreadable_start"),
        ({"date": "0001-01-01T00:00:00+00:00"}, "unreadable_start"),
        ({"duration": None}, "no_duration"),
        ({"duration": "00:00"}, "no_duration"),
        ({"duration": "-01:00"}, "no_duration"),
        ({"duration": "a while"}, "no_duration"),
        ({"title": " <b> </b> "}, "no_title"),
        ({"title": {"en": "Opening"}}, "no_title"),
    ],
)
def test_one_bad_event_is_left_out_and_the_others_stay(changes, code):
    good = event(guid=str(OTHER_GUID))

    assert left_out_codes(as_json(event(**changes), good)) == ([code], 1)


def test_what_is_no_event_at_all_is_left_out():
    assert left_out_codes(as_json("Opening", None, event())) == (["not_an_object"] * 2, 1)
    assert left_out_codes(as_json(day={"rooms": {"Hall": "empty"}})) == (["not_a_list"], 0)


def test_a_session_may_cross_midnight():
    session = only(as_json(event(date="2027-05-01T23:30:00+02:00", duration="03:00")))

    assert (session.starts_at.day, session.minutes) == (1, 180)


def test_a_session_of_more_than_a_day_is_shortened_to_24_hours():
    content = as_json(event(duration="72:00"))

    assert only(content).minutes == 24 * 60
    assert note_codes(content) == ["too_long"]


def test_the_end_decides_where_the_duration_is_missing():
    session = only(as_json(event(duration=None, end="2027-05-01T11:30:00+02:00")))

    assert session.minutes == 90


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("00:45", 45), ("45", 45), ("120:00", 7200), ("01:30:00", 90), ("00:29:30", 30),
        ("0:45:00", 45), ("1:02:30", 1590), ("", None), ("1:2:3:4", None), ("9" * 5000, None),
    ],
)  # fmt: skip
def test_durations_are_minutes_hours_or_days(text, minutes):
    assert duration_minutes(text) == minutes


# Words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ([], [])), ("de", (["de"], [])), ("de_DE", (["de"], [])), ("de-formal", (["de"], [])),
        ("German", (["de"], [])), ("english and Deutsch", (["en", "de"], [])),
        ("de, en, de", (["de", "en"], [])), ("en/ur", (["en", "ur"], [])), ("اردو", (["ur"], [])),
        ("eng", (["en"], [])), ("und", ([], [])), ("Klingonish", ([], ["klingonish"])),
    ],
)  # fmt: skip
def test_languages_become_codes(text, expected):
    assert language_codes(text) == expected


@pytest.mark.parametrize(("optout", "expected"), [(None, ""), (False, "yes"), (True, "no")])
def test_recording_is_only_said_where_the_file_says_it(optout, expected):
    assert only(as_json(event(do_not_record=optout))).recording == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tea <b>and</b> cake", "Tea and cake"), ("One<br>two", "One two"), ("Tea <3", "Tea <3"),
        ("Q&A &amp; more", "Q&A & more"), ("#include <stdio.h>", "#include <stdio.h>"),
        ("a\n  b\tc\x07", "a b c"), ("<script>x()</script>Tea", "Tea"), ("R&notes", "R&notes"),
    ],
)  # fmt: skip
def test_titles_are_one_line_without_markup(text, expected):
    assert plain(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""), ("One\ntwo\r\n\r\nthree", "<p>One<br>two</p><p>three</p>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"), ("&lt;b&gt;", "<p>&lt;b&gt;</p>"),
        ("<b>x</b>\n\n<i>y</i>", "<p><strong>x</strong></p><p><em>y</em></p>"),
        ("<div>a</div><div>b</div>", "<p>a<br>b</p>"), ("<h1>T</h1>", "<h3>T</h3>"),
        ("<p onclick='x()'>a<script>b</script></p>", "<p>a</p>"),
        ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ('<p><a href="JavaScript:x()">a</a></p>', "<p>a</p>"),
        ('<p><a href="//example.org">a</a></p>', "<p>a</p>"),
        ("<a href=https://example.org/?a=1&b=2 target=x>a</a>",
         '<p><a href="https://example.org/?a=1&amp;b=2">a</a></p>'),
        ("<img src=x onerror=y><svg><script>z</script></svg><plaintext>t",
         "<p>&lt;plaintext&gt;t</p>"),
    ],
)  # fmt: skip
def test_descriptions_become_safe_paragraphs(text, expected):
    assert rich(text) == expected


def test_deeply_nested_lists_are_flattened():
    assert rich("<ul><li>" * 1000).count("<ul>") == 8


def test_only_web_addresses_are_kept():
    links = [{"url": "javascript:x()"}, {"url": "/slides"}, {"url": "https://example.org/"}]
    content = as_json(event(url="javascript:x()", links=links))

    session = only(content)

    assert (session.url, session.links) == ("", [LinkRecord("https://example.org/")])
    assert note_codes(content) == ["links"]


def test_long_titles_and_descriptions_are_cut_with_a_note():
    content = as_json(event(title="x" * 256, abstract="y" * 50_001))

    session = only(content)

    assert (len(session.title), len(session.abstract_html)) == (255, 50_000 + len("<p></p>"))
    assert note_codes(content) == ["cut", "cut"]
    assert note_codes(as_json(event(title="x" * 255))) == []
