import pytest

from cms.translating import differences, tokens

LINK = 'By <a id="a1">Ada</a>, <b>on time</b>'


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (LINK, "By {1}Ada{/1}, {2}on time{/2}"),
        ("plain", "plain"),
        ("a &amp; b &lt; c", "a & b < c"),
        ("one<br/>two", "one\ntwo"),
        ("<b>a</b> <b>b</b>", "{1}a{/1} {2}b{/2}"),
        ('<a id="a1">x <i>y</i></a>', "{1}x {2}y{/2}{/1}"),
    ],
)
def test_html_and_text_are_the_same_in_two_shapes(html, text):
    assert tokens.to_text(html, html) == text
    assert tokens.to_html(text, html) == html


def test_tags_keep_their_numbers_in_another_order():
    html = '<b>في الوقت</b> من <a id="a1">آدا</a>'

    assert tokens.to_text(html, LINK) == "{2}في الوقت{/2} من {1}آدا{/1}"
    assert tokens.to_html("{2}في الوقت{/2} من {1}آدا{/1}", LINK) == html


def test_a_tag_that_only_the_translation_has_is_named():
    assert tokens.to_text("<em>x</em>", "x") == "{em}x{/em}"
    assert tokens.to_html("{em}x{/em}", "x") == "<em>x</em>"


def test_a_number_that_the_source_does_not_have_is_text():
    assert tokens.to_html("{1} of {2}", "plain") == "{1} of {2}"


def test_typed_markup_is_text():
    assert (
        tokens.to_html("<script>1</script> & co", "x") == "&lt;script&gt;1&lt;/script&gt; &amp; co"
    )


@pytest.mark.parametrize("text", ["{1}Ada", "Ada{/1}", "{1}a {2}b{/1} c{/2}"])
def test_tokens_that_do_not_fit_are_refused(text):
    with pytest.raises(tokens.TokenError):
        tokens.to_html(text, LINK)


def test_numbers_that_are_no_tags_are_known():
    assert tokens.invented("{3}Ada{/3} {3}", LINK) == ["{3}", "{/3}"]
    assert tokens.invented("{3}", "Room {3}") == []
    assert tokens.invented(LINK, LINK) == []


def test_dropped_tags_are_known():
    assert [tag.number for tag in tokens.dropped("Ada", LINK)] == [1, 2]
    assert [tag.number for tag in tokens.dropped('<a id="a1">Ada</a>', LINK)] == [2]
    assert tokens.dropped(LINK, LINK) == []


def test_difference_is_told_word_by_word():
    parts = differences.between("Doors open at eight.", "Doors open at nine.")

    assert [(part.kind, part.text) for part in parts] == [
        ("same", "Doors open at "),
        ("gone", "eight"),
        ("new", "nine"),
        ("same", "."),
    ]


def test_vowel_signs_belong_to_their_word():
    parts = differences.between("مُحاضَرة أولى", "مُحاضَرة ثانية")

    assert [part.text for part in parts] == ["مُحاضَرة ", "أولى", "ثانية"]


def test_parts_make_up_both_texts():
    old, new = "one two  three", "zero one three four"
    parts = differences.between(old, new)

    assert "".join(part.text for part in parts if part.kind != "gone") == new
    assert differences.between("", "") == []
