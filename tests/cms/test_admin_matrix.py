"""Each role, at each address of the admin: who may open what stands in `admin_matrix`."""

from http.cookies import SimpleCookie

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.template.backends.django import Template
from django.test import Client

from cms import mails
from cms.translating import access
from tests.cms import admin_matrix, admin_walk, admin_world
from tests.cms.people import make_user

SENDERS = ["registrars"]  # they also send a form where they may not look
GROUPS = {
    "editors": "editors",
    "coordinators": "coordinators",
    "translators": "translators-ar",
    "publishers": "publishers-ar",
    "registrars": "registrars",
}
COOKIE = settings.SESSION_COOKIE_NAME
REFUSED = {403, 404, 405}


class Visitor:
    """Somebody whose every visit leaves the site as it was, and them logged in."""

    def __init__(self, user=None):
        self.user, self.client = user or AnonymousUser(), Client()
        if user:
            self.client.force_login(user)
        self.cookies = self.client.cookies.output(header="", sep=";")

    def session(self):
        return self.client.cookies[COOKIE].value

    def ask(self, address, method="get", form=None):
        self.client.cookies = SimpleCookie(self.cookies)
        with transaction.atomic():
            sent = {"data": form} if method == "post" else {}
            response = getattr(self.client, method)(address, **sent)
            transaction.set_rollback(True)
        return response

    def visit(self, address, form=None):
        """Ask as the address wants to be asked; returns the last method and answer."""
        for method in ("get", "post", "put"):
            response = self.ask(address, method, form)
            if response.status_code != 405:
                break
        return method, response


def is_refused(response, granted):
    """Whether the answer leads elsewhere than the one which administrators are `granted`.

    Elsewhere is the log-in, the admin's start, or the part of the site that one does see.
    """
    if response.status_code == 302:
        is_start = response.url == "/admin/" or response.url.startswith("/admin/login/")
        return is_start or granted == 200
    return response.status_code in REFUSED


@pytest.fixture
def world(db, settings):
    settings.EMAIL_BACKEND = mails.BACKEND  # or there would be no sent mails to read
    return admin_world.make_world()


@pytest.fixture
def visitors(world, monkeypatch):
    # Whether a view answers is decided before its page is drawn, which takes most of the time.
    monkeypatch.setattr(Template, "render", lambda *args, **kwargs: "")
    staff = {name: Visitor(make_user(group)) for name, group in GROUPS.items()}
    nobody = get_user_model().objects.create_user("nobody")
    everybody = {"admin": Visitor(world.admin), **staff, "nobody": Visitor(nobody)}
    # Asking for each visitor's rights again would take a third of what is left.
    users = {visitor.session(): visitor.user for visitor in everybody.values()}
    anonymous = Visitor()
    monkeypatch.setattr(
        "django.contrib.auth.get_user",
        lambda request: users.get(request.COOKIES.get(COOKIE), anonymous.user),
    )
    return {**everybody, "anonymous": anonymous}


def who_opens(visitors, address, form=None):
    """A value of the matrix."""
    granted = visitors["admin"].visit(address, form)[1]
    if is_refused(granted, None):
        granted = None
    opened = " ".join(
        name for name, visitor in visitors.items()
        if name != "admin" and opens(name, visitor, address, form, granted and granted.status_code)
    )  # fmt: skip
    return admin_matrix.SHORT.get(opened, opened) if granted else f"nothing {opened}".strip()


def opens(name, visitor, address, form, granted):
    method, response = visitor.visit(address, form)
    if method == "get" and name in SENDERS and is_refused(response, granted):
        response = visitor.ask(address, "post")
    return not is_refused(response, granted)


def test_the_matrix_has_a_row_for_each_address_of_the_admin():
    assert sorted(admin_matrix.ROWS) == sorted(admin_walk.routes())


def test_the_rows_of_the_matrix_are_in_order():
    assert list(admin_matrix.ROWS) == sorted(admin_matrix.ROWS)


def test_each_role_opens_what_it_may(world, visitors):
    addresses = admin_walk.Addresses(world)

    found = {
        route.key: who_opens(visitors, addresses.of(route), addresses.form(route))
        for route in admin_walk.routes().values()
    }

    different = {key for key in found if found[key] != admin_matrix.ROWS.get(key)}
    assert {key: found[key] for key in different} == {
        key: admin_matrix.ROWS.get(key) for key in different
    }


def test_a_view_without_its_guard_would_be_noticed(world, visitors, stock_views):
    key = "wagtail_bulk_action wagtailcore.page.delete tr"
    address = admin_walk.Addresses(world).of(admin_walk.routes()[key])
    assert who_opens(visitors, address) == admin_matrix.ROWS[key] == "coordinators"

    stock_views()
    assert who_opens(visitors, address) == "staff"


def test_a_desk_that_forgets_languages_would_be_noticed(world, visitors, monkeypatch):
    key = "translating:text tr"
    address = admin_walk.Addresses(world).of(admin_walk.routes()[key])
    assert who_opens(visitors, address) == admin_matrix.ROWS[key] == "coordinators"

    monkeypatch.setattr(access, "may_write", lambda user, translation: True)
    assert who_opens(visitors, address) == "editors coordinators translators publishers"
