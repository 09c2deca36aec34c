"""A registrar at work in a real browser: several are chosen, previewed, decided, and undone."""

import pytest
from playwright.sync_api import expect

from registration.models import Admission, Registration
from tests.cms.people import make_user
from tests.e2e import axe
from tests.e2e.conftest import Reader
from tests.registration.making import make_admission, register

LIST = "/admin/registrations/sample/"
State = Registration.State


@pytest.fixture(scope="module")
def admission(server):
    """Two seats, and three people under review who write in three languages."""
    admission = make_admission(mode=Admission.Mode.REVIEW, online=5)
    for language, name in (("en", "Amina"), ("ar", "يوسف"), ("ur", "زینب")):
        register(admission, f"{language}@example.org", language=language, name=name)
    make_user("registrars")
    make_user("editors")
    return admission


@pytest.fixture
def at_desk(come, admission):
    """Makes people who are logged in, with an admin in their language."""

    def make(role="registrars", language="en", width=1280):
        return come(role, language, width, 900)

    return make


def states(admission):
    rows = admission.edition.registrations.order_by("received_at")
    return list(rows.values_list("state", flat=True))


def faults(page):
    return axe.faults(page, axe.DESK)


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_several_are_offered_a_seat_after_a_preview_and_it_is_undone(at_desk, admission, language):
    reader = at_desk(language=language)
    page = reader.page
    reader.go(LIST)
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")

    page.locator("[data-w-bulk-target=all]").check()
    expect(page.locator("input[name=id]:checked")).to_have_count(3)
    page.locator("select[name=act]").select_option("offer")
    page.locator(".desk-decide button").click()

    expect(page.locator("section[aria-labelledby=desk-changed] li")).to_have_count(2)
    expect(page.locator("section[aria-labelledby=desk-refused] li")).to_have_count(1)
    mails = page.locator(".desk-mail > div")
    assert [mail.get_attribute("dir") for mail in mails.all()] == ["rtl", "ltr"]
    assert states(admission) == [State.IN_REVIEW] * 3
    assert faults(page) == []

    page.locator("input[name=token] ~ .desk-buttons button").click()

    expect(page.locator(".messages .success")).to_be_visible()
    expect(page.locator(".messages .warning")).to_be_visible()
    assert states(admission) == [State.OFFERED, State.OFFERED, State.IN_REVIEW]
    bar = page.locator(".seats-bar").first
    held = bar.locator("rect").nth(1).bounding_box()
    assert held["width"] == pytest.approx(bar.bounding_box()["width"], abs=2)
    assert faults(page) == []

    page.locator(".desk-undo button").click()

    expect(page.locator(".desk-undo")).to_have_count(0)
    assert states(admission) == [State.IN_REVIEW] * 3


def test_one_is_declined_by_keyboard_alone(at_desk, admission):
    reader = at_desk()
    reader.go(LIST)
    first = reader.page.locator("input[name=id]").first
    first.focus()
    reader.page.keyboard.press("Space")
    reader.page.locator("select[name=act]").focus()
    reader.page.keyboard.type("Dec")
    reader.page.keyboard.press("Tab")
    expect(reader.page.get_by_role("button", name="See what would happen")).to_be_focused()
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator("section[aria-labelledby=desk-changed] li")).to_have_count(1)

    reader.page.get_by_role("button", name="Decline (1)").focus()
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator(".messages .success")).to_contain_text("1 registration changed")
    assert states(admission) == [State.IN_REVIEW, State.IN_REVIEW, State.DECLINED]
    reader.page.locator(".desk-undo button").focus()
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator(".desk-undo")).to_have_count(0)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_fits_and_pleases_axe(at_desk, admission, language, width):
    one = admission.edition.registrations.first()
    pool = one.pool_id
    visits = {
        "registrars": [
            *("/admin/registrations/", LIST, f"{LIST}?blind=no", f"{LIST}{one.pk}/"),
            *(f"{LIST}{one.pk}/erase/", f"{LIST}export/", f"{LIST}log/", f"{LIST}seats/{pool}/"),
        ],
        "editors": [f"{LIST}settings/", "/admin/questions/"],
    }
    found = {}

    for role, paths in visits.items():
        reader = at_desk(role, language, width)
        for path in paths:
            assert reader.go(path).status == 200
            wrong = faults(reader.page) + ([] if fits(reader.page) else ["too wide"])
            found |= {path: wrong} if wrong else {}

    assert found == {}


def test_without_a_script_a_registrar_decides_as_well(browser, server, admission):
    viewport = {"width": 1280, "height": 900}
    reader = Reader(browser, server.url, viewport=viewport, java_script_enabled=False)
    reader.log_in(make_user("registrars"))
    reader.go(LIST)
    reader.page.locator("input[name=id]").first.check()
    reader.page.locator(".desk-decide button").click()
    reader.page.locator("input[name=token] ~ .desk-buttons button").click()

    assert states(admission) == [State.IN_REVIEW, State.IN_REVIEW, State.OFFERED]
    reader.page.locator(".desk-undo button").click()
    assert states(admission) == [State.IN_REVIEW] * 3
    reader.close()
