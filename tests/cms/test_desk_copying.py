"""A new edition from an old one: the whole of it, as the worker does it."""

import datetime as dt

import pytest
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from cms.desk.copy_steps import Part
from cms.models import Job
from events.copying import edition_like
from events.models import EditionPage, Room, SessionPage, Track
from home.models import ContentPage
from registration.models import Admission, Registration, SeatPool
from tests import factories
from tests.cms.copies import AUTUMN, WHOLE, below, copy, links, make_old, planned
from tests.cms.people import make_user
from tests.registration.making import make_admission, make_question, register

pytestmark = pytest.mark.django_db


@pytest.fixture
def old(home):
    return make_old(home)


def test_all_is_a_draft_and_nothing_is_public(old):
    page = copy(old)

    job, edition = Job.objects.get(), page.edition
    assert (job.state, job.failed, job.done) == ("finished", 0, job.total)
    assert (edition.state, edition.ends_on) == ("draft", dt.date(2028, 10, 29))
    assert not edition.slots.exists()
    pages = Page.objects.filter(path__startswith=page.path)
    assert sorted(pages.values_list("title", flat=True)) == [
        "Autumn 2028",
        "Closing",
        "Opening",
        "Venue",
    ]
    assert not pages.filter(live=True).exists()
    assert pages.filter(latest_revision=None).count() == 0
    assert Page.find_problems() == WHOLE


def test_everything_has_keys_of_its_own(old):
    page = copy(old)

    keys = Page.objects.filter(path__startswith=old.path).values("translation_key")
    assert not Page.objects.filter(path__startswith=page.path, translation_key__in=keys).exists()
    assert page.organisers.get().name == "Culture Forum"
    assert page.organisers.get().translation_key != old.organisers.get().translation_key


def test_links_within_the_old_edition_lead_to_copies(old):
    page = copy(old)

    assert links(page) == ["autumn-2028/venue"]
    assert links(below(page, ContentPage)["Venue"]) == ["autumn-2028/opening", "autumn-2028"]
    # What was not copied and what is elsewhere stays what it is.
    assert links(below(page, SessionPage)["Opening"]) == [
        "autumn-2028/venue",
        "autumn-2027/gone",
        "imprint",
    ]


def test_wagtails_own_copy_leads_to_last_year(old):
    edition = edition_like(old.edition, slug="x", number=4, starts_on=AUTUMN, ends_on=AUTUMN)
    edition.save()
    facts = {"slug": "x", "edition": edition}
    page = old.copy(recursive=True, update_attrs=facts, copy_revisions=False, keep_live=False)

    opening = below(page, SessionPage)["Opening"]
    venue = old.get_children().get(slug="venue")
    assert f'id="{venue.pk}"' in opening.abstract
    assert opening.track.edition == old.edition


def test_sessions_keep_speakers_and_roles_and_have_rooms_and_tracks_of_the_copy(old):
    page = copy(old)

    opening = below(page, SessionPage)["Opening"]
    before = old.get_children().get(slug="opening").specific
    assert (opening.summary, opening.kind) == ("We begin.", "talk")
    assert [(row.speaker.title, row.role) for row in opening.speakers.all()] == [
        ("Amina Dar", "speaker")
    ]
    assert opening.speakers.get().speaker_id == before.speakers.get().speaker_id
    assert opening.track == Track.objects.get(edition=page.edition)
    hall = Room.objects.get(edition=page.edition, locale=page.locale)
    assert opening.slot_draft == {
        "seen": {},
        "changes": {
            "starts_at": "2028-10-27T07:00:00+00:00",
            "minutes": 60,
            "room": hall.pk,
        },
    }


def test_local_times_stay_over_the_end_of_summer_time(old):
    page = copy(old)

    sessions = below(page, SessionPage)
    local = {title: page.edition.local(planned(row)) for title, row in sessions.items()}
    assert {title: f"{at:%d %H:%M %z}" for title, at in local.items()} == {
        "Opening": "27 09:00 +0200",
        "Closing": "29 09:00 +0100",
    }
    # By hours, the closing would move with the day of the change.
    hours = dt.datetime(2027, 10, 31, 9, tzinfo=old.edition.zone).astimezone(dt.UTC)
    later = page.edition.local(hours + dt.timedelta(days=363))
    assert f"{later:%d %H:%M}" == "28 10:00"


def test_a_copied_session_gets_its_slot_when_it_is_published(old):
    opening = below(copy(old), SessionPage)["Opening"]

    opening.get_latest_revision().publish()

    slot = opening.slot
    assert (slot.room.name, slot.minutes) == ("Hall", 60)
    assert slot.starts_at == dt.datetime(2028, 10, 27, 7, tzinfo=dt.UTC)


def test_rooms_come_in_all_languages_and_stay_editable(old):
    page = copy(old, languages=())

    rooms = Room.objects.filter(edition=page.edition)
    assert set(rooms.values_list("locale__language_code", "name", "capacity")) == {
        ("en", "Hall", 80),
        ("ar", "القاعة", 80),
    }
    translation = Translation.objects.get(
        source__object_id=rooms.first().translation_key, target_locale__language_code="ar"
    )
    assert translation.get_target_instance() == rooms.get(name="القاعة")
    assert translation.get_progress() == (1, 1)
    factories.fill(translation, {"Hall": "القاعة الكبرى"})
    translation.save_target()
    assert set(Room.objects.filter(locale__language_code="ar").values_list("name", flat=True)) == {
        "القاعة",
        "القاعة الكبرى",
    }


def test_translations_are_drafts_with_what_was_translated_before(old):
    factories.translate(old.get_children().get(slug="opening"), "ar", {"We begin.": "نبدأ"})

    page = copy(old, languages=("ar", "tr"))

    titles = Page.objects.filter(locale__language_code="ar", path__startswith=_path(page, "ar"))
    assert set(titles.values_list("title", "live")) == {
        ("Autumn 2028", False),
        ("Opening", False),
        ("Closing", False),
        ("Venue", False),
    }
    assert Page.objects.filter(path__startswith=_path(page, "tr")).count() == 4
    opening = below(page, SessionPage)["Opening"]
    text = StringTranslation.objects.get(context__object_id=opening.translation_key)
    assert (text.data, text.locale.language_code) == ("نبدأ", "ar")
    assert Job.objects.get().details["texts"] == 1
    assert Page.find_problems() == WHOLE


def _path(page, language):
    return page.get_translation(Locale.objects.get(language_code=language)).path


def test_a_new_source_reaches_translators_with_its_links(old):
    page = copy(old)

    opening = below(page, SessionPage)["Opening"]
    venue = below(page, ContentPage)["Venue"]
    segments = StringSegment.objects.filter(source__object_id=opening.translation_key)
    hrefs = " ".join(segments.filter(context__path="abstract").values_list("attrs", flat=True))
    assert f'"id": "{venue.pk}"' in hrefs


def test_what_was_left_out_is_counted(old):
    arabic = factories.translate(old, "ar")
    factories.publish_below(arabic, SessionPage(title="خبر"))

    copy(old)

    assert Job.objects.get().details["left_out"] == {
        "announcements": 1,
        "gone": 1,
        "drafts": 1,
        "elsewhere": 1,
    }


def test_only_chosen_parts_are_copied(old):
    page = copy(old, parts=[Part.PAGES])

    assert [row.title for row in page.get_children()] == ["Venue"]
    assert not Room.objects.filter(edition=page.edition).exists()


def test_unpublished_changes_stay_behind(old):
    session = old.get_children().get(slug="opening").specific
    session.summary = "Not yet public."
    session.save_revision()

    assert below(copy(old), SessionPage)["Opening"].summary == "We begin."


def test_a_page_for_some_readers_only_does_not_become_one_for_all(old):
    opening = old.get_children().get(slug="opening")
    PageViewRestriction.objects.create(page=opening, restriction_type="login")

    assert set(below(copy(old), SessionPage)) == {"Closing"}


def test_every_field_of_a_page_is_declared_or_known_to_be_its_own():
    own = {f.name for f in Page._meta.get_fields()} | {"page_ptr", "slot_draft"}
    for model in (EditionPage, SessionPage, ContentPage):
        declared = {field.field_name for field in model.translatable_fields}
        fields = {f.name for f in model._meta.get_fields() if not f.auto_created}

        assert fields - own - declared == set()


# --- registration ---


def test_registration_is_copied_without_anybody(home):
    admission = make_admission(
        seats=30,
        online=100,
        mode=Admission.Mode.BALLOT,
        closes_at=dt.datetime(2999, 6, 1, 18, tzinfo=dt.UTC),
        ballot_seed="known",
        purge_days=20,
    )
    question = make_question(admission, deleted_on=dt.date(2999, 6, 20))
    factories.translate(question, "ar", {"What do you eat?": "ماذا تأكل؟"})
    SeatPool.objects.update(taken=5)
    register(admission)
    make_user()
    page = copy(EditionPage.objects.get(), slug="next", starts_on=dt.date(3000, 6, 10))

    edition = page.edition
    new = Admission.objects.get(edition=edition)
    assert (new.mode, new.purge_days, new.drawn_at) == ("ballot", 20, None)
    assert new.closes_at == dt.datetime(3000, 5, 31, 18, tzinfo=dt.UTC)
    assert new.ballot_seed not in ("", "known")
    assert set(edition.seat_pools.values_list("kind", "capacity", "taken")) == {
        ("in_person", 30, 0),
        ("online", 100, 0),
    }
    assert set(edition.questions.values_list("label", "deleted_on")) == {
        ("What do you eat?", dt.date(3000, 6, 19)),
        ("ماذا تأكل؟", dt.date(3000, 6, 19)),
    }
    assert not Registration.objects.filter(edition=edition).exists()
