"""What differs between two texts, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

# Not \w: it ends a word at the vowel signs of Arabic.
WORD = re.compile(r"[^\s.,;:!?()«»“”\"،؛؟۔…]+|\s+|.", re.DOTALL)


@dataclass(frozen=True)
class Part:
    """A stretch of text that both have ("same"), or only the old ("gone") or new one ("new")."""

    kind: str
    text: str


def between(old, new):
    """Parts that make up both texts, in order."""
    before, after = _words(old), _words(new)
    parts = []
    for tag, i, k, m, n in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(Part("same", "".join(after[m:n])))
            continue
        if k > i:
            parts.append(Part("gone", "".join(before[i:k])))
        if n > m:
            parts.append(Part("new", "".join(after[m:n])))
    return parts


def _words(text):
    """Words, spaces and marks, each by itself."""
    return WORD.findall(text)
