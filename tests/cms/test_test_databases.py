"""Test databases are copies of one that was migrated; see tests/database.py."""

from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from tests import database


def test_a_copy_lacks_no_migration(db):
    call_command("migrate", check_unapplied=True, verbosity=0)


@pytest.fixture
def migrations(tmp_path, monkeypatch):
    """A room's migrations in a folder of the test's."""
    room = apps.get_app_config("home")
    (tmp_path / "migrations").mkdir()
    for file in Path(room.path, "migrations").glob("*.py"):
        (tmp_path / "migrations" / file.name).write_bytes(file.read_bytes())
    monkeypatch.setattr(room, "path", str(tmp_path))
    return tmp_path / "migrations"


def test_the_same_migrations_have_the_same_fingerprint(migrations):
    before = database.fingerprint()

    (migrations / "notes.txt").write_text("read by nobody")

    assert database.fingerprint() == before


def test_a_new_migration_is_another_fingerprint(migrations):
    before = database.fingerprint()

    (migrations / "0099_later.py").write_text("")

    assert database.fingerprint() != before


def test_a_changed_migration_is_another_fingerprint(migrations):
    before = database.fingerprint()

    with (migrations / "0001_initial.py").open("a") as file:
        file.write("# changed\n")

    assert database.fingerprint() != before


def test_a_new_permission_is_another_fingerprint(monkeypatch):
    before = database.fingerprint()

    monkeypatch.setattr(apps.get_model("home.SourceChange")._meta, "permissions", [("a", "b")])

    assert database.fingerprint() != before


def test_another_version_of_a_package_is_another_fingerprint(monkeypatch):
    before = database.fingerprint()

    monkeypatch.setattr(database.metadata, "distributions", list)

    assert database.fingerprint() != before


def test_another_run_of_all_tests_is_another_fingerprint(monkeypatch):
    before = database.fingerprint()

    monkeypatch.setenv("MAJLIS_TEST_RUN", "another")

    assert database.fingerprint() != before
