"""My agenda on its way to another device or to the phone's calendar, past every server."""

import re

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from tests.e2e.conftest import Reader
from tests.e2e.keeping import id_of, page, sessions, star_all, visit

__all__ = ["page", "sessions"]

AGENDA = "/en/sample/my-agenda/"
UNKNOWN = "zzzzzzz2"
REFUSED_CLIPBOARD = """
    navigator.clipboard.writeText = () => Promise.reject(new DOMException("no", "NotAllowedError"));
"""


def brought(*rows, more=""):
    return "#add=" + "".join(id_of(row) for row in rows) + more


def stars(reader):
    return reader.page.evaluate("JSON.parse(localStorage.getItem('majlis.stars/sample') ?? '[]')")


def leaks(requests, ids):
    """What was sent that contains an id; browsers cut the fragment off before they send."""
    sent = [f"{row.url.partition('#')[0]} {row.headers} {row.post_data}" for row in requests]
    return [text for text in sent if any(name in text for name in ids)]


# --- sending ---


def test_the_link_is_shown_copied_and_drawn(reader, sessions):
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit(reader, AGENDA)
    star_all(reader, sessions["First"], sessions["Late"])
    reader.offline()
    reader.page.reload()
    link = f"{reader.address}{AGENDA}{brought(sessions['First'], sessions['Late'])}"

    reader.page.click(".sharing summary")
    expect(reader.page.locator("#link")).to_have_value(link)
    reader.page.click(".sharing button")

    expect(reader.page.locator(".sharing [role=status]")).to_have_text("Copied.")
    assert reader.page.evaluate("navigator.clipboard.readText()") == link
    code = reader.page.locator("svg.qr")
    side = int(code.get_attribute("viewBox").split()[2]) - 8
    expect(code.locator("path")).to_have_attribute(
        "d", re.compile(rf"^M0 0h7v1h-7zM.*M\d+ {side - 1}h")
    )
    assert code.evaluate("(node) => getComputedStyle(node).backgroundColor") == "rgb(255, 255, 255)"
    assert code.bounding_box()["width"] >= 4 * (side + 8)


def test_the_picture_is_white_in_the_dark(reader, sessions):
    visit(reader, AGENDA)
    star_all(reader, sessions["First"])
    reader.page.emulate_media(color_scheme="dark")
    reader.page.reload()

    reader.page.click(".sharing summary")

    colours = "(node) => [getComputedStyle(node).backgroundColor, getComputedStyle(node).fill]"
    assert reader.page.locator("svg.qr").evaluate(colours) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]


def test_where_the_clipboard_is_refused_the_link_is_selected(reader, sessions):
    visit(reader, AGENDA)
    star_all(reader, sessions["First"])
    reader.context.add_init_script(REFUSED_CLIPBOARD)
    reader.page.reload()
    reader.page.click(".sharing summary")

    reader.page.click(".sharing button")

    expect(reader.page.locator(".sharing [role=status]")).to_contain_text("copy it yourself")
    link = reader.page.locator("#link").input_value()
    assert reader.page.evaluate("getSelection().toString()") == link


# --- receiving ---


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_link_asks_before_it_adds_and_reaches_no_server(browser, server, sessions, language):
    reader = Reader(browser, server.url)
    requests = []
    reader.context.on("request", lambda request: requests.append(request))
    fragment = brought(sessions["First"], sessions["Late"], more=UNKNOWN)

    reader.go(f"/{language}/sample/my-agenda/{fragment}")  # the first visit of this device

    incoming = reader.page.locator(".incoming")
    expect(incoming.locator("li")).to_have_text(["First", "Late"])
    expect(incoming.locator("p")).to_have_count(3)
    assert stars(reader) == []
    incoming.locator("button").first.click()
    expect(incoming).to_have_count(0)
    expect(reader.page.locator(".card-title")).to_have_text(["First", "Late"])
    assert reader.page.url == f"{server.url}/{language}/sample/my-agenda/"
    assert stars(reader) == [id_of(sessions["First"]), id_of(sessions["Late"])]
    ids = [id_of(sessions["First"]), id_of(sessions["Late"]), UNKNOWN]
    assert len(requests) > 3
    assert leaks(requests, ids) == []
    reader.page.evaluate("(id) => fetch(`/sw.js?${id}`).then(() => 1)", UNKNOWN)
    assert len(leaks(requests, ids)) == 1  # a request that told would be noticed
    reader.check()
    reader.close()


def test_not_now_adds_nothing_and_forgets_the_link(reader, sessions):
    visit(reader, AGENDA)
    star_all(reader, sessions["Rival"])

    reader.go(AGENDA + brought(sessions["First"], sessions["Rival"]))
    reader.page.reload()
    expect(reader.page.locator(".incoming li")).to_have_text(["First"])
    expect(reader.page.locator(".incoming p").nth(1)).to_have_text("In your agenda already: 1")
    reader.page.get_by_role("button", name="Not now").click()

    expect(reader.page.locator(".incoming")).to_have_count(0)
    assert reader.page.url == f"{reader.address}{AGENDA}"
    assert stars(reader) == [id_of(sessions["Rival"])]


@pytest.mark.parametrize("fragment", ["#add=", "#add=abc", "#add=0000000000000000", "#add=%3Cb%3E"])
def test_a_damaged_link_says_so_and_loses_nothing(reader, sessions, fragment):
    visit(reader, AGENDA)
    star_all(reader, sessions["First"])

    reader.go(AGENDA + fragment)
    reader.page.reload()

    expect(reader.page.locator(".incoming p").first).to_contain_text("This link is damaged")
    reader.page.click(".incoming button")
    expect(reader.page.locator(".incoming")).to_have_count(0)
    expect(reader.page.locator(".card-title")).to_have_text(["First"])
    assert stars(reader) == [id_of(sessions["First"])]


def test_a_link_opened_in_the_open_app_offline_asks_as_well(reader, sessions):
    visit(reader, AGENDA)
    reader.page.reload()
    expect(reader.page.locator("main .empty")).to_be_visible()
    reader.offline()

    reader.page.evaluate("(hash) => { location.hash = hash }", brought(sessions["First"]))

    expect(reader.page.locator(".incoming li")).to_have_text(["First"])


def test_a_link_stays_when_the_reader_goes_on_in_another_language(reader, sessions):
    visit(reader, AGENDA)
    reader.go(AGENDA + brought(sessions["First"]))
    reader.page.reload()
    expect(reader.page.locator(".incoming")).to_be_visible()

    reader.page.click(".languages a[lang=ar]")

    expect(reader.page.locator("html[lang=ar] .incoming li")).to_have_text(["First"])


# --- the phone's calendar ---


def download(reader, selector):
    with reader.page.expect_download() as caught:
        reader.page.click(selector)
    path = caught.value.path()
    return caught.value.suggested_filename, path.read_bytes()


def facts(data):
    """What both calendars must agree in, by UID."""
    names = ("SUMMARY", "STATUS", "LOCATION", "DTSTART", "DTEND")
    return {
        str(event["UID"]): {
            name: (event[name].to_ical(), dict(event[name].params))
            for name in names
            if name in event
        }
        | {"path": str(event["URL"]).partition("/sample/")[2]}
        for event in Calendar.from_ical(data).walk("VEVENT")
    }


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_calendar_of_my_agenda_says_what_the_servers_says(reader, sessions, language):
    visit(reader, f"/{language}/sample/my-agenda/", language)
    wanted = [sessions["First"], sessions["Off"], sessions["Late"]]
    star_all(reader, *wanted)
    theirs = reader.context.request.get(f"{reader.address}/{language}/sample/programme.ics").body()
    reader.offline()
    reader.page.reload()

    name, mine = download(reader, ".agenda > .actions button")

    assert name == "sample-agenda.ics"
    uids = {f"{id_of(row)}@sample" for row in wanted}
    assert facts(mine) == {uid: row for uid, row in facts(theirs).items() if uid in uids}
    assert [line for line in mine.split(b"\r\n") if len(line) > 75 or b"\n" in line] == []


def test_one_session_goes_into_the_calendar_from_its_screen_offline(reader, page):
    visit(reader, "/ar/sample/programme/opening/", "ar")
    theirs = reader.context.request.get(f"{reader.address}/ar/sample/programme.ics").body()
    reader.offline()
    reader.page.reload()

    name, mine = download(reader, ".actions .plain")

    assert name == "opening.ics"
    (uid,) = facts(mine)
    assert facts(mine)[uid] == facts(theirs)[uid]


def test_a_finger_may_choose_the_calendar(browser, server, sessions):
    reader = Reader(browser, server.url, has_touch=True, is_mobile=True)
    reader.context.add_init_script("""
        navigator.canShare = ({ files }) => files?.[0].type === "text/calendar";
        navigator.share = async ({ files }) => { window.shared = await files[0].text() };
    """)
    visit(reader, AGENDA)
    star_all(reader, sessions["First"])
    reader.page.reload()

    reader.page.click(".agenda > .actions button")

    reader.page.wait_for_function("window.shared")
    (event,) = Calendar.from_ical(reader.page.evaluate("window.shared")).walk("VEVENT")
    assert event["UID"] == f"{id_of(sessions['First'])}@sample"
    reader.check()
    reader.close()
