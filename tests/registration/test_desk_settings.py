"""How editors settle who comes in: moments in the edition's zone, seats, the ballot's seed."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale
from wagtail_localize.models import Translation

from registration.models import Admission, Question, SeatPool
from tests import factories
from tests.cms.people import log_in, messages
from tests.cms.translating import text_address
from tests.registration.making import make_admission, register, request

pytestmark = pytest.mark.django_db

Mode = Admission.Mode
SETTINGS = "/admin/registrations/sample/settings/"
VALUES = {
    "mode": "first_come",
    "opens_at": "2027-01-01 09:00",
    "closes_at": "2027-05-01 18:00",
    "in_person": "300",
    "online": "",
    "has_waiting_list": "on",
    "offer_hours": "48",
    "reconfirm_until": "2027-06-01 12:00",
    "ballot_seed": "",
    "purge_days": "14",
}


@pytest.fixture
def editor(edition_page):
    return log_in("editors")


def errors(response):
    return dict(response.context["form"].errors)


def seats():
    return dict(SeatPool.objects.values_list("kind", "capacity"))


def test_an_edition_that_never_had_registration_gets_it(editor):
    response = editor.post(SETTINGS, VALUES)

    assert response.url == SETTINGS
    admission = Admission.objects.get()
    assert (admission.mode, admission.offer_hours) == (Mode.FIRST_COME, 48)
    assert seats() == {"in_person": 300}


def test_moments_are_written_in_the_zone_of_the_edition(editor):
    editor.post(SETTINGS, VALUES)

    assert Admission.objects.get().closes_at == dt.datetime(2027, 5, 1, 15, tzinfo=dt.UTC)
    page = editor.get(SETTINGS).content.decode()
    assert 'value="2027-05-01 18:00"' in page
    assert "In the time of \u2068Europe/Istanbul\u2069." in page


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            {"closes_at": "2026-12-31 09:00"},
            {"closes_at": ["Registration closes before it opens."]},
        ),
        (
            {"mode": "ballot", "closes_at": ""},
            {"closes_at": ["A ballot needs a moment when it closes."]},
        ),
        ({"in_person": ""}, {"in_person": ["Say how many seats there are."]}),
        (
            {"reconfirm_until": "2027-06-11 09:00"},
            {"reconfirm_until": ["The edition has begun then."]},
        ),
    ],
    ids=["closes", "ballot", "seats", "reconfirm"],
)
def test_wrong_settings_are_refused_in_words(editor, values, expected):
    found = errors(editor.post(SETTINGS, VALUES | values))

    assert {name: found.get(name) for name in expected} == expected
    assert not Admission.objects.exists()


def test_a_ballot_gets_a_seed_that_stays_once_somebody_asked():
    admission = make_admission()
    editor = log_in("editors")
    values = VALUES | {"mode": "ballot", "opens_at": "", "in_person": "2", "reconfirm_until": ""}
    values |= {"closes_at": f"{timezone.now() + dt.timedelta(days=90):%Y-%m-%d 12:00}"}
    editor.post(SETTINGS, values | {"ballot_seed": "thrown at the market"})
    assert Admission.objects.get().ballot_seed == "thrown at the market"
    editor.post(SETTINGS, values)
    made = Admission.objects.get().ballot_seed
    assert len(made) == 32
    admission.refresh_from_db()
    request(admission)

    editor.post(SETTINGS, values | {"ballot_seed": "one that suits me"})

    assert Admission.objects.get().ballot_seed == made


def test_fewer_seats_than_are_taken_are_refused_and_nothing_is_saved():
    admission = make_admission(seats=2)
    register(admission)
    editor = log_in("editors")

    response = editor.post(SETTINGS, VALUES | {"in_person": "0", "offer_hours": "1"})

    assert errors(response) == {"in_person": ["1 seats are taken: there cannot be fewer."]}
    assert Admission.objects.get().offer_hours == 72
    assert seats() == {"in_person": 2}


def test_a_pool_that_people_asked_for_is_not_taken_away():
    admission = make_admission(seats=2, online=5)
    request(admission)
    editor = log_in("editors")

    refused = editor.post(SETTINGS, VALUES | {"in_person": "", "online": "5"})
    editor.post(SETTINGS, VALUES | {"in_person": "2", "online": ""})

    assert errors(refused) == {"in_person": ["People asked for these seats: move them first."]}
    assert seats() == {"in_person": 2}


def test_another_mode_asks_whether_it_is_meant_once_there_are_requests():
    request(make_admission(seats=2))
    editor = log_in("editors")

    asked = editor.post(SETTINGS, VALUES | {"mode": "review"})
    assert list(errors(asked)) == ["is_mode_change_meant"]
    assert Admission.objects.get().mode == Mode.FIRST_COME

    editor.post(SETTINGS, VALUES | {"mode": "review", "is_mode_change_meant": "on"})
    assert Admission.objects.get().mode == Mode.REVIEW


def test_the_page_says_that_only_open_editions_take_requests(editor):
    words = "Requests are taken only while the state of the edition is"

    assert words in editor.get(SETTINGS).content.decode()


# --- questions ---

QUESTION = {
    "label": "What do you eat?",
    "purpose": "For the kitchen.",
    "kind": "choice",
    "choices": "Fish\nRice",
    "audience": "caterer",
    "deleted_on": "",
    "position": "0",
}


@pytest.fixture
def question(edition_page):
    locale = Locale.objects.get(language_code="en")
    facts = {"kind": "choice", "choices": "Fish\nRice", "audience": "caterer"}
    return Question.objects.create(
        edition=edition_page.edition,
        locale=locale,
        label="What do you eat?",
        purpose="For the kitchen.",
        **facts,
    )


def change(client, question, **values):
    data = QUESTION | {"edition": question.edition_id} | values
    return client.post(f"/admin/questions/edit/{question.pk}/", data)


def answered(question):
    admission = Admission.objects.create(edition=question.edition, mode=Mode.FIRST_COME)
    pool = SeatPool.objects.create(edition=question.edition, capacity=2)
    type(question.edition).objects.update(state="open")
    admission = Admission.objects.get(pk=admission.pk)
    request(admission, pool=pool)


def test_an_editor_asks_a_question_in_the_source_language(editor, edition_page):
    add = editor.get(f"/admin/questions/add/?edition={edition_page.edition.pk}")
    assert add.status_code == 200

    editor.post("/admin/questions/add/", QUESTION | {"edition": edition_page.edition.pk})

    row = Question.objects.get()
    assert (row.locale.language_code, row.lines) == ("en", ["Fish", "Rice"])


def test_choices_only_grow_once_people_have_answered(editor, question):
    assert change(editor, question, choices="Rice\nFish").status_code == 302
    change(editor, question)
    answered(question)

    for choices in ("Fish", "Rice\nFish", "Tea\nFish\nRice"):
        assert "choices" in errors(change(editor, question, choices=choices))
    assert "kind" in errors(change(editor, question, kind="several"))
    assert change(editor, question, choices="Fish\nRice\nTea", label="Food?").status_code == 302

    question.refresh_from_db()
    assert (question.label, question.lines) == ("Food?", ["Fish", "Rice", "Tea"])


def test_a_question_with_answers_stays(editor, question):
    answered(question)

    response = editor.post(f"/admin/questions/delete/{question.pk}/", follow=True)

    assert "People have answered already" in messages(response)[0]
    assert Question.objects.exists()


def test_coordinators_translate_a_question(question):
    client = log_in("coordinators")
    arabic = Locale.objects.get(language_code="ar")
    route = reverse(
        "wagtail_localize:submit_snippet_translation",
        args=["registration", "question", question.pk],
    )
    client.post(route, {"locales": [arabic.pk]})
    translation = Translation.objects.get(source__object_id=question.translation_key)
    words = {"What do you eat?": "ماذا تأكلون؟", "Fish<br/>Rice": "سمك<br/>أرز"}

    factories.fill(translation, words)
    client.post(text_address(translation), {"action": "publish"})

    row = Question.objects.get(locale=arabic)
    assert (row.label, row.lines, row.kind) == ("ماذا تأكلون؟", ["سمك", "أرز"], "choice")


def test_translators_of_one_language_submit_no_question(question):
    client = log_in("translators-ar")
    arabic = Locale.objects.get(language_code="ar")
    route = reverse(
        "wagtail_localize:submit_snippet_translation",
        args=["registration", "question", question.pk],
    )
    client.post(route, {"locales": [arabic.pk]})

    assert Question.objects.count() == 1
