"""Test databases are copies of one that was migrated: that takes seconds, and a copy nearly none.

The first process that needs a database makes it by all migrations, as production does, and keeps
what came out: SQLite's in a file, PostgreSQL's in a database beside the others. Its name changes
with everything that migrations read, so it is never out of date; deleting it is always safe.
`make test` names its run, which migrates anew.
"""

import contextlib
import fcntl
import functools
import hashlib
import os
import shutil
import sqlite3
import sys
import tempfile
from importlib import metadata
from pathlib import Path

from django.apps import apps
from django.conf import settings

FOLDER = Path(tempfile.gettempdir()) / f"majlis-test-databases-{os.getuid()}"
PREFIX = "majlis_template_"
KEPT = 5  # those of other branches and clones


def install(creation):
    """Have Django's maker of test databases copy."""
    creation.create_test_db = functools.partial(create, creation, template_of(creation.connection))


def create(creation, template, verbosity=1, autoclobber=False, serialize=False, keepdb=False):
    """As Django's `create_test_db`; everybody waits while one migrates."""
    with _lock():
        if template.exists():
            template.load(creation, verbosity, autoclobber, keepdb)
        else:
            by_migrations = type(creation).create_test_db
            by_migrations(creation, verbosity, autoclobber, serialize=False, keepdb=keepdb)
            template.save()
    creation.connection.ensure_connection()
    if serialize:
        creation.connection._test_serialized_contents = creation.serialize_db_to_string()
    return creation.connection.settings_dict["NAME"]


def template_of(connection):
    return TEMPLATES[connection.vendor](connection, fingerprint())


@contextlib.contextmanager
def _lock():
    FOLDER.mkdir(mode=0o700, exist_ok=True)
    with (FOLDER / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def fingerprint():
    """Of migrations, of the packages that they call, and of what is made after them."""
    run = os.environ.get("MAJLIS_TEST_RUN", "")
    read = hashlib.sha256(f"{run} {sys.version} {sqlite3.sqlite_version}".encode())
    read.update(repr([settings.LANGUAGE_CODE, settings.LANGUAGES]).encode())
    for package in sorted(f"{row.name} {row.version}" for row in metadata.distributions()):
        read.update(package.encode())
    for app in apps.get_app_configs():
        for file in sorted(Path(app.path, "migrations").glob("*.py")):
            read.update(f"{app.label} {file.name}".encode() + file.read_bytes())
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta  # content types and permissions
        named = meta.label, meta.verbose_name_raw, meta.default_permissions, meta.permissions
        read.update(repr(named).encode())
    return read.hexdigest()[:16]


class SqliteTemplate:
    def __init__(self, connection, key):
        self.connection, self.path = connection, FOLDER / f"{PREFIX}{key}.sqlite3"

    def exists(self):
        return self.path.exists()

    def load(self, creation, *options):
        _take_name(self.connection, creation._create_test_db(*options))
        self.connection.ensure_connection()
        with contextlib.closing(sqlite3.connect(self.path)) as source:
            source.backup(self.connection.connection)

    def save(self):
        half = self.path.with_suffix(".half")
        half.unlink(missing_ok=True)
        with contextlib.closing(sqlite3.connect(half)) as target:
            self.connection.connection.backup(target)
        half.rename(self.path)
        files = sorted(FOLDER.glob("*.sqlite3"), key=lambda file: file.stat().st_mtime)
        for file in files[:-KEPT]:
            file.unlink()

    def copy(self, path):
        """Have the file `path` of another installation migrated; leaves it if none is here."""
        with _lock():
            if self.exists():
                shutil.copy(self.path, path)


class PostgresTemplate:
    def __init__(self, connection, key):
        self.connection, self.name = connection, f"{PREFIX}{key}"

    def exists(self):
        return self.name in self._names()

    def load(self, creation, *options):
        self.connection.settings_dict["TEST"]["TEMPLATE"] = self.name
        _take_name(self.connection, creation._create_test_db(*options))

    def save(self):
        self.connection.close()
        with self.connection._nodb_cursor() as cursor:
            made = self.connection.settings_dict["NAME"]
            cursor.execute(f'CREATE DATABASE "{self.name}" TEMPLATE "{made}"')
            for name in self._names()[KEPT:]:
                cursor.execute(f'DROP DATABASE "{name}"')

    def _names(self):
        """Those of all branches, the newest first."""
        with self.connection._nodb_cursor() as cursor:
            query = (
                "SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY oid DESC"
            )
            cursor.execute(query, [PREFIX])
            return [name for (name,) in cursor.fetchall()]

    def copy(self, name):
        """Have the database `name` of another installation migrated; leaves it if none is here."""
        with _lock(), self.connection._nodb_cursor() as cursor:
            if self.exists():
                cursor.execute(f'DROP DATABASE "{name}"')
                cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{self.name}"')


TEMPLATES = {"sqlite": SqliteTemplate, "postgresql": PostgresTemplate}


def _take_name(connection, name):
    connection.close()
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name
