"""Makes editions with seats, and people who register for them."""

import datetime as dt
import secrets

from django.utils import timezone
from wagtail.models import Locale

from events.models import Edition
from registration import sealing, services
from registration.models import Admission, Question, Registration, SeatPool
from tests.factories import make_edition


def make_admission(slug="sample", *, seats=2, mode=Admission.Mode.FIRST_COME, online=None, **facts):
    """An edition that is open for registration, far in the future; returns its admission."""
    page = make_edition(
        slug,
        state=Edition.State.OPEN,
        starts_on=dt.date(2999, 6, 11),
        ends_on=dt.date(2999, 6, 13),
    )
    admission = Admission.objects.create(edition=page.edition, mode=mode, **facts)
    SeatPool.objects.create(edition=page.edition, kind=SeatPool.Kind.IN_PERSON, capacity=seats)
    if online is not None:
        SeatPool.objects.create(edition=page.edition, kind=SeatPool.Kind.ONLINE, capacity=online)
    return admission


def make_ballot(slug="sample", **facts):
    closes_at = timezone.now() + dt.timedelta(days=30)
    values = {"closes_at": closes_at, "ballot_seed": "a seed that all can read"}
    return make_admission(slug, mode=Admission.Mode.BALLOT, **(values | facts))


def request(admission, email="amina@example.org", *, pool=None, **values):
    """Ask for a seat as the form does; returns the registration."""
    defaults = {"name": "Amina", "language": "en", "answers": {}, "key": secrets.token_hex(16)}
    pool = pool or admission.edition.seat_pools.first()
    services.request_seat(admission, pool=pool, email=email, **(defaults | values))
    mailbox = sealing.mailbox(admission.edition_id, email)
    return Registration.objects.get(edition=admission.edition, mailbox=mailbox)


def register(admission, email="amina@example.org", **values):
    """Ask for a seat and prove the address; returns the registration as it is then."""
    registration = request(admission, email, **values)
    services.prove(registration)
    registration.refresh_from_db()
    return registration


def token_of(registration):
    return sealing.link_token(registration.details["secret"], registration.link_serial)


def make_question(admission, label="What do you eat?", **facts):
    """A question in the edition's source language, the last one."""
    edition = admission.edition
    values = {"purpose": "So that nobody goes hungry.", "position": edition.questions.count()}
    locale = Locale.objects.get(language_code=edition.source_language)
    return Question.objects.create(edition=edition, label=label, locale=locale, **values | facts)
