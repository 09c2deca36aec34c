"""Three editors publish at the same time, each with a connection of their own."""

import sqlite3
import threading
from contextlib import closing, contextmanager

import pytest
from django.db import connection, connections
from django.test import TransactionTestCase

from events.models import SessionPage
from tests import factories

EDITORS, PUBLISHES = 3, 5


@contextmanager
def copy_of_database(folder):
    """Settings of a copy of the empty test database, in which threads can commit."""
    if connection.vendor == "sqlite":
        name = str(folder / "editors.sqlite3")
        connection.ensure_connection()
        with closing(sqlite3.connect(name)) as copy:
            connection.connection.backup(copy)
        yield {**connection.settings_dict, "NAME": name}
    else:
        connection.close()
        connection.creation.clone_test_db("editors", verbosity=0)
        yield connection.creation.get_test_db_clone_settings("editors")
        connection.creation.destroy_test_db(suffix="editors", verbosity=0)


def in_threads(database, *functions):
    """Run functions at the same time on a database; returns what they returned or raised."""
    results = [None] * len(functions)

    def call(place):
        try:
            results[place] = functions[place]()
        except Exception as error:  # noqa: BLE001 - the test looks at it
            results[place] = error
        finally:
            connection.close()

    stock = connections.settings["default"]
    connections.settings["default"] = database  # what new threads connect to
    try:
        threads = [threading.Thread(target=call, args=[n]) for n in range(len(functions))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        connections.settings["default"] = stock
    return results


def make_programme():
    page = factories.make_edition()
    return [factories.make_session(page, f"Session {n}", at=None).pk for n in range(EDITORS)]


def publishing(pk, start):
    """What one editor does: change and publish a session some times; returns how often."""

    def edit():
        session = SessionPage.objects.get(pk=pk)
        start.wait()
        for number in range(1, PUBLISHES + 1):
            session.title = f"Version {number}"
            session.save_revision().publish()
        return number

    return edit


def titles():
    return list(SessionPage.objects.values_list("title", flat=True))


class TestParallelEditors(TransactionTestCase):
    @pytest.fixture(autouse=True)
    def _database(self, django_db_setup, tmp_path):
        with copy_of_database(tmp_path) as self.database:
            [self.sessions] = in_threads(self.database, make_programme)
            yield

    def _fixture_teardown(self):
        """Empty no table: only the copy has changed."""

    def publish_together(self, **changes):
        start = threading.Barrier(EDITORS, timeout=30)
        editors = [publishing(pk, start) for pk in self.sessions]
        return in_threads({**self.database, **changes}, *editors)

    def test_three_editors_publish_at_once(self):
        assert self.publish_together() == [PUBLISHES] * EDITORS
        assert in_threads(self.database, titles) == [[f"Version {PUBLISHES}"] * EDITORS]

    @pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite locks all its rows")
    def test_without_our_settings_sqlite_loses_publishes(self):
        results = self.publish_together(OPTIONS={"timeout": 1})

        assert {str(error) for error in results if error != PUBLISHES} == {"database is locked"}
