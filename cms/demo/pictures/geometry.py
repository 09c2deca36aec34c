"""Star patterns by polygons in contact (E. H. Hankin, 1925): how girih and khatamband are laid out.

From the middle of every edge of a tiling two lines start into each polygon, at the same angle to
the edge; where lines of neighbouring edges meet, a star arises.
"""

import math


def polygon(sides, centre=(0, 0), edge=1.0, turn=0.0):
    """The corners of a regular polygon; at `turn` 0 an edge lies to the right, upright."""
    radius = edge / (2 * math.sin(math.pi / sides))
    return [
        (
            centre[0] + radius * math.cos(turn + math.pi / sides * (2 * n + 1)),
            centre[1] + radius * math.sin(turn + math.pi / sides * (2 * n + 1)),
        )
        for n in range(sides)
    ]


def apothem(sides, edge=1.0):
    return edge / (2 * math.tan(math.pi / sides))


def star(corners, angle):
    """The star in a convex polygon as points: middle of an edge, inner corner, and so on.

    `angle` (radians) is between edge and line: small gives a fat star, near pi/2 a thin one.
    """
    points = []
    count = len(corners)
    rays = [_rays(corners[n], corners[(n + 1) % count], angle) for n in range(count)]
    for n in range(count):
        middle, forward, _backward = rays[n]
        following, _forward, backward = rays[(n + 1) % count]
        points.append(middle)
        points.append(_meeting(middle, forward, following, backward) or middle)
    return points


def _rays(start, end, angle):
    """The middle of an edge, and the two directions in which lines leave it into the polygon."""
    along = math.atan2(end[1] - start[1], end[0] - start[0])
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    forward, backward = along + angle, along + math.pi - angle
    return (
        middle,
        (math.cos(forward), math.sin(forward)),
        (math.cos(backward), math.sin(backward)),
    )


def _meeting(a, u, b, v):
    """Where the line from `a` along `u` meets the one from `b` along `v`."""
    cross = u[0] * v[1] - u[1] * v[0]
    if abs(cross) < 1e-9:
        return None
    t = ((b[0] - a[0]) * v[1] - (b[1] - a[1]) * v[0]) / cross
    return (a[0] + u[0] * t, a[1] + u[1] * t)


def tiling(name, reach):
    """Polygons `[(sides, corners), …]` of edge 1 that cover a square of half side `reach`."""
    return [
        (len(corners), corners)
        for corners in TILINGS[name](reach)
        if all(abs(value) < reach + 2 for value in corners[0])
    ]


def _lattice(a, b, reach):
    steps = range(-int(reach) - 3, int(reach) + 4)
    return [(a[0] * i + b[0] * j, a[1] * i + b[1] * j) for i in steps for j in steps]


def _octagons(reach):
    """4.8.8: octagons and squares."""
    side = 2 * apothem(8)
    for x, y in _lattice((side, 0), (0, side), reach):
        yield polygon(8, (x, y))
        yield polygon(4, (x + side / 2, y + side / 2), turn=math.pi / 4)


def _dodecagons(reach):
    """3.12.12: dodecagons and triangles."""
    side = 2 * apothem(12)
    a, b = (side, 0), (side / 2, side * math.sqrt(3) / 2)
    for x, y in _lattice(a, b, reach):
        yield polygon(12, (x, y))
        third = side / math.sqrt(3)
        yield polygon(3, (x + side / 2, y + third / 2), turn=math.pi / 6 + math.pi)
        yield polygon(3, (x, y + third), turn=math.pi / 6)


def _great_rhombs(reach):
    """4.6.12: dodecagons, hexagons and squares."""
    side = 2 * apothem(12) + 1
    a, b = (side, 0), (side / 2, side * math.sqrt(3) / 2)
    for x, y in _lattice(a, b, reach):
        yield polygon(12, (x, y))
        for n in range(3):
            turn = n * math.pi / 3
            yield polygon(
                4, (x + side / 2 * math.cos(turn), y + side / 2 * math.sin(turn)), turn=turn
            )
        third = side / math.sqrt(3)
        yield polygon(6, (x, y + third), turn=math.pi / 6 + math.pi / 3)
        yield polygon(6, (x + side / 2, y + third / 2), turn=math.pi / 6)


def _small_rhombs(reach):
    """3.4.6.4: hexagons, squares and triangles."""
    side = 2 * apothem(6) + 1
    a, b = (side, 0), (side / 2, side * math.sqrt(3) / 2)
    for x, y in _lattice(a, b, reach):
        yield polygon(6, (x, y))
        for n in range(3):
            turn = n * math.pi / 3
            yield polygon(
                4, (x + side / 2 * math.cos(turn), y + side / 2 * math.sin(turn)), turn=turn
            )
        third = side / math.sqrt(3)
        yield polygon(3, (x + side / 2, y + third / 2), turn=math.pi / 6 + math.pi)
        yield polygon(3, (x, y + third), turn=math.pi / 6)


TILINGS = {
    "octagons": _octagons,
    "dodecagons": _dodecagons,
    "great": _great_rhombs,
    "small": _small_rhombs,
}
