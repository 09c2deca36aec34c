import io

import pytest
from PIL import Image

from cms.demo.pictures import portraits, scenes, webp

KILOBYTES = 1000


def test_portrait_is_the_same_for_the_same_speaker():
    assert portraits.draw("amina-dar").tobytes() == portraits.draw("amina-dar").tobytes()


def test_portraits_differ_from_speaker_to_speaker():
    drawn = {portraits.draw(f"speaker-{number}").tobytes() for number in range(12)}

    assert len(drawn) == 12


def test_portrait_is_small():
    content = webp(portraits.draw("amina-dar"))

    assert Image.open(io.BytesIO(content)).size == (600, 600)
    assert len(content) < 60 * KILOBYTES


@pytest.mark.parametrize("draw", [scenes.venue, scenes.town])
def test_scene_is_wide_and_the_same_each_time(draw):
    assert draw().size == (1600, 1000)
    assert draw().tobytes() == draw().tobytes()
