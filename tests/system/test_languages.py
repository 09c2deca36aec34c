"""Kashmiri is added by following docs/languages.md: settings and a catalogue, no code."""

import json
import os
import subprocess
import sys
from pathlib import Path

import polib
import pytest

BASE = Path(__file__).resolve().parents[2]
ASK = """
import json
from django.contrib.auth.models import Group
from django.test import Client
from events.compiler import snapshots
from tests import factories

page = factories.make_edition(languages=["en", "ks"])
session = factories.make_session(page, summary="Tea at six.")
factories.translate(session, "ks", {"Opening": "آغاز"})
snapshots.rebuild()
client = Client(HTTP_HOST="localhost")
html = client.get("/ks/sample/programme/").content.decode()
document = json.loads(client.get("/api/v1/editions/sample/ks/programme").content)
one = client.get("/ks/sample/programme/opening/").content.decode()
shell = client.get("/app/shell/ks/")
row = json.loads(client.get("/api/v1/editions/sample/ks/sessions/").content)["results"][0]
print(json.dumps({
    "html": '<html lang="ks" dir="rtl"' in html,
    "word": "پروگرام" in html,
    "title": document["sessions"][0]["title"],
    "direction": document["dir"],
    "name": document["edition"]["languages"][1]["name"],
    "shell": (shell.status_code, '<html lang="ks" dir="rtl"' in shell.content.decode()),
    "app": "پروگرام" in shell.content.decode(),
    "object": [row["title"], row["lang"], row["todo"], row["source"]],
    "part": 'lang="en" dir="ltr" aria-describedby="in-' in one and "Tea at six." in one,
    "offered": 'hreflang="ks"' in client.get("/en/sample/programme/").content.decode(),
    "roles": sorted(group.name for group in Group.objects.filter(name__endswith="-ks")),
    "manifest": client.get("/manifest.ks.webmanifest").json()["dir"],
}))
"""


@pytest.fixture
def manage(tmp_path):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "MAJLIS_DATA": str(tmp_path),
        "MAJLIS_LANGUAGES": "en,ar,ur,tr,ks",
        "DATABASE_URL": "",
        "SECRET_KEY": "only-for-tests",
    }

    def manage(*arguments):
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, cwd=BASE, env=environment, check=True, capture_output=True, text=True
        ).stdout

    return manage


def test_kashmiri_is_added_by_following_the_document(manage, tmp_path):
    before = sorted(BASE.joinpath("locale").iterdir())
    manage("extract_messages", "--only", "ks")
    path = tmp_path / "locale" / "ks" / "LC_MESSAGES" / "django.po"
    catalogue = polib.pofile(str(path))
    catalogue.find("Programme").msgstr = "پروگرام"
    catalogue.save()
    manage("compile_catalogues")
    manage("bootstrap")

    answers = json.loads(manage("shell", "--no-imports", "-c", ASK).splitlines()[-1])

    assert sorted(BASE.joinpath("locale").iterdir()) == before
    assert answers == {
        "html": True,
        "word": True,
        "title": "آغاز",
        "direction": "rtl",
        "name": "کٲشُر",
        "shell": [200, True],
        "app": True,
        "object": ["آغاز", "ks", ["summary"], "en"],
        "part": True,
        "offered": True,
        "roles": ["publishers-ks", "translators-ks"],
        "manifest": "rtl",
    }
