import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

BASE = Path(__file__).resolve().parents[2]
READ = re.compile(r'env\.(?:str|bool|int|list|json)\(\s*"([A-Z_]+)"')


def test_no_migration_is_missing(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_the_example_names_every_setting_that_is_read():
    read = set(READ.findall((BASE / "cms" / "settings" / "base.py").read_text()))
    named = set(re.findall(r"^#?([A-Z_]+)=", (BASE / ".env.example").read_text(), re.MULTILINE))

    assert named == read


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("MAJLIS_LANGUAGES", "en,xx", "MAJLIS_LANGUAGES names an unknown language: xx."),
        ("DATABASE_URL", "nonsense", "DATABASE_URL"),
        ("BASE_URL", "conference.example", "BASE_URL"),
    ],
)
def test_a_wrong_setting_is_one_clear_sentence(variable, value, sentence):
    environment = {**os.environ, "SECRET_KEY": "x", variable: value}
    environment.pop("DJANGO_SETTINGS_MODULE", None)

    result = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=BASE,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode != 0
    assert result.stderr.startswith(f"majlis: {sentence}")
    assert result.stderr.count("\n") == 1


def test_a_missing_secret_is_one_clear_sentence(tmp_path):
    environment = {**os.environ, "MAJLIS_DATA": str(tmp_path)}
    environment.pop("SECRET_KEY", None)
    environment.pop("DJANGO_SETTINGS_MODULE", None)

    result = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=BASE,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.stderr.startswith("majlis: The secret")
    assert result.stderr.count("\n") == 1
