"""What registrars are shown: counts, the list, one registration; and what blind mode hides."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from events.compiler.ids import public_id
from registration import services
from registration.models import Admission, Disclosure, Message, Question, Registration
from tests.cms.people import log_in, make_user
from tests.registration.making import make_admission, register, request, token_of

pytestmark = pytest.mark.django_db

State, Mode = Registration.State, Admission.Mode
LIST = "/admin/registrations/sample/"
NAME, EMAIL, NOTE, ANSWER = "Amina Leakname", "leak@example.org", "Leaknote", "Marine biology"


def ask(admission, label="What do you work on?", **facts):
    locale = Locale.objects.get(language_code="en")
    values = {"purpose": "To mix fields.", "edition": admission.edition, "locale": locale}
    return Question.objects.create(label=label, **values | facts)


@pytest.fixture
def admission():
    return make_admission(mode=Mode.REVIEW, online=5)


@pytest.fixture
def amina(admission):
    """Somebody whose every word could leak."""
    question = ask(admission)
    answers = {public_id(question.translation_key): ANSWER}
    row = register(admission, EMAIL, name=NAME, answers=answers)
    services.add_note(row, NOTE, by=make_user("registrars"))
    return row


@pytest.fixture
def registrar(admission):
    return log_in("registrars")


def codes(response):
    return [row.code for row, _person in response.context["rows"]]


def disclosures():
    rows = Disclosure.objects.order_by("pk").values_list("way", "count", "user__username")
    return list(rows)


# --- blind mode ---


def test_blind_mode_is_on_where_registrars_decide_and_leaks_nothing(amina, registrar):
    own = f"{LIST}{amina.pk}/"
    seen = registrar.post(f"{LIST}decide/", {"act": "offer", "id": amina.pk})
    pages = [
        registrar.get("/admin/registrations/"),
        registrar.get(LIST),
        registrar.get(own),
        registrar.get(f"{own}erase/"),
        seen,
        registrar.post(f"{LIST}decide/", {"token": seen.context["token"]}, follow=True),
        registrar.get(f"{LIST}log/"),
    ]

    texts = [page.content.decode() for page in pages]
    assert ANSWER in texts[2]
    for word in (NAME, EMAIL, NOTE, amina.details["secret"], token_of(amina)):
        assert [number for number, text in enumerate(texts) if word in text] == []
    for words in ("Leakname", EMAIL):
        assert codes(registrar.get(LIST, {"q": words})) == []
    assert disclosures() == [("detail", 1, "registrars")]


def test_the_same_pages_would_show_all_of_it(amina, registrar):
    detail = registrar.get(f"{LIST}{amina.pk}/?blind=no").content.decode()

    assert all(text in detail for text in (NAME, EMAIL, NOTE, ANSWER))
    assert NAME in registrar.get(LIST).content.decode()
    assert (
        NAME in registrar.post(f"{LIST}decide/", {"act": "offer", "id": amina.pk}).content.decode()
    )


def test_nobody_sees_a_persons_link(amina, registrar):
    seen = registrar.post(f"{LIST}decide/?blind=no", {"act": "resend", "id": amina.pk})

    assert token_of(amina) not in seen.content.decode()
    assert token_of(amina) not in registrar.get(f"{LIST}{amina.pk}/?blind=no").content.decode()


def test_blind_mode_is_chosen_for_each_edition(admission, registrar):
    make_admission("other", mode=Mode.FIRST_COME)

    assert registrar.get(LIST).context["blind"] is True
    assert registrar.get("/admin/registrations/other/").context["blind"] is False
    registrar.get(f"{LIST}?blind=no")
    registrar.get("/admin/registrations/other/?blind=yes")
    assert registrar.get(LIST).context["blind"] is False
    assert registrar.get("/admin/registrations/other/").context["blind"] is True


# --- who read personal data ---


def test_who_is_shown_names_is_written_down(amina, registrar):
    registrar.get(LIST)
    registrar.get(f"{LIST}?blind=no")
    registrar.get(f"{LIST}{amina.pk}/")
    registrar.post(f"{LIST}decide/", {"act": "offer", "id": amina.pk})

    assert disclosures() == [
        ("list", 1, "registrars"),
        ("detail", 1, "registrars"),
        ("preview", 1, "registrars"),
    ]
    log = registrar.get(f"{LIST}log/").context["page"]
    assert [row.way for row in log] == ["preview", "detail", "list"]


# --- the list ---


def test_counts_tell_seats_and_states(admission, registrar):
    first, second, _third = (register(admission, f"{name}@example.org") for name in "abc")
    services.offer(first, by=None)
    services.confirm(Registration.objects.get(pk=first.pk))
    services.offer(second, by=None)

    in_person, online = registrar.get(LIST).context["counts"]

    assert in_person.rows == [
        ("in_review", "under review", 1),
        ("offered", "a seat is held", 1),
        ("confirmed", "confirmed", 1),
    ]
    assert in_person.bar == [("confirmed", 0, 50), ("held", 50, 50)]
    assert (online.rows, online.total) == ([], 0)


def test_the_list_is_filtered(admission, registrar):
    reviewed = register(admission, "a@example.org")
    received = request(admission, "b@example.org")
    online = request(admission, "c@example.org", pool=admission.edition.seat_pools.last())
    Message.objects.filter(registration=received).update(state="failed")

    assert codes(registrar.get(f"{LIST}?state=in_review")) == [reviewed.code]
    assert codes(registrar.get(f"{LIST}?mail=failed")) == [received.code]
    assert codes(registrar.get(f"{LIST}?pool={online.pool_id}")) == [online.code]
    assert codes(registrar.get(f"{LIST}?order=oldest")) == [
        reviewed.code,
        received.code,
        online.code,
    ]
    assert codes(registrar.get(f"{LIST}?state=nonsense")) == codes(registrar.get(LIST))


def test_people_are_found_by_code_name_and_address(admission, registrar):
    row = register(admission, "a@example.org", name="زينب")
    register(admission, "b@example.org", name="Idris")

    for words in (row.code, row.code[:4].lower(), "زينب", "A@example.org"):
        assert row.code in codes(registrar.get(LIST, {"q": words, "blind": "no"}))
    assert codes(registrar.get(LIST, {"q": "nobody"})) == []


def test_a_long_list_has_pages(admission, registrar, monkeypatch):
    monkeypatch.setattr("registration.desk.views.PER_PAGE", 2)
    for name in "abc":
        register(admission, f"{name}@example.org")

    assert len(codes(registrar.get(LIST))) == 2
    assert len(codes(registrar.get(f"{LIST}?p=2"))) == 1


@pytest.mark.parametrize("blind", ["yes", "no"])
@pytest.mark.parametrize("path", ["", "log/", "../", "?q=example"])
def test_a_list_costs_the_same_for_one_and_for_three(admission, registrar, path, blind):
    def queries():
        registrar.get(f"{LIST}?blind={blind}")
        with CaptureQueriesContext(connection) as captured:
            response = registrar.get(LIST + path if path != "../" else "/admin/registrations/")
        assert response.status_code == 200
        return len(captured)

    register(admission, "a@example.org", name="example")
    registrar.get(LIST)
    one = queries()
    for name in "bc":
        register(admission, f"{name}@example.org", name="example")
        other = make_admission(f"other-{name}")
        register(other, "a@example.org")

    assert queries() == one


def test_one_registration_costs_the_same_whatever_its_history(amina, registrar):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            registrar.get(f"{LIST}{amina.pk}/?blind=no")
        return len(captured)

    registrar.get(f"{LIST}{amina.pk}/?blind=no")
    one = queries()
    for number in range(3):
        services.resend_link(amina, by=make_user("registrars"), key=str(number))

    assert queries() == one


# --- one registration ---


def test_history_and_mails_are_told_in_words(amina, registrar):
    services.decline(amina, by=make_user("registrars"))

    page = registrar.get(f"{LIST}{amina.pk}/")

    lines = [(str(row.who), str(row.what), str(row.state)) for row in page.context["history"]]
    assert lines == [
        ("the person", "proved the address", "under review"),
        ("registrars", "declined", "declined"),
    ]
    assert [mail.kind for mail in page.context["mails"]] == ["link", "in_review", "declined"]
    assert [act.name for act in page.context["acts"]] == ["resend"]
