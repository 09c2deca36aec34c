"""What Wagtail's first page says to those who translate."""

import datetime as dt

import pytest
from django.test import RequestFactory
from django.utils import timezone

from cms.translating.panel import TranslationsPanel, current_editions
from events.models import Edition
from tests import factories
from tests.cms.people import log_in, make_user
from tests.cms.visits import queries, text

pytestmark = pytest.mark.django_db

HOME = "/admin/"


def panel(role):
    request = RequestFactory().get(HOME)
    request.user = make_user(*([role] if role else []))
    rows = TranslationsPanel().get_context_data({"request": request}).get("rows", [])
    return {
        row["title"]: {
            one.language.code: [count.words for count in one.counts] for one in row["summaries"]
        }
        for row in rows
    }


def edition(slug, days, **values):
    day = timezone.now().date() + dt.timedelta(days=days)
    return factories.make_edition(slug, starts_on=day, ends_on=day, **values).edition


def test_a_person_sees_their_languages_in_the_current_editions(edition_page):
    factories.translate(edition_page, "ar", default="ع {}")
    edition("past", -9)

    assert panel("translators-ar") == {"Sample edition": {"ar": ["1 published"]}}
    assert panel("coordinators") == {
        "Sample edition": {"ar": ["1 published"], "ur": ["1 missing"], "tr": ["1 missing"]}
    }
    html = log_in("translators-ar").get(HOME).content.decode()
    assert '"/admin/translations/editions/sample/?language=ar&amp;state=published"' in html


@pytest.mark.parametrize("role", ["registrars", "editors"])
def test_who_translates_nothing_sees_nothing(edition_page, role):
    assert panel(role) == {}
    assert 'id="panel-translations' not in log_in(role).get(HOME).content.decode()


def test_the_soonest_three_and_drafts_of_any_day_are_current(home):
    for number, days in enumerate((30, 10, -1, 20, 40)):
        edition(f"in-{days}", days, number=number)
    assert [row.slug for row in current_editions()] == ["in-10", "in-20", "in-30"]

    Edition.objects.filter(slug="in--1").update(state=Edition.State.DRAFT)
    assert [row.slug for row in current_editions()] == ["in--1", "in-10", "in-20"]


def test_an_edition_costs_at_most_eight_queries(home):
    client = log_in("translators-ar")
    none = queries(client, HOME)
    page = factories.make_edition()
    one = queries(client, HOME)
    for number in range(3):
        factories.translate(factories.make_session(page, f"Talk {number}"), "ar")

    assert queries(client, HOME) == one <= none + 8


def test_counts_are_words(edition_page):
    assert "1 missing" in text(log_in("translators-ar").get(HOME))
