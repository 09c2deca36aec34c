import sqlite3
import stat

import pytest

from cms.secrets import MissingSecret, ensure


def test_the_first_start_makes_secrets_that_only_the_owner_reads(tmp_path):
    made = ensure(tmp_path)

    assert made == ["secret_key", "master.key"]
    for name in made:
        path = tmp_path / "secrets" / name
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert len(path.read_text()) > 40


def test_a_second_start_keeps_them(tmp_path):
    ensure(tmp_path)
    before = (tmp_path / "secrets" / "secret_key").read_text()

    assert ensure(tmp_path) == []
    assert (tmp_path / "secrets" / "secret_key").read_text() == before


def test_no_key_is_made_beside_existing_data(tmp_path):
    with sqlite3.connect(tmp_path / "majlis.sqlite3") as connection:
        connection.execute("CREATE TABLE django_migrations (id)")
        connection.execute("INSERT INTO django_migrations VALUES (1)")
    connection.close()

    with pytest.raises(MissingSecret, match="restore the file from your backup"):
        ensure(tmp_path)

    assert not (tmp_path / "secrets").exists()


def test_an_older_installation_gets_a_master_key_until_somebody_registered(tmp_path):
    ensure(tmp_path)
    (tmp_path / "secrets" / "master.key").unlink()
    with sqlite3.connect(tmp_path / "majlis.sqlite3") as connection:
        connection.execute("CREATE TABLE django_migrations (id)")
        connection.execute("INSERT INTO django_migrations VALUES (1)")
        connection.execute("CREATE TABLE registration_registration (id)")

    assert ensure(tmp_path) == ["master.key"]

    (tmp_path / "secrets" / "master.key").unlink()
    with connection:
        connection.execute("INSERT INTO registration_registration VALUES (1)")
    connection.close()
    with pytest.raises(MissingSecret, match=r"master\.key"):
        ensure(tmp_path)
