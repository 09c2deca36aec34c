"""Times in the reader's own zone: whose they are is said, and where the day is another."""

import pytest
from playwright.sync_api import expect

from events.compiler import snapshots
from tests import factories
from tests.e2e.conftest import Reader
from tests.e2e.keeping import is_drawn_by_the_app, visit

MINE = """localStorage.setItem("majlis.settings", '{"zone":"mine"}')"""
ZONES = {
    "Asia/Karachi": {
        "offset": "+05:00",
        "early": ["07:30–08:15 +05:00", ""],
        "late": ["01:30–03:00 +05:00", "next day"],
    },
    "America/New_York": {
        "offset": "-04:00",
        "early": ["22:30–23:15 -04:00", "day before"],
        "late": ["16:30–18:00 -04:00", ""],
    },
}


@pytest.fixture(scope="module")
def page(server):
    page = factories.make_edition()
    rows = [
        factories.make_session(page, "Early", at="05:30"),
        factories.make_session(page, "Late", at="23:30", minutes=90),
    ]
    for instance in (page.get_parent().specific, page, *rows):
        factories.translate(instance, "ar", default="ع {}")
    snapshots.rebuild()
    return page


@pytest.fixture(params=ZONES)
def zone(request):
    return request.param


@pytest.fixture
def abroad(browser, server, page, zone):
    """A reader in another zone, who wants times of their own."""
    reader = Reader(browser, server.url, timezone_id=zone, locale="en-GB")
    reader.context.add_init_script(MINE)
    for language in ("en", "ar"):
        visit(reader, f"/{language}/sample/", language)
    yield reader
    reader.check()
    reader.close()


def shown(place):
    """Times of a place, and the mark that they carry."""
    return [
        place.locator(".times").first.text_content(),
        " ".join(place.locator(".shift").all_text_contents()),
    ]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_cards_say_their_offset_and_another_day(abroad, zone, language):
    abroad.go(f"/{language}/sample/programme/")
    assert is_drawn_by_the_app(abroad)

    cards = abroad.page.locator("main .card")
    expect(cards).to_have_count(2)
    found = [shown(cards.nth(index)) for index in range(2)]
    assert [row[0] for row in found] == [ZONES[zone][name][0] for name in ("early", "late")]
    assert [bool(row[1]) for row in found] == [
        bool(ZONES[zone][name][1]) for name in ("early", "late")
    ]
    if language == "en":
        assert found == [ZONES[zone]["early"], ZONES[zone]["late"]]


def test_the_programme_says_whose_times_it_shows(abroad, zone):
    abroad.go("/en/sample/programme/")

    words = f"Times are those of your device (UTC{ZONES[zone]['offset']})."
    expect(abroad.page.locator(".zone")).to_have_text(words)
    marks = abroad.page.locator(".hour-time .shift").all_text_contents()
    assert marks == [ZONES[zone][name][1] for name in ("early", "late") if ZONES[zone][name][1]]


def test_a_session_shows_both_times(abroad, zone):
    abroad.go("/en/sample/programme/late/")

    when = abroad.page.locator(".particulars dd").first
    edition = "Friday 11 June 23:30–01:00 Istanbul UTC+03:00"
    own = " ".join(ZONES[zone]["late"]).strip()
    expect(when).to_have_text(f"{edition}Your device: {own}", use_inner_text=False)


def test_now_and_next_says_so_as_well(abroad, zone):
    abroad.page.clock.set_fixed_time("2027-06-11T20:45Z")
    abroad.go("/en/sample/now/")

    words = f"Times are those of your device (UTC{ZONES[zone]['offset']})."
    expect(abroad.page.locator(".zone")).to_have_text(words)
    clocks = {"Asia/Karachi": "Now 01:45", "America/New_York": "Now 16:45"}
    expect(abroad.page.locator("#running")).to_have_text(clocks[zone])
    assert shown(abroad.page.locator("main .card").first) == ZONES[zone]["late"]


def test_without_the_setting_the_device_does_not_matter(browser, server, page, zone):
    reader = Reader(browser, server.url, timezone_id=zone)
    visit(reader, "/en/sample/")

    reader.go("/en/sample/programme/")

    expect(reader.page.locator(".zone")).to_have_text("Times are those of Istanbul (UTC+03:00).")
    assert reader.page.locator(".card .times").all_text_contents() == ["05:30–06:15", "23:30–01:00"]
    reader.check()
    reader.close()
