import sqlite3
import stat

import pytest

from cms.secrets import MissingSecret, ensure


def test_the_first_start_makes_secrets_that_only_the_owner_reads(tmp_path):
    made = ensure(tmp_path)

    path = tmp_path / "secrets" / "secret_key"
    assert made == ["secret_key"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(path.read_text()) > 60


def test_a_second_start_keeps_them(tmp_path):
    ensure(tmp_path)
    before = (tmp_path / "secrets" / "secret_key").read_text()

    assert ensure(tmp_path) == []
    assert (tmp_path / "secrets" / "secret_key").read_text() == before


def test_no_key_is_made_beside_existing_data(tmp_path):
    with sqlite3.connect(tmp_path / "majlis.sqlite3") as connection:
        connection.execute("CREATE TABLE page (id)")
    connection.close()

    with pytest.raises(MissingSecret, match="restore the file from your backup"):
        ensure(tmp_path)

    assert not (tmp_path / "secrets").exists()
