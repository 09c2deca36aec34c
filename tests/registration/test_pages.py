import pytest

from registration.models import Registration
from tests.events.web_html import elements, get, texts
from tests.registration.making import make_admission, token_of

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
