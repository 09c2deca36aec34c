"""The venue as the app shows it: another site hears of a reader only when they tap."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Reader
from tests.e2e.keeping import is_drawn_by_the_app, page, visit

__all__ = ["page"]

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1"
NAME = "The%20old%20%28printing%29%20house!"


@pytest.mark.parametrize(
    ("agent", "address"),
    [
        (None, f"geo:41.0082,28?q=41.0082,28({NAME})"),
        (IPHONE, f"https://maps.apple.com/?ll=41.0082,28&q={NAME}"),
    ],
    ids=["others", "Apple"],
)
def test_maps_open_in_what_the_device_has(browser, server, page, agent, address):
    reader = Reader(browser, server.url, **({"user_agent": agent} if agent else {}))
    visit(reader, "/en/sample/")
    reader.page.reload()
    expect(reader.page.locator(".venue img")).to_be_visible()
    assert is_drawn_by_the_app(reader)

    links = reader.page.locator(".venue .links a")

    assert links.first.get_attribute("href") == address
    reader.page.wait_for_load_state("networkidle")
    reader.check()  # nothing was asked of another site
    reader.context.route("https://www.openstreetmap.org/**", lambda route: route.abort())
    with reader.page.expect_request("https://www.openstreetmap.org/**") as asked:
        links.last.click()
    assert asked.value.headers.get("referer") is None
    reader.close()
