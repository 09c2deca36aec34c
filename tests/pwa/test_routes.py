"""What the worker answers from the device: an allow-list, so anything new is the server's."""

import pytest

LANGUAGES = ["en", "ar"]
SCREENS = {
    "/en/": "home",
    "/ar/sample-2027/": "front",
    "/ar/sample-2027/programme/": "programme",
    "/ar/sample-2027/programme/2027-06-11/": "day",
    "/ar/sample-2027/programme/opening/": "session",
    "/ar/sample-2027/speakers/": "speakers",
    "/ar/sample-2027/speakers/amina-dar/": "speaker",
    "/ar/sample-2027/announcements/": "announcements",
    "/ar/sample-2027/announcements/welcome/": "announcement",
    "/ar/sample-2027/venue/": "page",
    "/ar/sample-2027/register/": "register",
    "/ar/sample-2027/registration/": "registration",
}
OF_THE_SERVER = [
    "/",
    "/xx/",
    "/en",
    "/admin/",
    "/admin/pages/3/view_draft/",
    "/api/v1/site/en",
    "/media/images/x.webp",
    "/documents/1/x.pdf",
    "/sw.js",
    "/app/shell/en/",
    "/healthz",
    "/en/search/",
    "/en/speakers/",
    "/en/speakers/amina-dar/",
    "/en/sample/ticket/",
    "/en/sample/registration/k2c4uoqyarvn/",
    "/en/sample/registration/k2c4uoqyarvn/ticket/",
    "/en/sample/schedule.xml",
    "/en/sample/register/abc/",
    "/en/sample/programme/opening/more/",
]


@pytest.fixture
def screens(in_javascript):
    def find(*paths):
        found = in_javascript("routes", "routeOf", *[[path, LANGUAGES] for path in paths])
        return [route and route["screen"] for route in found]

    return find


def test_each_screen_has_its_address(screens):
    assert screens(*SCREENS) == list(SCREENS.values())


def test_everything_else_is_left_to_the_server(screens):
    assert screens(*OF_THE_SERVER) == [None] * len(OF_THE_SERVER)
