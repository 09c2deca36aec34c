"""`make check-seats` in short: the real server, killed while people ask for seats."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from cms.bench.seats import servers

BASE = Path(__file__).resolve().parents[2]
SIZES = ["--requests=40", "--rush=40", "--seats=20", "--killed=20", "--no-aims"]


def test_seats_are_neither_oversold_nor_lost_when_servers_die():
    is_postgres = "postgresql" in settings.DATABASES["default"]["ENGINE"]
    if is_postgres and not servers.Postgres.is_installed():
        pytest.skip("PostgreSQL's own programs are not on this machine")
    database = "--postgres" if is_postgres else "--sqlite"
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("MAJLIS_DATA", "MAJLIS_BENCH", "DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    }
    command = [sys.executable, "manage.py", "check_seats", database, *SIZES]

    checked = subprocess.run(
        [*command, "--settings=cms.settings.bench"],
        cwd=BASE, env=environment, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip

    assert checked.returncode == 0, checked.stdout + checked.stderr
