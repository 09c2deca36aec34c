"""What no browser sends to the pages' forms: a clear refusal, on each database."""

import pytest
from django.test import Client

from registration.models import Admission, Registration
from tests.events.api_content import publish
from tests.registration.making import make_admission
from tests.registration.test_pages import FORM as FORM_ADDRESS
from tests.registration.test_pages import open_form, typed

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=x"
GOOD = "name=Amina&email=amina@example.org&language=en&is_sure=on&consent=on&key=" + "k" * 20
ODD = {
    "nothing": (b"", FORM),
    "a NUL byte": (GOOD.replace("Amina", "Am%00ina"), FORM),
    "a NUL byte in the address": (GOOD.replace("amina@", "am%00ina@"), FORM),
    "a NUL byte in the key": (GOOD.replace("kkk", "k%00k"), FORM),
    "half a letter": (GOOD.replace("email=", "email=%ed%a0%80"), FORM),
    "no UTF-8": (GOOD.replace("email=", "email=%ff"), FORM),
    "ten megabytes": (GOOD + "A" * 10_000_000, FORM),
    "many fields": (GOOD + "&a=1" * 2000, FORM),
    "two lines": (GOOD.replace("Amina", "Am%0aina"), FORM),
    "JSON": (b'{"name": "Amina"}', "application/json"),
    "text": (GOOD, "text/plain"),
    "parts without an end": (b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nA', PARTS),
    "parts without a boundary": (b"--x", "multipart/form-data"),
    "parts of another kind": (b"nonsense", PARTS),
    "an unknown charset": (GOOD, f"{FORM}; charset=nonsense"),
}


@pytest.fixture
def address(db):
    make_admission()
    publish()
    return "/en/sample/register/"


@pytest.mark.parametrize(("data", "kind"), ODD.values(), ids=ODD)
def test_an_odd_form_is_refused(address, data, kind):
    response = Client().generic("POST", address, data, content_type=kind)

    assert 400 <= response.status_code < 500
    assert Registration.objects.count() == 0


@pytest.mark.parametrize("path", ["/en/sample/registration/", "/en/sample/registration/x/"])
@pytest.mark.parametrize(("data", "kind"), ODD.values(), ids=ODD)
def test_odd_forms_do_nothing_elsewhere(address, path, data, kind):
    response = Client().generic("POST", path, data, content_type=kind)

    assert response.status_code in (303, 400, 404)


def test_pages_have_a_stricter_limit_where_work_is_asked_for(client, monkeypatch, settings):
    settings.REGISTRATION_LIMITS = {"bare": [0, 600]}
    admission = make_admission()
    publish()
    statuses = []
    for asks_for_work in (False, True):
        Admission.objects.filter(pk=admission.pk).update(asks_for_work=asks_for_work)
        page = open_form(client, monkeypatch)
        statuses.append(client.post(FORM_ADDRESS, typed(page)).status_code)

    assert statuses == [303, 429]
