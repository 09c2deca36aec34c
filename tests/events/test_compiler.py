import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from events import services
from events.compiler import documents, site, snapshots
from events.compiler.dates import date_range, day_names, day_of
from events.compiler.ids import public_id
from events.models import EditionOrganiser, SessionPage, Slot, SpeakerLink
from tests import factories

LANGUAGES = [
    {"code": "en", "name": "English", "dir": "ltr"},
    {"code": "ar", "name": "العربيّة", "dir": "rtl"},
    {"code": "ur", "name": "اردو", "dir": "rtl"},
    {"code": "tr", "name": "Türkçe", "dir": "ltr"},
]


def build(page, language="en"):
    return documents.build(page.edition, language)


def sessions(page, language="en"):
    return build(page, language)["programme"]["sessions"]


def test_the_programme_document_of_a_small_edition(edition_page):
    edition = edition_page.edition
    room = factories.make_room(edition, "Hall", capacity=80, floor=0)
    track = factories.make_track(edition, "Culture", colour="rose")
    speaker = factories.make_speaker("Amina Dar")
    session = factories.make_session(
        edition_page, "Opening", room=room, track=track, speakers=[speaker], languages="en ar"
    )
    organiser = EditionOrganiser(name="One of us", page=edition_page, locale=edition_page.locale)
    organiser.save()

    programme = build(edition_page)["programme"]

    assert programme == {
        "v": 1,
        "language": "en",
        "dir": "ltr",
        "source": "en",
        "edition": {
            "id": public_id(edition_page.translation_key),
            "title": "Sample edition",
            "slug": "sample",
            "number": 3,
            "state": "announced",
            "starts_on": "2027-06-11",
            "ends_on": "2027-06-13",
            "dates": "11–13 June 2027",
            "time_zone": "Europe/Istanbul",
            "zone": {"city": "Istanbul", "offset": "UTC+03:00"},
            "country": "",
            "languages": LANGUAGES,
            "organisers": [{"name": "One of us"}],
            "place": "Istanbul",
        },
        "days": [
            {"date": "2027-06-11", "name": "Friday 11 June", "short": "Fri 11"},
            {"date": "2027-06-12", "name": "Saturday 12 June", "short": "Sat 12"},
            {"date": "2027-06-13", "name": "Sunday 13 June", "short": "Sun 13"},
        ],
        "language_names": {"ar": "Arabic", "en": "English", "tr": "Turkish", "ur": "Urdu"},
        "rooms": [
            {"id": public_id(room.translation_key), "name": "Hall", "capacity": 80, "floor": 0}
        ],
        "tracks": [{"id": public_id(track.translation_key), "name": "Culture", "colour": "rose"}],
        "sessions": [
            {
                "id": public_id(session.translation_key),
                "slug": "opening",
                "title": "Opening",
                "kind": "talk",
                "track": public_id(track.translation_key),
                "languages": ["en", "ar"],
                "speakers": [{"id": public_id(speaker.translation_key)}],
                "start": "2027-06-11T09:00+03:00",
                "end": "2027-06-11T09:45+03:00",
                "room": public_id(room.translation_key),
            }
        ],
        "speakers": [
            {"id": public_id(speaker.translation_key), "slug": "amina-dar", "name": "Amina Dar"}
        ],
        "announcements": [],
        "pages": [],
    }


def test_the_details_document_of_a_small_edition(edition_page):
    speaker = factories.make_speaker(role="Historian", biography="<p>Writes.</p>")
    SpeakerLink.objects.create(
        page=speaker, locale=speaker.locale, label="Work", url="https://example.org/"
    )
    page = factories.make_content_page(edition_page)
    session = factories.make_session(
        edition_page,
        speakers=[speaker],
        summary="In short.",
        abstract=f'<p>See <a linktype="page" id="{page.pk}">the venue</a>.</p>',
    )

    details = build(edition_page)["details"]

    assert details == {
        "v": 1,
        "language": "en",
        "dir": "ltr",
        "source": "en",
        "edition": {"id": public_id(edition_page.translation_key)},
        "rooms": [],
        "tracks": [],
        "sessions": [
            {
                "id": public_id(session.translation_key),
                "summary": "In short.",
                "abstract": (
                    f'<p>See <a href="#ref/{public_id(page.translation_key)}">the venue</a>.</p>'
                ),
            }
        ],
        "speakers": [
            {
                "id": public_id(speaker.translation_key),
                "role": "Historian",
                "biography": "<p>Writes.</p>",
                "links": [{"label": "Work", "url": "https://example.org/"}],
            }
        ],
        "pages": [
            {
                "id": public_id(page.translation_key),
                "body": [{"type": "paragraph", "html": "<p>By the sea.</p>"}],
            }
        ],
    }


def test_words_are_translated_and_facts_come_from_the_source(edition_page):
    room = factories.make_room(edition_page.edition)
    session = factories.make_session(edition_page, room=room, kind="panel")
    factories.translate(session, "ar", {"Opening": "الافتتاح"})
    SessionPage.objects.filter(locale__language_code="ar").update(kind="talk", slug="elsewhere")

    assert sessions(edition_page, "ar") == [sessions(edition_page)[0] | {"title": "الافتتاح"}]


def test_what_is_not_translated_falls_back_and_says_so(edition_page):
    session = factories.make_session(edition_page, summary="One sentence.")
    factories.translate(session, "ar", {"Opening": "الافتتاح"})

    [arabic], [urdu] = sessions(edition_page, "ar"), sessions(edition_page, "ur")

    assert (arabic["title"], arabic["todo"], "lang" in arabic) == ("الافتتاح", ["summary"], False)
    assert (urdu["title"], urdu["lang"], "todo" in urdu) == ("Opening", "en", False)


def test_an_empty_string_is_not_a_translation(edition_page):
    session = factories.make_session(edition_page, summary="One sentence.")
    factories.translate(session, "ar", {"Opening": "الافتتاح", "One sentence.": ""})

    assert sessions(edition_page, "ar")[0]["todo"] == ["summary"]


def test_an_announcement_that_exists_only_in_arabic_is_in_every_document(edition_page):
    arabic_edition = factories.translate(edition_page, "ar", {"Sample edition": "دورة"})
    factories.make_announcement(arabic_edition, "خبر")

    found = {
        language: [
            (row["title"], row.get("lang"))
            for row in build(edition_page, language)["programme"]["announcements"]
        ]
        for language in ("en", "ar", "tr")
    }

    assert found == {"en": [("خبر", "ar")], "ar": [("خبر", None)], "tr": [("خبر", "ar")]}


def test_an_edition_may_be_written_in_arabic_first(home):
    page = factories.make_edition("first", source_language="ar")
    session = factories.make_session(page, "جلسة", at=None)
    session.slug = "session"
    session.save_revision().publish()
    factories.translate(session, "en", {"جلسة": "A session"})

    assert [row["title"] for row in sessions(page, "en")] == ["A session"]
    assert [row.get("lang") for row in sessions(page, "ur")] == ["ar"]


def test_drafts_and_unpublished_sources_are_hidden_in_all_languages(edition_page):
    session = factories.make_session(edition_page)
    factories.translate(session, "ar", {"Opening": "الافتتاح"})
    SessionPage.objects.get(pk=session.pk).unpublish()
    assert SessionPage.objects.get(locale__language_code="ar").live

    assert sessions(edition_page) == sessions(edition_page, "ar") == []


def test_private_pages_are_in_no_document(edition_page):
    session = factories.make_session(edition_page, speakers=[factories.make_speaker()])
    PageViewRestriction.objects.create(page=session, restriction_type="login")

    assert sessions(edition_page) == []
    assert build(edition_page)["programme"]["speakers"] == []


@pytest.mark.parametrize(("credit", "named"), [("named", 1), ("collective", 0), ("none", 0)])
def test_only_credited_speakers_are_named(edition_page, credit, named):
    factories.make_session(edition_page, speakers=[factories.make_speaker()], credit=credit)

    built = build(edition_page)

    assert len(built["programme"]["speakers"]) == named
    assert len(built["details"]["speakers"]) == named
    assert len(built["programme"]["sessions"][0].get("speakers", [])) == named


def test_a_moved_session_says_where_it_was(edition_page):
    first = factories.make_room(edition_page.edition, "First")
    second = factories.make_room(edition_page.edition, "Second")
    factories.make_session(edition_page, room=first)

    services.move_slot(Slot.objects.get(), room=second)

    [row] = sessions(edition_page)
    assert (row["state"], row["room"], row["was_room"]) == (
        "moved",
        public_id(second.translation_key),
        public_id(first.translation_key),
    )


def test_announcements_are_shown_only_in_their_time(edition_page):
    now, hour = timezone.now(), dt.timedelta(hours=1)
    factories.make_announcement(edition_page, "Now", shown_from=now - hour, shown_until=now + hour)
    factories.make_announcement(edition_page, "Later", shown_from=now + hour)
    factories.make_announcement(edition_page, "Over", shown_until=now - hour)

    announcements = build(edition_page)["programme"]["announcements"]

    assert [row["title"] for row in announcements] == ["Now"]


def test_links_to_what_readers_cannot_see_keep_their_words(edition_page):
    hidden = factories.make_content_page(edition_page, "Hidden")
    hidden.unpublish()
    link = f'<p><a linktype="page" id="{hidden.pk}">there</a></p>'
    factories.make_session(edition_page, abstract=link)

    assert build(edition_page)["details"]["sessions"][0]["abstract"] == "<p><a>there</a></p>"


def test_the_same_content_gives_the_same_bytes(edition_page):
    factories.make_session(edition_page, speakers=[factories.make_speaker()])

    first, second = (snapshots.encode(build(edition_page)["details"]) for _ in range(2))

    assert first == second


def test_two_objects_with_one_public_id_are_refused(edition_page, monkeypatch):
    factories.make_session(edition_page)
    monkeypatch.setattr(documents, "public_id", lambda key: "same")

    with pytest.raises(documents.CompileError, match="share the public id same"):
        build(edition_page)


def test_an_edition_without_a_published_page_has_no_documents(edition_page):
    edition_page.unpublish()

    assert build(edition_page) is None


def test_a_private_front_page_gives_no_document_of_the_site(home):
    assert site.build("ar")["home"]["title"] == "Majlis"

    PageViewRestriction.objects.create(page=home, restriction_type="login")

    assert site.build("ar") is None


def add_rows(page, number):
    room = factories.make_room(page.edition, f"Room {number}")
    track = factories.make_track(page.edition, f"Track {number}")
    speaker = factories.make_speaker(f"Speaker {number}")
    session = factories.make_session(
        page, f"Session {number}", room=room, track=track, speakers=[speaker]
    )
    factories.translate(session, "ar", default="ع {}")
    factories.make_announcement(page, f"News {number}")
    factories.make_content_page(page, f"Page {number}")


def count_queries(function, *args):
    with CaptureQueriesContext(connection) as queries:
        function(*args)
    return len(queries)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_building_takes_the_same_queries_for_one_and_three_rows(edition_page, language):
    add_rows(edition_page, 1)
    one = count_queries(build, edition_page, language), count_queries(site.build, language)
    for number in (2, 3):
        add_rows(edition_page, number)

    three = count_queries(build, edition_page, language), count_queries(site.build, language)

    assert three == one
    assert max(one) <= 20


def test_the_evening_before_lasts_until_four(edition_page):
    edition = edition_page.edition
    night = dt.datetime(2027, 6, 12, 0, 30, tzinfo=edition.zone)

    assert day_of(edition, night) == "2027-06-11"
    assert day_of(edition, night + dt.timedelta(hours=4)) == "2027-06-12"
    assert day_of(edition, night - dt.timedelta(days=1)) == "2027-06-11"  # no day before the first


def test_days_are_named_in_the_language(edition_page):
    names = {
        language: day_names(edition_page.edition, language)[0]["name"]
        for language in ("en", "ar", "ur", "tr")
    }

    assert names == {
        "en": "Friday 11 June",
        "ar": "الجمعة 11 يونيو",
        "ur": "جمعہ 11 جون",
        "tr": "11 Haziran Cuma",
    }


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (dt.date(2027, 6, 11), dt.date(2027, 6, 11), "11 June 2027"),
        (dt.date(2027, 6, 11), dt.date(2027, 6, 13), "11–13 June 2027"),
        (dt.date(2027, 6, 30), dt.date(2027, 7, 2), "30 June – 2 July 2027"),
    ],
)
def test_ranges_of_days(first, last, text):
    assert date_range(first, last, "en") == text
