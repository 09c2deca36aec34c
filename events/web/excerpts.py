"""A short piece of a text around what was searched for; the app's are the same (excerpt.ts)."""

import unicodedata
from functools import lru_cache

from events.folding import fold

# In letters with their marks, as readers count them.
BEFORE = 40
LENGTH = 160


def excerpt(text, words):
    """Pieces of a text, every second of them one of the folded words; [] if none stands there."""
    clusters, folded, places = mapped(text)
    marked = set()
    for word in words:
        # Where a word begins so, what is inside of others is not meant.
        needle = f" {word}" if f" {word}" in folded else word
        at = folded.find(needle)
        while at >= 0:
            end = at + len(needle)
            marked.update(range(places[end - len(word)], places[end - 1] + 1))
            at = folded.find(needle, at + 1)
    return _pieces(clusters, marked) if marked else []


def mapped(text):
    """(clusters, folded, places): `places` says from which cluster each folded letter is.

    Clusters are letters with their marks. The folded text begins with a space.
    """
    clusters, folded, places = _clusters(text), [" "], [0]
    for place, cluster in enumerate(clusters):
        for letter in _letters(cluster):
            if letter != " " or folded[-1] != " ":
                folded.append(letter)
                places.append(place)
    return clusters, "".join(folded), places


def _clusters(text):
    found = []
    for char in text:
        if found and unicodedata.category(char)[0] == "M":
            found[-1] += char
        else:
            found.append(char)
    return found


@lru_cache(maxsize=4096)
def _letters(cluster):
    """What a cluster folds to: a space if it separates words, nothing if it is dropped."""
    return fold(f"x{cluster}x")[1:-1]


def _pieces(clusters, marked):
    first = min(marked)
    start = max(0, first - BEFORE)
    if start and " " in clusters[start - 1 : first]:
        start = clusters.index(" ", start - 1) + 1
    end = start + LENGTH
    if end < len(clusters) and " " in clusters[first : end + 1]:
        end -= clusters[end:first:-1].index(" ")
    pieces = ["…" if start else ""]
    for place, cluster in enumerate(clusters[start:end], start):
        if (place in marked) == len(pieces) % 2:
            pieces.append("")
        pieces[-1] += cluster
    if end < len(clusters):
        pieces += [""] * (len(pieces) % 2 == 0)
        pieces[-1] += "…"
    return pieces
