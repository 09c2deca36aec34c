"""A live site, and a browser whose every complaint fails the test."""

import os
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect, sync_playwright
from wagtail.users.models import UserProfile

from tests.cms.people import make_user
from tests.live import _django_db_helper, django_db_modify_db_settings, mark, server

__all__ = ["_django_db_helper", "django_db_modify_db_settings", "server"]

# Playwright's loop runs in this thread; Django would take our queries for async code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# Machines that are busy with other tests are slow, not wrong.
expect.set_options(timeout=20_000)

DIST = Path(__file__).parents[2] / "pwa" / "dist"
# These draw parts of Chromium's own window as web pages, which takes a third of all the time.
OWN_WINDOW = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup"]
# Playwright's list, which ours replaces.
UNWANTED = [
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
]
ARGUMENTS = [
    f"--disable-features={','.join([*UNWANTED, *OWN_WINDOW])}",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Remembers what a page's policy refused, from before its first script.
WATCH_POLICY = """
    window.refused = [];
    addEventListener("securitypolicyviolation", (event) =>
      refused.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


def pytest_collection_modifyitems(items):
    mark(items, Path(__file__).parent)


@pytest.fixture(scope="session")
def browser():
    if not (DIST / "manifest.json").exists():
        pytest.fail("The app is not built: run make build.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield browser
        browser.close()


class Reader:
    """A person with a browser of their own; what goes wrong in it is kept in `complaints`."""

    def __init__(self, browser, address, **options):
        self.address = address
        self.complaints = []
        self.was_offline = False
        self.context = browser.new_context(**options)
        self.context.add_init_script(WATCH_POLICY)
        self.context.on("request", self._watch_request)
        self.context.on("page", self._watch_page)
        self.page = self.context.new_page()

    def _watch_request(self, request):
        if urlsplit(request.url).scheme in ("http", "https") and not request.url.startswith(
            self.address
        ):
            self.complaints.append(f"foreign request: {request.url}")

    def _watch_page(self, page):
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("console", self._watch_console)

    def _watch_console(self, message):
        # Chromium's own word for a request that had no network, which the test took away.
        if self.was_offline and "net::ERR_INTERNET_DISCONNECTED" in message.text:
            return
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text}")

    def go(self, path):
        return self.page.goto(f"{self.address}{path}")

    def log_in(self, user):
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": self.address}
        self.context.add_cookies([cookie])

    def offline(self, is_offline=True):
        self.was_offline = True
        self.context.set_offline(is_offline)

    def wait_until(self, script, argument=None, *, seconds=20):
        """Wait for a script whose promise tells; `wait_for_function` takes any promise for true."""
        deadline = time.monotonic() + seconds
        while not self.page.evaluate(script, argument):
            assert time.monotonic() < deadline, f"Still not so after {seconds} s: {script}"
            self.page.wait_for_timeout(50)

    def check(self):
        refused = self.page.evaluate("window.refused ?? []")
        assert [*self.complaints, *refused] == []

    def close(self):
        self.context.close()


@pytest.fixture
def come(browser, server):
    """Call to have somebody come to the admin with a browser of their own; at the end all is well.

    `who` is a role, a user or None for somebody who is not logged in.
    """
    readers = []

    def come(who, language="en", width=1280, height=740, **options):
        viewport = {"width": width, "height": height}
        reader = Reader(browser, server.url, locale="en-GB", viewport=viewport, **options)
        readers.append(reader)
        if who:
            user = make_user(who) if isinstance(who, str) else who
            UserProfile.objects.update_or_create(
                user=user, defaults={"preferred_language": language}
            )
            reader.log_in(user)
        return reader

    yield come
    for reader in readers:
        reader.check()
        reader.close()


@pytest.fixture
def reader(browser, server):
    reader = Reader(browser, server.url, locale="en-GB", viewport={"width": 360, "height": 740})
    yield reader
    reader.check()
    reader.close()
