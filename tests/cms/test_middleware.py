import pytest

from cms.middleware import ADMIN, PUBLIC


def policy(response):
    parts = (part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    return dict(parts)


@pytest.mark.parametrize("path", ["/healthz", "/en/", "/nowhere"])
def test_public_answers_allow_only_our_own_files(client, db, path):
    assert policy(client.get(path)) == PUBLIC


def test_the_admin_allows_the_inline_scripts_of_wagtail_and_nothing_foreign(client, db):
    assert policy(client.get("/admin/login/")) == ADMIN
    assert "http" not in str(ADMIN)


def test_uploaded_files_can_run_nothing(client, db):
    response = client.get("/media/images/none.svg")

    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_public_answers_do_not_vary_by_cookie_or_language(client, home):
    assert client.get("/healthz").get("Vary", "") in {"", "Accept-Encoding"}


def test_originals_of_pictures_are_not_served(client, db):
    assert client.get("/media/original_images/secret.jpg").status_code == 404
