import json
import subprocess
from pathlib import Path

import polib
import pytest

from pwa import shell
from pwa.catalogue import catalogue, registration_address, registration_words

ROOT = Path(__file__).parents[2]
FRONTEND = ROOT / "pwa" / "frontend"
# As in gettext's manual and in our catalogues.
RULES = {
    "ar": (
        "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
        "n%100>=11 && n%100<=99 ? 4 : 5);"
    ),
    "ur": "nplurals=2; plural=(n != 1);",
    "tr": "nplurals=2; plural=(n > 1);",
    "en": "nplurals=2; plural=(n != 1);",
}
FORMS = ["none", "one", "two", "few", "many", "other"]


@pytest.fixture(autouse=True)
def _render_anew():
    shell.forget()
    yield
    shell.forget()


@pytest.fixture
def in_javascript():
    """Calls a function of the app's source with each of several lists of arguments."""

    def call(module, function, *calls):
        done = subprocess.run(
            ["node", "run.mjs", f"src/{module}.ts", function],
            cwd=FRONTEND,
            input=json.dumps(calls),
            capture_output=True,
            text=True,
            check=True,
        )
        return json.loads(done.stdout)

    return call


@pytest.fixture
def catalogues(tmp_path, settings):
    """Compiled catalogues of our own: one counted word, one with context, one plain."""
    for language, rule in RULES.items():
        count = int(rule.split("nplurals=")[1][0])
        forms = {index: f"{language} {FORMS[index]} %(count)s" for index in range(count)}
        entries = [
            polib.POEntry(msgid="Programme", msgstr=f"{language} programme"),
            polib.POEntry(msgctxt="between names", msgid=", ", msgstr="، "),
            polib.POEntry(
                msgid="%(count)s session found",
                msgid_plural="%(count)s sessions found",
                msgstr_plural=forms,
            ),
        ]
        found = polib.POFile()
        found.metadata = {
            "Content-Type": "text/plain; charset=UTF-8",
            "Language": language,
            "Plural-Forms": rule,
        }
        found.extend(entries)
        folder = tmp_path / language / "LC_MESSAGES"
        folder.mkdir(parents=True)
        found.save_as_mofile(str(folder / "django.mo"))
    settings.LOCALE_PATHS = [str(tmp_path)]
    _forget_catalogues()
    yield
    _forget_catalogues()


def _forget_catalogues():
    for function in (catalogue, registration_words, registration_address):
        function.cache_clear()
