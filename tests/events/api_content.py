"""An edition that has something of everything, and what tests of the API share."""

import datetime as dt

from django.core.files.images import ImageFile
from django.test import Client
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from events import services
from events.compiler import snapshots
from events.compiler.ids import public_id
from events.models import Slot, SpeakerLink
from tests import factories

EDITION = "/api/v1/editions/sample"


def get(path, **headers):
    return Client().get(path, headers=headers)


def identity(instance):
    return public_id(instance.translation_key)


def publish():
    """What the worker does after a change."""
    snapshots.rebuild()


def make_sample(edition_page):
    """One object of each kind, translated into Arabic, and a second session that was moved."""
    edition = edition_page.edition
    room = factories.make_room(edition, "Hall", capacity=80, floor=1, directions="Left.")
    track = factories.make_track(edition, "Memory", description="What is kept.")
    speaker = factories.make_speaker(
        role="Historian", affiliation="Archive", biography="<p>Writes.</p>", photo=make_image()
    )
    SpeakerLink.objects.create(
        page=speaker, label="Site", url="https://example.org/", locale=speaker.locale
    )
    session = factories.make_session(
        edition_page,
        "Opening",
        speakers=[speaker],
        room=room,
        track=track,
        kind="keynote",
        languages="en ar",
        interpretation="tr",
        summary="How it begins.",
        abstract="<p>All of it.</p>",
    )
    news = factories.make_announcement(
        edition_page, shown_from=dt.datetime(2026, 6, 1, 9, tzinfo=dt.UTC)
    )
    page = factories.make_content_page(edition_page, "Travel")
    for instance in (edition_page, room, track, speaker, session, news, page):
        factories.translate(instance, "ar", default="ع {}")
    moved = factories.make_session(edition_page, "Workshop", at="11:00", kind="workshop")
    slot = Slot.objects.get(session_key=moved.translation_key)
    services.move_slot(slot, starts_at=slot.starts_at + dt.timedelta(hours=2))
    publish()
    return {
        "room": room,
        "track": track,
        "speaker": speaker,
        "session": session,
        "moved": moved,
        "announcement": news,
        "page": page,
    }


def make_image():
    file = get_test_image_file()
    return get_image_model().objects.create(title="Portrait", file=ImageFile(file, "portrait.png"))
