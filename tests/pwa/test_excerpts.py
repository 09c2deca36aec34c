"""The browser cuts the same excerpts as the server, and marks the same words in them."""

from events.folding import fold
from events.web.excerpts import excerpt, mapped
from tests.pwa.test_folding import random_texts


def numbered(start, end):
    return " ".join(f"word{number:03}" for number in range(start, end))


LONG = numbered(0, 200)
CASES = [
    ("Tea is served.", ["tea"], ["", "Tea", " is served."]),
    ("Tea is served.", ["coffee"], []),
    # what is found inside of words counts only where no word begins so
    ("The Party of Arts", ["art"], ["The Party of ", "Art", "s"]),
    ("The Party", ["art"], ["The P", "art", "y"]),
    # both words, in any order
    ("bread and salt", ["salt", "bread"], ["", "bread", " and ", "salt"]),
    # marks, ligatures, dropped signs and letters that fold to several
    ("قال مُحَمَّدٌ لنا", ["محمد"], ["قال ", "مُحَمَّدٌ", " لنا"]),
    ("كشميـــر", ["کشمیر"], ["", "كشميـــر"]),
    ("بسم ﷲ", ["لل"], ["بسم ", "ﷲ"]),
    ("the ﬁnal", ["fin"], ["the ", "ﬁn", "al"]),
    ("Große Straße", ["strass"], ["Große ", "Straß", "e"]),
    ("the Qur’an", ["quran"], ["the ", "Qur’an"]),
    ("می‌روم", ["میروم"], ["", "می‌روم"]),
    ("Cafe\u0301 noir", ["cafe"], ["", "Cafe\u0301", " noir"]),
    ("İstanbul’da", ["istanbul"], ["", "İstanbul", "’da"]),
    ("𝔸 𝕋ea 🍵 cup", ["tea", "cup"], ["𝔸 ", "𝕋ea", " 🍵 ", "cup"]),
    # a long text is cut between words
    (LONG, ["word000"], ["", "word000", f" {numbered(1, 20)}…"]),
    (LONG, ["word100"], [f"…{numbered(95, 100)} ", "word100", f" {numbered(101, 115)}…"]),
    (LONG, ["word199"], [f"…{numbered(194, 199)} ", "word199"]),
    ("あ" * 300 + "x" + "あ" * 300, ["x"], ["…" + "あ" * 40, "x", "あ" * 119 + "…"]),
]


def test_an_excerpt_shows_the_words_with_some_of_what_is_around():
    assert [(text, words, excerpt(text, words)) for text, words, _pieces in CASES] == CASES


def test_the_browser_makes_the_same_excerpts(in_javascript):
    calls = [[text, words] for text, words, _pieces in CASES]

    assert in_javascript("excerpt", "excerpt", *calls) == [
        pieces for _text, _words, pieces in CASES
    ]


def test_an_excerpt_loses_nothing_but_what_is_cut():
    for text in random_texts(500):
        word = (fold(text).split() or [""])[-1]
        if word:
            assert "".join(excerpt(text, [word])) == text


def test_places_belong_to_the_folded_text_in_both(in_javascript):
    texts = list(random_texts(2000))

    found = in_javascript("excerpt", "mapped", *[[text] for text in texts])

    assert [one["folded"].strip() for one in found] == [fold(text) for text in texts]
    assert [(one["clusters"], one["folded"]) for one in found] == [
        mapped(text)[:2] for text in texts
    ]
    assert [one["places"] for one in found] == [mapped(text)[2] for text in texts]
