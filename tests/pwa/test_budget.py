"""What a phone must load, measured on the built files."""

import json

import brotli
import pytest

from pwa.shell import render_shell
from tests.pwa.conftest import FRONTEND, ROOT

DIST = ROOT / "pwa" / "dist"
KB = 1000
MOST_PACKAGES = 120


@pytest.fixture
def size():
    """Bytes as sent, with the best brotli."""
    if not (DIST / "main.js").exists():
        pytest.fail("The app is not built: run make build.")
    return lambda data: len(brotli.compress(data, quality=11))


def test_the_app_is_small(size):
    assert size((DIST / "main.js").read_bytes()) <= 20 * KB


def test_the_worker_is_small(size):
    assert size((DIST / "sw.js").read_bytes()) <= 2 * KB


@pytest.mark.parametrize("language", ["en", "ar", "ur", "tr"])
def test_a_shell_is_small(size, language):
    assert size(render_shell(language).encode()) <= 4 * KB


def test_all_scripts_together_keep_the_budget(size):
    scripts = DIST.rglob("*.js")
    assert sum(size(path.read_bytes()) for path in scripts) <= 32 * KB


def test_few_packages_are_needed_to_build():
    lock = json.loads((FRONTEND / "package-lock.json").read_text())
    packages = [name for name in lock["packages"] if name]
    assert len(packages) <= MOST_PACKAGES
    assert lock["packages"][""]["dependencies"] == {"preact": "11.2.0"}
