"""The picture of a link, read back module by module as ISO/IEC 18004 lays them out."""

import re

import pytest

LINK = "https://conference.example.org/en/sample/my-agenda/#add="


def modules(code):
    """The set of dark (x, y)."""
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", code["path"])
    assert "".join(f"M{x} {y}h{length}v1h-{back}z" for x, y, length, back in runs) == code["path"]
    return {(int(x) + step, int(y)) for x, y, length, _ in runs for step in range(int(length))}


def finder(x, y):
    ring = {(x + i, y + j) for i in range(7) for j in range(7) if {i, j} & {0, 6}}
    return ring | {(x + i, y + j) for i in range(2, 5) for j in range(2, 5)}


@pytest.mark.parametrize("count", [1, 20, 80])
def test_the_picture_has_the_patterns_that_cameras_look_for(in_javascript, count):
    (code,) = in_javascript("qr", "codeOf", [LINK + "abcdefg7" * count])

    size, dark = code["size"], modules(code)
    assert (size - 17) % 4 == 0
    for x, y in [(0, 0), (size - 7, 0), (0, size - 7)]:
        square = {(x + i, y + j) for i in range(7) for j in range(7)}
        assert dark & square == finder(x, y)
    timing = [(place, 6) in dark for place in range(8, size - 8)]
    assert timing == [place % 2 == 0 for place in range(8, size - 8)]
    assert max(max(place) for place in dark) == size - 1


def test_forty_sessions_make_a_picture_that_a_phone_can_show_and_read(in_javascript):
    (code,) = in_javascript("qr", "codeOf", [LINK + "abcdefg7" * 40])

    assert code["size"] <= 73  # four pixels a module on a phone that is 360 wide
