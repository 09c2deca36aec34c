import pytest
from django.core.cache import cache

from tests.factories import make_edition, make_home


@pytest.fixture(autouse=True)
def _clean_cache():
    cache.clear()


@pytest.fixture
def home(db):
    return make_home()


@pytest.fixture
def edition_page(home):
    return make_edition()
