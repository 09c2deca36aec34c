import gc

import pytest
from django.core.cache import cache
from django.db import connection

from tests import database
from tests.factories import make_edition, make_home

# Not everybody has these browsers: only `make test-engines` names that folder.
collect_ignore = ["engines"]


def pytest_collection_modifyitems(items):
    """What takes minutes by itself comes first, or it would be waited for at the end."""
    items.sort(key=lambda item: "system" not in item.path.parts)


def pytest_collection_finish():
    """What was imported stays; looking through it again and again takes a twentieth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(autouse=True)
def _clean_cache():
    cache.clear()


@pytest.fixture
def home(db):
    return make_home()


@pytest.fixture
def edition_page(home):
    return make_edition()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings, django_db_use_migrations, django_db_keepdb
):
    if django_db_use_migrations and not django_db_keepdb:
        database.install(connection.creation)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """All tests begin with a front page: making it took a quarter of the time of most of them.

    At the end PostgreSQL drops the test database, which no session of a thread may hold then.
    """
    with django_db_blocker.unblock():
        make_home()
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
