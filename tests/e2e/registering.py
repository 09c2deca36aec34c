"""An edition that is open, and what tests of registration in the app do again and again."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect
from wagtail.models import Locale

from events.compiler import snapshots
from events.models import EditionPage
from registration.models import Message, Question, Registration, Throttle
from tests import factories
from tests.e2e.keeping import visit
from tests.registration.making import make_admission, register, token_of

SEND = "**/api/v1/editions/sample/registrations/"
# The kit of registration, and the form in this language.
READY = """async (language) => {
    const kit = await caches.keys().then((names) => Promise.all(names.map(async (name) =>
        (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname))));
    const paths = kit.flat();
    const db = await new Promise((done) => {
        const request = indexedDB.open("majlis");
        request.onsuccess = () => done(request.result);
    });
    const keys = await new Promise((done) => {
        const request = db.transaction("documents").objectStore("documents").getAllKeys();
        request.onsuccess = () => done(request.result);
    });
    db.close();
    return paths.some((path) => path.startsWith(`/app/words/${language}/`))
        && paths.some((path) => path.includes("registration-"))
        && paths.some((path) => path.endsWith(".css") && path.includes("registration"))
        && keys.includes(`sample/${language}/registration`);
}"""
# All that stands in the personal store, as text: what somebody finds who copies its files.
SEALED = """async () => {
    const db = await new Promise((done) => {
        const request = indexedDB.open("majlis-personal");
        request.onsuccess = () => done(request.result);
    });
    const ask = (method) => new Promise((done) => {
        const request = db.transaction("sealed").objectStore("sealed")[method]();
        request.onsuccess = () => done(request.result);
    });
    const [keys, rows] = [await ask("getAllKeys"), await ask("getAll")];
    db.close();
    const texts = rows.map((row) => row.data ? new TextDecoder("latin1").decode(row.data) : "");
    const key = rows[keys.indexOf("key")];
    const isClosed = await crypto.subtle.exportKey("raw", key).then(() => false, () => true);
    return { keys, isClosed, text: texts.join(" ") };
}"""

# The script of registration has begun on a page of the server, which has its styles already.
STYLED = "() => document.querySelectorAll('link[href*=\"registration.css\"]').length === 2"
KEYS = """async () => {
    const db = await new Promise((done) => {
        const request = indexedDB.open("majlis-personal");
        request.onsuccess = () => done(request.result);
    });
    const keys = await new Promise((done) => {
        const request = db.transaction("sealed").objectStore("sealed").getAllKeys();
        request.onsuccess = () => done(request.result);
    });
    db.close();
    return keys;
}"""


@pytest.fixture(scope="module")
def admission(server):
    """An edition in English and Arabic that is open, with one question of each kind."""
    admission = make_admission(seats=20, online=5)
    page = EditionPage.objects.get(edition=admission.edition)
    kinds = Question.Kind
    asked = [
        make_question(admission, "Do you need an interpreter?", kinds.YES_NO, position=1),
        make_question(admission, "What do you eat?", kinds.CHOICE, "Meat\nFish\nVegan", 2),
        make_question(admission, "Which days?", kinds.SEVERAL, "Friday\nSaturday", 3),
        make_question(admission, "Where do you come from?", kinds.COUNTRY, position=4),
        make_question(admission, "What else should we know?", kinds.TEXT, position=5),
    ]
    for instance in (page.get_parent().specific, page, *asked):
        factories.translate(instance, "ar", default="ع {}")
    snapshots.rebuild()
    return admission


def _questions():
    rows = Question.objects.filter(locale__language_code="en")
    return rows.values_list("translation_key", "kind")


def make_question(admission, label, kind, choices="", position=0):
    return Question.objects.create(
        edition=admission.edition,
        label=label,
        kind=kind,
        choices=choices,
        purpose="So that we can plan.",
        position=position,
        locale=Locale.objects.get(language_code="en"),
    )


@pytest.fixture(autouse=True)
def _nobody(request):
    if "admission" in request.fixturenames:
        request.getfixturevalue("admission")
        Message.objects.all().delete()
        Registration.objects.all().delete()
        Throttle.objects.all().delete()
        cache.clear()


def come(reader, language="en"):
    """Have the app on the device, with what registration needs, without opening the form."""
    visit(reader, f"/{language}/sample/programme/", language)
    reader.wait_until(READY, language)


def fill(reader, *, name="Amina", email="amina@example.org"):
    page = reader.page
    page.locator("#id_name").fill(name)
    page.locator("#id_email").fill(email)
    page.locator("[name=pool][value=in_person]").check()
    page.locator("[name=is_sure]").check()
    page.locator("[name=consent]").check()


def submit(reader):
    reader.page.locator(".entries button[type=submit]").click()


def is_received(reader):
    expect(reader.page.locator(".request-received")).to_be_visible()


def keep(reader, registration):
    """Hand the link over to the app, as the server's page does, and say yes."""
    token = token_of(registration)
    reader.go(f"/en/sample/registration/#{token}")
    reader.page.get_by_role("button", name="Keep it on this device").click()
    reader.page.locator(".eyebrow").wait_for()
    assert token not in reader.page.url


def confirmed(admission, **values):
    return register(admission, pool=admission.edition.seat_pools.get(kind="in_person"), **values)
