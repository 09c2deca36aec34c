"""Rich text for readers: telephone numbers stay in order among right-to-left words."""

import pytest

from events.compiler.text import clean


@pytest.mark.parametrize("number", ["+90 212 555 0100", "0212 555 01 00", "+90 (212) 555-0100"])
def test_a_telephone_number_is_isolated(number):
    assert clean(f"<p>اتصلوا على {number}.</p>", {}) == (
        f'<p>اتصلوا على <bdi dir="ltr">{number}</bdi>.</p>'
    )


def test_a_number_in_a_link_is_isolated_and_its_address_is_left_alone():
    html = '<p><a href="tel:+902125550100">+90 212 555 0100</a></p>'

    assert clean(html, {}) == (
        '<p><a href="tel:+902125550100"><bdi dir="ltr">+90 212 555 0100</bdi></a></p>'
    )


@pytest.mark.parametrize("text", ["2019 2020 2021", "From 09:00 to 10:30", "Room 042", "1,000,000"])
def test_other_numbers_are_left_alone(text):
    assert clean(f"<p>{text}</p>", {}) == f"<p>{text}</p>"


def test_words_cannot_bring_a_direction_of_their_own_elements():
    assert clean('<p dir="rtl" onclick="x()">a</p>', {}) == "<p>a</p>"
