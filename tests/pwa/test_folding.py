"""The browser folds as the server does; what the folding is like: tests/fixtures/folding.json."""

import json
import random
import unicodedata

from events import folding
from tests.pwa.conftest import ROOT

FIXTURE = json.loads((ROOT / "tests" / "fixtures" / "folding.json").read_text())
# Arabic with its supplement, extensions and presentation forms; Latin with marks; what is silent.
BLOCKS = [
    (0x20, 0x7F),
    (0xA0, 0x250),
    (0x2B0, 0x370),
    (0x386, 0x3D0),
    (0x600, 0x700),
    (0x750, 0x780),
    (0x870, 0x900),
    (0x1E00, 0x1F00),
    (0x2000, 0x2070),
    (0xFB00, 0xFB07),
    (0xFB50, 0xFE10),
    (0xFE70, 0xFF00),
    (0xFF00, 0xFF5F),
    (0x1F600, 0x1F610),
]


def random_texts(count, seed=3):
    """Texts of up to 24 characters, each from few blocks, so that marks meet letters."""
    dice = random.Random(seed)
    known = [
        [char for char in map(chr, range(*block)) if unicodedata.category(char) != "Cn"]
        for block in BLOCKS
    ]
    for _text in range(count):
        blocks = dice.sample(known, 3)
        yield "".join(dice.choice(dice.choice(blocks)) for _char in range(dice.randint(1, 24)))


def test_the_browser_folds_every_text_of_the_fixture_as_python_does(in_javascript):
    texts = sorted({text for rows in FIXTURE.values() for row in rows for text in row})

    assert in_javascript("fold", "fold", *[[text] for text in texts]) == [
        folding.fold(text) for text in texts
    ]


def test_the_browser_folds_any_text_as_python_does(in_javascript):
    texts = list(random_texts(4000))

    folded = in_javascript("fold", "fold", *[[text] for text in texts])

    assert dict(zip(texts, folded, strict=True)) == {text: folding.fold(text) for text in texts}


def test_the_browser_finds_what_the_fixture_says(in_javascript):
    expected = [name == "matching" for name in ("matching", "different") for _row in FIXTURE[name]]
    rows = FIXTURE["matching"] + FIXTURE["different"]

    found = in_javascript("fold", "matches", *[[query, folding.fold(text)] for query, text in rows])

    assert found == expected
