"""A live site with real content, and a browser whose every complaint fails the test."""

import json
import os
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection
from playwright.sync_api import sync_playwright
from pytest_django.live_server_helper import LiveServer

from events.compiler import snapshots

# Playwright's loop runs in this thread; Django would take our queries for async code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

DIST = Path(__file__).parents[2] / "pwa" / "dist"
ARGUMENTS = [
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
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("e2e")
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture
def _django_db_helper():
    """pytest-django would empty the database after each test; `server` does after each file."""


@pytest.fixture(scope="session")
def browser():
    if not (DIST / "main.js").exists():
        pytest.fail("The app is not built: run make build.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def server(django_db_setup, django_db_blocker):
    """A live site for the tests of one file; at the end the database is as it was before."""
    with django_db_blocker.unblock():
        # For good: a late thread of the server lets go of it after the server has stopped.
        connection.inc_thread_sharing()
        before = connection.creation.serialize_db_to_string()
        server = LiveServer("127.0.0.1")
        yield server
        server.stop()
        _restore(before)


def _restore(before):
    """Put back all rows. Content types come first: what is saved after them looks them up."""
    rows = json.loads(before)
    rows.sort(key=lambda row: row["model"] != "contenttypes.contenttype")
    call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
    ContentType.objects.clear_cache()
    with snapshots.held_back():
        connection.creation.deserialize_db_from_string(json.dumps(rows))
    # Rows that were put back with their keys do not move PostgreSQL's sequences.
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(statement)


class Reader:
    """A person with a browser of their own; what goes wrong in it is kept in `complaints`."""

    def __init__(self, browser, address, **options):
        self.address = address
        self.complaints = []
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
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text}")

    def go(self, path):
        return self.page.goto(f"{self.address}{path}")

    def offline(self, is_offline=True):
        self.context.set_offline(is_offline)

    def wait_until(self, script, argument=None, *, seconds=10):
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
def reader(browser, server):
    reader = Reader(browser, server.url, locale="en-GB", viewport={"width": 360, "height": 740})
    yield reader
    reader.check()
    reader.close()
