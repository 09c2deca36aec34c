"""What tests of the admin's pages ask of a visit: who gets which page, what it says and costs."""

import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cms.people import log_in

PLAIN = str.maketrans("", "", "\u2068\u2069")


def text(response):
    """The words of the page itself, without markup and direction marks."""
    html = response.content.decode().translate(PLAIN)
    return " ".join(re.sub(r"<[^>]+>", " ", html.split("<main", 1)[-1]).split())


def outcome(response):
    """What a person gets: the page, the login form, or back to the start with a refusal."""
    if response.status_code == 302:
        where = response.url.split("?")[0]
        return {"/admin/": "refused", "/admin/login/": "login"}.get(where, "done")
    return response.status_code


def client_of(role):
    if role == "anonymous":
        return Client()
    return log_in() if role == "admin" else log_in(role)


def queries(client, path, **asked):
    client.get(path, asked)
    with CaptureQueriesContext(connection) as found:
        assert client.get(path, asked).status_code == 200
    return len(found)
