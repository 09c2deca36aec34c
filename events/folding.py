"""Folds spellings that people do not tell apart when they search.

The browser folds with the same steps; tests/fixtures/folding.json holds both to it.
"""

import re
import unicodedata

# Combining marks that are written or left out at will: Latin accents, Arabic vowel signs.
_MARKS = re.compile(
    "[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8"
    "\u06ea-\u06ed\u08d3-\u08ff]"
)
# Dropped without leaving a gap: hamza, tatweel, apostrophes, zero-width and direction signs.
_SILENT = re.compile(
    "[\u0621\u0640'`´\u2018\u2019\u02bb-\u02bf\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_ONE_SPELLING = {
    "ا": "ٱٲٳٵ",
    "ه": "ةہۃھەۀۂ",
    "ی": "يىۍێېےؠۓ",
    "ک": "كڪ",
    "و": "ۄۆۇۋ",
    "ن": "ں",
    "i": "ı",
    "o": "ø",
    "d": "đð",
    "l": "ł",
    "ss": "ß",
    "ae": "æ",
    "oe": "œ",
    "th": "þ",
    "σ": "ς",
}
_LETTERS = str.maketrans(
    {letter: folded for folded, letters in _ONE_SPELLING.items() for letter in letters}
    | {chr(zero + digit): str(digit) for zero in (0x660, 0x6F0) for digit in range(10)}
)


def fold(text):
    """Text in the one spelling that searches compare, its words separated by single spaces."""
    text = unicodedata.normalize("NFKD", text).lower()
    text = _SILENT.sub("", _MARKS.sub("", text)).translate(_LETTERS)
    kept = (char if unicodedata.category(char)[0] in "LMN" else " " for char in text)
    return " ".join("".join(kept).split())


def matches(query, folded_text):
    """Whether each word of the query stands somewhere in a text that was folded before."""
    return all(word in folded_text for word in fold(query).split())
