"""One's own registration and ticket on the device, and how they leave it."""

import re

import pytest
from playwright.sync_api import expect

from registration import services
from registration.models import Admission, Message, Registration
from tests.e2e.axe import faults_in_both_schemes
from tests.e2e.conftest import Reader
from tests.e2e.keeping import LEFT, NOTHING
from tests.e2e.registering import (
    KEYS,
    SEALED,
    _nobody,
    admission,
    come,
    confirmed,
    fill,
    is_received,
    keep,
    submit,
)
from tests.registration.making import token_of

__all__ = ["_nobody", "admission"]


def test_a_ticket_that_was_kept_is_shown_offline_without_a_name(reader, admission):
    come(reader)
    row = confirmed(admission)
    keep(reader, row)
    expect(reader.page.locator("h1")).to_have_text("Your seat is confirmed")
    reader.offline()
    reader.page.reload()
    expect(reader.page.locator("h1")).to_have_text("Your seat is confirmed")
    assert reader.page.locator("svg.qr").count() == 0

    reader.page.get_by_role("button", name="Show the code for the door").click()

    expect(reader.page.locator("svg.qr")).to_be_visible()
    ticket = reader.page.locator(".ticket")
    expect(ticket).to_contain_text(re.compile(r"T1:[A-Z2-7]{26}"))
    assert "Amina" not in ticket.inner_text()
    reader.page.reload()
    expect(reader.page.locator(".ticket")).to_be_visible()
    assert reader.page.locator("svg.qr").count() == 0


def test_a_link_keeps_nothing_without_a_yes(reader, admission):
    come(reader)
    row = confirmed(admission)
    reader.go(f"/en/sample/registration/#{token_of(row)}")

    expect(reader.page.get_by_role("button", name="Keep it on this device")).to_be_visible()

    assert reader.page.evaluate(SEALED)["keys"] == ["key"]
    assert "amina" not in reader.page.content()


def test_a_seat_is_given_back_from_the_app(reader, admission):
    come(reader)
    row = confirmed(admission)
    keep(reader, row)

    reader.page.get_by_role("button", name="Give it back").click()
    reader.page.get_by_role("button", name="Give it back").click()

    expect(reader.page.locator("h1")).to_have_text("Your request is withdrawn")
    row.refresh_from_db()
    assert row.state == Registration.State.WITHDRAWN
    assert reader.page.locator(".ticket").count() == 0


def test_an_offer_counts_down_names_its_zone_and_is_taken(reader, admission):
    come(reader)
    Admission.objects.update(mode=Admission.Mode.REVIEW)
    row = confirmed(admission)
    services.offer(row, by=None)
    Admission.objects.update(mode=Admission.Mode.FIRST_COME)
    keep(reader, row)

    standing = reader.page.locator(".standing")
    expect(standing).to_contain_text("Istanbul, ")
    expect(standing).to_contain_text("UTC+03:00")
    expect(standing).to_contain_text(re.compile("in [23] days"))
    reader.offline()
    sure = reader.page.get_by_role("button", name="I am sure that I will come")
    expect(sure).to_be_disabled()
    reader.offline(False)
    sure.click()

    expect(reader.page.locator("h1")).to_have_text("Your seat is confirmed")
    expect(reader.page.locator(".ticket")).to_be_visible()
    row.refresh_from_db()
    assert row.state == Registration.State.CONFIRMED


def test_the_link_is_sent_again_from_the_app(reader, admission):
    come(reader)
    confirmed(admission)
    Message.objects.all().delete()
    reader.go("/en/sample/registration/")

    reader.page.locator("#id_email").fill("amina@example.org")
    reader.page.get_by_role("button", name="Send the link").click()

    expect(reader.page.get_by_text("the link is on its way to it")).to_be_visible()
    assert [row.kind for row in Message.objects.all()] == [Message.Kind.LINK]


def test_a_link_that_ended_says_so_and_keeps_the_ticket(reader, admission):
    come(reader)
    row = confirmed(admission)
    keep(reader, row)
    services.renew_link(row)
    reader.page.reload()

    expect(reader.page.locator(".callout")).to_contain_text("Your link is not valid any more")
    expect(reader.page.locator(".ticket")).to_be_visible()
    reader.complaints = [row for row in reader.complaints if "401" not in row]


def test_the_server_page_hands_the_link_to_the_app(reader, admission):
    row = confirmed(admission)
    reader.go(f"/en/sample/registration/{token_of(row)}/")

    reader.page.get_by_role("link", name="Keep it on this device").click()
    reader.page.get_by_role("button", name="Keep it on this device").click()

    expect(reader.page.locator("h1")).to_have_text("Your seat is confirmed")


def test_forgetting_the_device_takes_what_is_personal(reader, admission):
    come(reader)
    keep(reader, confirmed(admission))
    reader.go("/en/sample/settings/")

    reader.page.get_by_role("button", name="Forget this device").click()
    reader.page.get_by_role("button", name="Remove everything").click()

    expect(reader.page.locator("h1")).to_have_text("Nothing is left")
    assert reader.page.evaluate(LEFT) == NOTHING


def test_what_is_personal_is_removed_by_a_button_of_its_own(reader, admission):
    come(reader)
    keep(reader, confirmed(admission))

    reader.page.get_by_role("button", name="Remove what is personal").click()

    expect(reader.page.locator("main")).to_contain_text("Nothing about you is kept")
    assert reader.page.evaluate(KEYS) in ([], ["key"])
    reader.go("/en/sample/programme/")
    expect(reader.page.locator("main h1")).to_be_visible()


def test_what_has_outlived_its_edition_is_removed(reader, admission):
    come(reader)
    keep(reader, confirmed(admission))
    reader.page.evaluate(
        """async () => {
            const db = await new Promise((done) => {
                const request = indexedDB.open("majlis-personal");
                request.onsuccess = () => done(request.result);
            });
            const store = db.transaction("sealed", "readwrite").objectStore("sealed");
            const row = await new Promise((done) => {
                const request = store.get("mine/sample");
                request.onsuccess = () => done(request.result);
            });
            await new Promise((done) => {
                store.put({ ...row, until: "2020-01-01" }, "mine/sample").onsuccess = done;
            });
            db.close();
        }"""
    )

    reader.go("/en/sample/registration/")

    expect(reader.page.locator("main")).to_contain_text("Nothing about you is kept")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing(browser, server, admission, language):
    viewport = {"width": 360, "height": 740}
    reader = Reader(browser, server.url, locale="en-GB", viewport=viewport)
    come(reader, language)
    found = {}

    def look(name):
        wrong = faults_in_both_schemes(reader.page)
        found.update({name: wrong} if wrong else {})
        assert reader.page.evaluate("document.documentElement.scrollWidth") <= 360

    reader.offline()
    reader.go(f"/{language}/sample/register/")
    fill(reader)
    look("form")
    submit(reader)
    expect(reader.page.locator(".request-waiting")).to_be_visible()
    look("waiting")
    reader.offline(False)
    is_received(reader)
    look("received")
    row = Registration.objects.get()
    services.prove(row)
    row.refresh_from_db()
    reader.go(f"/{language}/sample/registration/")
    reader.page.locator("#link").wait_for()
    look("nothing kept")
    reader.go(f"/{language}/sample/registration/#{token_of(row)}")
    reader.page.locator(".acts button").wait_for()
    look("asking")
    reader.page.locator(".acts button").click()
    reader.page.locator(".ticket button").click()
    reader.page.locator("svg.qr").wait_for()
    look("ticket")

    assert found == {}
    reader.check()
    reader.close()
