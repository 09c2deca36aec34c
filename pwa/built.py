"""The built app's scripts and their texts, from the lists that the build writes beside them."""

import json
from functools import cache
from pathlib import Path

DIST = Path(__file__).parent / "dist"
WORKER = DIST / "sw.js"


class NotBuilt(Exception):
    """There is no app to serve."""


@cache
def scripts():
    """Static names of all scripts that readers load; the one that a page names comes first."""
    rows = _listed("manifest.json").values()
    rows = [row for row in rows if row.get("name") != "registration"]  # for those who come
    ordered = sorted(rows, key=lambda row: (not row.get("isEntry", False), row["file"]))
    return [f"app/{row['file']}" for row in ordered]


@cache
def registration():
    """Static name of the script of registration."""
    rows = _listed("manifest.json").values()
    return next(f"app/{row['file']}" for row in rows if row.get("name") == "registration")


@cache
def preview():
    """Static name of the script of editors' previews, which loads no other."""
    (row,) = _listed("preview.json").values()
    return f"app/{row['file']}"


@cache
def texts():
    """Each with its `context` or `plural`, if any; the scripts name them by their places here."""
    return _listed("words.json")


@cache
def registration_texts():
    """Those that only the script of registration has; their places follow on the others."""
    return _listed("words-registration.json")


def _listed(name):
    try:
        return json.loads((DIST / name).read_text())
    except OSError:
        raise NotBuilt("The app is not built: run `make build`.") from None
