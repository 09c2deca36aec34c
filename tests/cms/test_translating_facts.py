"""A changed fact needs no translator; a changed sentence is news, and that sentence only."""

import io

import pytest
from django.core.files.images import ImageFile
from django_tasks_db.models import DBTaskResult
from PIL import Image as Picture
from wagtail.images import get_image_model

from cms.translating import jobs, states
from events import services
from events.compiler import documents
from events.models import EditionPage, SessionPage, SessionSpeaker, SpeakerPage
from home.models import SourceChange
from tests import factories

LANGUAGES = ("ar", "ur", "tr")


@pytest.fixture
def world(edition_page):
    """A session with room, track and speaker, translated into all languages."""
    edition = edition_page.edition
    room, track = factories.make_room(edition, "Hall"), factories.make_track(edition)
    speaker = factories.make_speaker("Amina Dar")
    session = factories.make_session(
        edition_page, "Opening", speakers=[speaker], room=room, track=track, summary="Welcome."
    )
    for instance in (edition_page, room, track, speaker, session):
        source = type(instance).objects.get(pk=instance.pk)
        for language in LANGUAGES:
            factories.translate(source, language, default=f"{language} {{}}")
    return edition


def session_of(edition):
    return SessionPage.objects.get(locale__language_code=edition.source_language, slug="opening")


def move(edition, publish):
    session = session_of(edition)
    services.move_slot(session.slot, starts_at=session.slot.starts_at.replace(hour=12))


def other_room(edition, publish):
    services.move_slot(session_of(edition).slot, room=factories.make_room(edition, "Annex"))


def other_kind(edition, publish):
    session = session_of(edition)
    session.kind = SessionPage.Kind.KEYNOTE
    publish(session)


def other_speaker(edition, publish):
    session = session_of(edition)
    speaker = factories.make_speaker("Bilal Khan")
    session.speakers.add(SessionSpeaker(speaker=speaker, locale=session.locale))
    publish(session)


def other_portrait(edition, publish):
    speaker = SpeakerPage.objects.get(locale__language_code="en", slug="amina-dar")
    speaker.photo = make_picture()
    publish(speaker)


def other_venue_picture(edition, publish):
    page = EditionPage.objects.get(locale__language_code="en")
    page.venue_picture = make_picture()
    publish(page)


def more_seats(edition, publish):
    room = edition.rooms.get(name="Hall")
    room.capacity = 400
    room.save()


def make_picture():
    data = io.BytesIO()
    Picture.new("RGB", (900, 900), "teal").save(data, "PNG")
    data.seek(0)
    return get_image_model().objects.create(title="T", file=ImageFile(data, name="t.png"))


@pytest.fixture
def publish(django_capture_on_commit_callbacks):
    def publish(page):
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()

    return publish


def run_queue():
    """What the worker does for translators."""
    for row in DBTaskResult.objects.ready().filter(task_path=jobs.sync_source.module_path):
        row.task.call(*row.task_result.args, **row.task_result.kwargs)


def facts(edition, language):
    built = documents.build(edition, language)
    return {
        "sessions": [
            [row.get(name) for name in ("start", "room", "kind", "speakers")]
            for row in built["programme"]["sessions"]
        ],
        "portraits": [bool(row.get("photo")) for row in built["details"]["speakers"]],
        "venue": bool(built["details"]["edition"].get("venue_picture")),
        "seats": [row.get("capacity") for row in built["programme"]["rooms"]],
    }


def board(edition):
    return {
        (row.kind, row.title, code): row.cells[code].state
        for row in states.load(edition).rows
        for code in LANGUAGES
    }


@pytest.mark.parametrize(
    "change",
    [
        move,
        other_room,
        other_kind,
        other_speaker,
        other_portrait,
        other_venue_picture,
        more_seats,
    ],
    ids=lambda change: change.__name__,
)
def test_changed_fact_reaches_all_languages_and_is_no_news(
    world, publish, change, django_capture_on_commit_callbacks
):
    before, known = facts(world, "en"), board(world)
    with django_capture_on_commit_callbacks(execute=True):
        change(world, publish)
    run_queue()

    now = facts(world, "en")
    assert now != before
    assert [facts(world, language) for language in LANGUAGES] == [now] * 3
    assert not SourceChange.objects.exists()
    after = board(world)
    assert {place: after[place] for place in known} == known
    assert set(known.values()) == {"published"}


def test_changed_sentence_is_news_for_itself_in_each_language(world, publish):
    session = session_of(world)
    session.summary = "Welcome back."
    publish(session)
    run_queue()

    (change,) = SourceChange.objects.select_related("before", "after", "context")
    assert (change.context.path, change.before.data, change.after.data) == (
        "summary",
        "Welcome.",
        "Welcome back.",
    )
    changed = {place for place, state in board(world).items() if state == "changed"}
    assert changed == {("sessionpage", "Opening", language) for language in LANGUAGES}
