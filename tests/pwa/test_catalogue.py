import gettext
import json

import pytest
from django.utils.translation import ngettext, override

from pwa import built
from pwa.catalogue import catalogue, plural_table
from tests.pwa.conftest import RULES


def text_of(found, text):
    """As a script finds it: at its place among those of the build."""
    return found["texts"][[row["text"] for row in built.texts()].index(text)]


@pytest.mark.parametrize("language", RULES)
def test_the_table_of_plurals_says_what_gettext_says(catalogues, language, in_javascript):
    expression = RULES[language].split("plural=")[1].strip("; ")
    rule = gettext.c2py(expression)
    expected = [rule(n) for n in range(1001)]
    table = catalogue(language)["plural"]

    assert in_javascript("words", "pluralIndex", *[[n, table] for n in range(1001)]) == expected


@pytest.mark.parametrize("language", RULES)
def test_counted_words_are_those_of_the_server(catalogues, language):
    found = catalogue(language)
    forms = text_of(found, "%(count)s session found")

    with override(language):
        expected = [
            ngettext("%(count)s session found", "%(count)s sessions found", n) for n in range(200)
        ]
    assert [forms[int(index)] for index in found["plural"]] == expected


def test_words_are_in_the_language_or_in_that_of_the_source(catalogues):
    found = catalogue("ar")

    assert text_of(found, "Programme") == "ar programme"
    assert text_of(found, ", ") == "، "
    assert text_of(found, "Search and filter") == "Search and filter"


def test_each_text_of_the_scripts_has_its_place(catalogues):
    assert len(catalogue("ar")["texts"]) == len(built.texts())


def test_languages_have_their_own_name_and_the_readers(catalogues):
    assert catalogue("ar")["languages"][0] == {
        "code": "en",
        "name": "English",
        "dir": "ltr",
        "called": "الإنجليزية",
    }


def test_words_cannot_close_the_element_that_they_stand_in(catalogues, monkeypatch, client):
    monkeypatch.setattr("pwa.built.texts", lambda: [{"text": "</script><b>&"}])

    html = client.get("/app/shell/ar/").content.decode()

    block = html.split('<script id="catalogue" type="application/json">')[1].split("</script>")[0]
    assert json.loads(block)["texts"] == ["</script><b>&"]


def test_the_rule_is_found_where_the_installation_has_no_catalogue(catalogues, settings, tmp_path):
    settings.LOCALE_PATHS = [str(tmp_path / "empty"), *settings.LOCALE_PATHS]

    assert plural_table("ar")[:4] == [0, 1, 2, 3]
