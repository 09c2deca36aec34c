"""From the form to the ticket in each mode, with and without JavaScript, in two directions."""

import datetime as dt
from itertools import pairwise

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from events.compiler import snapshots
from registration import acts, forms, outbox, services, tickets
from registration.models import Admission, Registration, SeatPool, Throttle
from tests import factories, smtp
from tests.cms.people import make_user
from tests.e2e.axe import faults_in_both_schemes
from tests.e2e.conftest import Reader
from tests.e2e.test_pages import HEADINGS
from tests.registration.making import make_admission, make_question

Mode, State = Admission.Mode, Registration.State
EMAIL = "amina@example.org"
PHONE = {"width": 360, "height": 740}
# What a browser without JavaScript has, too: rules of axe, sizes, order of headings.
# Where a finger meets less than 44 pixels; boxes to tick are as large as their words.
TARGETS = """() => [...document.querySelectorAll(
    "a, button, summary, select, textarea, label:has(input), .entry > input")]
    .filter((one) => one.offsetParent && !one.closest(".trap, .skip, .notice, p:not([class])"))
    .map((one) => [one.textContent.trim(), Math.round(one.getBoundingClientRect().height)])
    .filter(([, height]) => height < 44)"""
CACHED = """async () => {
    const names = await caches.keys();
    const keys = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return keys.flat().map(({ url }) => url).filter((url) => /\\/sample\\/regist/.test(url));
}"""


@pytest.fixture(scope="module")
def admission(server):
    """Registration with two pools and a question of each kind, some translated."""
    admission = make_admission(seats=1, online=5)
    factories.translate(admission.edition.pages.get(), "ar", {"Sample edition": "الدورة"})
    food = make_question(admission, "Food?", kind="choice", choices="Meat\nNo meat")
    factories.translate(food, "ar", {"Food?": "الطعام؟", "Meat<br/>No meat": "لحم<br/>بلا لحم"})
    make_question(admission, "Headsets?", kind="several", choices="Arabic\nUrdu")
    make_question(admission, "Children?", kind="yes_no", is_required=True)
    make_question(admission, "From?", kind="country")
    make_question(admission, "Else?")
    snapshots.rebuild()
    return admission


@pytest.fixture
def mailbox(settings, server):
    settings.BASE_URL = server.url
    with smtp.listening(settings) as mailbox:
        yield mailbox


@pytest.fixture
def walker(browser, server, admission, monkeypatch):
    """Makes readers whose complaints are read at the end, each in an edition without requests."""
    monkeypatch.setattr(forms, "SOONEST", -1)
    readers = []

    def make(**options):
        readers.append(Reader(browser, server.url, viewport=PHONE, **options))
        return readers[-1]

    yield make
    for reader in readers:
        # Chromium's own word for a form that the server wants looked at again.
        reader.complaints = [text for text in reader.complaints if " 400 (" not in text]
        reader.check()
        reader.close()
    empty()


def empty():
    Registration.objects.all().delete()
    Throttle.objects.all().delete()
    SeatPool.objects.update(taken=0)


def use(mode, **facts):
    """Start anew in another mode."""
    empty()
    values = {"closes_at": None, "opens_at": None, "ballot_seed": "", "drawn_at": None}
    Admission.objects.update(mode=mode, drawn_lots={}, **values | facts)


def fill(reader, language):
    # Also where the app would draw it: here it is the page that is tried.
    reader.go(f"/{language}/sample/register/?network")
    page = reader.page
    page.locator("[name=name]").fill("آمنة")
    page.locator("[name=email]").fill(EMAIL)
    page.locator("[name=pool][value=in_person]").check()
    page.locator("fieldset").nth(1).locator("input").nth(1).check()
    page.locator("fieldset").nth(2).locator("input").first.check()
    page.locator("fieldset").nth(3).locator("input").first.check()
    page.locator("select[name^=q_]").select_option("TR")
    page.locator("[name=is_sure]").check()
    page.locator("[name=consent]").check()


def send(reader):
    reader.page.locator("form.entries button").click()
    expect(reader.page).to_have_url(f"{reader.page.url.split('register/')[0]}register/received/")


def open_mailed(reader, mailbox, language):
    """Follow the link of the newest mail, which is in the person's language."""
    outbox.send_due(timezone.now() + dt.timedelta(minutes=acts.UNDO_MINUTES))
    mail = mailbox.last(EMAIL)
    assert mail["Content-Language"] == language
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in mail.get_body(["html"]).get_content()
    reader.page.goto(mailbox.link(EMAIL))


def press(reader, act):
    reader.page.locator(f"button[value={act}]").click()
    reader.page.wait_for_url("**/?done=*")
    expect(reader.page.locator("main [role=status]")).to_be_visible()


def follow(reader, path):
    reader.page.locator(f"main a[href$='{path}']").first.click()
    reader.page.wait_for_url(f"**/{path}")


def state():
    return Registration.objects.get().state


def show_ticket(reader, look):
    follow(reader, "ticket/")
    code = reader.page.locator(".ticket-code")
    expect(code).to_be_hidden()
    reader.page.locator("summary").click()
    expect(code).to_have_text(tickets.code(Registration.objects.get()))
    look("ticket")


def first_come(reader, mailbox, language, look):
    use(Mode.FIRST_COME, closes_at=timezone.now() + dt.timedelta(days=9))
    fill(reader, language)
    look("form")
    reader.page.locator("[name=email]").fill("amina@example")
    reader.page.locator("form.entries button").click()
    expect(reader.page.locator("#errors")).to_be_focused()
    look("errors")
    reader.page.locator("[name=email]").fill(EMAIL)
    send(reader)
    look("received")
    open_mailed(reader, mailbox, language)
    assert state() == State.RECEIVED
    look("to prove")
    press(reader, "prove")
    assert state() == State.CONFIRMED
    look("confirmed")
    show_ticket(reader, look)


def review(reader, mailbox, language, look):
    use(Mode.REVIEW)
    fill(reader, language)
    send(reader)
    open_mailed(reader, mailbox, language)
    press(reader, "prove")
    assert state() == State.IN_REVIEW
    look("under review")
    services.offer(Registration.objects.get(), by=make_user())
    open_mailed(reader, mailbox, language)
    look("offered")
    press(reader, "confirm")
    show_ticket(reader, look)
    open_mailed(reader, mailbox, language)
    follow(reader, "withdraw/")
    look("withdraw")
    press(reader, "withdraw")
    assert state() == State.WITHDRAWN
    look("withdrawn")


def ballot(reader, mailbox, language, look):
    use(Mode.BALLOT, closes_at=timezone.now() + dt.timedelta(days=9), ballot_seed="Kehwa")
    fill(reader, language)
    look("form of a ballot")
    send(reader)
    open_mailed(reader, mailbox, language)
    press(reader, "prove")
    assert state() == State.IN_BALLOT
    look("in the ballot")
    Admission.objects.update(closes_at=timezone.now())
    services.draw(Admission.objects.get())
    open_mailed(reader, mailbox, language)
    press(reader, "confirm")
    show_ticket(reader, look)
    reader.go(f"/{language}/sample/register/ballot/")
    expect(reader.page.locator(".lots")).to_contain_text(Registration.objects.get().lot)
    look("draw")


def closed(reader, mailbox, language, look):
    use(Mode.CLOSED)
    reader.go(f"/{language}/sample/register/?network")
    expect(reader.page.locator("main form")).to_have_count(0)
    look("closed")


def forget(reader, mailbox, language, look):
    """What one does with a link, to the end."""
    use(Mode.FIRST_COME)
    fill(reader, language)
    send(reader)
    reader.go(f"/{language}/sample/registration/?network")
    look("link again")
    reader.page.locator("[name=email]").fill(EMAIL)
    reader.page.locator("form.entries button").click()
    reader.page.wait_for_url("**/registration/sent/")
    open_mailed(reader, mailbox, language)
    mine = reader.page.url
    follow(reader, "details/")
    look("details")
    reader.page.locator("[name=name]").fill("Amina")
    reader.page.locator("form.entries button").click()
    reader.page.wait_for_url("**/?done=details")
    expect(reader.page.locator(".particulars bdi").first).to_have_text("Amina")
    reader.go(f"/{language}/sample/register/privacy/")
    look("privacy")
    reader.page.goto(f"{mine}erase/")
    look("erase")
    reader.page.locator("button[value=erase]").click()
    reader.page.wait_for_url("**/erased/")
    assert not Registration.objects.exists()


WALKS = [first_come, review, ballot, closed, forget]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_without_javascript_each_mode_leads_to_its_end(walker, mailbox, language):
    reader = walker(java_script_enabled=False)

    for walk in WALKS:
        walk(reader, mailbox, language, look=lambda name: None)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_with_javascript_no_screen_breaks_a_rule_and_nothing_is_kept(walker, mailbox, language):
    reader = walker()
    reader.go(f"/{language}/sample/")
    reader.wait_until("async () => Boolean((await navigator.serviceWorker.ready).active)")
    faults = {}

    def look(name):
        found = inspect(reader.page)
        faults.update({name: found} if found else {})

    for walk in WALKS:
        walk(reader, mailbox, language, look)

    assert faults == {}
    assert reader.page.evaluate(CACHED) == []
    assert reader.context.cookies() == []


def inspect(page):
    """What is wrong with a screen, light and dark."""
    levels = page.evaluate(HEADINGS)
    found = [pair for pair in pairwise([0, *levels]) if pair[1] > pair[0] + 1]
    found += page.evaluate(TARGETS)
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append("too wide")
    return found + faults_in_both_schemes(page)


def test_what_is_wrong_is_found_by_keyboard_and_nothing_is_lost(walker, mailbox):
    reader = walker(java_script_enabled=False)
    use(Mode.FIRST_COME)
    fill(reader, "en")
    page = reader.page
    page.locator("[name=name]").fill("A" * 80)
    page.locator("[name=email]").fill("amina@example")
    page.locator("[name=email]").press("Enter")

    expect(page.locator("#errors")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("[name=language]")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.type(EMAIL)
    page.keyboard.press("Enter")

    page.wait_for_url("**/received/")
    outbox.send_due()
    page.goto(mailbox.link(EMAIL))
    while not page.locator("button[value=prove]").evaluate(
        "(one) => one === document.activeElement"
    ):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?done=prove")
    assert Registration.objects.get().details["name"] == "A" * 80
