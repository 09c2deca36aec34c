import datetime as dt
import hashlib

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Edition
from registration import services
from registration.models import Admission, Registration
from tests import factories
from tests.events.api_content import get, identity
from tests.registration.api_asking import EDITION
from tests.registration.making import make_admission, make_ballot, make_question, register

pytestmark = pytest.mark.django_db
OPENS = dt.datetime(2026, 1, 10, 7, tzinfo=dt.UTC)
CLOSES = dt.datetime(2999, 5, 1, 21, tzinfo=dt.UTC)
LANGUAGES = [
    {"code": "en", "name": "English", "dir": "ltr"},
    {"code": "ar", "name": "العربيّة", "dir": "rtl"},
    {"code": "ur", "name": "اردو", "dir": "rtl"},
    {"code": "tr", "name": "Türkçe", "dir": "ltr"},
]


def form(language="en", status=200):
    response = get(f"{EDITION}/{language}/registration")
    assert response.status_code == status
    return response.json()


def test_the_form_says_what_is_asked_and_why():
    admission = make_admission(opens_at=OPENS, closes_at=CLOSES)
    question = make_question(admission, deleted_on=dt.date(2999, 6, 12))

    assert form() == {
        "v": 1,
        "language": "en",
        "dir": "ltr",
        "state": "open",
        "reason": "",
        "mode": "first_come",
        "explained": [
            "Who asks first has a seat, once they say that their address is theirs.",
            "When all seats are taken, you can wait: a seat that is given back is yours next.",
        ],
        "opens_at": "2026-01-10T10:00+03:00",
        "closes_at": "2999-05-02T00:00+03:00",
        "has_waiting_list": True,
        "offer_hours": 72,
        "reconfirm_until": None,
        "languages": LANGUAGES,
        "pools": [{"kind": "in_person", "label": "in person"}],
        "name": {
            "label": "Name to call you by",
            "help": (
                "An alias is welcome. It need not be the name in your passport; "
                "nobody will compare."
            ),
        },
        "email": {
            "label": "E-mail",
            "help": ("Your link comes to this address, and everything else that we have to say."),
        },
        "is_sure": {
            "label": "I am sure that I can come",
            "help": "Seats are few. Who holds one and does not come keeps somebody else out.",
        },
        "consent": {
            "label": ("I agree that the organisers keep what I wrote here to run this conference"),
            "help": (
                "Wanting to come can show what you believe: your politics, your religion, where "
                "you come from. The law protects such data (Article 9 of the GDPR), so we may "
                "keep them only if you say yes. You can take it back at any time: one button on "
                "your page erases everything."
            ),
        },
        "questions": [
            {
                "id": identity(question),
                "kind": "text",
                "label": {"text": "What do you eat?", "lang": "en", "dir": "ltr"},
                "purpose": {"text": "So that nobody goes hungry.", "lang": "en", "dir": "ltr"},
                "choices": None,
                "audience": "registrars",
                "audience_words": "registrars only",
                "deleted_on": "2999-06-12",
                "is_required": False,
            }
        ],
        "work": None,
        "privacy": {
            "page": "/en/sample/register/privacy/",
            "unproved_days": 7,
            "deleted_on": "2999-06-27",
        },
    }


def test_questions_are_asked_in_arabic_and_what_is_not_translated_says_so():
    admission = make_admission(online=5)
    question = make_question(admission, kind="choice", choices="Meat\nNo meat", is_required=True)
    factories.translate(question, "ar", {"What do you eat?": "ماذا تأكل؟"})

    document = form("ar")

    assert (document["language"], document["dir"]) == ("ar", "rtl")
    assert document["privacy"]["page"] == "/ar/sample/register/privacy/"
    assert [pool["kind"] for pool in document["pools"]] == ["in_person", "online"]
    assert document["questions"] == [
        {
            "id": identity(question),
            "kind": "choice",
            "label": {"text": "ماذا تأكل؟", "lang": "ar", "dir": "rtl"},
            "purpose": {"text": "So that nobody goes hungry.", "lang": "en", "dir": "ltr"},
            "choices": {"lines": ["Meat", "No meat"], "lang": "en", "dir": "ltr"},
            "audience": "registrars",
            "audience_words": document["questions"][0]["audience_words"],
            "deleted_on": "2999-06-27",
            "is_required": True,
        }
    ]


EARLIER, LATER = (dt.datetime(year, 1, 1, tzinfo=dt.UTC) for year in (2020, 2990))


@pytest.mark.parametrize(
    ("facts", "edition_state", "state"),
    [
        ({}, "open", "open"),
        ({"opens_at": LATER}, "open", "not_yet"),
        ({"opens_at": EARLIER, "closes_at": LATER}, "open", "open"),
        ({"closes_at": EARLIER}, "open", "closed"),
        ({"mode": "closed"}, "open", "closed"),
        ({}, "announced", "not_yet"),
        ({"closes_at": EARLIER}, "announced", "closed"),
        ({}, "running", "closed"),
        ({"opens_at": LATER}, "archived", "closed"),
    ],
)
def test_the_form_says_whether_requests_are_taken(facts, edition_state, state):
    admission = make_admission(**facts)
    Edition.objects.filter(pk=admission.pk).update(state=edition_state)

    document = form()

    assert document["state"] == state
    assert bool(document["reason"]) == (state != "open")


def test_the_form_is_asked_for_again_only_if_it_changed():
    admission = make_admission()
    first = get(f"{EDITION}/en/registration")
    again = get(f"{EDITION}/en/registration", if_none_match=first["ETag"])
    Admission.objects.filter(pk=admission.pk).update(offer_hours=24)
    changed = get(f"{EDITION}/en/registration", if_none_match=first["ETag"])

    assert first["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200
    assert first["Access-Control-Allow-Origin"] == "*"
    assert "Vary" not in first


def test_the_form_tells_nothing_about_people():
    admission = make_admission(seats=1)
    before = get(f"{EDITION}/en/registration").content
    for name in ("first", "second"):
        register(admission, f"{name}@example.org")

    assert get(f"{EDITION}/en/registration").content == before


def test_the_form_takes_the_same_queries_for_one_and_three_questions():
    admission = make_admission()
    counts = []
    for label in ("Diet", "Country", "Arrival"):
        question = make_question(admission, label)
        factories.translate(question, "ar", {label: "ع"})
        with CaptureQueriesContext(connection) as queries:
            form("ar")
        counts.append(len(queries))

    assert counts == [3, 3, 3]


@pytest.mark.parametrize("path", ["en/registration", "ballot/"])
def test_drafts_and_editions_without_registration_are_hidden(path):
    admission = make_ballot()
    assert get(f"{EDITION}/{path}").status_code == 200
    Edition.objects.filter(pk=admission.pk).update(state=Edition.State.DRAFT)
    factories.make_edition("other")

    for slug in ("sample", "other", "nothing"):
        assert get(f"/api/v1/editions/{slug}/{path}").status_code == 404


def test_a_language_that_is_not_offered_is_refused():
    make_admission()

    assert form("de", 404) == {
        "code": "unknown_language",
        "message": "This is not offered in that language, but in: en, ar, ur, tr.",
    }


@pytest.mark.parametrize("path", ["en/registration", "ballot/"])
def test_an_unknown_parameter_is_refused(path):
    make_ballot()

    assert get(f"{EDITION}/{path}?x=1").json()["errors"] == {"x": ["There is no such parameter."]}


# --- ballot ---


def test_the_seed_is_public_before_the_first_lot():
    admission = make_ballot(closes_at=CLOSES)

    assert get(f"{EDITION}/ballot/").json() == {
        "seed": "a seed that all can read",
        "closes_at": "2999-05-02T00:00+03:00",
        "drawn_at": None,
        "pools": [],
    }
    register(admission)
    assert get(f"{EDITION}/ballot/").json()["pools"] == []


def test_anybody_can_draw_the_ballot_again():
    admission = make_ballot(seats=2)
    for number in range(5):
        register(admission, f"{number}@example.org")
    Admission.objects.update(closes_at=OPENS)
    closed = get(f"{EDITION}/ballot/").json()
    services.draw(admission)
    Admission.objects.update(drawn_at=OPENS)

    drawn = get(f"{EDITION}/ballot/").json()

    lots = drawn["pools"][0]["lots"]
    seed = drawn["seed"]
    assert drawn == {
        "seed": "a seed that all can read",
        "closes_at": "2026-01-10T10:00+03:00",
        "drawn_at": "2026-01-10T10:00+03:00",
        "pools": [{"kind": "in_person", "lots": lots}],
    }
    assert sorted(lots) == closed["pools"][0]["lots"]
    assert lots == sorted(lots, key=lambda lot: hashlib.sha256(f"{seed}:{lot}".encode()).digest())
    offered = Registration.objects.filter(state="offered").values_list("lot", flat=True)
    assert sorted(offered) == sorted(lots[:2])


def test_there_is_no_ballot_in_other_modes():
    make_admission()

    assert get(f"{EDITION}/ballot/").status_code == 404
