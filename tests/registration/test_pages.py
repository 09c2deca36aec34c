import datetime as dt

import pytest

from events.models import Edition
from registration import questions
from registration.models import Admission, Question, Registration
from tests.events.web_html import elements, get, texts
from tests.registration.making import make_admission, make_question, register, token_of

pytestmark = pytest.mark.django_db
State = Registration.State

FORM = "/en/sample/register/"


def typed(page):
    """What the form holds when it is opened, and what a person types into it."""
    hidden = {row["name"]: row["value"] for row in elements(page, "input", type="hidden")}
    return hidden | {
        "name": "Amina",
        "email": "amina@example.org",
        "language": "en",
        "is_sure": "on",
        "consent": "on",
    }


def open_form(client, monkeypatch, path=FORM):
    """The form as it is after the time that a person takes at least."""
    page = get(client, path)
    monkeypatch.setattr("registration.forms.SOONEST", -1)
    return page


def test_from_the_form_to_a_confirmed_seat(client, monkeypatch):
    make_admission()
    page = open_form(client, monkeypatch)

    sent = client.post(FORM, typed(page))

    assert (sent.status_code, sent["Location"]) == (303, "/en/sample/register/received/")
    registration = Registration.objects.get()
    assert registration.details["name"] == "Amina"
    own = f"/en/sample/registration/{token_of(registration)}/"
    mine = client.get(own)
    assert texts(mine, "h1") == ["Your request is received"]
    assert texts(mine, "button", value="prove") == ["Yes, this address is mine"]
    proved = client.post(own, {"act": "prove"})
    assert (proved.status_code, proved["Location"]) == (303, f"{own}?done=prove")
    assert texts(client.get(proved["Location"]), "h1") == ["Your seat is confirmed"]


# --- the form ---


def test_the_answer_is_the_same_for_known_and_unknown_addresses(client, monkeypatch):
    admission = make_admission()
    register(admission, "known@example.org")
    page = open_form(client, monkeypatch)

    known, unknown = (
        client.post(FORM, typed(page) | {"email": email, "key": "k" * 32})
        for email in ("known@example.org", "unknown@example.org")
    )

    assert known.status_code == unknown.status_code == 303
    assert dict(known.headers) == dict(unknown.headers)
    assert known.content == unknown.content == b""
    assert (
        client.get(known["Location"]).content
        == client.get(unknown["Location"], headers={"Referer": "x"}).content
    )


def test_nothing_typed_is_lost_when_something_is_wrong(client, monkeypatch):
    admission = make_admission(online=3)
    row = make_question(admission, kind="several", choices="Meat\nNo meat\nFish")
    name = questions.asked(admission.edition, "en")[0].field
    page = open_form(client, monkeypatch)

    body = typed(page) | {"email": "amina@", "pool": "online", "consent": "", name: ["0", "2"]}
    wrong = client.post(FORM, body)

    assert wrong.status_code == 400
    assert elements(wrong, "input", name="name")[0]["value"] == "Amina"
    email = elements(wrong, "input", name="email")[0]
    assert email["value"] == "amina@"
    assert email["aria-invalid"] == "true"
    assert email["aria-describedby"] == "id_email_helptext id_email_error"
    assert texts(wrong, "p", id="id_email_error") == ["This is not an e-mail address."]
    ticked = [row["value"] for row in elements(wrong, "input", name=name) if "checked" in row]
    assert ticked == ["0", "2"]
    assert "checked" in elements(wrong, "input", name="pool", value="online")[0]
    assert "checked" in elements(wrong, "input", name="is_sure")[0]
    summary = elements(wrong, "div", id="errors")[0]
    assert (summary["role"], summary["tabindex"], "autofocus" in summary) == ("alert", "-1", True)
    assert "#id_email" in [row["href"] for row in elements(wrong, "a")]
    hidden = {row["name"]: row["value"] for row in elements(wrong, "input", type="hidden")}
    assert hidden == {name: body[name] for name in ("key", "opened")}
    assert not Registration.objects.exists()
    assert row.label in texts(wrong, "legend")[1]


def test_a_link_in_the_summary_leads_to_an_input(client, monkeypatch):
    admission = make_admission(online=3)
    for kind in Question.Kind:
        make_question(admission, kind=kind, choices="A\nB", is_required=True)
    open_form(client, monkeypatch)

    wrong = client.post(FORM, {})

    ids = {row.get("id") for tag in ("input", "select", "textarea") for row in elements(wrong, tag)}
    targets = [row["href"][1:] for row in elements(wrong, "a") if row["href"].startswith("#id")]
    assert len(targets) == 11
    assert set(targets) <= ids


@pytest.mark.parametrize(
    "body",
    [
        {"name": "A\x00"},
        {"email": "a\x00@example.org"},
        {"name": "A" * 100_000},
        {"pool": ["a", "b"], "q_aaaaaaaa": "?"},
        {"language": "\ud800".encode("utf-16", "surrogatepass").decode("latin-1")},
    ],
)
def test_what_no_person_types_is_refused_and_not_a_fault(client, monkeypatch, body):
    make_admission(online=1)
    page = open_form(client, monkeypatch)

    assert client.post(FORM, typed(page) | body).status_code == 400


def test_bytes_that_are_no_text_are_no_fault(client):
    make_admission()
    get(client, FORM)
    for data in (b"name=%ff%fe%ed%a0%80&email=%00", b"\xff\xfe=\x00", b"&" * 2000):
        kind = "application/x-www-form-urlencoded"
        assert client.post(FORM, data, content_type=kind).status_code == 400


def test_a_request_of_ten_megabytes_is_refused(client):
    make_admission()
    get(client, FORM)

    assert client.post(FORM, {"name": "A" * 10_000_000}).status_code == 400


def test_too_many_requests_are_told_when_to_come_again(client, monkeypatch, settings):
    settings.REGISTRATION_LIMITS = {"request": [1, 600]}
    make_admission()
    page = open_form(client, monkeypatch)
    client.post(FORM, typed(page))

    refused = client.post(FORM, typed(page) | {"name": "Kept", "key": "k" * 32})

    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 600
    assert elements(refused, "input", name="name")[0]["value"] == "Kept"
    assert texts(refused, "div", id="errors")[0].startswith("Too many requests")
    assert Registration.objects.count() == 1


def test_a_form_sent_too_fast_asks_to_press_again(client):
    make_admission()
    page = get(client, FORM)

    fast = client.post(FORM, typed(page))

    assert fast.status_code == 400
    assert "press the button once more" in texts(fast, "div", id="errors")[0]
    assert elements(fast, "input", name="name")[0]["value"] == "Amina"
    assert not Registration.objects.exists()


def test_the_form_costs_the_same_for_one_question_and_three(client, django_assert_num_queries):
    admission = make_admission()
    for expected in (1, 3):
        while admission.edition.questions.count() < expected:
            make_question(admission, f"Question {admission.edition.questions.count()}")
        get(client, FORM)
        with django_assert_num_queries(4):  # documents, edition, pools, questions
            client.get(FORM)


def test_a_question_without_translation_says_its_language(client):
    admission = make_admission()
    make_question(admission, "Where from?")

    label = elements(get(client, "/ar/sample/register/"), "label", lang="en")[0]

    assert label["dir"] == "ltr"
    assert label["text"].startswith("Where from?")


def test_an_address_is_written_from_left_to_right(client):
    make_admission()
    page = get(client, "/ar/sample/register/")

    assert elements(page, "html")[0]["dir"] == "rtl"
    assert elements(page, "input", name="email")[0]["dir"] == "ltr"
    assert elements(page, "option", selected=None, value="ar")


# --- closed ---


def closed_words(client, path=FORM):
    page = get(client, path)
    assert not elements(page, "form")
    return next(row["text"] for row in elements(page, "p", _class="lede"))


def test_before_the_opening_the_moment_and_its_zone_are_named(client):
    make_admission(opens_at=dt.datetime(2999, 1, 2, 6, tzinfo=dt.UTC))

    words = closed_words(client)

    assert words == (
        "Registration opens on \u20682 January 2999, \u206609:00\u2069 "
        "(Istanbul, \u2066UTC+03:00\u2069)\u2069."
    )


def test_after_the_closing_it_says_since_when(client):
    make_admission(closes_at=dt.datetime(2020, 1, 2, 6, tzinfo=dt.UTC))
    assert closed_words(client).startswith("Registration closed on")


def test_an_edition_without_admission_is_closed(client):
    admission = make_admission()
    admission.delete()
    assert closed_words(client) == "Registration is closed."

    Edition.objects.update(state=Edition.State.ANNOUNCED)
    assert closed_words(client) == "Registration is not open yet."


def test_a_draft_has_no_form(client):
    make_admission()
    Edition.objects.update(state=Edition.State.DRAFT)

    for path in (FORM, f"{FORM}privacy/", "/en/sample/registration/", "/en/sample/registration/x/"):
        assert get(client, path).status_code == 404


def test_nothing_is_received_by_a_closed_form(client, monkeypatch):
    admission = make_admission()
    page = open_form(client, monkeypatch)
    Admission.objects.update(mode=Admission.Mode.CLOSED)

    client.post(FORM, typed(page))

    assert not admission.edition.registrations.exists()


# --- the link again ---


def test_the_link_is_sent_again_and_the_answer_never_tells(client):
    admission = make_admission()
    registration = register(admission)
    page = get(client, "/en/sample/registration/")
    hidden = {row["name"]: row["value"] for row in elements(page, "input", type="hidden")}

    known, unknown = (
        client.post("/en/sample/registration/", hidden | {"email": email})
        for email in ("amina@example.org", "nobody@example.org")
    )

    assert (known.status_code, known["Location"]) == (303, "/en/sample/registration/sent/")
    assert dict(known.headers) == dict(unknown.headers)
    kinds = [row.kind for row in registration.messages.order_by("pk")]
    assert kinds == ["link", "confirmed", "link"]


def test_links_are_not_asked_for_without_end(client, settings):
    settings.REGISTRATION_LIMITS = {"link": [1, 600]}
    make_admission()
    get(client, "/en/sample/registration/")
    body = {"email": "a@example.org", "key": "k" * 32}
    client.post("/en/sample/registration/", body)

    refused = client.post("/en/sample/registration/", body)

    assert refused.status_code == 429
    assert elements(refused, "input", name="email")[0]["value"] == "a@example.org"
