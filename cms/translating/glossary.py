"""Which terms of the glossary stand in a text."""

import re

from cms.models import Term
from cms.translating import tokens
from events.folding import fold
from events.web import naming

# Written together with the word that follows, as are the article and some conjunctions.
PREFIXES = fold("وال فال بال كال ولل لل ال و ف ب ك ل").replace(" ", "|")


def marks(translation, sources):
    """`{pk: [Term, …]}` for `{pk: HTML}` of source texts, the longest terms first; one query.

    A term is found as whole words, however they are spelled; inside a longer one it is not.
    """
    terms = Term.objects.filter(
        source_locale_id=translation.source.locale_id,
        target_locale_id=translation.target_locale_id,
    )
    by_words = {fold(term.term): term for term in terms}
    by_words.pop("", None)
    if not by_words:
        return {pk: [] for pk in sources}
    pattern = _pattern(by_words, translation.source.locale.language_code)
    return {
        pk: [by_words[words] for words in _found(pattern, tokens.plain(html))]
        for pk, html in sources.items()
    }


def _pattern(words, language):
    longest_first = sorted(words, key=len, reverse=True)
    prefix = f"(?:{PREFIXES})?" if naming.direction(language) == "rtl" else ""
    return re.compile(f"(?<= ){prefix}({'|'.join(map(re.escape, longest_first))})(?= )")


def _found(pattern, text):
    found = {match[1] for match in pattern.finditer(f" {fold(text)} ")}
    return sorted(found, key=lambda words: (-len(words), words))
