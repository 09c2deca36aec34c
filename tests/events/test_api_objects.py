"""Lists and single objects: exact answers, languages, what stays hidden, filters."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, PageViewRestriction

from events.models import Slot
from tests import factories
from tests.events.api_content import EDITION, get, identity, make_sample, publish

KINDS = ["sessions", "speakers", "announcements", "pages", "rooms", "tracks"]


@pytest.fixture
def sample(edition_page):
    return make_sample(edition_page)


def results(path, **headers):
    return get(f"{EDITION}/{path}", **headers).json()["results"]


def head(instance, language="en"):
    said = {"lang": language, "todo": [], "source": "en", "changed": None}
    return {"id": identity(instance)} | said


def named(instance, name, language):
    return {"id": identity(instance), "name": name, "lang": language}


def opening(sample, language, mark=""):
    """The full object of the first session; `mark` stands before what was translated."""
    return head(sample["session"], language) | {
        "path": f"/{language}/sample/programme/opening/",
        "title": f"{mark}Opening",
        "kind": "keynote",
        "state": "scheduled",
        "day": "2027-06-11",
        "start": "2027-06-11T09:00+03:00",
        "end": "2027-06-11T09:45+03:00",
        "room": named(sample["room"], f"{mark}Hall", language),
        "was_start": None,
        "was_room": None,
        "replaced_by": None,
        "track": named(sample["track"], f"{mark}Memory", language),
        "speakers": [named(sample["speaker"], f"{mark}Amina Dar", language) | {"role": "speaker"}],
        "languages": ["en", "ar"],
        "interpretation": ["tr"],
        "level": "everyone",
        "recording": "no",
        "credit": "named",
        "summary": f"{mark}How it begins.",
        "abstract": f"<p>{mark}All of it.</p>",
    }


def workshop(sample, language):
    """The full object of the second session, which nobody translated."""
    return head(sample["moved"]) | {
        "path": f"/{language}/sample/programme/workshop/",
        "title": "Workshop",
        "kind": "workshop",
        "state": "moved",
        "day": "2027-06-11",
        "start": "2027-06-11T13:00+03:00",
        "end": "2027-06-11T13:45+03:00",
        "room": None,
        "was_start": "2027-06-11T11:00+03:00",
        "was_room": None,
        "replaced_by": None,
        "track": None,
        "speakers": [],
        "languages": [],
        "interpretation": [],
        "level": "everyone",
        "recording": "no",
        "credit": "named",
        "summary": "",
        "abstract": "",
    }


@pytest.mark.parametrize(("language", "mark"), [("en", ""), ("ar", "ع ")])
def test_objects_of_all_kinds_are_sent_in_full(sample, language, mark):
    photo = results(f"{language}/speakers/")[0]["photo"]
    expected = {
        "sessions": [opening(sample, language, mark), workshop(sample, language)],
        "speakers": [
            head(sample["speaker"], language)
            | {
                "path": f"/{language}/speakers/amina-dar/",
                "name": f"{mark}Amina Dar",
                "role": f"{mark}Historian",
                "affiliation": f"{mark}Archive",
                "biography": f"<p>{mark}Writes.</p>",
                "photo": photo,
                "links": [{"label": f"{mark}Site", "url": "https://example.org/"}],
                "sessions": [identity(sample["session"])],
            }
        ],
        "announcements": [
            head(sample["announcement"], language)
            | {
                "path": f"/{language}/sample/announcements/welcome/",
                "title": f"{mark}Welcome",
                "body": f"<p>{mark}Doors open at eight.</p>",
                "urgency": "info",
                "audience": "everyone",
                "at": "2026-06-01T12:00+03:00",
                "until": None,
            }
        ],
        "pages": [
            head(sample["page"], language)
            | {
                "path": f"/{language}/sample/travel/",
                "title": f"{mark}Travel",
                "body": [{"type": "paragraph", "html": f"<p>{mark}By the sea.</p>"}],
            }
        ],
        "rooms": [
            head(sample["room"], language)
            | {"name": f"{mark}Hall", "capacity": 80, "floor": 1, "directions": f"{mark}Left."}
        ],
        "tracks": [
            head(sample["track"], language)
            | {"name": f"{mark}Memory", "colour": "teal", "description": f"{mark}What is kept."}
        ],
    }

    answers = {kind: get(f"{EDITION}/{language}/{kind}/").json() for kind in KINDS}

    assert answers == {
        kind: {"count": len(rows), "next": None, "previous": None, "results": rows}
        for kind, rows in expected.items()
    }
    assert (photo["width"], photo["height"]) == (192, 192)
    for kind, rows in expected.items():
        for row in rows:
            assert get(f"{EDITION}/{language}/{kind}/{row['id']}/").json() == row


def test_half_translated_object_says_which_words_are_missing(edition_page):
    session = factories.make_session(edition_page, "Opening", summary="How it begins.")
    factories.translate(session, "ar", {"Opening": "افتتاح"})
    publish()

    row = results("ar/sessions/")[0]

    assert (row["title"], row["summary"]) == ("افتتاح", "How it begins.")
    assert (row["lang"], row["todo"], row["source"]) == ("ar", ["summary"], "en")
    assert row["changed"] is None


def test_object_says_when_its_source_was_changed(edition_page):
    session = factories.make_session(edition_page, summary="How it begins.")
    factories.translate(session, "ar", {"Opening": "افتتاح", "How it begins.": "كيف يبدأ."})
    factories.change(session, summary="How it ends.")
    publish()

    found = {language: results(f"{language}/sessions/")[0] for language in ("en", "ar", "tr")}

    assert {language: row["changed"] for language, row in found.items()} == {
        "en": None,
        "ar": "2027-06-03",
        "tr": None,
    }
    assert (found["ar"]["summary"], found["ar"]["todo"]) == ("كيف يبدأ.", [])


def test_names_in_an_object_say_their_language(edition_page):
    speaker = factories.make_speaker(role="Historian")
    room = factories.make_room(edition_page.edition, "Hall", directions="Left.")
    session = factories.make_session(edition_page, speakers=[speaker], room=room)
    factories.translate(session, "ar", {"Opening": "افتتاح"})
    factories.translate(speaker, "ar", {"Historian": "مؤرخة"})
    factories.translate(room, "ar", {"Hall": "القاعة"})
    publish()

    row = results("ar/sessions/")[0]

    assert row["room"] == named(room, "القاعة", "ar")
    assert row["speakers"] == [named(speaker, "Amina Dar", "en") | {"role": "speaker"}]


def test_list_takes_the_same_queries_for_one_and_three_rows(edition_page):
    counts = []
    for number in (1, 2, 3):
        room = factories.make_room(edition_page.edition, f"Room {number}")
        factories.make_session(edition_page, f"Session {number}", room=room, at=f"1{number}:00")
        publish()
        with CaptureQueriesContext(connection) as cold:
            assert len(results("en/sessions/")) == number
        with CaptureQueriesContext(connection) as warm:
            results("en/sessions/")
        counts.append((len(cold), len(warm)))

    assert counts == [(3, 1), (3, 1), (3, 1)]


def test_list_is_not_sent_again_while_nothing_changed(sample):
    first = get(f"{EDITION}/en/sessions/?limit=1")

    again = get(f"{EDITION}/en/sessions/?limit=1", if_none_match=first["ETag"])

    assert first["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "Vary" not in first
    assert (again.status_code, again.content) == (304, b"")


# --- what stays hidden ---


def secrets_in(language):
    """Everything that can be read in one language, as one text."""
    paths = [f"{EDITION}/{language}/{kind}/" for kind in KINDS]
    paths += [f"{EDITION}/{language}/programme", f"{EDITION}/{language}/details"]
    paths += [f"/api/v1/site/{language}", "/api/v1/editions/", f"{EDITION}/"]
    return " ".join(get(path).content.decode() for path in paths)


def test_what_was_never_published_is_nowhere(edition_page):
    draft = factories.make_session(edition_page, "Secret session", summary="Secret summary")
    factories.translate(draft, "ar", default="سر {}")
    speaker = factories.make_speaker("Secret speaker")
    shown = factories.make_session(edition_page, "Shown", speakers=[speaker], at="12:00")
    speaker.unpublish()
    draft.unpublish()
    shown.title = "Secret new title"
    shown.save_revision()
    publish()

    for language in ("en", "ar"):
        text = secrets_in(language)
        assert ("Secret" in text, "سر" in text, "Shown" in text) == (False, False, True)


def test_live_translation_of_a_withdrawn_source_is_hidden(edition_page):
    session = factories.make_session(edition_page, "Secret session")
    arabic = factories.translate(session, "ar", default="سر {}")
    session.unpublish()
    publish()

    arabic.refresh_from_db()
    assert arabic.live
    assert "سر" not in secrets_in("ar")
    assert get(f"{EDITION}/ar/sessions/{identity(session)}/").status_code == 404


@pytest.mark.parametrize("restriction", [PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD])
def test_private_page_is_hidden_and_so_is_what_links_to_it(edition_page, restriction):
    private = factories.make_content_page(edition_page, "Secret page")
    PageViewRestriction.objects.create(page=private, restriction_type=restriction, password="x")
    link = f'<p><a linktype="page" id="{private.pk}">there</a></p>'
    factories.make_content_page(edition_page, "Open page", [link])
    publish()

    assert [row["title"] for row in results("en/pages/")] == ["Open page"]
    assert results("en/pages/")[0]["body"] == [{"type": "paragraph", "html": "<p><a>there</a></p>"}]
    assert "Secret" not in secrets_in("en")


@pytest.mark.parametrize("credit", ["none", "collective"])
def test_session_without_credit_names_nobody_anywhere(edition_page, credit):
    speaker = factories.make_speaker("Secret name", biography="<p>Secret life</p>")
    session = factories.make_session(
        edition_page, "Together", speakers=[speaker], credit=credit, at="10:00"
    )
    factories.translate(speaker, "ar", default="سر {}")
    publish()

    for language in ("en", "ar"):
        text = secrets_in(language)
        assert ("Secret" in text, "سر" in text, identity(speaker) in text) == (False,) * 3
    row = get(f"{EDITION}/en/sessions/{identity(session)}/").json()
    assert (row["credit"], row["speakers"]) == (credit, [])
    assert get(f"{EDITION}/en/speakers/{identity(speaker)}/").status_code == 404
    assert results("en/sessions/?q=secret") == []
    assert results(f"en/sessions/?speaker={identity(speaker)}") == []


def test_announcement_that_is_not_shown_yet_is_hidden(edition_page, settings):
    far = factories.dt.datetime(2999, 1, 1, tzinfo=factories.dt.UTC)
    factories.make_announcement(edition_page, "Secret", shown_from=far)
    publish()

    assert results("en/announcements/") == []
    assert "Secret" not in secrets_in("en")


# --- filters ---


@pytest.fixture
def programme(edition_page):
    """Three sessions that differ in everything; returns names and their ids."""
    edition = edition_page.edition
    hall, annex = factories.make_room(edition, "Hall"), factories.make_room(edition, "Annex")
    track = factories.make_track(edition, "Memory")
    speaker = factories.make_speaker("Zehra Işık")
    first = factories.make_session(
        edition_page, "Première", at="09:00", room=hall, track=track, kind="keynote",
        languages="en ar", speakers=[speaker],
    )  # fmt: skip
    second = factories.make_session(
        edition_page, "كتابة التاريخ", at="11:00", room=annex, kind="panel", languages="ar",
        interpretation="ur",
    )  # fmt: skip
    third = factories.make_session(edition_page, "Breakfast", at=None, kind="break")
    Slot.objects.filter(session_key=second.translation_key).update(state="cancelled")
    publish()
    return {
        "hall": identity(hall),
        "track": identity(track),
        "speaker": identity(speaker),
        identity(first): "first",
        identity(second): "second",
        identity(third): "third",
    }


FILTERS = {
    "": "first second third",
    "day=2027-06-11": "first second",
    "day=2027-06-12": "",
    "room={hall}": "first",
    "track={track}": "first",
    "speaker={speaker}": "first",
    "room=aaaaaaaa": "",
    "kind=panel": "second",
    "state=cancelled": "second",
    "state=scheduled": "first third",
    "spoken=ar": "first second",
    "interpretation=ur": "second",
    "interpreted=true": "second",
    "interpreted=false": "first third",
    "q=premiere": "first",
    "q=zehra%20isik": "first",
    "q=HALL%20memory": "first",
    "q=التاریخ": "second",
    "q=absent": "",
    "starts_after=2027-06-11T11:00": "second",
    "starts_after=2027-06-11T08:00Z": "second",
    "starts_before=2027-06-11T11:00": "first",
    "starts_before=2027-06-11T11:00%2B02:00": "first second",
    "starts_after=9999-12-31T23:59:59-12:00": "",
    "starts_after=0001-01-01T00:00:00%2B14:00": "first second",
    "ordering=-start": "third second first",
    "ordering=title": "third first second",
    "ordering=-title": "second first third",
    "spoken=ar&kind=keynote": "first",
}


def test_sessions_are_filtered_and_ordered(programme):
    found = {
        query: " ".join(
            programme[row["id"]] for row in results(f"en/sessions/?{query.format(**programme)}")
        )
        for query in FILTERS
    }

    assert found == FILTERS


def test_speakers_are_searched_and_ordered(edition_page):
    speakers = [factories.make_speaker(name) for name in ("Çağla Su", "Amina Dar")]
    factories.make_session(edition_page, speakers=speakers)
    publish()

    assert [row["name"] for row in results("en/speakers/?q=cagla")] == ["Çağla Su"]
    assert [row["name"] for row in results("en/speakers/?ordering=-name")] == [
        "Çağla Su",
        "Amina Dar",
    ]


def test_announcements_are_filtered(edition_page):
    factories.make_announcement(edition_page, "All")
    factories.make_announcement(edition_page, "Some", urgency="urgent", audience="online")
    publish()

    assert [row["title"] for row in results("en/announcements/?urgency=urgent")] == ["Some"]
    assert [row["title"] for row in results("en/announcements/?audience=everyone")] == ["All"]


def test_long_lists_come_in_pages(programme):
    first = get(f"{EDITION}/en/sessions/?limit=2").json()
    second = get(first["next"]).json()

    assert (first["count"], first["previous"], len(first["results"])) == (3, None, 2)
    assert first["next"] == f"http://testserver{EDITION}/en/sessions/?limit=2&offset=2"
    assert (second["next"], [programme[row["id"]] for row in second["results"]]) == (
        None,
        ["third"],
    )
    assert results("en/sessions/?offset=1000000") == []


# --- what is refused ---


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("day=yesterday", "day"),
        ("day=2027-02-30", "day"),
        ("day=", "day"),
        ("day=2027-06-11&day=2027-06-12", "day"),
        ("kind=lunch", "kind"),
        ("state=%00", "state"),
        ("track=UPPER", "track"),
        ("room='%20OR%201=1", "room"),
        ("speaker=aaaaaaaaa", "speaker"),
        ("spoken=klingon!", "spoken"),
        ("interpretation=", "interpretation"),
        ("interpreted=ur", "interpreted"),
        ("starts_after=2027-06-11T25:00", "starts_after"),
        ("starts_before=99999-01-01T00:00", "starts_before"),
        ("q=%00", "q"),
        ("q=" + "x" * 101, "q"),
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=" + "9" * 5000, "limit"),
        ("limit=1e3", "limit"),
        ("offset=-1", "offset"),
        ("offset=9223372036854775808", "offset"),
        ("ordering=random", "ordering"),
        ("tracks=aaaaaaaa", "tracks"),
        ("format=xml", "format"),
        ("%00=1", "\x00"),
    ],
)
def test_bad_parameter_is_refused_by_name(db, query, field):
    response = get(f"{EDITION}/en/sessions/?{query}")

    assert (response.status_code, response["Cache-Control"]) == (400, "no-store")
    body = response.json()
    assert body["code"] == "invalid"
    assert list(body["errors"]) == [field]


@pytest.mark.parametrize("path", ["rooms/?q=x", "pages/?day=x", "tracks/aaaaaaaa/?x=1"])
def test_parameters_of_other_lists_are_not_known(db, path):
    assert get(f"{EDITION}/en/{path}").status_code == 400


def test_odd_text_is_searched_for_without_harm(programme):
    for query in ("q=%ED%A0%80", "q=%FF%FE", "q=!!!", "q=%F0%9F%95%8A"):
        assert get(f"{EDITION}/en/sessions/?{query}").status_code == 200


def test_too_many_parameters_are_refused(db):
    query = "&".join(f"a{number}=1" for number in range(10_001))

    response = get(f"{EDITION}/en/sessions/?{query}")

    assert (response.status_code, response.json()["code"]) == (400, "bad_request")


def test_unknown_object_is_not_found(programme):
    for kind in KINDS:
        response = get(f"{EDITION}/en/{kind}/aaaaaaaa/")
        assert (response.status_code, response.json()["code"]) == (404, "not_found")


def test_objects_follow_the_documents_in_what_they_refuse(edition_page):
    assert get(f"{EDITION}/en/sessions/").status_code == 503
    assert get(f"{EDITION}/de/sessions/").json()["code"] == "unknown_language"
    assert get("/api/v1/editions/other/en/sessions/").json()["code"] == "not_found"


def test_new_state_is_read_as_soon_as_it_is_built(edition_page):
    session = factories.make_session(edition_page, "Opening")
    factories.translate(session, "ar", {"Opening": "افتتاح"})
    publish()
    before = results("ar/sessions/")[0]["title"]

    arabic = session.get_translation(Locale.objects.get(language_code="ar"))
    arabic.title = "بداية"
    arabic.save_revision().publish()
    publish()

    assert (before, results("ar/sessions/")[0]["title"]) == ("افتتاح", "بداية")
