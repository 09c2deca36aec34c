"""What leaves the desk as a file: only with a reason, and never as a formula."""

import io

import pytest
from openpyxl import load_workbook
from wagtail.models import Locale

from events.compiler.ids import public_id
from registration import services
from registration.models import Disclosure, Question, Registration
from tests.cms.people import log_in
from tests.registration.making import make_admission, register, request

pytestmark = pytest.mark.django_db

LIST = "/admin/registrations/sample/"
REASON = "Badges for the door"


@pytest.fixture
def admission():
    return make_admission(seats=5)


@pytest.fixture
def registrar(admission):
    return log_in("registrars")


def ask(admission, label, **facts):
    locale = Locale.objects.get(language_code="en")
    row = Question.objects.create(
        edition=admission.edition, label=label, purpose="For the kitchen.", locale=locale, **facts
    )
    return public_id(row.translation_key)


def sheet(response):
    assert response.status_code == 200, response.content[:2000]
    return load_workbook(io.BytesIO(response.content)).active


def lines(response):
    return [list(row) for row in sheet(response).iter_rows(values_only=True)]


def test_an_export_has_a_line_for_each_person_and_a_column_for_each_question(admission, registrar):
    work = ask(admission, "Field", position=1)
    food = ask(admission, "Food", kind="several", choices="Fish\nRice\nTea", position=2)
    row = register(
        admission, "a@example.org", name="زينب", language="ur", answers={work: "Sea", food: [0, 2]}
    )
    request(admission, "unproved@example.org")

    response = registrar.post(f"{LIST}export/", {"states": ["confirmed"], "reason": REASON})

    received, proved = (
        f"{admission.edition.local(at):%Y-%m-%d %H:%M}" for at in (row.received_at, row.proved_at)
    )
    assert lines(response) == [
        [
            *("Code", "State", "Seats", "Received", "Address proved", "Seat held until"),
            *("Name", "E-mail", "Language", "Field", "Food"),
        ],
        [
            *(row.code, "confirmed", "in person", received, proved, None),
            *("زينب", "a@example.org", "اردو", "Sea", "Fish · Tea"),
        ],
    ]
    assert "no-store" in response["Cache-Control"]
    assert response["Content-Disposition"].startswith('attachment; filename="sample-registrations-')


def test_an_export_is_written_down_with_its_reason(admission, registrar):
    register(admission, "a@example.org")
    register(admission, "b@example.org")

    registrar.post(f"{LIST}export/", {"states": ["confirmed"], "reason": REASON})

    [row] = Disclosure.objects.values("way", "count", "reason", "user__username")
    assert row == {
        "way": "export",
        "count": 2,
        "reason": REASON,
        "user__username": "registrars",
    }


@pytest.mark.parametrize("reason", ["", "badges", "         x         "])
def test_without_a_reason_nothing_leaves(admission, registrar, reason):
    response = registrar.post(f"{LIST}export/", {"states": ["confirmed"], "reason": reason})

    assert "reason" in response.context["form"].errors
    assert not Disclosure.objects.exists()


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"])
def test_what_people_wrote_is_never_a_formula(admission, registrar, name):
    register(admission, name=name)

    response = registrar.post(f"{LIST}export/", {"states": ["confirmed"], "reason": REASON})

    cell = sheet(response)["G2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (name, "s", True)


def test_letters_that_no_file_can_hold_are_left_out(admission, registrar):
    register(admission, name="A\x00\x0bmina")

    response = registrar.post(f"{LIST}export/", {"states": ["confirmed"], "reason": REASON})

    assert sheet(response)["G2"].value == "Amina"


def test_the_caterer_gets_counts_and_no_names(admission, registrar):
    food = ask(admission, "Food", kind="several", choices="Fish\nRice", audience="caterer")
    work = ask(admission, "Field")
    for name, answers in (("a", [0]), ("b", [0, 1]), ("c", None)):
        given = {work: "Secret field"} | ({} if answers is None else {food: answers})
        register(admission, f"{name}@example.org", answers=given)
    services.withdraw(register(admission, "d@example.org", answers={food: [1]}))

    response = registrar.post(f"{LIST}caterer/", {"reason": REASON})

    assert lines(response) == [
        ["Question", "Answer", "People"],
        ["Food", "Fish", 2],
        ["Food", "Rice", 1],
        ["Food", "no answer", 1],
    ]
    assert Disclosure.objects.get().count == Registration.objects.holding().count()
