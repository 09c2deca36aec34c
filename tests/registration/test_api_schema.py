"""The OpenAPI document says exactly what is sent about registration, and every refusal."""

import datetime as dt

import pytest

from events.api.schema import document
from registration import services
from registration.models import Admission, Question
from tests.cms.people import make_user
from tests.events.api_content import get, identity
from tests.events.test_api_schema import check, schema  # noqa: F401 a fixture
from tests.registration.api_asking import EDITION, MINE, own
from tests.registration.making import make_admission, make_ballot, make_question, register

pytestmark = pytest.mark.django_db
FORM = "/api/v1/editions/{slug}/{language}/registration"
WORK = "/api/v1/editions/{slug}/registrations/work/"
STATUSES = {
    "request_seat": {"202", "400", "404", "409", "413", "415", "429"},
    "send_link": {"202", "400", "404", "413", "415", "429"},
    "read_challenge": {"200", "404", "429"},
    "read_form": {"200", "304", "400", "404"},
    "read_ballot": {"200", "304", "400", "404"},
    "read_registration": {"200", "401", "429"},
    "change_registration": {"200", "400", "401", "413", "415", "429"},
    "erase_registration": {"204", "401", "429"},
    "act_on_registration": {"200", "401", "404", "409", "429"},
    "read_ticket": {"200", "401", "409", "429"},
    "export_registration": {"200", "401", "429"},
}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_answer_is_as_described(schema, language):  # noqa: F811
    admission = make_admission(asks_for_work=True, online=3)
    for kind in Question.Kind:
        make_question(admission, kind=kind, choices="Yes\nNo")
    question = admission.edition.questions.first()
    registration = register(admission, language=language, answers={identity(question): "Nuts"})

    check(schema, FORM, get(f"{EDITION}/{language}/registration").json())
    check(schema, WORK, get(f"{EDITION}/registrations/work/").json())
    check(schema, MINE, own(registration).json())
    check(schema, f"{MINE}ticket/", own(registration, path="ticket/").json())
    check(schema, f"{MINE}export/", own(registration, path="export/").json())
    check(schema, MINE, own("x").json(), "401")


@pytest.mark.parametrize("act", ["offer", "decline", "release"])
def test_each_decision_is_as_described(schema, act):  # noqa: F811
    registration = register(make_admission(mode=Admission.Mode.REVIEW))
    getattr(services, act)(registration, by=make_user())

    check(schema, MINE, own(registration).json())
    check(schema, f"{MINE}export/", own(registration, path="export/").json())


def test_a_ballot_is_as_described(schema):  # noqa: F811
    admission = make_ballot()
    ballot = "/api/v1/editions/{slug}/ballot/"
    register(admission)
    check(schema, ballot, get(f"{EDITION}/ballot/").json())
    Admission.objects.update(closes_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    services.draw(admission)

    check(schema, ballot, get(f"{EDITION}/ballot/").json())


def test_every_status_is_named():
    operations = {
        operation["operationId"]: set(operation["responses"])
        for item in document()["paths"].values()
        for operation in item.values()
        if operation["tags"] == ["registration"]
    }

    assert operations == STATUSES
