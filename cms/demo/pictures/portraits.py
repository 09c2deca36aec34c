"""Ornaments that stand for people: a rosette before a pattern of stars, no faces."""

import hashlib
import math
import random

from cms.demo.pictures.canvas import (
    AMBER,
    CLAY,
    INDIGO,
    INK,
    OLIVE,
    PAPER,
    PLUM,
    ROSE,
    SAND,
    SLATE,
    TEAL,
    Canvas,
    mix,
)
from cms.demo.pictures.geometry import polygon, star, tiling

SIZE = 600
# Ground, leading colour, accent: neighbours on the shelf of one dyer.
PALETTES = [
    (TEAL, CLAY, AMBER),
    (INDIGO, ROSE, SAND),
    (PLUM, AMBER, ROSE),
    (OLIVE, TEAL, SAND),
    (SLATE, PLUM, AMBER),
    (CLAY, INDIGO, SAND),
    (SAND, TEAL, CLAY),
    (SAND, PLUM, OLIVE),
    (SAND, INDIGO, AMBER),
    (ROSE, PLUM, SAND),
]
POINTS = [8, 9, 10, 12, 14, 16]


def draw(slug):
    """A picture of 600 by 600 pixels; the same for the same slug, another for another."""
    seed = int.from_bytes(hashlib.sha256(slug.encode()).digest()[:8])
    dice = random.Random(seed)  # noqa: S311 (no secret: it must be repeatable)
    ground, lead, accent = PALETTES[seed % len(PALETTES)]
    canvas = Canvas(SIZE, SIZE, ground)
    _backdrop(canvas, dice, ground)
    _arcs(canvas, dice, lead, accent, ground)
    _rosette(canvas, dice, lead, accent, ground)
    return canvas.finished()


def _placed(points, centre, scale, turn):
    cos, sin = math.cos(turn) * scale, math.sin(turn) * scale
    return [(centre[0] + x * cos - y * sin, centre[1] + x * sin + y * cos) for x, y in points]


def _backdrop(canvas, dice, ground):
    """A star pattern, tone on tone."""
    name = dice.choice(["octagons", "dodecagons", "great", "small"])
    scale = {"octagons": 0.13, "dodecagons": 0.115, "great": 0.1, "small": 0.15}[name]
    angle = math.radians(dice.choice([55, 60, 66]))
    turn = dice.choice([0, math.pi / 12, math.pi / 8])
    is_pale = ground == SAND
    light = mix(ground, PAPER, 0.55 if is_pale else 0.13)
    lighter = mix(ground, PAPER, 0.8 if is_pale else 0.22)
    band = mix(ground, INK, 0.13 if is_pale else 0.22)
    for sides, corners in tiling(name, 0.75 / scale):
        points = _placed(star(corners, angle), (0.5, 0.5), scale, turn)
        canvas.fill(points, lighter if sides >= 8 else light)
        canvas.line(points, band, 0.006, closed=True)


def _arcs(canvas, dice, lead, accent, ground):
    """Bows behind one another, rising from below like hills or a dome, or falling from a corner."""
    centre = dice.choice([(0.0, 1.0), (0.5, 1.0), (1.0, 1.0), (0.0, 0.0), (1.0, 0.0)])
    radius = 0.62 if centre[0] == 0.5 else dice.choice([0.78, 0.9])
    shades = [mix(lead, ground, 0.35), lead, mix(lead, INK, 0.25), accent, mix(ground, INK, 0.35)]
    for step, shade in enumerate(shades):
        canvas.disc(centre, radius * (1 - step * 0.17), shade)
        canvas.ring(centre, radius * (1 - step * 0.17), mix(PAPER, shade, 0.25), 0.005)


def _rosette(canvas, dice, lead, accent, ground):
    """A medallion with a star of many points inside stars."""
    centre, radius = (0.5, 0.5), dice.choice([0.33, 0.36, 0.39])
    count = dice.choice(POINTS)
    turn = dice.choice([0, math.pi / count])
    canvas.disc(centre, radius + 0.022, mix(lead, INK, 0.45))
    canvas.disc(centre, radius + 0.012, mix(accent, PAPER, 0.3))
    canvas.disc(centre, radius, PAPER)
    edge = 2 * radius * 0.97 * math.sin(math.pi / count)
    outer = _placed(polygon(count, edge=1), (0, 0), edge, turn)
    _petals(canvas, centre, outer, count, (lead, ground))
    dark = mix(lead, INK, 0.5)
    sharp = math.radians(dice.choice([54, 60, 66, 71]))
    for share, colour, angle in (
        (dice.choice([0.7, 0.76, 0.82]), mix(accent, PAPER, 0.25), sharp),
        (dice.choice([0.44, 0.52]), lead, sharp),
        (0.26, PAPER, math.radians(60)),
    ):
        corners = [(x * share, y * share) for x, y in outer]
        points = [(centre[0] + x, centre[1] + y) for x, y in star(corners, angle)]
        canvas.fill(points, colour)
        canvas.strap(points, PAPER, dark, 0.011)
    canvas.disc(centre, 0.026, dark)
    canvas.disc(centre, 0.012, accent)


def _petals(canvas, centre, outer, count, colours):
    """Kites around the star, in turn in two colours where their number is even."""
    lead, ground = colours
    shades = [mix(lead, PAPER, 0.12), mix(ground, PAPER, 0.25)]
    for n in range(count):
        a, b = outer[n], outer[(n + 1) % count]
        middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
        kite = [
            middle,
            (b[0] * 0.86, b[1] * 0.86),
            (middle[0] * 0.55, middle[1] * 0.55),
            (a[0] * 0.86, a[1] * 0.86),
        ]
        points = [(centre[0] + x, centre[1] + y) for x, y in kite]
        canvas.fill(points, shades[n % 2] if count % 2 == 0 else shades[0])
        canvas.strap(points, PAPER, mix(lead, INK, 0.5), 0.009)
