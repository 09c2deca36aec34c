"""The programme in formats for other programs; their own schemas want what is checked here."""

import datetime as dt
import re
from xml.etree import ElementTree

import pytest
from icalendar import Calendar
from wagtail.models import Locale

from events.interchange.reading import parse_programme
from events.models import Edition, Slot, Snapshot
from tests import factories
from tests.events.api_content import get, identity, make_sample, publish

FEEDS = ["programme.ics", "schedule.xml", "schedule.json", "announcements.atom"]
SCHEDULES = ["schedule.xml", "schedule.json"]


@pytest.fixture
def sample(edition_page):
    return make_sample(edition_page)


def calendar(language="en"):
    return Calendar.from_ical(get(f"/{language}/sample/programme.ics").content)


def test_calendar_holds_each_session_with_a_time(sample):
    first, second = calendar("ar").walk("VEVENT")

    built_at = max(
        Snapshot.objects.filter(edition__slug="sample", language="ar").values_list(
            "built_at", flat=True
        )
    ).replace(microsecond=0)
    assert (first["UID"], second["UID"]) == (
        f"{identity(sample['session'])}@sample",
        f"{identity(sample['moved'])}@sample",
    )
    assert first.decoded("DTSTART") == dt.datetime(2027, 6, 11, 6, 0, tzinfo=dt.UTC)
    assert first.decoded("DTEND") == dt.datetime(2027, 6, 11, 6, 45, tzinfo=dt.UTC)
    assert first.decoded("DTSTAMP") == first.decoded("LAST-MODIFIED") == built_at
    assert (str(first["SUMMARY"]), first["SUMMARY"].params["LANGUAGE"]) == ("ع Opening", "ar")
    assert (str(second["SUMMARY"]), second["SUMMARY"].params["LANGUAGE"]) == ("Workshop", "en")
    assert str(first["LOCATION"]) == "ع Hall"
    assert str(first["DESCRIPTION"]) == "ع Amina Dar\n\nع How it begins.\n\nع All of it."
    assert first["URL"] == "http://127.0.0.1:8000/ar/sample/programme/opening/"


def test_calendar_says_what_is_cancelled_and_counts_up(edition_page):
    session = factories.make_session(edition_page, "Opening")
    publish()
    before = calendar().walk("VEVENT")[0]

    slot = Slot.objects.get(session_key=session.translation_key)
    slot.state = Slot.State.CANCELLED
    slot.save()
    publish()
    later = dt.timedelta(minutes=1)
    for row in Snapshot.objects.filter(edition__slug="sample"):
        Snapshot.objects.filter(pk=row.pk).update(built_at=row.built_at + later)
    after = calendar().walk("VEVENT")[0]

    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_calendar_lines_are_escaped_and_folded_between_characters(edition_page):
    title = "Words; and, more\\ " + "كلمات طويلة " * 12
    factories.make_session(edition_page, title.strip())
    publish()

    body = get("/en/sample/programme.ics").content

    assert max(len(line) for line in body.split(b"\r\n")) <= 75
    assert b"\n" not in body.replace(b"\r\n", b"")
    for line in body.split(b"\r\n"):
        line.decode()
    assert rb"Words\; and\, more\\" in body
    assert str(Calendar.from_ical(body).walk("VEVENT")[0]["SUMMARY"]) == title.strip()


def test_schedule_comes_back_as_the_same_objects(sample):
    for name in SCHEDULES:
        check_what_comes_back(sample, parse_programme(get(f"/ar/sample/{name}").content))


def check_what_comes_back(sample, record):
    assert (record.left_out, record.notes) == ([], [])
    assert record.time_zone == "Europe/Istanbul"
    assert [session.identity for session in record.sessions] == [
        sample["session"].translation_key,
        sample["moved"].translation_key,
    ]
    first = record.sessions[0]
    assert (first.title, first.minutes, first.room) == ("ع Opening", 45, "ع Hall")
    assert first.starts_at == dt.datetime(2027, 6, 11, 6, 0, tzinfo=dt.UTC)
    assert [(speaker.identity, speaker.name) for speaker in record.speakers] == [
        (sample["speaker"].translation_key, "ع Amina Dar")
    ]


def test_schedule_xml_keeps_the_rules_of_its_schema(sample):
    root = ElementTree.fromstring(get("/en/sample/schedule.xml").content)

    events = root.findall("day/room/event")
    days = root.findall("day")
    assert [child.tag for child in root] == ["generator", "url", "version", "conference"] + [
        "day"
    ] * 3
    assert days[0].attrib == {
        "index": "1",
        "date": "2027-06-11",
        "start": "2027-06-11T04:00:00+03:00",
        "end": "2027-06-12T04:00:00+03:00",
    }
    assert re.fullmatch("[a-z0-9_]{4,}", root.findtext("conference/acronym"))
    for event in events:
        assert re.fullmatch("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", event.get("guid"))
        assert 0 < int(event.get("id")) < 2**31
        assert re.fullmatch("[a-z0-9_]{4,}-[a-z0-9_-]{4,}", event.findtext("slug"))
        assert re.fullmatch("[0-2][0-9]:[0-5][0-9]", event.findtext("start"))
        assert re.fullmatch("[0-9]{2}:[0-9]{2}", event.findtext("duration"))
    assert len({event.get("id") for event in events}) == len(events) == 2


def test_schedule_json_keeps_the_rules_of_its_schema(sample):
    conference = get("/en/sample/schedule.json").json()["schedule"]["conference"]

    event = conference["days"][0]["rooms"]["Hall"][0]
    assert conference["daysCount"] == len(conference["days"]) == 3
    assert event == {
        "guid": str(sample["session"].translation_key),
        "id": event["id"],
        "date": "2027-06-11T09:00:00+03:00",
        "start": "09:00",
        "end": "2027-06-11T09:45:00+03:00",
        "duration": "00:45",
        "room": "Hall",
        "slug": "sample-opening",
        "url": "http://127.0.0.1:8000/en/sample/programme/opening/",
        "title": "Opening",
        "subtitle": "",
        "track": "Memory",
        "type": "keynote",
        "language": "en",
        "abstract": "How it begins.",
        "description": "All of it.",
        "recording_license": "",
        "do_not_record": True,
        "persons": [
            {
                "id": event["persons"][0]["id"],
                "guid": str(sample["speaker"].translation_key),
                "public_name": "Amina Dar",
            }
        ],
        "links": [],
    }


def test_schedule_leaves_out_what_does_not_take_place(edition_page):
    gone = factories.make_session(edition_page, "Gone")
    factories.make_session(edition_page, "Someday", at=None)
    factories.make_session(edition_page, "Stays", at="12:00")
    Slot.objects.filter(session_key=gone.translation_key).update(state="cancelled")
    publish()

    for name in SCHEDULES:
        record = parse_programme(get(f"/en/sample/{name}").content)
        assert [session.title for session in record.sessions] == ["Stays"]


def test_session_after_midnight_is_on_the_day_of_the_evening_before(edition_page):
    factories.make_session(edition_page, "Late")
    night = dt.datetime(2027, 6, 12, 1, 30, tzinfo=edition_page.edition.zone)
    Slot.objects.update(starts_at=night)
    publish()

    root = ElementTree.fromstring(get("/en/sample/schedule.xml").content)

    dates = [day.get("date") for day in root.findall("day") if day.find("room") is not None]
    assert dates == ["2027-06-11"]
    assert root.findtext("day/room/event/date") == "2027-06-12T01:30:00+03:00"


def test_announcements_are_an_atom_feed(edition_page):
    at = dt.datetime(2026, 6, 1, 9, tzinfo=dt.UTC)
    link = f'<p>See <a linktype="page" id="{edition_page.pk}">it</a> &amp; more</p>'
    news = factories.make_announcement(edition_page, "News", link, shown_from=at)
    factories.translate(news, "ar", {"News": "أخبار"})
    publish()

    root = ElementTree.fromstring(get("/ar/sample/announcements.atom").content)

    atom = "{http://www.w3.org/2005/Atom}"
    entry = root.find(f"{atom}entry")
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "ar"
    assert entry.findtext(f"{atom}title") == "أخبار"
    assert entry.findtext(f"{atom}id") == f"tag:127.0.0.1,2020:sample/ar/{identity(news)}"
    assert entry.findtext(f"{atom}updated") == "2026-06-01T12:00:00+03:00"
    assert entry.findtext(f"{atom}content") == (
        '<p>See <a href="http://127.0.0.1:8000/ar/sample/">it</a> &amp; more</p>'
    )
    assert entry.find(f"{atom}link").get("href") == (
        "http://127.0.0.1:8000/ar/sample/announcements/news/"
    )


def test_feeds_show_neither_drafts_nor_names_without_credit(edition_page):
    speaker = factories.make_speaker("Secret name")
    factories.make_session(edition_page, "Shown", speakers=[speaker], credit="collective")
    factories.make_session(edition_page, "Secret session", at="12:00").unpublish()
    factories.make_announcement(edition_page, "Secret news").unpublish()
    publish()

    answers = [get(f"/en/sample/{name}") for name in FEEDS]

    assert [response.status_code for response in answers] == [200] * 4
    assert ["Secret" in response.content.decode() for response in answers] == [False] * 4
    assert ["Shown" in response.content.decode() for response in answers] == [
        True, True, True, False,
    ]  # fmt: skip


def test_feeds_of_a_draft_are_not_found(edition_page):
    publish()
    assert [get(f"/en/sample/{name}").status_code for name in FEEDS] == [200] * 4

    Edition.objects.update(state=Edition.State.DRAFT)

    for language in ("en", "de"):
        assert [get(f"/{language}/sample/{name}").status_code for name in FEEDS] == [404] * 4


def test_feeds_are_made_once_and_not_sent_twice(edition_page, django_assert_num_queries):
    factories.make_session(edition_page, "Opening")
    publish()

    for name in FEEDS:
        first = get(f"/en/sample/{name}")
        with django_assert_num_queries(1):
            again = get(f"/en/sample/{name}", if_none_match=first["ETag"])
        assert (again.status_code, again.content) == (304, b"")


def test_feed_changes_with_the_words_of_its_language(edition_page):
    session = factories.make_session(edition_page, "Opening")
    factories.translate(session, "ar", {"Opening": "افتتاح"})
    publish()
    before = str(calendar("ar").walk("VEVENT")[0]["SUMMARY"])

    arabic = session.get_translation(Locale.objects.get(language_code="ar"))
    arabic.title = "بداية"
    arabic.save_revision().publish()
    publish()

    assert (before, str(calendar("ar").walk("VEVENT")[0]["SUMMARY"])) == ("افتتاح", "بداية")
