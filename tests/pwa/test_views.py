import json

import pytest

from pwa import built, shell
from pwa.catalogue import registration_address


def test_a_language_that_the_site_does_not_have_is_not_found(client, db):
    assert client.get("/app/shell/xx/").status_code == 404


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ur", "rtl")])
def test_a_shell_speaks_its_language_and_needs_no_query(
    client, django_assert_num_queries, language, direction
):
    response = client.get(f"/app/shell/{language}/", headers={"Accept-Language": "tr"})

    html = response.content.decode()
    assert f'<html lang="{language}" dir="{direction}" class="starting">' in html
    assert f'href="/manifest.{language}.webmanifest"' in html
    assert 'id="shell"' in html
    assert response["Cache-Control"] == "no-cache"
    words = html.split('type="application/json">')[1].split("</script>")[0]
    assert json.loads(words)["language"] == language


def facts_of(script):
    first, _newline, _rest = script.partition("\n")
    return json.loads(first.removeprefix("const MAJLIS = ").removesuffix(";"))


def test_the_worker_knows_what_to_keep(client):
    response = client.get("/sw.js")

    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["Cache-Control"] == "no-cache"
    facts = facts_of(response.content.decode())
    version = facts.pop("version")
    assert len(version) == 12
    assert facts == {
        "languages": ["en", "ar", "ur", "tr"],
        "files": [f"/static/{name}" for name in [*built.scripts(), *shell.FILES]],
        "kit": [f"/static/{built.registration()}", "/static/registration/registration.css"],
        "words": {
            language: registration_address(language) for language in ("en", "ar", "ur", "tr")
        },
    }


def test_the_version_of_the_worker_changes_with_words_and_files(monkeypatch):
    versions = {facts_of(shell.render_worker())["version"] for _again in range(2)}

    monkeypatch.setattr(shell, "_content", lambda name: b"another")
    shell.forget()
    versions.add(facts_of(shell.render_worker())["version"])
    monkeypatch.undo()
    shell.forget()
    monkeypatch.setattr("pwa.templatetags.app.catalogue", lambda language: {"texts": "others"})
    versions.add(facts_of(shell.render_worker())["version"])

    assert len(versions) == 3


@pytest.mark.parametrize(
    ("name", "value"),
    [("PUBLIC_POLICY", {"default-src": "'self'"}), ("PERMISSIONS_POLICY", "camera=(self)")],
)
def test_the_version_of_the_worker_changes_with_what_a_kept_page_may_do(settings, name, value):
    before = facts_of(shell.render_worker())["version"]

    setattr(settings, name, value)
    shell.forget()

    assert facts_of(shell.render_worker())["version"] != before


def test_the_kill_switch_serves_a_worker_that_removes_itself(client, settings):
    settings.MAJLIS_KILL_WORKER = True

    script = client.get("/sw.js").content.decode()

    assert "registration.unregister()" in script
    assert "fetch" not in script


@pytest.mark.parametrize("path", ["/sw.js", "/app/shell/en/"])
def test_nothing_here_can_be_posted_to(client, path):
    assert client.post(path).status_code == 405
