"""What a phone must load, measured on the built files."""

import json

import brotli
import pytest

from cms.bench.budget import KB, limits
from pwa import built
from pwa.catalogue import registration_words
from pwa.shell import render_shell
from tests.pwa.conftest import FRONTEND

MOST_PACKAGES = 120


@pytest.mark.parametrize("limit", limits(), ids=lambda limit: limit.name)
def test_what_readers_load_keeps_its_limit(limit):
    assert limit.size() <= limit.most


@pytest.mark.parametrize("language", ["en", "ar", "ur", "tr"])
def test_a_shell_is_small(language):
    assert len(brotli.compress(render_shell(language).encode(), quality=11)) <= 4 * KB


@pytest.mark.parametrize("language", ["en", "ar", "ur", "tr"])
def test_words_of_registration_are_small(language):
    assert len(brotli.compress(registration_words(language).encode(), quality=11)) <= 3 * KB


def test_readers_load_three_scripts_and_no_more():
    names = [name.removeprefix("app/").split("-")[0] for name in built.scripts()]

    assert names == ["main", "more", "qr"]


def test_few_packages_are_needed_to_build():
    lock = json.loads((FRONTEND / "package-lock.json").read_text())
    packages = [name for name in lock["packages"] if name]
    assert len(packages) <= MOST_PACKAGES
    assert lock["packages"][""]["dependencies"] == {"lean-qr": "2.7.4", "preact": "11.2.0"}
