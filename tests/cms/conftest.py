import pytest
from wagtail_localize.models import Translation

from cms.translating import review
from tests import factories
from tests.cms.people import person
from tests.cms.translating import AR, NEW_AR


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


@pytest.fixture
def translator(translation):
    return person("translators-ar", "ur")


@pytest.fixture
def publisher(translation):
    return person("publishers-ar", "ar")


@pytest.fixture
def sent(translation, translator):
    """A new title in review."""
    factories.fill(translation, {"Opening": NEW_AR})
    return review.send_to_review(translation, translator)
