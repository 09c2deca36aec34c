"""What the addresses that a role may open tell it: no drafts of others, nobody who registered."""

import pytest
from wagtail.models import Page

from tests.cms import admin_matrix, admin_walk
from tests.cms.people import make_user
from tests.cms.test_admin_matrix import GROUPS, Visitor, world

__all__ = ["world"]

DRAFTS = ["Taslak bir", "Taslak iki"]
PERSONAL = ["amina@example.org", "Amina"]  # of the registration
# Wagtail's and wagtail-localize's lists of a page's translations name it in each language.
KNOWN = {
    "wagtailadmin_api:pages:detail ar",
    "wagtailadmin_pages:edit ar",
    "wagtailadmin_pages:revisions_revert ar",
}


@pytest.fixture
def drafts(world):
    """The Turkish pages become drafts with titles that stand nowhere else."""
    rows = world.rows["tr"]
    for page, title in zip((rows.session, rows.moderated), DRAFTS, strict=True):
        page.title = page.draft_title = title
        page.save_revision()
        values = {"title": title, "draft_title": title, "live": False}
        Page.objects.filter(pk=page.pk).update(**values)


def told(world, role, words):
    """`{key: words}` of what stands in the answers to all that a role may open."""
    visitor, addresses = Visitor(make_user(GROUPS[role])), admin_walk.Addresses(world)
    found = {}
    for key, route in admin_walk.routes().items():
        row = admin_matrix.ROWS[key]
        if role in row.split() or row == "staff":
            response = visitor.visit(addresses.of(route), addresses.form(route))[1]
            body = (
                response.getvalue().decode(errors="replace") if response.status_code == 200 else ""
            )
            found[key] = {word for word in words if word in body}
    return {key: words for key, words in found.items() if words}


def told_at(world, role, key, words):
    address = admin_walk.Addresses(world).of(admin_walk.routes()[key])
    body = Visitor(make_user(GROUPS[role])).ask(address).content.decode()
    return [word for word in words if word in body]


@pytest.mark.parametrize(("role", "known"), [("translators", KNOWN), ("registrars", set())])
def test_drafts_of_another_language_are_told_nowhere(world, drafts, role, known):
    assert told(world, role, DRAFTS).keys() == known


def test_coordinators_are_told_of_drafts(world, drafts):
    assert told_at(world, "coordinators", "wagtailadmin_explore tr", DRAFTS) == DRAFTS


def test_editors_are_told_nowhere_who_registered(world):
    assert told(world, "editors", PERSONAL) == {}


def test_registrars_are_told_who_registered(world):
    assert told_at(world, "registrars", "registrations:list", PERSONAL) == PERSONAL
