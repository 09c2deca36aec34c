"""Asking for a seat in the app: offline, sent exactly once, and sealed while it waits."""

import json

import pytest
from playwright.sync_api import expect

from events.compiler.ids import public_id
from registration.models import Admission, Message, Registration
from tests.e2e.keeping import is_drawn_by_the_app
from tests.e2e.registering import (
    SEALED,
    SEND,
    STYLED,
    _nobody,
    _questions,
    admission,
    come,
    fill,
    is_received,
    submit,
)

__all__ = ["_nobody", "admission"]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_form_that_was_never_opened_is_filled_offline_and_sent_once(reader, admission, language):
    come(reader, language)
    reader.offline()
    reader.go(f"/{language}/sample/register/")
    assert is_drawn_by_the_app(reader)
    fill(reader)
    page = reader.page
    page.locator("input[type=radio][value=True]").check()
    page.locator("fieldset input[type=checkbox]").nth(1).check()
    page.locator("select").last.select_option("TR")
    page.locator("textarea").fill("شكرا")
    submit(reader)

    expect(page.locator(".request-waiting h2")).to_be_visible()
    if language == "en":
        expect(page.locator(".request-waiting h2")).to_have_text("Not sent yet")
    assert Registration.objects.count() == 0
    page.reload()
    expect(page.locator(".request-waiting h2")).to_be_visible()
    reader.offline(False)

    is_received(reader)
    (row,) = Registration.objects.all()
    assert row.details["email"] == "amina@example.org"
    assert row.details["language"] == language
    asked = {public_id(key): kind for key, kind in _questions()}
    answers = {asked[name]: value for name, value in row.details["answers"].items()}
    assert answers == {"yes_no": True, "several": [1], "country": "TR", "text": "شكرا"}


def test_an_answer_that_is_lost_leaves_one_registration(reader, admission):
    come(reader)
    lost = []

    def lose(route):
        if len(lost) < 2:
            lost.append(route.fetch().status)
            route.abort("connectionreset")
        else:
            route.continue_()

    reader.context.route(SEND, lose)
    reader.go("/en/sample/register/")
    fill(reader)
    submit(reader)

    is_received(reader)
    assert lost == [202, 202]
    assert Registration.objects.count() == 1
    assert Message.objects.count() == 1
    reader.complaints = [row for row in reader.complaints if "ERR_CONNECTION_RESET" not in row]


def test_the_servers_form_is_kept_when_the_network_goes_meanwhile(reader, admission):
    come(reader)
    reader.go("/en/sample/register/?network")
    assert not is_drawn_by_the_app(reader)
    reader.wait_until(STYLED)
    fill(reader)
    reader.offline()
    submit(reader)

    expect(reader.page.locator(".request-waiting")).to_be_visible()
    reader.offline(False)
    is_received(reader)
    assert Registration.objects.get().details["name"] == "Amina"


def test_two_tabs_send_one_request_once(reader, admission):
    come(reader)
    reader.offline()
    reader.go("/en/sample/register/")
    fill(reader)
    submit(reader)
    expect(reader.page.locator(".request-waiting")).to_be_visible()
    second = reader.context.new_page()
    second.goto(f"{reader.address}/en/sample/register/")
    expect(second.locator(".request-waiting")).to_be_visible()
    sent = []
    reader.context.on("request", lambda row: sent.append(row.url) if row.method == "POST" else None)

    reader.offline(False)

    is_received(reader)
    expect(second.locator(".request-received")).to_be_visible()
    assert len(sent) == 1
    assert Registration.objects.count() == 1


def test_what_is_refused_is_filled_in_again_with_the_reasons(reader, admission):
    come(reader)
    reader.offline()
    reader.go("/en/sample/register/")
    fill(reader, email="amina@example")
    submit(reader)
    expect(reader.page.locator(".request-waiting")).to_be_visible()
    reader.offline(False)

    error = reader.page.locator("#id_email_error")
    expect(error).to_have_text("This is not an e-mail address.")
    assert reader.page.locator("#id_email").input_value() == "amina@example"
    assert reader.page.locator("#id_name").input_value() == "Amina"
    assert Registration.objects.count() == 0
    reader.page.locator("#id_email").fill("amina@example.org")
    submit(reader)

    is_received(reader)
    assert Registration.objects.count() == 1
    reader.complaints = [row for row in reader.complaints if "400" not in row]


def test_a_request_is_changed_or_discarded_while_it_waits(reader, admission):
    come(reader)
    reader.offline()
    reader.go("/en/sample/register/")
    fill(reader)
    submit(reader)
    page = reader.page

    page.get_by_role("button", name="Change it").click()
    assert page.locator("#id_name").input_value() == "Amina"
    page.locator("#id_name").fill("Zeynep")
    submit(reader)
    expect(page.locator(".request-waiting")).to_be_visible()
    page.get_by_role("button", name="Change it").click()
    assert page.locator("#id_name").input_value() == "Zeynep"
    page.get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="Discard it").click()

    expect(page.locator("#id_name")).to_have_value("")
    reader.offline(False)
    page.wait_for_timeout(500)
    assert Registration.objects.count() == 0


def test_a_server_that_asks_to_wait_is_not_pressed(reader, admission):
    come(reader)
    asked = []

    def refuse(route):
        asked.append(1)
        body = json.dumps({"code": "too_often", "message": "Later."})
        headers = {"Content-Type": "application/json", "Retry-After": "120"}
        route.fulfill(status=429, headers=headers, body=body)

    reader.context.route(SEND, refuse)
    reader.go("/en/sample/register/")
    fill(reader)
    submit(reader)

    notice = reader.page.locator(".request-waiting p").first
    expect(notice).to_contain_text("The next attempt is at")
    reader.page.evaluate("dispatchEvent(new Event('online'))")
    reader.page.reload()
    expect(notice).to_contain_text("The next attempt is at")
    reader.page.wait_for_timeout(300)
    assert asked == [1]
    reader.complaints = [row for row in reader.complaints if "429" not in row]


def test_a_registration_that_closed_keeps_what_was_written(reader, admission):
    come(reader)
    reader.offline()
    reader.go("/en/sample/register/")
    fill(reader)
    submit(reader)
    expect(reader.page.locator(".request-waiting")).to_be_visible()
    Admission.objects.update(mode=Admission.Mode.CLOSED)

    reader.offline(False)

    closed = reader.page.locator(".request-closed")
    expect(closed).to_contain_text("What you wrote stays here")
    expect(closed).to_contain_text("amina@example.org")
    Admission.objects.update(mode=Admission.Mode.FIRST_COME)
    closed.get_by_role("button", name="Discard it").click()
    expect(closed).to_have_count(0)
    reader.complaints = [row for row in reader.complaints if "409" not in row]


def test_what_waits_is_sealed_with_a_key_that_nobody_gets(reader, admission):
    come(reader)
    reader.offline()
    reader.go("/en/sample/register/")
    fill(reader, name="Canary")
    submit(reader)
    expect(reader.page.locator(".request-waiting")).to_be_visible()

    found = reader.page.evaluate(SEALED)

    assert found["keys"] == ["key", "request/sample"]
    assert found["isClosed"]
    assert "Canary" not in found["text"]
    assert "amina" not in found["text"]
    kept = reader.page.evaluate(
        """async () => {
            const texts = [JSON.stringify({ ...localStorage })];
            for (const name of await caches.keys()) {
                const rows = await (await caches.open(name)).matchAll();
                texts.push(...await Promise.all(rows.map((row) => row.text())));
            }
            return texts.join(" ").includes("Canary");
        }"""
    )
    assert not kept


NO_CRYPTO = "Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined })"


def test_a_browser_that_cannot_seal_gets_the_page_of_the_server(reader, admission):
    come(reader)
    reader.context.add_init_script(NO_CRYPTO)

    reader.go("/en/sample/register/")

    expect(reader.page.locator("form[method=post]")).to_be_visible()
    assert not is_drawn_by_the_app(reader)
    reader.offline()
    reader.go("/en/sample/register/")
    expect(reader.page.locator("h1")).to_have_text("Not on this device yet")
