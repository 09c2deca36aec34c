"""Several people at the same time, each with a connection of their own."""

import sqlite3
import threading
from contextlib import closing, contextmanager

import pytest
from django.db import connection, connections
from django.test import TransactionTestCase


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


class InParallel(TransactionTestCase):
    """Tests on a copy of the database, which `prepare` fills; `prepared` is what it returned."""

    @staticmethod
    def prepare():
        raise NotImplementedError

    @pytest.fixture(autouse=True)
    def _database(self, django_db_setup, tmp_path):
        with copy_of_database(tmp_path) as self.database:
            [self.prepared] = in_threads(self.database, self.prepare)
            yield

    def _fixture_teardown(self):
        """Empty no table: only the copy has changed."""
