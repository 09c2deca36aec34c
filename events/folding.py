"""Folds spellings that people do not tell apart when they search.

The browser folds with the same steps; tests/fixtures/folding.json holds both to it.
"""

import re
import unicodedata

# Combining marks that are written or left out at will (Latin accents, Arabic vowel signs), and what
# is dropped without leaving a gap: hamza, tatweel, apostrophes, zero-width and direction signs.
_DROPPED = re.compile(
    "[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u0897-\u089f\u08ca-\u08e1\u08e3-\u08ff\ufe00-\ufe0f"
    "'`\u00ad\u02b9-\u02bf\u061c\u0621\u0640\u0674\u200b-\u200f\u2018\u2019\u202a-\u202e"
    "\u2060-\u2069\ufeff]"
)
_ONE_SPELLING = {
    "ا": "ٱٲٳ",
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
_LETTERS = {letter: folded for folded, letters in _ONE_SPELLING.items() for letter in letters}
_LETTERS |= {chr(zero + digit): str(digit) for zero in (0x660, 0x6F0) for digit in range(10)}


class _Table(dict):
    """What becomes of each character: the first ones that are met are remembered."""

    MOST = 4096

    def __missing__(self, code):
        folded = _folded(chr(code))
        if len(self) < self.MOST:
            self[code] = folded
        return folded


def _folded(char):
    if _DROPPED.match(char):
        return ""
    return _LETTERS.get(char) or (char if unicodedata.category(char)[0] in "LMN" else " ")


_TABLE = _Table()


def fold(text):
    """Text in the one spelling that searches compare, its words separated by single spaces."""
    text = text.replace("´", "'")  # which would become a space with an accent
    text = unicodedata.normalize("NFKD", text).lower()
    return " ".join(text.translate(_TABLE).split())


def matches(query, folded_text):
    """Whether each word of the query stands somewhere in a text that was folded before."""
    return has_all(fold(query).split(), folded_text)


def has_all(words, *texts):
    """Whether each word stands somewhere in one of several texts; all are folded before."""
    return all(any(word in text for text in texts) for word in words)
