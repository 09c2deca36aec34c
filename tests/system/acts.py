"""What editors and translators do, for processes beside the tested ones."""

import uuid

from events import services
from events.models import Edition, EditionPage, SessionPage, Slot
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
