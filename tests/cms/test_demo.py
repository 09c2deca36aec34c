import datetime as dt
import json

import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import TestCase
from wagtail.models import Page, ReferenceIndex

from cms.demo import translating
from cms.demo.content import Content, Name, read
from cms.demo.loading import load
from cms.demo.removing import Kept
from events.compiler.ids import public_id
from events.models import AnnouncementPage, Edition, SessionPage, Snapshot, SpeakerPage
from home.models import ContentPage
from home.services import ensure_site
from tests import factories

SESSION = {
    "edition": "small",
    "kind": "talk",
    "track": "radio",
    "room": "hall",
    "minutes": 45,
    "languages": ["en", "ur"],
    "interpretation": ["ar"],
    "level": "everyone",
    "recording": "no",
    "credit": "named",
    "speakers": [{"speaker": "amina-dar", "role": "host"}],
}
FACTS = {
    "editions": [
        {
            "slug": "small",
            "number": 4,
            "starts_on": dt.date(2027, 6, 11),
            "ends_on": dt.date(2027, 6, 12),
            "time_zone": "Europe/Istanbul",
            "city": "Istanbul",
            "country": "TR",
            "state": "announced",
            "is_sample": True,
            "source": "en",
            "languages": ["en", "ar"],
        }
    ],
    "organisers": [{"edition": "small", "slug": "circle", "url": "https://example.org/circle"}],
    "tracks": [{"edition": "small", "slug": "radio", "colour": "plum"}],
    "rooms": [
        {"edition": "small", "slug": "hall", "capacity": 90, "floor": 0},
        {"edition": "small", "slug": "attic", "capacity": 20, "floor": 2},
    ],
    "speakers": [{"slug": "amina-dar", "website": "https://example.org/amina"}],
    "sessions": [
        {**SESSION, "slug": "opening", "starts_at": "2027-06-11T09:00"},
        {
            **SESSION,
            "slug": "moved",
            "starts_at": "2027-06-11T10:00",
            "state": "moved",
            "was_room": "attic",
        },
        {**SESSION, "slug": "late", "starts_at": "2027-06-12T09:10", "state": "delayed",
         "was_starts_at": "2027-06-12T09:00"},
    ],
    "announcements": [
        {"edition": "small", "slug": "bus", "urgency": "info", "audience": "everyone",
         "days_ago": 6}
    ],
    "pages": [{"edition": "", "slug": "about"}, {"edition": "small", "slug": "venue"}],
}  # fmt: skip
ENGLISH = {
    "home": {"title": "Majlis", "introduction": "<p>Come in.</p>"},
    "editions": {
        "small": {"title": "Small edition", "tagline": "Two days", "place": "Istanbul, Türkiye"}
    },
    "organisers": {"circle": {"name": "Harbour Circle"}},
    "tracks": {"radio": {"name": "Radio"}},
    "rooms": {"hall": {"name": "Hall"}, "attic": {"name": "Attic"}},
    "speakers": {"amina-dar": {"name": "Amina Dar", "biography": "<p>A poet.</p>"}},
    "sessions": {
        "opening": {
            "title": "Opening",
            "summary": "Tea & greetings.",
            "abstract": '<p>First, see <a href="#session/late">the late one</a> and '
            '<a href="#page/venue">the venue</a>.</p>\n<p>Second.</p>',
        },
        "moved": {"title": "Moved"},
        "late": {"title": "Late"},
    },
    "announcements": {"bus": {"title": "Bus", "body": "<p>Every hour.</p>"}},
    "pages": {
        "about": {"title": "About", "body": [{"paragraph": "<p>Who we are.</p>"}]},
        "venue": {
            "title": "Venue",
            "body": [
                {"heading": "Doors"},
                {"picture": "venue", "alt": "A house", "caption": "The house"},
                {"question": "Is it far?", "answer": "<p>No.</p>"},
            ],
        },
    },
}
ARABIC = {
    "home": {"title": "مجلس", "introduction": "<p>تفضلوا.</p>"},
    "editions": {"small": {"title": "دورة صغيرة", "tagline": "يومان", "place": "إسطنبول"}},
    "organisers": {"circle": {"name": "حلقة الميناء"}},
    "tracks": {"radio": {"name": "الإذاعة"}},
    "rooms": {"hall": {"name": "القاعة"}, "attic": {"name": "العلية"}},
    "speakers": {"amina-dar": {"name": "أمينة دار", "biography": "<p>شاعرة.</p>"}},
    "sessions": {
        "opening": {
            "title": "الافتتاح",
            "summary": "شاي وتحية.",
            # The links stand in the other order, and the second paragraph is missing.
            "abstract": '<p>انظروا <a href="#page/venue">المكان</a> ثم '
            '<a href="#session/late">المتأخرة</a>.</p>',
        },
        "late": {"title": "المتأخرة"},
    },
    "announcements": {"bus": {"title": "الحافلة", "body": "<p>كل ساعة.</p>"}},
    "pages": {
        "venue": {
            "title": "المكان",
            "body": [
                {"heading": "الأبواب"},
                {"picture": "venue", "alt": "دار", "caption": "الدار"},
                {"question": "هل هو بعيد؟", "answer": "<p>لا.</p>"},
            ],
        }
    },
}
KEPT_IN_STEP = [
    "events.Slot",
    "wagtailcore.Page",
    "wagtailcore.ReferenceIndex",
    "wagtailimages.Image",
    "wagtail_localize.StringTranslation",
    "wagtail_localize.TranslatableObject",
]
SMALL = Content(FACTS, {"en": ENGLISH, "ar": ARABIC}, ["en", "ar"])


@pytest.fixture(autouse=True)
def _commits(monkeypatch, settings, tmp_path):
    """A test's transaction never commits: run what waits for the end of each page's own."""
    publish = translating.publish

    def committed(*args):
        with TestCase.captureOnCommitCallbacks(execute=True):
            publish(*args)

    monkeypatch.setattr(translating, "publish", committed)
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def said(db):
    """What is said while the small demo is loaded."""
    sentences = []
    load(SMALL, tell=sentences.append)
    return sentences


def counts():
    """How many rows each table has."""
    return {model._meta.label: model.objects.count() for model in apps.get_models()}


def document(name, language):
    row = Snapshot.objects.get(edition__slug="small", language=language, document=name)
    return json.loads(bytes(row.identity))


def of_slug(rows, slug):
    return next(row for row in rows if row["slug"] == slug)


def of_session(rows, slug):
    key = Name("session", slug, "small").key
    return next(row for row in rows if row["id"] == public_id(key))


def test_demo_is_public_at_once_and_leaves_a_sound_tree(said):
    assert Page.find_problems() == ([], [], [], [], [])
    assert list(Snapshot.objects.dirty()) == []
    assert Page.objects.filter(live=False, locale__language_code__in=["en", "ar"]).count() == 0
    assert document("programme", "ar")["edition"]["title"] == "دورة صغيرة"


def test_loading_twice_adds_and_changes_nothing(said):
    before, stamps = counts(), list(Page.objects.values_list("pk", "last_published_at"))
    sentences = []

    made = load(SMALL, tell=sentences.append)

    assert made == []
    assert sentences == ["small exists and stays as it is."]
    assert counts() == before
    assert list(Page.objects.values_list("pk", "last_published_at")) == stamps


def test_missing_paragraph_shows_the_source_and_is_marked(said):
    session = of_session(document("details", "ar")["sessions"], "opening")

    assert session["todo"] == ["abstract"]
    assert session["abstract"].endswith('<p lang="en" dir="ltr">Second.</p>')
    assert session["summary"] == "شاي وتحية."
    assert said == ["small/session/opening in ar: abstract has 1 of 2 parts."]


def test_links_follow_the_words_whatever_their_order(said):
    session = of_session(document("details", "ar")["sessions"], "opening")
    late = public_id(Name("session", "late", "small").key)
    venue = public_id(Name("page", "venue", "small").key)

    assert session["abstract"].split("</p>")[0] == (
        f'<p>انظروا <a href="#ref/{venue}">المكان</a> ثم <a href="#ref/{late}">المتأخرة</a>.'
    )


def test_object_without_words_in_a_language_has_no_page_in_it(said):
    pages = SessionPage.objects.filter(slug="moved")

    assert [page.locale.language_code for page in pages] == ["en"]
    assert of_slug(document("programme", "ar")["sessions"], "moved")["lang"] == "en"


def test_vocabularies_organisers_and_blocks_are_translated(said):
    programme, details = document("programme", "ar"), document("details", "ar")
    picture = details["pages"][0]["body"][1]

    assert [room["name"] for room in programme["rooms"]] == ["القاعة", "العلية"]
    assert [track["name"] for track in programme["tracks"]] == ["الإذاعة"]
    assert programme["edition"]["organisers"] == [
        {"name": "حلقة الميناء", "url": "https://example.org/circle"}
    ]
    assert [block["type"] for block in details["pages"][0]["body"]] == [
        "heading",
        "picture",
        "question",
    ]
    assert (picture["alt"], picture["caption"]) == ("دار", "الدار")
    assert details["pages"][0]["body"][2]["answer"] == "<p>لا.</p>"


def test_slots_are_in_the_editions_zone_and_show_what_was_changed(said):
    sessions = document("programme", "en")["sessions"]
    rooms = {row["name"]: row["id"] for row in document("programme", "en")["rooms"]}
    moved, late = of_slug(sessions, "moved"), of_slug(sessions, "late")

    assert of_slug(sessions, "opening")["start"] == "2027-06-11T09:00+03:00"
    assert (moved["state"], moved["room"]) == ("moved", rooms["Hall"])
    assert moved["was_room"] == rooms["Attic"]
    assert (late["state"], late["start"], late["was_start"]) == (
        "delayed",
        "2027-06-12T09:10+03:00",
        "2027-06-12T09:00+03:00",
    )


def test_announcement_is_dated_back(said):
    page = AnnouncementPage.objects.get(slug="bus", locale__language_code="en")

    assert (dt.datetime.now(dt.UTC) - page.first_published_at).days in (5, 6)


def test_references_are_indexed(said):
    speaker = SpeakerPage.objects.get(locale__language_code="en")

    assert ReferenceIndex.get_references_to(speaker.photo).count() == 2  # English and Arabic


def test_edition_that_an_editor_has_made_is_left_alone(db):
    page = factories.make_edition("small", source_language="en")

    assert load(SMALL) == []
    assert list(Edition.objects.values_list("pk", flat=True)) == [page.edition_id]
    assert SessionPage.objects.count() == 0


def test_again_rebuilds_the_demo_under_the_same_identities(said):
    before, ids = counts(), sorted(Page.objects.values_list("translation_key", flat=True))
    factories.make_edition("mine")
    SessionPage.objects.filter(slug="late").update(title="Edited")

    load(SMALL, again=True)

    Edition.objects.get(slug="mine").pages.get().delete()
    assert sorted(Page.objects.values_list("translation_key", flat=True)) == ids
    assert SessionPage.objects.filter(title="Edited").count() == 0
    after = counts()
    assert {label: after[label] for label in KEPT_IN_STEP} == {
        label: before[label] for label in KEPT_IN_STEP
    }
    assert Page.find_problems() == ([], [], [], [], [])


def test_again_refuses_while_an_edition_holds_what_is_not_of_the_demo(said):
    parent = Edition.objects.get().pages.get(locale__language_code="en")
    factories.make_content_page(parent, "Ours")
    before = counts()

    with pytest.raises(Kept, match="“Ours”"):
        load(SMALL, again=True)

    assert counts() == before


def test_again_keeps_a_page_and_a_speaker_that_others_use(said):
    speaker = SpeakerPage.objects.get(locale__language_code="en")
    other = factories.make_edition("mine")
    factories.make_session(other, speakers=[speaker])
    own = factories.make_content_page(ensure_site(), "Contact")

    load(SMALL, again=True)

    assert SpeakerPage.objects.filter(pk=speaker.pk).count() == 1
    assert ContentPage.objects.filter(pk=own.pk).count() == 1


def test_half_made_edition_is_made_anew(said):
    Edition.objects.update(state=Edition.State.DRAFT)
    SessionPage.objects.filter(slug="late").first().delete()

    assert load(SMALL) == ["small"]
    assert Edition.objects.get().state == Edition.State.ANNOUNCED
    assert SessionPage.objects.filter(slug="late").count() == 2


def test_editions_of_2020_load_from_the_files_without_a_complaint(db):
    content = read(["en", "ar", "ur"])
    editions = [row for row in content.rows("editions") if row["source"] == "ar"]
    facts = {**content.facts, "editions": editions, "pages": content.rows("pages", "january-2020")}
    said = []

    load(Content(facts, content.words, content.languages), tell=said.append)

    assert said == []
    assert Page.find_problems() == ([], [], [], [], [])


def test_command_says_what_it_did(said, capsys, monkeypatch):
    monkeypatch.setattr("cms.management.commands.demo.read", lambda languages: SMALL)

    call_command("demo")

    assert capsys.readouterr().out == "small exists and stays as it is.\n"
