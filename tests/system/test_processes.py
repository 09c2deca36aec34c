"""The real processes of `make run` on an installation of their own, driven from outside."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from functools import partial
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from tests import database

BASE = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
NAME = f"majlis_system_{os.getpid()}"  # on PostgreSQL
ACTOR = """
import sys
from tests.system.acts import *

for statement in sys.stdin:
    exec(statement)
    print("done", flush=True)
"""
WITHIN = 60  # seconds: that it arrives at all; a busy machine says nothing about how soon


@pytest.fixture(scope="module")
def database_url():
    """A database of our own beside the one of the tests; empty for SQLite."""
    if connection.vendor == "sqlite":
        yield ""
        return
    default = settings.DATABASES["default"]
    login = {name: default[name.upper()] for name in ("host", "port", "user")}
    with psycopg.connect(dbname="postgres", autocommit=True, **login) as session:
        session.execute(f"CREATE DATABASE {NAME}")
        yield f"postgres://{login['user']}@{login['host']}:{login['port']}/{NAME}"
        session.execute(f"DROP DATABASE {NAME} WITH (FORCE)")


@pytest.fixture(scope="module")
def environment(tmp_path_factory, database_url):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    values = {
        **os.environ,
        "MAJLIS_DATA": str(tmp_path_factory.mktemp("data")),
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "PORT": port,
        "BASE_URL": f"http://127.0.0.1:{port}",
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
    }
    values.pop("SECRET_KEY", None)
    return values


@pytest.fixture(scope="module")
def site(environment, django_db_blocker):
    """The four processes; yields a function that reads an address.

    Migrations are copied where other tests ran them: `test_languages` begins without.
    """
    run = partial(subprocess.run, cwd=BASE, env=environment, check=True)
    run([sys.executable, "-m", "cms.secrets"])
    with django_db_blocker.unblock():
        file = f"{environment['MAJLIS_DATA']}/majlis.sqlite3"
        database.template_of(connection).copy(file if connection.vendor == "sqlite" else NAME)
    run([sys.executable, "manage.py", "bootstrap"])
    processes = subprocess.Popen(
        [str(BIN / "honcho"), "-f", "cms/Procfile", "start"],
        cwd=BASE, env=environment, stdout=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    read = reader(environment["BASE_URL"])
    try:
        wait_until(lambda: read("/healthz")[0] == 200, 60)
        yield read
    finally:
        os.killpg(processes.pid, signal.SIGTERM)
        processes.wait(20)


def reader(base_url):
    def read(path):
        try:
            with urllib.request.urlopen(base_url + path, timeout=10) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()
        except OSError:
            return 0, b""

    return read


def wait_until(condition, seconds):
    started = time.monotonic()
    while not condition():
        assert time.monotonic() - started < seconds, f"not within {seconds} s"
        time.sleep(0.1)
    return time.monotonic() - started


@pytest.fixture(scope="module")
def act(site, environment):
    """Do something as another process would; returns when it is done."""
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", ACTOR]
    with subprocess.Popen(
        command, cwd=BASE, env=environment, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as actor:  # fmt: skip

        def act(statement):
            print(statement, file=actor.stdin, flush=True)
            assert actor.stdout.readline() == "done\n", statement

        yield act
        actor.stdin.close()


def titles(read, language):
    status, body = read(f"/api/v1/editions/sample/{language}/programme")
    return [row["title"] for row in json.loads(body)["sessions"]] if status == 200 else None


def test_what_is_published_reaches_readers(site, act):
    act("make_sample()")
    wait_until(lambda: titles(site, "ar") == ["Opening"], WITHIN)

    act("translate_opening()")
    wait_until(lambda: titles(site, "ar") == ["الافتتاح"], WITHIN)
    assert titles(site, "en") == ["Opening"]

    act("publish_again('Grand opening')")
    wait_until(lambda: titles(site, "en") == titles(site, "tr") == ["Grand opening"], WITHIN)

    act("move_to('Room B')")
    moved = b'"state":"moved"'
    wait_until(lambda: moved in site("/api/v1/editions/sample/ur/programme")[1], WITHIN)

    act("schedule_announcement('Soon')")
    wait_until(lambda: b"Soon" in site("/api/v1/editions/sample/tr/programme")[1], WITHIN)

    for colour in ("teal", "maroon"):
        act(f"change_picture('{colour}')")
        shown = colour.encode()
        wait_until(lambda: shown in site("/api/v1/editions/sample/ar/details")[1], WITHIN)  # noqa: B023

    act("unpublish()")
    wait_until(lambda: titles(site, "en") == titles(site, "ar") == [], WITHIN)


def test_three_editors_publish_at_once_without_an_error(site, environment, act):
    act("make_sample('busy')")
    script = "from tests.system.acts import *\nedit_many('busy', 5)"
    editors = [
        subprocess.Popen(
            [sys.executable, "manage.py", "shell", "--no-imports", "-c", script],
            cwd=BASE, env=environment, stderr=subprocess.PIPE, text=True,
        )
        for _number in range(3)
    ]  # fmt: skip

    errors = [editor.communicate(timeout=120)[1] for editor in editors]

    assert [editor.returncode for editor in editors] == [0, 0, 0], errors
    assert site("/healthz")[0] == 200


def test_the_mail_process_ends_well_when_it_is_told_to(site, environment):
    process = subprocess.Popen(
        [sys.executable, "manage.py", "send_mail"], cwd=BASE, env=environment
    )
    wait_until(lambda: catches(process.pid, signal.SIGTERM), WITHIN)

    process.terminate()

    assert process.wait(20) == 0


def catches(pid, number):
    """Whether a process does something of its own when it gets a signal."""
    caught = re.search(r"SigCgt:\s*(\w+)", Path(f"/proc/{pid}/status").read_text())
    return bool(int(caught[1], 16) >> (number - 1) & 1)


def test_a_page_is_served_with_its_language(site, act):
    act("make_sample('reading')")

    wait_until(lambda: site("/ur/reading/programme/")[0] == 200, WITHIN)

    assert b'<html lang="ur" dir="rtl"' in site("/ur/reading/programme/")[1]


def test_it_refuses_to_start_when_a_key_is_missing(site, environment):
    key = Path(environment["MAJLIS_DATA"]) / "secrets" / "secret_key"
    kept = key.read_text()
    key.unlink()

    refused = subprocess.run(
        [sys.executable, "-m", "cms.secrets"],
        cwd=BASE, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip

    key.write_text(kept)
    assert refused.returncode == 1
    assert refused.stderr.startswith("majlis: ")
    assert refused.stderr.count("\n") == 1


def test_a_first_visit_of_the_programme_is_light(site, environment, act):
    """Page, style, script and the programme for the device: what a reader waits for at 2G."""
    act("make_sample('light')")
    wait_until(lambda: site("/ar/light/programme/")[0] == 200, WITHIN)
    page = site("/ar/light/programme/")[1].decode()
    files = re.findall(r'(?:rel="stylesheet" href|<script type="module" src)="([^"]+)"', page)
    addresses = ["/ar/light/programme/", *files, "/api/v1/editions/light/ar/programme"]

    sizes = {path: compressed_size(environment["BASE_URL"] + path) for path in addresses}

    assert len(files) == 2
    assert sum(sizes.values()) <= 60_000, sizes


def compressed_size(address):
    """Bytes of an answer with its headers, as a browser asks for it."""
    request = urllib.request.Request(address, headers={"Accept-Encoding": "br"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.headers["Content-Encoding"] == "br", address
        return len(answer.read()) + len(str(answer.headers))
