"""The browser folds as the server does; what the folding is like: tests/fixtures/folding.json."""

import json

from events import folding
from tests.pwa.conftest import ROOT

FIXTURE = json.loads((ROOT / "tests" / "fixtures" / "folding.json").read_text())


def test_the_browser_folds_every_text_of_the_fixture_as_python_does(in_javascript):
    texts = sorted({text for rows in FIXTURE.values() for row in rows for text in row})

    assert in_javascript("fold", "fold", *[[text] for text in texts]) == [
        folding.fold(text) for text in texts
    ]


def test_the_browser_finds_what_the_fixture_says(in_javascript):
    pairs = [(row, name == "matching") for name, rows in FIXTURE.items() for row in rows]
    calls = [[query, folding.fold(text)] for (query, text), _expected in pairs]

    assert in_javascript("fold", "matches", *calls) == [
        folding.matches(query, folding.fold(text)) for (query, text), _expected in pairs
    ]
