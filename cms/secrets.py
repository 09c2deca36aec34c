"""Makes the installation's secrets on first start: `python -m cms.secrets`, before Django loads.

A key is never made anew beside existing data: what was signed or encrypted with the old key
would be lost without a word.
"""

import os
import secrets
import sqlite3
import sys
from pathlib import Path

from registration import keys

NAMES = ["secret_key", "master.key"]
# Tables whose rows are lost without a secret; where there are none yet, it can still be made.
NEEDED_BY = {"secret_key": "django_migrations", "master.key": "registration_registration"}


class MissingSecret(Exception):
    """Data exists, but a key that belongs to it is gone."""


def ensure(data_dir, database_url=""):
    """Make missing secrets below `data_dir`; returns the names made. Raises MissingSecret."""
    folder = Path(data_dir) / "secrets"
    missing = [name for name in NAMES if not (folder / name).exists()]
    for name in missing:
        if has_data(Path(data_dir), database_url, NEEDED_BY[name]):
            raise MissingSecret(
                f"{folder / name} is missing, but there is data already: "
                "restore the file from your backup of keys."
            )
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    for name in missing:
        _write_once(folder / name, _new(name))
    return missing


def _new(name):
    # The form of the master key's file: registration/keys.py.
    return keys.line(1) if name == "master.key" else secrets.token_urlsafe(64)


def has_data(data_dir, database_url, table):
    """Whether the database holds a table of an earlier start, and rows in it."""
    if database_url.startswith("postgres"):
        import psycopg  # optional

        with psycopg.connect(database_url, connect_timeout=5) as connection:
            row = connection.execute("SELECT to_regclass(%s)", [table]).fetchone()
            return row[0] is not None and bool(connection.execute(_any_row(table)).fetchone())
    path = data_dir / "majlis.sqlite3"
    if not path.exists():
        return False
    with sqlite3.connect(path) as connection:
        tables = connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [table])
        return bool(tables.fetchone()) and bool(connection.execute(_any_row(table)).fetchone())


def _any_row(table):
    return f"SELECT 1 FROM {table} LIMIT 1"  # noqa: S608 names of our own


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
