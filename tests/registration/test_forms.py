import datetime as dt

import pytest
from django.core import signing
from django.utils import timezone

from events.countries import countries
from registration import forms, questions
from registration.forms import DetailsForm, PageForm, RequestForm, new_key
from registration.models import Question
from tests.factories import translate
from tests.registration.making import make_admission, make_question

pytestmark = pytest.mark.django_db
Kind = Question.Kind
# Two choices as translators have them before them.
LINES = "Meat<br/>No meat"


def body(**values):
    return {
        "name": "Amina",
        "email": "amina@example.org",
        "language": "ar",
        "is_sure": True,
        "consent": True,
        "key": new_key(),
    } | values


def form(admission, **values):
    return RequestForm(admission, "en", body(**values))


def errors(admission, **values):
    return {name: list(rows) for name, rows in form(admission, **values).errors.items()}


def ask(admission, *args, **facts):
    """Make a question; returns it as English pages ask it."""
    make_question(admission, *args, **facts)
    return questions.asked(admission.edition, "en")[-1]


def test_one_pool_is_not_asked_for():
    admission = make_admission()
    valid = form(admission)

    assert valid.is_valid()
    assert valid.cleaned_data["pool"] == admission.edition.seat_pools.get()
    assert "pool" not in valid.fields


def test_of_two_pools_one_is_chosen():
    admission = make_admission(online=5)

    assert list(errors(admission)) == ["pool"]
    chosen = form(admission, pool="online")
    assert chosen.is_valid()
    assert chosen.cleaned_data["pool"] == admission.edition.seat_pools.get(kind="online")
    assert list(errors(admission, pool="moon")) == ["pool"]


@pytest.mark.parametrize("name", ["name", "email", "language", "is_sure", "consent", "key"])
def test_nothing_of_these_may_be_missing(name):
    assert list(errors(make_admission(), **{name: ""})) == [name]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", "A\x00"),
        ("name", "A\ud800"),
        ("name", "A\nB"),
        ("name", "A" * 81),
        ("email", "amina\x00@example.org"),
        ("email", "amina@\ud800.org"),
        ("email", f"{'a' * 250}@example.org"),
        ("language", "fr"),
        ("key", "short"),
        ("key", "k" * 201),
        ("key", "key with spaces in it"),
    ],
)
def test_what_cannot_be_stored_is_refused(name, value):
    assert list(errors(make_admission(), **{name: value})) == [name]


@pytest.mark.parametrize(
    ("kind", "given", "stored"),
    [
        (Kind.TEXT, " No nuts. ", "No nuts."),
        (Kind.CHOICE, 1, 1),
        (Kind.CHOICE, "0", 0),
        (Kind.SEVERAL, ["1", "0", "1"], [0, 1]),
        (Kind.YES_NO, True, True),
        (Kind.YES_NO, "False", False),
        (Kind.COUNTRY, "PK", "PK"),
    ],
)
def test_answers_clean_to_what_is_stored(kind, given, stored):
    admission = make_admission()
    question = ask(admission, kind=kind, choices="Meat\nNo meat")
    sent = form(admission, **{question.field: given})

    assert sent.is_valid(), sent.errors
    assert sent.answers == {question.id: stored}
    again = DetailsForm.initial_of({"name": "A", "language": "en", "answers": sent.answers})
    assert str(DetailsForm(admission, "en", initial=again)[question.field]).count("checked") == {
        Kind.CHOICE: 1,
        Kind.SEVERAL: 2,
        Kind.YES_NO: 1,
    }.get(kind, 0)


@pytest.mark.parametrize("kind", Kind.values)
def test_an_empty_answer_is_none(kind):
    admission = make_admission()
    question = ask(admission, kind=kind, choices="Meat\nNo meat")

    empty = form(admission, **{question.field: ""})
    assert empty.is_valid()
    assert empty.answers == {}
    needed = ask(admission, "Needed", kind=kind, choices="A\nB", is_required=True)
    assert list(errors(admission)) == [needed.field]


@pytest.mark.parametrize(
    ("kind", "value"),
    [(Kind.CHOICE, "2"), (Kind.SEVERAL, ["0", "7"]), (Kind.YES_NO, "maybe"), (Kind.COUNTRY, "EU")],
)
def test_an_answer_that_is_no_choice_is_refused(kind, value):
    admission = make_admission()
    question = ask(admission, kind=kind, choices="Meat\nNo meat")

    assert list(errors(admission, **{question.field: value})) == [question.field]


# --- words ---


def test_a_question_is_asked_in_the_language_of_the_page():
    admission = make_admission()
    row = make_question(admission, kind=Kind.CHOICE, choices="Meat\nNo meat")
    words = {row.label: "ماذا تأكل؟", row.purpose: "حتى لا يجوع أحد.", LINES: "لحم<br/>بلا لحم"}
    translate(row, "ar", words)

    arabic = questions.asked(admission.edition, "ar")[0]

    assert (arabic.label, arabic.label_attributes) == ("ماذا تأكل؟", "")
    assert (arabic.lines, arabic.lines_attributes) == (("لحم", "بلا لحم"), "")
    assert arabic.in_words(1) == "بلا لحم"


def test_words_without_translation_are_marked_as_the_sources():
    admission = make_admission()
    row = make_question(admission, kind=Kind.CHOICE, choices="Meat\nNo meat")
    translate(row, "ar", {row.label: "ماذا تأكل؟", LINES: "لحم<br/>بلا لحم"})
    # One line is missing now: with the two, numbers would mean something else.
    Question.objects.filter(pk=row.pk).update(choices="Meat\nNo meat\nFish")

    arabic, urdu = (questions.asked(admission.edition, code)[0] for code in ("ar", "ur"))

    assert arabic.label_attributes == ""
    assert arabic.purpose_attributes == ' lang="en" dir="ltr"'
    assert (arabic.lines, arabic.lines_language) == (("Meat", "No meat", "Fish"), "en")
    assert urdu.label_attributes == ' lang="en" dir="ltr"'


def test_countries_are_named_in_the_language_and_unions_are_none():
    names = dict(countries("ar"))
    assert names["PK"] == "باكستان"
    assert not {"EU", "UN", "ZZ"} & names.keys()


def test_questions_cost_one_query_however_many(django_assert_num_queries):
    admission = make_admission()
    for expected in (1, 3):
        while admission.edition.questions.count() < expected:
            make_question(admission)
        with django_assert_num_queries(1):
            assert len(questions.asked(admission.edition, "ar")) == expected


# --- machines ---


def page_form(admission, opened, **values):
    return PageForm(admission, "en", body(opened=opened, **values))


def opened_before(seconds, monkeypatch):
    """What a form opened so many seconds ago holds."""
    then = timezone.now() - dt.timedelta(seconds=seconds)
    with monkeypatch.context() as patch:
        patch.setattr("django.core.signing.time.time", then.timestamp)
        return forms.opened_now()


def test_a_form_sent_too_fast_passes_when_it_is_sent_again(monkeypatch):
    admission = make_admission()
    fast = page_form(admission, opened_before(1, monkeypatch))

    assert list(fast.errors) == ["opened"]
    assert fast["name"].value() == "Amina"
    assert fast["opened"].value() == fast.data["opened"]
    assert page_form(admission, opened_before(4, monkeypatch)).is_valid()


OF_ANOTHER_FORM = signing.TimestampSigner(salt="x").sign("")


# Named, since its signature is another one in each process.
@pytest.mark.parametrize("opened", ["", "forged", OF_ANOTHER_FORM], ids=["none", "forged", "other"])
def test_a_forged_moment_is_replaced_by_now(opened):
    form = page_form(make_admission(), opened)

    assert list(form.errors) == ["opened"]
    assert forms.OPENED.unsign(form["opened"].value()) == ""


def test_a_broken_key_is_replaced(monkeypatch):
    form = page_form(make_admission(), opened_before(9, monkeypatch), key="\x00")

    assert form.is_valid()
    assert len(form.cleaned_data["key"]) == 32


def test_a_filled_trap_is_said_and_loses_nothing(monkeypatch):
    form = page_form(make_admission(), opened_before(9, monkeypatch), website="spam")

    assert list(form.errors) == ["website"]
    assert form["name"].value() == "Amina"
