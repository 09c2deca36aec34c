"""Three people ask for the same translations at the same time."""

import threading

from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource

from cms.translating import jobs
from events.models import SessionPage
from tests import factories
from tests.cms.parallel import InParallel, in_threads

PEOPLE = 3


def make_session():
    return factories.make_session(factories.make_edition(), at=None).pk


def asking(pk, start, languages):
    """What one person does; returns how many translations there are then."""

    def ask():
        session = SessionPage.objects.get(pk=pk)
        locales = list(Locale.objects.filter(language_code__in=languages))
        start.wait()
        jobs.submit(session, locales, None)
        return Translation.objects.filter(source__object_id=session.translation_key).count()

    return ask


def found():
    """How often each is there: sources of the session, of its edition; pages in the tree."""
    session = SessionPage.objects.filter(alias_of=None).first()
    parent = session.get_parent()
    return (
        [
            TranslationSource.objects.filter(object_id=page.translation_key).count()
            for page in (session, parent)
        ],
        [
            Page.objects.filter(translation_key=page.translation_key, alias_of=None).count()
            for page in (session, parent)
        ],
        [list(problems) for problems in Page.find_problems()],
    )


class TestParallelAsking(InParallel):
    prepare = staticmethod(make_session)

    def ask_together(self, *languages):
        start = threading.Barrier(PEOPLE, timeout=30)
        people = [asking(self.prepared, start, languages)] * PEOPLE
        return in_threads(self.database, *people)

    def test_three_people_ask_at_once(self):
        assert self.ask_together("ar") == [1] * PEOPLE
        assert self.ask_together("ar", "tr") == [2] * PEOPLE
        assert in_threads(self.database, found) == [([1, 1], [3, 3], [[]] * 5)]
