"""`make check-seats` in short: the real server, killed while people ask for seats."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from cms import secrets
from cms.bench.seats import servers
from cms.management.commands.check_seats import NO_LIMITS
from tests import database

BASE = Path(__file__).resolve().parents[2]
SIZES = ["--requests=40", "--rush=40", "--seats=20", "--killed=20", "--no-aims"]


def test_seats_are_neither_oversold_nor_lost_when_servers_die(tmp_path):
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("MAJLIS_DATA", "MAJLIS_BENCH", "DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    }
    if connection.vendor == "sqlite":
        # As `--sqlite` does, but for the migrations.
        secrets.ensure(tmp_path)
        database.template_of(connection).copy(tmp_path / "majlis.sqlite3")
        environment |= {"MAJLIS_BENCH": str(tmp_path), "REGISTRATION_LIMITS": NO_LIMITS}
    elif not servers.Postgres.is_installed():
        pytest.skip("PostgreSQL's own programs are not on this machine")
    where = "--here" if connection.vendor == "sqlite" else "--postgres"
    command = [sys.executable, "manage.py", "check_seats", where, *SIZES]

    checked = subprocess.run(
        [*command, "--settings=cms.settings.bench"],
        cwd=BASE, env=environment, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip

    assert checked.returncode == 0, checked.stdout + checked.stderr
