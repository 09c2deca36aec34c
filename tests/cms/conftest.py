import pytest
from wagtail_localize.models import Translation

from tests import factories
from tests.cms.translating import AR


@pytest.fixture
def stock_views(settings):
    """Call to let wagtail-localize's own views answer, without our guards."""

    def switch():
        settings.ROOT_URLCONF = "tests.cms.stock_urls"

    return switch


@pytest.fixture
def session(edition_page):
    return factories.make_session(edition_page)


@pytest.fixture
def translation(session):
    """Opening, translated into Arabic and public."""
    factories.translate(session, "ar", {"Opening": AR})
    return Translation.objects.get(
        source__object_id=session.translation_key, target_locale__language_code="ar"
    )
