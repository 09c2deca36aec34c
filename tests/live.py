"""A live site with real content for tests that drive a browser."""

import json

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection
from pytest_django.live_server_helper import LiveServer

from events.compiler import snapshots


def mark(items, folder):
    """Have the tests of one folder use the database for real."""
    for item in items:
        if folder in item.path.parents:
            item.add_marker("e2e")
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory):
    """In memory, all threads of the server would share one connection, and its transactions."""
    settings = connection.settings_dict
    if settings["TEST"]["NAME"] == ":memory:":
        settings["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "live.sqlite3")
        # Nobody cuts the power of a test.
        settings["OPTIONS"]["init_command"] += "; PRAGMA synchronous=OFF"


@pytest.fixture
def _django_db_helper():
    """pytest-django would empty the database after each test; `server` does after each file."""


@pytest.fixture(scope="module")
def server(django_db_setup, django_db_blocker):
    """A live site for the tests of one file; at the end the database is as it was before."""
    with django_db_blocker.unblock():
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
