"""Interface words are complete in every language: a gap would be an English word on a screen."""

import gettext
import re
from pathlib import Path

import polib
import pytest
from django.conf import settings

from cms.catalogues import compile_all, extract, merge

BASE = Path(__file__).resolve().parents[2]
LANGUAGES = ["ar", "ur", "tr"]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}")


def catalogue(language):
    return polib.pofile(str(BASE / "locale" / language / "LC_MESSAGES" / "django.po"))


def texts(entry):
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


@pytest.fixture(scope="module")
def messages():
    return extract(BASE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_source_is_in_the_catalogue(language, messages):
    known = {(entry.msgctxt, entry.msgid) for entry in catalogue(language)}

    assert known == set(messages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language):
    missing = [
        entry.msgid
        for entry in catalogue(language)
        if entry.fuzzy or not all(text.strip() for text in texts(entry))
    ]

    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_has_all_the_forms_of_the_language(language):
    number = {"ar": 6, "ur": 2, "tr": 2}[language]
    wrong = [
        entry.msgid
        for entry in catalogue(language)
        if entry.msgid_plural and sorted(entry.msgstr_plural) != list(range(number))
    ]

    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_those_of_the_source(language):
    """A singular form may leave its number out: "one session"."""
    wrong = []
    for entry in catalogue(language):
        allowed = set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
        needed = set() if entry.msgid_plural else allowed
        for text in texts(entry):
            if not needed <= set(PLACEHOLDER.findall(text)) <= allowed:
                wrong.append((entry.msgid, text))

    assert wrong == []


def test_catalogues_compile_as_gettext_reads_them(tmp_path):
    path = tmp_path / "ar" / "LC_MESSAGES" / "django.po"
    merge(
        path,
        "ar",
        {(None, "%(n)d seat"): ("%(n)d seats", {"a.py"}), ("verb", "Open"): (None, {"a.py"})},
    )
    po = polib.pofile(str(path))
    po.find("%(n)d seat").msgstr_plural = {index: f"صيغة {index}" for index in range(6)}
    po.find("Open", msgctxt="verb").msgstr = "افتح"
    po.save()

    compile_all(tmp_path)

    with path.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    forms = [compiled.ngettext("%(n)d seat", "%(n)d seats", n) for n in (0, 1, 2, 3, 11, 100)]
    assert forms == [f"صيغة {index}" for index in range(6)]
    assert compiled.pgettext("verb", "Open") == "افتح"


def test_merging_keeps_translations_and_drops_what_is_gone(tmp_path):
    path = tmp_path / "django.po"
    merge(path, "tr", {(None, "Room"): (None, {"a.py"}), (None, "Gone"): (None, {"a.py"})})
    po = polib.pofile(str(path))
    po.find("Room").msgstr = "Salon"
    po.save()

    merge(path, "tr", {(None, "Room"): (None, {"b.py"}), (None, "New"): (None, {"b.py"})})

    assert {entry.msgid: entry.msgstr for entry in polib.pofile(str(path))} == {
        "Room": "Salon",
        "New": "",
    }


def test_a_broken_catalogue_names_its_file(tmp_path):
    path = tmp_path / "tr" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text("nonsense")

    with pytest.raises(OSError, match=r"django\.po"):
        compile_all(tmp_path)


def test_the_catalogues_of_all_languages_but_the_first_are_checked():
    assert [code for code, _name in settings.LANGUAGES][1:] == LANGUAGES
