"""The one stylesheet knows no left and right: pages mirror by themselves."""

import re
from pathlib import Path

import pytest

STYLESHEET = Path(__file__).parents[2] / "home/static/majlis/majlis.css"
PHYSICAL = re.compile(
    r"""(?<![\w-])(?:left|right)\s*:          # places
    | -(?:left|right)(?:-[a-z]+)?\s*:         # margins, borders, paddings, corners
    | (?:text-align|float|clear|caption-side)\s*:\s*(?:left|right)
    | border-(?:top|bottom)-(?:left|right)-radius
    | (?<![\w-])to\ (?:left|right)(?![\w-])   # gradients""",
    re.VERBOSE,
)


def test_nothing_in_it_is_physical():
    css = re.sub(r"/\*.*?\*/", "", STYLESHEET.read_text(), flags=re.DOTALL)

    assert [match.group() for match in PHYSICAL.finditer(css)] == []


@pytest.mark.parametrize(
    "rule",
    ["left: 0", "margin-left: 1rem", "text-align:right", "border-top-left-radius: 2px",
     "background: linear-gradient(to right, red, blue)", "padding-right:0"],
)  # fmt: skip
def test_a_physical_rule_would_be_found(rule):
    assert PHYSICAL.search(f"a {{ {rule}; }}")
