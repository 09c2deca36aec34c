"""The files of the demo are consistent in themselves; no database is needed to see that."""

import re

import pytest
from django.conf import settings

from cms.demo.content import Name, read
from cms.demo.fields import BLOCKS, FIELDS

CONTENT = read([code for code, _name in settings.LANGUAGES])
LINK = re.compile(r'<a href="#(\w+)/([\w-]+)">')
KINDS = [kind for kind in FIELDS if kind not in ("home", "index")] + ["organiser"]


def texts(words):
    """All texts of an object, also those in its blocks."""
    for value in words.values():
        blocks = value if isinstance(value, list) else [{"": value}]
        for block in blocks:
            yield from block.values()


def links(words):
    return {match for text in texts(words) for match in LINK.findall(text)}


def objects(kind):
    return [Name(kind, row["slug"], row.get("edition", "")) for row in CONTENT.rows(f"{kind}s")]


@pytest.mark.parametrize("kind", KINDS)
def test_every_object_has_words_in_its_source_language(kind):
    missing = [
        str(name) for name in objects(kind) if not CONTENT.words_of(CONTENT.source_of(name), name)
    ]

    assert missing == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", CONTENT.languages)
def test_no_words_are_written_for_what_does_not_exist(language, kind):
    known = {name.slug for name in objects(kind)}

    assert set(CONTENT.words[language].get(f"{kind}s", {})) - known == set()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "organiser"])
@pytest.mark.parametrize("language", CONTENT.languages)
def test_words_are_in_fields_that_exist(language, kind):
    words = CONTENT.words[language].get(f"{kind}s", {})
    unknown = {field for found in words.values() for field in found} - set(FIELDS[kind])
    blocks = [
        block
        for found in words.values()
        for block in found.get("body", [])
        if kind != "announcement"
    ]

    assert unknown == set()
    assert [block for block in blocks if not set(block) & set(BLOCKS)] == []


def test_every_link_has_a_target():
    known = {(name.kind, name.slug) for kind in KINDS for name in objects(kind)}
    wanted = {
        link
        for words in CONTENT.words.values()
        for kind in KINDS
        for found in words.get(f"{kind}s", {}).values()
        for link in links(found)
    }

    assert wanted - known == set()


@pytest.mark.parametrize("language", CONTENT.languages)
def test_translations_link_to_what_their_source_links_to(language):
    strays = []
    for kind in KINDS:
        for name in objects(kind):
            words = CONTENT.words_of(language, name)
            source = CONTENT.words_of(CONTENT.source_of(name), name)
            if words and source and links(words) - links(source):
                strays.append(str(name))

    assert strays == []


@pytest.mark.parametrize("language", CONTENT.languages)
def test_translated_bodies_have_the_blocks_of_their_source(language):
    strays = []
    for kind in ("edition", "page"):
        for name in objects(kind):
            words = CONTENT.words_of(language, name)
            source = CONTENT.words_of(CONTENT.source_of(name), name)
            if words and source and len(words["title"]) and words.get("body"):
                kinds = [
                    [next(iter(set(block) & set(BLOCKS)), None) for block in found["body"]]
                    for found in (words, source)
                ]
                if kinds[0] != kinds[1]:
                    strays.append(str(name))

    assert strays == []
