"""Nobody is told titles of drafts in languages that are not theirs."""

import pytest
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.filters import MultipleUserFilter
from wagtail.models import Page
from wagtail.search import index

from cms import discretion
from tests import factories
from tests.cms.people import log_in, person

DRAFT = "Açılış taslağı"
HOME = "/admin/"
OTHERS = ["translators-ar", "registrars"]


@pytest.fixture
def draft(session):
    """The opening in Turkish, which is not public yet."""
    return factories.translate(session, "tr", {"Opening": DRAFT}, publish=False)


@pytest.fixture
def arabic(translation):
    return translation.get_target_instance()


def bulk(action, *pages):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    return f"{address}?{'&'.join(f'id={page.pk}' for page in pages)}"


def text(response):
    return response.content.decode()


def is_refused(response):
    return response.status_code == 302 and response.url == HOME


@pytest.mark.parametrize("role", OTHERS)
@pytest.mark.parametrize("action", ["delete", "move", "publish", "unpublish"])
def test_acting_on_many_names_no_page_of_others(draft, stock_views, role, action):
    client = log_in(role)
    assert is_refused(client.get(bulk(action, draft)))
    assert is_refused(client.post(bulk(action, draft)))

    stock_views()
    assert DRAFT in text(client.get(bulk(action, draft)))


def test_acting_on_many_names_what_is_seen_anyway(draft, arabic):
    shown = text(log_in("translators-ar").get(bulk("publish", draft, arabic)))

    assert arabic.title in shown
    assert DRAFT not in shown


def test_acting_on_many_rooms_is_for_those_who_see_rooms(edition_page, stock_views):
    room = factories.make_room(edition_page.edition)
    address = reverse("wagtail_bulk_action", args=["events", "room", "delete"]) + f"?id={room.pk}"

    assert is_refused(log_in("registrars").get(address))
    assert room.name in text(log_in("coordinators").get(address))

    stock_views()
    assert room.name in text(log_in("registrars").get(address))


def test_an_unknown_act_on_many_leads_nowhere(home):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    assert log_in().get(address.replace("publish", "burn")).status_code == 404


@pytest.mark.parametrize("role", OTHERS)
def test_the_chooser_offers_what_is_public_and_ones_own(draft, session, monkeypatch, role):
    client = log_in(role)
    turkish = reverse("wagtailadmin_choose_page_child", args=[draft.get_parent().pk])
    english = reverse("wagtailadmin_choose_page_child", args=[session.get_parent().pk])
    assert DRAFT not in client.get(turkish).json()["html"]
    assert session.title in client.get(english).json()["html"]
    assert is_refused(client.get(reverse("wagtailadmin_choose_page_child", args=[draft.pk])))

    monkeypatch.setitem(hooks._hooks, "construct_page_chooser_queryset", [])
    assert DRAFT in client.get(turkish).json()["html"]


def test_the_chooser_offers_ones_own_drafts(draft):
    turkish = reverse("wagtailadmin_choose_page_child", args=[draft.get_parent().pk])

    assert DRAFT in log_in("translators-tr").get(turkish).json()["html"]


@pytest.mark.parametrize("role", OTHERS)
def test_a_search_for_a_link_finds_no_draft_of_others(draft, monkeypatch, role):
    index.insert_or_update_object(draft)
    client = log_in(role)
    search = reverse("wagtailadmin_choose_page_search") + f"?q={DRAFT}"
    assert DRAFT not in text(client.get(search))

    monkeypatch.setitem(hooks._hooks, "construct_page_chooser_queryset", [])
    assert DRAFT in text(client.get(search))


@pytest.mark.parametrize("role", OTHERS)
def test_what_was_chosen_is_told_only_where_it_was_offered(draft, session, stock_views, role):
    client = log_in(role)
    address = reverse("wagtailadmin_choose_page_chosen_multiple")
    assert is_refused(client.get(f"{address}?id={session.pk}&id={draft.pk}"))
    assert client.get(f"{address}?id={session.pk}").json()["result"][0]["id"] == session.pk

    stock_views()
    assert client.get(f"{address}?id={draft.pk}").json()["result"][0]["adminTitle"] == DRAFT


@pytest.mark.parametrize("role", OTHERS)
def test_only_who_may_move_a_page_is_asked_whether_to(draft, monkeypatch, role):
    client = log_in(role)
    parent = draft.get_parent()
    address = reverse("wagtailadmin_pages:move_confirm", args=[draft.pk, parent.pk])
    assert is_refused(client.get(address))
    assert DRAFT in text(log_in("coordinators").get(address))

    monkeypatch.setitem(hooks._hooks, "before_move_page", [])
    assert DRAFT in text(client.get(address))


def test_the_report_of_types_names_only_what_is_in_the_explorer(draft, stock_views):
    draft.save_revision()
    client = log_in("translators-ar")
    address = reverse("wagtailadmin_reports:page_types_usage")
    assert DRAFT not in text(client.get(address))
    assert DRAFT in text(log_in("translators-tr").get(address))

    stock_views()
    assert DRAFT in text(client.get(address))


@pytest.mark.parametrize("path", ["", "results/"])
def test_the_history_offers_only_people_whose_acts_it_shows(draft, stock_views, path):
    user = person("translators-tr")
    draft.save_revision(user=user, log_action=True)
    address = f"/admin/reports/site-history/{path}?user={user.pk}"

    assert "translators-tr" in text(log_in("coordinators").get(address))
    assert "translators-tr" not in text(log_in("registrars").get(address))

    stock_views()
    assert "translators-tr" in text(log_in("registrars").get(address))


def test_translations_of_a_page_are_named_to_those_who_are_told(draft, arabic, monkeypatch):
    address = reverse("wagtailadmin_api:pages:detail", args=[arabic.pk])

    def named(role):
        rows = log_in(role).get(address).json()["meta"]["translations"]
        return [row["title"] for row in rows]

    assert named("translators-ar") == ["Opening"]
    assert named("coordinators") == ["Opening", DRAFT]

    monkeypatch.setattr(discretion, "told", lambda user: Page.objects.all())
    assert named("translators-ar") == ["Opening", DRAFT]


def test_the_explorer_offers_only_people_who_write_in_what_one_sees(draft, arabic, monkeypatch):
    draft.save_revision(user=person("translators-tr"), log_action=True)
    arabic.save_revision(user=person("publishers-ar"), log_action=True)
    address = reverse("wagtailadmin_explore", args=[arabic.get_parent().pk])

    def offered(role):
        names = {"translators-tr", "publishers-ar"}
        return {name for name in names if name in text(log_in(role).get(address))}

    assert offered("translators-ar") == {"publishers-ar"}
    assert offered("coordinators") == {"publishers-ar", "translators-tr"}

    monkeypatch.setattr(MultipleUserFilter, "get_queryset", discretion.stock_offered)
    assert offered("translators-ar") == {"publishers-ar", "translators-tr"}
