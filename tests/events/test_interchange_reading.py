"""Which files are read, and which are refused. Every name here is invented."""

import json
from datetime import UTC, date, datetime

import pytest

from events.interchange import reading
from events.interchange.reading import UnreadableProgramme, parse_programme, read_programme
from events.interchange.records import LinkRecord, Note, SpeakerRecord
from tests.events.interchange_files import (
    GUID,
    OTHER_GUID,
    XML_EVENT,
    as_json,
    as_xml,
    event,
    note_codes,
    only,
    refusal,
)


def test_both_formats_give_the_same_records():
    head = "<time_zone_name>Asia/Karachi</time_zone_name><title>Sample</title><acronym>s</acronym>"
    full_xml = XML_EVENT.replace(
        "</event>",
        "<type>Talk</type><track>Water</track><language>en, ur_PK</language><slug>S-7-Open</slug>"
        "<subtitle>A &amp;amp; B</subtitle><abstract>One\n\nTwo</abstract><description/>"
        "<url>https://example.org/7</url><recording><optout>true</optout></recording>"
        f'<persons><person guid="{OTHER_GUID}">Ada Sample</person></persons>'
        '<links><link href="https://example.org/a">A</link></links></event>',
    )
    full_json = event(
        type="Talk", track="Water", language="en, ur_PK", slug="S-7-Open", subtitle="A &amp; B",
        abstract="One\r\n\r\nTwo", description=None, url="https://example.org/7",
        do_not_record=True, persons=[{"guid": str(OTHER_GUID), "public_name": "Ada Sample"}],
        links=[{"url": "https://example.org/a", "title": "A"}],
    )  # fmt: skip

    programme = parse_programme(as_xml(full_xml, head).encode())

    assert programme == parse_programme(
        as_json(full_json, time_zone_name="Asia/Karachi", acronym="s")
    )
    assert (programme.title, programme.time_zone) == ("Sample", "Asia/Karachi")
    assert (programme.starts_on, programme.ends_on) == (date(2027, 5, 1), date(2027, 5, 1))
    assert programme.speakers == [SpeakerRecord(OTHER_GUID, "Ada Sample")]
    assert [track.name for track in programme.tracks] == ["Water"]
    (session,) = programme.sessions
    assert session.identity == GUID
    assert session.starts_at == datetime(2027, 5, 1, 8, 0, tzinfo=UTC)
    assert (session.minutes, session.source_id, session.slug) == (45, "7", "s-7-open")
    assert (session.subtitle, session.abstract_html) == ("A & B", "<p>One</p><p>Two</p>")
    assert (session.kind_text, session.track, session.room) == ("Talk", "Water", "Hall")
    assert (session.languages, session.recording) == (["en", "ur"], "no")
    assert session.speakers == [OTHER_GUID]
    assert session.links == [LinkRecord("https://example.org/a", "A")]
    assert (programme.left_out, programme.notes) == ([], [])


def test_a_file_is_read_from_its_path(tmp_path):
    path = tmp_path / "schedule.xml"
    path.write_bytes(as_xml(XML_EVENT).encode())

    assert read_programme(path) == parse_programme(path.read_bytes())


def test_order_namespaces_and_missing_parts_do_not_matter():
    xml = (
        '<schedule xmlns="urn:x"><event id="1"><title>Loose</title><duration>30</duration>'
        "<date>2027-05-01T09:00:00Z</date></event></schedule>"
    )

    session = only(xml.encode())

    assert (session.title, session.minutes, session.room) == ("Loose", 30, "")


def test_json_without_the_schedule_wrapper_and_with_a_list_of_rooms_is_read():
    rooms = [{"name": "Tent", "events": [event(persons=["Ada Sample"])]}]
    document = {"conference": {"days": [{"date": "2027-05-01", "rooms": rooms}]}}

    programme = parse_programme(json.dumps(document).encode())

    assert programme.sessions[0].room == "Tent"
    assert [speaker.name for speaker in programme.speakers] == ["Ada Sample"]


def test_a_programme_without_events_says_so():
    assert note_codes(as_json()) == ["no_events"]


# Refusals of the whole file


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(UnreadableProgramme, match="cannot be opened") as caught:
        read_programme(tmp_path / "missing.xml")
    assert caught.value.code == "cannot_open"


def test_a_file_over_the_limit_is_refused_without_being_read_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "LARGEST_FILE", 100)
    path = tmp_path / "large.xml"
    path.write_bytes(b"<" * 101)

    with pytest.raises(UnreadableProgramme) as caught:
        read_programme(path)

    assert caught.value.code == "too_large"


BOMB = '<!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
EXTERNAL = '<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("content", "code", "part"),
    [
        (b"", "empty", "is empty"),
        (b" \r\n\t", "empty", "is empty"),
        (b"BEGIN:VCALENDAR", "unknown_format", "neither like XML"),
        (b"<!DOCTYPE html><html></html>", "web_page", "web page"),
        (as_xml(prolog=BOMB).encode(), "dtd", "line 1"),
        (as_xml(prolog=EXTERNAL).encode(), "dtd", "line 1"),
        (as_xml(prolog='\n<!DOCTYPE schedule SYSTEM "x.dtd">').encode(), "dtd", "line 2"),
        (b"<schedule>\n<day>", "truncated", "line 2, column 6"),
        (b"<schedule>\n<a></b></schedule>", "not_xml", "mismatched tag in line 2, column 6"),
        (b"<schedule>&nbsp;</schedule>", "not_xml", "undefined entity in line 1"),
        (b"<schedule>&#1;</schedule>", "not_xml", "line 1"),
        (b"<rss/>", "unknown_shape", "<rss>"),
        (b'{"schedule": {"conference": [', "truncated", "line 1"),
        (b'{"schedule": "unfin', "truncated", "line 1"),
        (b'{"schedule":\n nonsense}', "not_json", "line 2, column 2"),
        (b'{"id": ' + b"9" * 5000 + b"}", "not_json", "too long"),
        (b"[" * 100_000, "too_deep", "too deeply"),
        (b"[1, 2]", "unknown_shape", "is a list"),
        (b'{"talks": []}', "unknown_shape", "conference.days"),
        (b'{"schedule": 3}', "unknown_shape", "is a number"),
        (b'{"schedule": {"conference": {"days": {}}}}', "unknown_shape", "should be a list"),
        (b'{"schedule": {"conference": {"days": []}, "events": []}}', "unknown_shape", "version 2"),
        (as_xml("\0").encode(), "nul_bytes", "line 1, column "),
        (b'{"a": "\0"}', "nul_bytes", "line 1, column 8"),
        ("<schedule>\n<a>ü".encode()[:-1], "truncated", "line 2, column 4"),
        ("<schedule>\n<a>ü</a>".encode("latin-1"), "wrong_encoding", "0xFC in line 2, column 4"),
        (b'{"title": "\xed\xa0\x80 "}', "wrong_encoding", "0xED in line 1, column 12"),
        ("\ufeff<schedule>".encode("utf-16")[:-1], "truncated", "line 1"),
        (b'<?xml version="1.0" encoding="EBCDIC-CP-X"?><s/>', "wrong_encoding", "EBCDIC-CP-X"),
    ],
)  # fmt: skip
def test_an_unreadable_file_is_refused_with_the_place_in_one_sentence(content, code, part):
    found_code, message = refusal(content)

    assert found_code == code
    assert part in message


def test_more_events_than_the_limit_are_refused(monkeypatch):
    monkeypatch.setattr(reading, "MOST_EVENTS", 1)

    assert parse_programme(as_json(event())).left_out == []
    assert refusal(as_json(event(), event(guid=None)))[0] == "too_many_events"


@pytest.mark.parametrize(
    "content",
    [b"<s>" + b"<a/>" * 40 + b"</s>", b"<s " + b'a="b" ' * 40 + b"/>", b"[" + b"[]," * 40 + b"1]"],
)
def test_a_file_of_nothing_but_markup_is_refused_before_it_fills_the_memory(content, monkeypatch):
    monkeypatch.setattr(reading, "MOST_PARTS", 30)
    monkeypatch.setattr(reading, "MOST_ATTRIBUTES", 30)

    assert refusal(content)[0] == "too_many_parts"


# Encodings


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-8", "utf-8"), ("utf-8", "utf-8-sig"), ("utf-16", "utf-16"), ("utf-16", "utf-8"),
        ("utf-8", "utf-16-le"), ("iso-8859-1", "latin-1"), ("windows-1252", "cp1252"),
    ],
)  # fmt: skip
def test_xml_in_every_usual_encoding_is_read(declared, encoding):
    prolog = f'<?xml version="1.0" encoding="{declared}"?>'
    xml = as_xml(XML_EVENT.replace("Opening", "Für alle"), prolog=prolog)

    assert only(xml.encode(encoding)).title == "Für alle"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_json_with_a_byte_order_mark_or_in_utf_16_is_read(encoding):
    content = as_json(event(title="افتتاح")).decode().encode(encoding)

    assert only(content).title == "افتتاح"


def test_control_characters_in_xml_become_spaces_and_are_counted():
    programme = parse_programme(as_xml(XML_EVENT.replace("Opening", "Open\x0bing")).encode())

    assert programme.sessions[0].title == "Open ing"
    assert programme.notes == [
        Note(
            "control_characters",
            "the file",
            "1 control characters, which XML forbids, were replaced by spaces.",
        )
    ]


def test_half_a_character_is_replaced_and_the_session_is_named():
    programme = parse_programme(as_json(event(title="Tea \ud83d")))

    assert programme.sessions[0].title == "Tea \ufffd"
    assert [(note.reason_code, note.what) for note in programme.notes] == [
        ("damaged_text", "“Tea \ufffd” (id 7)")
    ]
