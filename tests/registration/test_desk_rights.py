"""The registrars' desk: who may see and do what."""

import pytest
from django.test import Client

from registration.models import Registration
from tests.cms.people import log_in
from tests.registration.making import make_ballot, register

pytestmark = pytest.mark.django_db

LIST = "/admin/registrations/sample/"
EVERYBODY = ["anonymous", "translators-ar", "coordinators", "editors", "registrars", "admin"]
REGISTRARS = {"registrars", "admin"}


def client_of(role):
    if role == "anonymous":
        return Client()
    return log_in() if role == "admin" else log_in(role)


def outcome(response):
    """What a person gets: the page, the login form, or back to the start with a refusal."""
    if response.status_code == 302:
        if "/login/" in response.url:
            return "login"
        return "refused" if response.url == "/admin/" else "done"
    return response.status_code


@pytest.fixture
def registration():
    return register(make_ballot())


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/admin/registrations/", REGISTRARS),
        (LIST, REGISTRARS),
        (f"{LIST}log/", REGISTRARS),
        (f"{LIST}draw/", REGISTRARS),
        (f"{LIST}export/", REGISTRARS),
        (f"{LIST}caterer/", REGISTRARS),
        (f"{LIST}seats/POOL/", REGISTRARS),
        (f"{LIST}ONE/", REGISTRARS),
        (f"{LIST}ONE/erase/", REGISTRARS),
        (f"{LIST}settings/", {"editors", "admin"}),
        ("/admin/questions/", {"editors", "coordinators", "admin"}),
    ],
)
def test_pages_open_only_for_those_who_may(registration, path, allowed):
    path = path.replace("ONE", str(registration.pk)).replace("POOL", str(registration.pool_id))

    found = {role: outcome(client_of(role).get(path)) for role in EVERYBODY}

    refused = dict.fromkeys(EVERYBODY, "refused") | {"anonymous": "login"}
    assert found == refused | dict.fromkeys(allowed, 200)


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("decide/", {"act": "release", "id": "ONE"}),
        ("undo/", {"token": "x"}),
        ("draw/", {}),
        ("seats/POOL/", {"capacity": "9"}),
        ("export/", {"states": "confirmed", "reason": "for the badges"}),
        ("caterer/", {"reason": "for the kitchen"}),
        ("ONE/note/", {"text": "x"}),
        ("ONE/retry/", {}),
        ("ONE/erase/", {}),
    ],
)
@pytest.mark.parametrize("role", ["anonymous", "translators-ar", "editors"])
def test_nobody_else_does_anything(registration, role, path, values):
    def fill(text):
        return text.replace("ONE", str(registration.pk)).replace("POOL", str(registration.pool_id))

    before = Registration.objects.values().get()
    data = {name: fill(value) for name, value in values.items()}

    response = client_of(role).post(LIST + fill(path), data)

    assert outcome(response) == ("login" if role == "anonymous" else "refused")
    assert Registration.objects.values().get() == before
    assert registration.pool.__class__.objects.get().capacity == 2


@pytest.mark.parametrize("role", ["editors", "registrars"])
def test_the_menu_and_the_hub_show_only_what_one_may(registration, role):
    client = log_in(role)
    is_registrar = role == "registrars"

    assert ('"registrations"' in client.get("/admin/").content.decode()) == is_registrar
    if not is_registrar:
        hub = client.get("/admin/editions/sample/").content.decode()
        assert f'href="{LIST}settings/"' in hub
        assert f'href="{LIST}"' not in hub


def test_nothing_is_kept_by_browsers(registration):
    response = log_in("registrars").get(LIST)

    assert {"no-store", "private"} <= set(response["Cache-Control"].split(", "))


def test_an_edition_without_registration_has_no_list(edition_page):
    assert log_in("registrars").get(LIST).status_code == 404
