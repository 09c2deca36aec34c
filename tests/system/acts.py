"""What editors and translators do, for processes beside the tested ones."""

import datetime as dt
import io
import uuid

from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image as Pixels
from wagtail.images import get_image_model

from events import services
from events.models import (
    AnnouncementPage,
    Edition,
    EditionPage,
    SessionPage,
    SessionSpeaker,
    Slot,
)
from tests import factories


def make_sample(slug="sample"):
    page = factories.make_edition(slug)
    factories.make_session(page, room=factories.make_room(page.edition))


def _session():
    return SessionPage.objects.get(slug="opening", locale__language_code="en")


def translate_opening():
    factories.translate(_session(), "ar", {"Opening": "الافتتاح"})


def publish_again(title):
    session = _session()
    session.title = title
    session.save_revision().publish()


def move_to(name):
    room = factories.make_room(Edition.objects.get(slug="sample"), name)
    services.move_slot(Slot.objects.get(session_key=_session().translation_key), room=room)


def schedule_announcement(title):
    """Publish an announcement that goes live two seconds from now."""
    due = timezone.now() + dt.timedelta(seconds=2)
    page = AnnouncementPage(title=title, slug="scheduled", go_live_at=due, live=False)
    parent = EditionPage.objects.get(slug="sample", locale__language_code="en")
    page.locale = parent.locale
    parent.add_child(instance=page)
    page.save_revision(approved_go_live_at=due).publish()


def change_picture(colour):
    """Give the speaker of the opening a portrait of one colour."""
    speaker = _session().speakers.first()
    if speaker is None:
        page = factories.make_speaker("Amina Dar")
        speaker = SessionSpeaker(session=_session(), speaker=page, locale=page.locale)
        speaker.save()
    buffer = io.BytesIO()
    Pixels.new("RGB", (400, 400), colour).save(buffer, "PNG")
    file = ImageFile(buffer, name=f"{colour}.png")
    page = speaker.speaker
    page.photo = get_image_model().objects.create(title=colour, file=file)
    page.save_revision().publish()


def unpublish():
    _session().unpublish()


def edit_many(slug, times):
    """Make and publish sessions, each twice, as fast as it goes."""
    for _number in range(times):
        parent = EditionPage.objects.get(slug=slug, locale__language_code="en")
        title = f"Session {uuid.uuid4()}"
        session = factories.make_session(parent, title, at=None)
        session.summary = "Changed."
        session.save_revision().publish()
