"""Three editors publish at the same time."""

import threading

import pytest
from django.db import connection

from events.models import SessionPage
from tests import factories
from tests.cms.parallel import InParallel, in_threads

EDITORS, PUBLISHES = 3, 5


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


class TestParallelEditors(InParallel):
    prepare = staticmethod(make_programme)

    def publish_together(self, **changes):
        start = threading.Barrier(EDITORS, timeout=30)
        editors = [publishing(pk, start) for pk in self.prepared]
        return in_threads({**self.database, **changes}, *editors)

    def test_three_editors_publish_at_once(self):
        assert self.publish_together() == [PUBLISHES] * EDITORS
        assert in_threads(self.database, titles) == [[f"Version {PUBLISHES}"] * EDITORS]

    @pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite locks all its rows")
    def test_without_our_settings_sqlite_loses_publishes(self):
        results = self.publish_together(OPTIONS={"timeout": 1})

        assert {str(error) for error in results if error != PUBLISHES} == {"database is locked"}
