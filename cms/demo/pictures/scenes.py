"""The two wide pictures: a house at dusk, and a map without a word."""

import itertools
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
    TEAL,
    Canvas,
    mix,
)
from cms.demo.pictures.geometry import polygon, star
from cms.demo.pictures.shapes import arch, bow, box, dome, wave

WIDTH, HEIGHT = 1600, 1000
LIGHT = "#f3c777"
GROUND = 0.52  # where the house stands, in widths from above
LEFT, RIGHT = 0.2, 0.8
STOREY = 0.088


def venue():
    """A house of three storeys round a courtyard with a plane tree; left of its door a ramp."""
    canvas = Canvas(WIDTH, HEIGHT, INDIGO)
    _sky(canvas)
    _skyline(canvas, 0.45, mix(PLUM, ROSE, 0.42), 11, 0.9)
    _skyline(canvas, 0.48, mix(PLUM, INDIGO, 0.35), 5, 1.25)
    _street(canvas)
    _tree(canvas, 0.5, 0.3)
    _house(canvas)
    _entrance(canvas)
    _ramp(canvas)
    return canvas.finished()


def _sky(canvas):
    canvas.fade(mix(INDIGO, INK, 0.25), mix(PLUM, ROSE, 0.5), 0.5)
    wide, high = canvas.image.size
    for y in range(high // 2, high):
        share = min(1, (y - high / 2) / (high * 0.28))
        canvas.draw.line([(0, y), (wide, y)], fill=mix(mix(PLUM, ROSE, 0.5), AMBER, share))
    for step in range(5):
        radius = 0.15 - step * 0.022
        canvas.disc((0.79, 0.31), radius, mix(mix(PLUM, ROSE, 0.55), LIGHT, 0.1 + step * 0.2))
    dice = random.Random(7)  # noqa: S311
    for _number in range(60):
        x, y = dice.random(), dice.random() ** 1.6 * 0.2
        canvas.disc((x, y), dice.choice([0.0007, 0.001, 0.0014]), mix(INDIGO, PAPER, 0.75))


def _skyline(canvas, base, colour, seed, scale):
    """Roofs and domes far away, as one flat shape."""
    dice = random.Random(seed)  # noqa: S311
    x = -0.05
    while x < 1.05:
        width = dice.uniform(0.05, 0.1) * scale
        height = dice.uniform(0.03, 0.075) * scale
        canvas.fill(box(x, base - height, x + width, 0.7), colour)
        kind = dice.random()
        if kind < 0.45:
            canvas.fill(dome(x + width / 2, base - height, width * 0.7, width * 0.55), colour)
            tip = base - height - width * 0.55
            canvas.line(
                [(x + width / 2, tip + 0.004), (x + width / 2, tip - 0.014)], colour, 0.0022
            )
        elif kind < 0.75:
            for n in range(3):
                middle = x + width * (n + 0.5) / 3
                canvas.fill(dome(middle, base - height, width * 0.28, width * 0.2), colour)
        x += width * dice.uniform(0.8, 0.98)


def _street(canvas):
    ground = mix(INDIGO, INK, 0.45)
    canvas.fill(box(0, GROUND, 1, 0.63), ground)
    for step, share in enumerate((0.1, 0.17, 0.25, 0.34)):
        y = GROUND + 0.012 + step * 0.026
        canvas.line([(0, y), (1, y)], mix(ground, ROSE, share * 0.6), 0.0012 + step * 0.0003)
    for n in range(-14, 15):
        canvas.line(
            [(0.5 + n * 0.05, GROUND), (0.5 + n * 0.098, 0.63)], mix(ground, ROSE, 0.09), 0.0012
        )
    pool = [(0.452, GROUND), (0.548, GROUND), (0.64, 0.63), (0.36, 0.63)]
    canvas.fill(pool, mix(ground, AMBER, 0.3))


def _tree(canvas, x, y):
    """The crown of the plane tree above the roof, in round layers."""
    dice = random.Random(4)  # noqa: S311
    for layer, share in ((0.098, 0.5), (0.082, 0.3), (0.064, 0.12)):
        for n in range(16):
            angle = 2 * math.pi * n / 16
            reach = layer * dice.uniform(0.72, 1.0)
            spot = (x + reach * 1.45 * math.cos(angle), y - 0.045 + reach * 0.72 * math.sin(angle))
            canvas.disc(spot, layer * 0.42, mix(mix(OLIVE, TEAL, 0.4), INK, share))


def _house(canvas):
    wall, shade = mix(SAND, PLUM, 0.42), mix(SAND, PLUM, 0.62)
    top = GROUND - 3 * STOREY
    canvas.fill(box(LEFT, top, RIGHT, GROUND), wall)
    canvas.fill(box(LEFT - 0.012, top - 0.012, RIGHT + 0.012, top + 0.006), mix(wall, PAPER, 0.25))
    for storey in (1, 2):
        y = GROUND - storey * STOREY
        canvas.fill(box(LEFT, y - 0.003, RIGHT, y + 0.003), shade)
    for x in (LEFT + 0.055, RIGHT - 0.055):
        canvas.fill(box(x - 0.05, top - 0.028, x + 0.05, top - 0.01), shade)
        canvas.fill(dome(x, top - 0.026, 0.088, 0.07), mix(TEAL, INDIGO, 0.35))
        canvas.line([(x, top - 0.09), (x, top - 0.112)], LIGHT, 0.0025)
    for storey in range(3):
        base = GROUND - storey * STOREY - 0.014
        for side in (-1, 1):
            for n in range(4):
                x = 0.5 + side * (0.115 + n * 0.053)
                if storey == 0 and side < 0 and n == 1:
                    continue  # the step-free door is here
                _window(canvas, x, base, lit=(storey * 5 + n * 3 + side) % 4 != 0)


def _window(canvas, x, base, *, lit):
    frame, glass = mix(SAND, PLUM, 0.72), LIGHT if lit else mix(INDIGO, PLUM, 0.5)
    canvas.fill(arch(x, base, 0.034, 0.062), frame)
    canvas.fill(arch(x, base, 0.026, 0.054), glass)
    lattice = mix(glass, frame, 0.65)
    canvas.line([(x, base), (x, base - 0.054)], lattice, 0.0016)
    for share in (0.3, 0.6):
        canvas.line(
            [(x - 0.013, base - 0.054 * share), (x + 0.013, base - 0.054 * share)], lattice, 0.0016
        )


def _entrance(canvas):
    """A high gate in the middle, through which the tree in the courtyard is seen."""
    portal = mix(SAND, PLUM, 0.3)
    canvas.fill(box(0.43, GROUND - 0.262, 0.57, GROUND), portal)
    canvas.line(box(0.43, GROUND - 0.262, 0.57, GROUND), mix(SAND, PLUM, 0.65), 0.002, closed=True)
    canvas.fill(arch(0.5, GROUND, 0.108, 0.205), mix(TEAL, INDIGO, 0.3))
    canvas.fill(arch(0.5, GROUND, 0.09, 0.185), LIGHT)
    canvas.fill(arch(0.5, GROUND, 0.09, 0.1, 0.9), mix(LIGHT, AMBER, 0.35))
    trunk, leaves = mix(CLAY, INK, 0.55), mix(OLIVE, INK, 0.25)
    above = GROUND - 0.128
    canvas.fill(box(0.494, above, 0.506, GROUND - 0.006), trunk)
    canvas.line(bow((0.5, GROUND - 0.09), (0.486, GROUND - 0.115), (0.475, above)), trunk, 0.005)
    canvas.line(bow((0.5, GROUND - 0.1), (0.514, GROUND - 0.12), (0.522, above)), trunk, 0.005)
    canvas.fill([spot for spot in arch(0.5, GROUND, 0.09, 0.185) if spot[1] < above], leaves)
    for n in range(5):
        canvas.disc((0.473 + n * 0.0135, above), 0.0085, leaves)
    _band(canvas, 0.236)


def _band(canvas, height):
    """A row of stars above the gate."""
    for n in range(7):
        spot = (0.443 + n * 0.019, GROUND - height)
        points = star(polygon(8, spot, edge=0.0073), math.radians(62))
        canvas.fill(points, mix(TEAL, INDIGO, 0.2))


def _ramp(canvas):
    """The step-free door left of the gate, and the ramp that leads up to it."""
    x, sill = 0.5 - 0.168, GROUND - 0.012
    canvas.fill(arch(x, GROUND, 0.05, 0.082), mix(SAND, PLUM, 0.72))
    canvas.fill(arch(x, GROUND, 0.04, 0.072), LIGHT)
    canvas.fill(box(x - 0.02, sill - 0.0, x + 0.02, GROUND), mix(LIGHT, CLAY, 0.5))
    stone, rail = mix(SAND, INDIGO, 0.35), mix(PAPER, SAND, 0.5)
    low = (x - 0.19, GROUND + 0.03)
    canvas.fill([low, (x - 0.028, sill), (x + 0.028, sill), (x + 0.028, GROUND + 0.03)], stone)
    canvas.line([low, (x - 0.028, sill), (x + 0.028, sill)], mix(stone, PAPER, 0.5), 0.003)
    canvas.line([(low[0] + 0.01, low[1] - 0.032), (x - 0.028, sill - 0.03)], rail, 0.003)
    for share in (0.0, 0.33, 0.66, 1.0):
        px = low[0] + 0.01 + (x - 0.038 - low[0]) * share
        py = low[1] - 0.002 + (sill - low[1] + 0.002) * share
        canvas.line([(px, py), (px, py - 0.03)], rail, 0.0024)


# --- the map -------------------------------------------------------------------------------------

LAND = "#efe3cc"
WATER = "#9fbfbd"


def town():
    """A landing at the bottom, a tram line across, and above it the house, marked."""
    canvas = Canvas(WIDTH, HEIGHT, LAND)
    _blocks(canvas)
    _streets(canvas)
    _water(canvas)
    _tram(canvas)
    _way(canvas)
    _place(canvas, 0.56, 0.17)
    return canvas.finished()


def _shore(x):
    return 0.475 + 0.028 * math.sin(x * 5.2 + 0.6) + 0.012 * math.sin(x * 13)


def _blocks(canvas):
    """Quarters of small houses between the streets, and gardens."""
    dice = random.Random(21)  # noqa: S311
    for column in range(19):
        for row in range(12):
            x, y = -0.02 + column * 0.057, -0.02 + row * 0.046
            tone = dice.choice([0.12, 0.18, 0.24, 0.3])
            shape = box(x, y, x + 0.047, y + 0.036)
            is_garden = (column, row) in {
                (3, 3),
                (4, 3),
                (3, 4),
                (4, 4),
                (14, 6),
                (15, 6),
                (14, 7),
                (15, 7),
                (15, 1),
            }
            canvas.fill(
                _leaned(shape),
                mix(LAND, OLIVE if is_garden else CLAY, 0.34 if is_garden else tone * 0.62),
            )
            if is_garden:
                for _number in range(5):
                    spot = (x + dice.uniform(0.006, 0.041), y + dice.uniform(0.006, 0.03))
                    canvas.disc(_leaned([spot])[0], 0.0042, mix(OLIVE, LAND, 0.18))


def _leaned(points):
    """The town's grid is not straight: it leans and bends with the shore."""
    return [
        (x + y * 0.12 - 0.03, y + 0.02 * math.sin(x * 5.2 + 0.6) * (y / 0.5)) for x, y in points
    ]


def _water(canvas):
    edge = [(n / 100, _shore(n / 100)) for n in range(101)]
    canvas.fill([*edge, (1, 0.7), (0, 0.7)], WATER)
    canvas.line(edge, PAPER, 0.012)
    canvas.line([(x, y + 0.007) for x, y in edge], mix(TEAL, WATER, 0.35), 0.002)
    for n in range(1, 7):
        line = [(x, y + n * 0.024) for x, y in edge]
        canvas.line(line, mix(WATER, PAPER, 0.5 - n * 0.06), 0.0016)


def _streets(canvas):
    for points, width in (
        ([(0.12, -0.02), (0.14, 0.12), (0.2, 0.3), (0.23, 0.52)], 0.013),
        ([(0.86, -0.02), (0.83, 0.16), (0.85, 0.34), (0.8, 0.5)], 0.013),
        (
            [(0.505, 0.475), (0.49, 0.4), (0.5, 0.315), (0.535, 0.22), (0.545, 0.1), (0.53, -0.02)],
            0.016,
        ),
        ([(-0.02, 0.1), (0.3, 0.13), (0.55, 0.115), (1.02, 0.07)], 0.011),
    ):
        canvas.line(_smooth(points), PAPER, width)


def _smooth(points):
    """A soft line through the middles of a polyline."""
    line = [points[0]]
    for n in range(1, len(points) - 1):
        a, b, c = points[n - 1 : n + 2]
        start = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
        line += bow(start, b, ((b[0] + c[0]) / 2, (b[1] + c[1]) / 2))
    return [*line, points[-1]]


TRAM = [(-0.02, 0.36), (0.2, 0.335), (0.5, 0.315), (0.78, 0.325), (1.02, 0.27)]


def _tram(canvas):
    line = _smooth(TRAM)
    canvas.line(line, PAPER, 0.02)
    canvas.line(line, INDIGO, 0.0075)
    canvas.line(line, PAPER, 0.002)
    for x, y in ((0.17, 0.3395), (0.5, 0.319), (0.8, 0.3195)):
        canvas.disc((x, y), 0.013, INDIGO)
        canvas.disc((x, y), 0.008, PAPER)


def _way(canvas):
    """The landing with its ferry, and the way on foot as dots."""
    shore = _shore(0.505)
    canvas.fill(box(0.492, shore - 0.012, 0.518, shore + 0.042), mix(SAND, CLAY, 0.3))
    canvas.fill(box(0.47, shore + 0.036, 0.54, shore + 0.05), mix(SAND, CLAY, 0.45))
    hull = [
        (0.55, shore + 0.052),
        (0.64, shore + 0.052),
        (0.625, shore + 0.073),
        (0.565, shore + 0.073),
    ]
    canvas.fill(hull, INDIGO)
    canvas.fill(box(0.57, shore + 0.034, 0.618, shore + 0.053), PAPER)
    for n in range(4):
        canvas.disc((0.577 + n * 0.0115, shore + 0.0435), 0.0032, INDIGO)
    canvas.fill(box(0.597, shore + 0.016, 0.609, shore + 0.035), CLAY)
    canvas.line(wave(0.53, 0.67, shore + 0.082, 0.0025, 0.03), PAPER, 0.0022)
    path = _smooth([(0.505, shore - 0.005), (0.49, 0.4), (0.5, 0.315), (0.535, 0.24), (0.56, 0.19)])
    walked = 0.0
    for a, b in itertools.pairwise(path):
        steps = max(1, round(math.dist(a, b) / 0.002))
        for n in range(steps):
            walked += math.dist(a, b) / steps
            if walked >= 0.0135:
                walked = 0.0
                spot = (a[0] + (b[0] - a[0]) * n / steps, a[1] + (b[1] - a[1]) * n / steps)
                canvas.disc(spot, 0.0036, CLAY)


def _place(canvas, x, y):
    """The house from above, round its courtyard, and a mark that points at it."""
    canvas.fill(box(x - 0.05, y - 0.034, x + 0.05, y + 0.034), mix(CLAY, INK, 0.15))
    canvas.fill(box(x - 0.024, y - 0.014, x + 0.024, y + 0.014), mix(LAND, PAPER, 0.5))
    canvas.disc((x, y), 0.01, mix(OLIVE, TEAL, 0.3))
    tip, head = (x, y - 0.012), (x, y - 0.078)
    for radius, colour in ((0.036, PAPER), (0.031, ROSE)):
        canvas.fill(
            [
                (head[0] - radius * 0.9, head[1] + radius * 0.42),
                tip,
                (head[0] + radius * 0.9, head[1] + radius * 0.42),
            ],
            colour,
        )
        canvas.disc(head, radius, colour)
    points = star(polygon(8, head, edge=0.0155), math.radians(62))
    canvas.fill(points, PAPER)
