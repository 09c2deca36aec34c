"""Outlines that the scenes are put together from; y points down, as on the canvas."""

import math


def bow(start, control, end, steps=16):
    """A quadratic curve as points."""
    return [
        tuple(
            (1 - t) ** 2 * a + 2 * (1 - t) * t * b + t**2 * c
            for a, b, c in zip(start, control, end, strict=True)
        )
        for t in (n / steps for n in range(steps + 1))
    ]


def arch(x, base, width, height, spring=0.55):
    """A pointed arch that stands on `base`; it begins to bend at `spring` of its height."""
    half, shoulder = width / 2, base - height * spring
    top = (x, base - height)
    rise = shoulder - height * (1 - spring) * 0.72
    return [
        (x - half, base),
        *bow((x - half, shoulder), (x - half, rise), top),
        *bow(top, (x + half, rise), (x + half, shoulder)),
        (x + half, base),
    ]


def dome(x, base, width, height):
    """A dome that swells a little above its drum and ends in a point."""
    half = width / 2
    top = (x, base - height)
    left = [
        *bow(
            (x - half * 0.94, base),
            (x - half * 1.14, base - height * 0.42),
            (x - half * 0.62, base - height * 0.72),
        ),
        *bow((x - half * 0.62, base - height * 0.72), (x - half * 0.22, base - height * 0.9), top),
    ]
    return left + [(2 * x - px, py) for px, py in reversed(left)]


def box(x, y, right, bottom):
    return [(x, y), (right, y), (right, bottom), (x, bottom)]


def wave(x, right, y, height, length, phase=0.0, steps=120):
    """A wavy line from `x` to `right` about `y`."""
    span = right - x
    return [
        (
            x + span * n / steps,
            y + height * math.sin(2 * math.pi * span * n / steps / length + phase),
        )
        for n in range(steps + 1)
    ]
