"""What readers of the version before still ask for stays served."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

OLD, NEW = "main-aaaaaaaa.js", "main-bbbbbbbb.js"


@pytest.fixture
def release(settings, tmp_path):
    """Builds and collects a version as docs/deploy.md says, then starts the server."""
    built, styles = tmp_path / "dist", tmp_path / "styles"
    for folder in (built, styles):
        folder.mkdir()
    settings.STATIC_ROOT = str(tmp_path / "static")
    settings.STATICFILES_DIRS = [("app", built), ("look", styles)]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "cms.storage.StaticFiles"}}
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = False

    def release(script, style, **options):
        for path in built.iterdir():
            path.unlink()
        (built / script).write_text(f"// {script}")
        (styles / "page.css").write_text(style)
        call_command("collectstatic", interactive=False, verbosity=0, **options)
        return Client()

    return release


def hashed_style(root):
    names = [path.name for path in (Path(root) / "look").iterdir()]
    return next(name for name in names if re.fullmatch(r"page\.[0-9a-f]{12}\.css", name))


def test_files_of_the_version_before_stay_served(release, settings):
    release(OLD, "p { color: red }")
    style = hashed_style(settings.STATIC_ROOT)

    client = release(NEW, "p { color: teal }")

    paths = (f"app/{OLD}", f"app/{NEW}", f"look/{style}")
    answers = [client.get(f"/static/{path}") for path in paths]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert b"".join(answers[0].streaming_content) == b"// main-aaaaaaaa.js"
    assert "immutable" in answers[0]["Cache-Control"]


def test_cleared_files_would_be_missing(release, settings):
    """The control: why docs/deploy.md forbids `--clear`."""
    release(OLD, "p { color: red }")

    release(NEW, "p { color: teal }", clear=True)

    kept = {path.name for path in (Path(settings.STATIC_ROOT) / "app").glob("*.js")}
    assert kept == {NEW}
