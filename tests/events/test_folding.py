import json
from pathlib import Path

import pytest

from events.folding import fold, matches

CASES = json.loads((Path(__file__).parents[1] / "fixtures" / "folding.json").read_text())


@pytest.mark.parametrize(("query", "text"), CASES["matching"])
def test_a_search_finds_other_spellings_of_the_same_word(query, text):
    assert matches(query, fold(text)) is True


@pytest.mark.parametrize(("query", "text"), CASES["different"])
def test_a_search_does_not_take_one_word_for_another(query, text):
    assert matches(query, fold(text)) is False


@pytest.mark.parametrize(("text", "folded"), CASES["folded"])
def test_text_folds_to_one_spelling(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize("text", [text for _query, text in CASES["matching"]])
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)
