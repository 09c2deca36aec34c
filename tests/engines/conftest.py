"""A reader with another engine than Chromium, and a network that can be taken away."""

from pathlib import Path

import pytest
from django.test.testcases import QuietWSGIRequestHandler

from tests.engines.driving import ENGINES
from tests.live import _django_db_helper, django_db_modify_db_settings, mark, server

__all__ = ["_django_db_helper", "django_db_modify_db_settings", "server"]


def pytest_collection_modifyitems(items):
    mark(items, Path(__file__).parent)


@pytest.fixture
def network(monkeypatch):
    """Cut by `cut()`: connections are closed without an answer, those kept alive as well."""
    network = Network()
    parse = QuietWSGIRequestHandler.parse_request

    def hear(handler):
        handler.close_connection = True
        return not network.is_cut and parse(handler)

    monkeypatch.setattr(QuietWSGIRequestHandler, "parse_request", hear)
    return network


class Network:
    is_cut = False

    def cut(self):
        self.is_cut = True


@pytest.fixture(params=ENGINES, ids=lambda engine: engine.name)
def reader(request, server, tmp_path):
    """Somebody with a device of their own; what it showed last stays in the test's folder."""
    missing = request.param.missing()
    if missing:
        pytest.skip(f"{request.param.name} is not installed: {', '.join(missing)}")
    reader = request.param(tmp_path, server.url)
    try:
        yield reader
        reader.take_picture()
        assert reader.complaints() == []
    finally:
        reader.close()
