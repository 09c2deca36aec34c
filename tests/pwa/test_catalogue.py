import gettext
import json

import pytest
from django.utils.translation import ngettext, override

from pwa.catalogue import catalogue
from tests.pwa.conftest import RULES


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
    forms = found["texts"]["%(count)s session found"]

    with override(language):
        expected = [
            ngettext("%(count)s session found", "%(count)s sessions found", n) for n in range(200)
        ]
    assert [forms[int(index)] for index in found["plural"]] == expected


def test_words_are_in_the_language_and_untranslated_ones_are_left_out(catalogues):
    texts = catalogue("ar")["texts"]

    assert texts["Programme"] == "ar programme"
    assert texts["between names\x04, "] == "، "
    assert "Search and filter" not in texts


def test_languages_have_their_own_name_and_the_readers(catalogues):
    assert catalogue("ar")["languages"][0] == {
        "code": "en",
        "name": "English",
        "dir": "ltr",
        "called": "الإنجليزية",
    }


def test_words_cannot_close_the_element_that_they_stand_in(catalogues, monkeypatch, client):
    monkeypatch.setattr("pwa.words.TEXTS", ["Programme"])
    monkeypatch.setattr("pwa.catalogue._translated", lambda text: "</script><b>&")

    html = client.get("/app/shell/ar/").content.decode()

    block = html.split('<script id="catalogue" type="application/json">')[1].split("</script>")[0]
    assert json.loads(block)["texts"]["Programme"] == "</script><b>&"
