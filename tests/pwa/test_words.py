"""The scripts and the list of words agree, and so do the words of fixed sets and the models."""

import ast
import re

import pytest

from events.models import AnnouncementPage, Edition, SessionPage, SessionSpeaker, Slot
from pwa import words
from tests.pwa.conftest import FRONTEND

STRING = r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
SOURCES = "\n".join(
    path.read_text() for path in sorted(FRONTEND.glob("src/**/*")) if path.suffix in (".ts", ".tsx")
)


def used(function, arguments):
    pattern = rf"\b{function}\(\s*" + r",\s*".join([STRING] * arguments)
    found = re.findall(pattern, SOURCES)
    rows = found if arguments > 1 else [(row,) for row in found]
    return {tuple(ast.literal_eval(text) for text in row) for row in rows}


SETS = {
    SessionPage.Kind: set(),
    SessionPage.Level: {"everyone"},  # defaults are not in the documents, and never shown
    SessionPage.Recording: {"no"},
    SessionPage.Credit: {"named"},
    SessionSpeaker.Role: {"speaker"},
    Slot.State: {"scheduled"},
    AnnouncementPage.Urgency: {"info"},
    AnnouncementPage.Audience: {"everyone"},
    Edition.State: {"draft"},
}


def labels(choices):
    return {str(member.label) for member in choices if member.value not in SETS[choices]}


def test_every_word_of_the_scripts_is_on_the_list():
    texts = {text for (text,) in used("t", 1)}
    texts |= {f"{context}{words.GLUE}{text}" for context, text in used("pt", 2)}

    assert texts - set(words.TEXTS) == set()
    assert used("tn", 2) == set(words.COUNTED)


def test_every_word_on_the_list_is_used():
    texts = {text for (text,) in used("t", 1)}
    texts |= {f"{context}{words.GLUE}{text}" for context, text in used("pt", 2)}
    of_sets = set().union(*(labels(choices) for choices in SETS))

    assert set(words.TEXTS) - texts - of_sets == set()


@pytest.mark.parametrize("choices", SETS, ids=lambda choices: choices.__qualname__)
def test_fixed_sets_have_the_words_of_the_models(choices):
    assert labels(choices) - set(words.TEXTS) == set()


def test_kinds_are_offered_in_the_order_of_the_model():
    listed = re.search(r"KINDS = \[(.*?)\]", SOURCES, re.S)[1]

    assert re.findall(r'"(\w+)"', listed) == SessionPage.Kind.values
