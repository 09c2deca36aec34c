"""Makes the installation's secrets on first start: `python -m cms.secrets`, before Django loads.

A key is never made anew beside existing data: what was signed or encrypted with the old key
would be lost without a word.
"""

import os
import secrets
import sqlite3
import sys
from pathlib import Path

NAMES = ["secret_key"]


class MissingSecret(Exception):
    """Data exists, but a key that belongs to it is gone."""


def ensure(data_dir, database_url=""):
    """Make missing secrets below `data_dir`; returns the names made. Raises MissingSecret."""
    folder = Path(data_dir) / "secrets"
    missing = [name for name in NAMES if not (folder / name).exists()]
    if missing and has_data(Path(data_dir), database_url):
        raise MissingSecret(
            f"{folder / missing[0]} is missing, but there is data already: "
            "restore the file from your backup of keys."
        )
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    for name in missing:
        _write_once(folder / name, secrets.token_urlsafe(64))
    return missing


def has_data(data_dir, database_url):
    """Whether the database holds tables of an earlier start."""
    if database_url.startswith("postgres"):
        import psycopg  # optional

        with psycopg.connect(database_url, connect_timeout=5) as connection:
            row = connection.execute("SELECT to_regclass('django_migrations')").fetchone()
        return row[0] is not None
    path = data_dir / "majlis.sqlite3"
    if not path.exists():
        return False
    with sqlite3.connect(path) as connection:
        return bool(connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone())


def _write_once(path, text):
    """Write a new file that only its owner reads, and make it durable before going on."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    directory = os.open(path.parent, os.O_RDONLY)
    os.fsync(directory)
    os.close(directory)


def main():
    data_dir = Path(os.environ.get("MAJLIS_DATA") or Path(__file__).resolve().parents[1] / "var")
    try:
        made = ensure(data_dir, os.environ.get("DATABASE_URL", ""))
    except MissingSecret as error:
        sys.exit(f"majlis: {error}")
    except OSError as error:
        sys.exit(f"majlis: the data folder {data_dir} cannot be written: {error.strerror}.")
    if made:
        print(f"New secrets are in {data_dir / 'secrets'}: back it up apart from the data.")


if __name__ == "__main__":
    main()
