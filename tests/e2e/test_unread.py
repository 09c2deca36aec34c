"""Announcements that the reader has not read: marked, counted, read by looking."""

import json

import pytest
from playwright.sync_api import expect

from events.compiler import snapshots
from events.models import AnnouncementPage
from tests import factories
from tests.e2e.keeping import announce, page, visit

__all__ = ["page"]

COUNT = ".sections .mark"
NEW = "main .announcement:has(.mark) a"


@pytest.fixture(autouse=True)
def only_the_welcome(page):
    yield
    for row in AnnouncementPage.objects.exclude(slug="welcome"):
        row.delete()
    snapshots.rebuild()


def catch_up(reader):
    reader.page.evaluate("dispatchEvent(new Event('online'))")


def remembered(reader):
    return json.loads(reader.page.evaluate("localStorage.getItem('majlis.read/sample')"))


def test_on_a_first_visit_nothing_is_new_but_what_is_urgent(reader, page):
    factories.make_announcement(page, "Leave the hall", urgency="urgent")
    factories.make_announcement(page, "Lunch is served", urgency="important")
    snapshots.rebuild()

    visit(reader, "/en/sample/")

    expect(reader.page.locator(COUNT)).to_have_text("1 new")
    expect(reader.page.locator(NEW)).to_have_text(["Leave the hall"])


def test_what_comes_later_is_marked_until_it_is_opened(reader, page):
    visit(reader, "/ar/sample/", "ar")
    expect(reader.page.locator(COUNT)).to_have_count(0)
    announce(page, "Lunch is served")
    announce(page, "The bus leaves at six")
    catch_up(reader)
    expect(reader.page.locator(COUNT)).to_contain_text("2")
    # Both came in the same minute: either may be first.
    assert sorted(reader.page.locator(NEW).all_inner_texts()) == [
        "Lunch is served",
        "The bus leaves at six",
    ]

    reader.page.locator(NEW, has_text="The bus").click()

    expect(reader.page.locator("h1")).to_contain_text("The bus leaves at six")
    expect(reader.page.locator(COUNT)).to_contain_text("1")
    reader.offline()
    reader.go("/ar/sample/")
    expect(reader.page.locator(NEW)).to_have_text(["Lunch is served"])


def test_looking_at_the_list_for_a_moment_reads_it_but_leaves_the_marks(reader, page):
    visit(reader, "/en/sample/")
    announce(page, "Lunch is served")
    catch_up(reader)
    expect(reader.page.locator(COUNT)).to_have_text("1 new")
    reader.page.clock.install()

    reader.page.locator(".sections a", has_text="Announcements").click()
    expect(reader.page.locator(NEW)).to_have_text(["Lunch is served"])
    reader.page.clock.run_for(500)  # the clock goes on meanwhile
    expect(reader.page.locator(COUNT)).to_have_text("1 new")
    reader.page.clock.run_for(2000)

    expect(reader.page.locator(COUNT)).to_have_count(0)
    expect(reader.page.locator(NEW)).to_have_text(["Lunch is served"])
    reader.page.locator(".sections a", has_text="Overview").click()
    expect(reader.page.locator(".latest .announcement").first).to_be_visible()
    expect(reader.page.locator(NEW)).to_have_count(0)


def test_a_glance_at_the_list_reads_nothing(reader, page):
    visit(reader, "/en/sample/")
    announce(page, "Lunch is served")
    catch_up(reader)
    expect(reader.page.locator(COUNT)).to_have_text("1 new")
    reader.page.clock.install()

    reader.page.locator(".sections a", has_text="Announcements").click()
    reader.page.clock.run_for(300)
    reader.page.locator(".sections a", has_text="Overview").click()
    reader.page.clock.run_for(3000)

    expect(reader.page.locator(COUNT)).to_have_text("1 new")


def test_two_tabs_agree(reader, page):
    visit(reader, "/en/sample/")
    announce(page, "Lunch is served")
    catch_up(reader)
    other = reader.context.new_page()
    other.goto(f"{reader.address}/en/sample/speakers/")
    expect(other.locator(COUNT)).to_have_text("1 new")

    reader.page.locator(NEW).click()

    expect(reader.page.locator(COUNT)).to_have_count(0)
    expect(other.locator(COUNT)).to_have_count(0)


def test_what_is_taken_down_is_not_remembered(reader, page):
    gone = factories.make_announcement(page, "Lunch is served")
    snapshots.rebuild()
    visit(reader, "/en/sample/")
    assert len(remembered(reader)) == 2

    gone.unpublish()
    snapshots.rebuild()
    catch_up(reader)

    reader.wait_until("JSON.parse(localStorage.getItem('majlis.read/sample')).length === 1")


def test_what_somebody_else_wrote_there_counts_as_nothing(reader, page):
    reader.context.add_init_script("localStorage.setItem('majlis.read/sample', '{}')")

    visit(reader, "/en/sample/announcements/")
    reader.wait_until("localStorage.getItem('majlis.read/sample') !== '{}'")

    expect(reader.page.locator("main .announcement")).to_have_count(1)
    expect(reader.page.locator(COUNT)).to_have_count(0)
