"""What a phone may have to load at most, in bytes of the best brotli; a test holds it."""

from dataclasses import dataclass
from pathlib import Path

import brotli

from pwa import built

STYLES = Path(__file__).parents[2] / "home" / "static" / "majlis"
KB = 1000


@dataclass(frozen=True)
class Limit:
    name: str
    paths: list
    most: int

    def size(self):
        return sum(len(brotli.compress(path.read_bytes(), quality=11)) for path in self.paths)


def limits():
    """Of the built files; raises NotBuilt where there are none."""
    scripts = [_built(name) for name in built.scripts()]
    return [
        Limit("script of the programme", scripts[:1], 20 * KB),
        Limit("all scripts of the app", scripts, 32 * KB),
        Limit("script of registration", [_built(built.registration())], 8 * KB),
        Limit("worker", [built.WORKER], 2 * KB),
        Limit("styles", [STYLES / "majlis.css"], 6 * KB),
    ]


def _built(name):
    return built.DIST / name.removeprefix("app/")
