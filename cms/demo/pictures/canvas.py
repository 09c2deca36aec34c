"""A drawing surface with smooth edges, and the demo's few colours."""

from PIL import Image, ImageDraw

PAPER = "#f6efe2"
INK = "#2d2a2b"
TEAL, INDIGO, AMBER = "#2c6a68", "#36466f", "#c88a34"
ROSE, OLIVE, PLUM = "#ae5560", "#74753c", "#64405c"
SLATE, CLAY, SAND = "#54646c", "#a9583a", "#dfcba8"


def rgb(colour):
    if isinstance(colour, tuple):
        return colour
    return tuple(int(colour[n : n + 2], 16) for n in (1, 3, 5))


def mix(one, other, share):
    """A colour between two; `share` of the other, 0 to 1."""
    return tuple(round(a + (b - a) * share) for a, b in zip(rgb(one), rgb(other), strict=True))


class Canvas:
    """Draws in units of its width (x to the right, y down), four times as fine as the result."""

    def __init__(self, width, height, ground, fineness=2):
        self.size = (width, height)
        self.unit = width * fineness
        self.image = Image.new("RGB", (width * fineness, height * fineness), rgb(ground))
        self.draw = ImageDraw.Draw(self.image)

    def at(self, points):
        return [(x * self.unit, y * self.unit) for x, y in points]

    def fill(self, points, colour):
        self.draw.polygon(self.at(points), fill=rgb(colour))

    def line(self, points, colour, width, closed=False):
        points = self.at(points)
        if closed:
            points = [*points, *points[:2]]
        self.draw.line(
            points, fill=rgb(colour), width=max(1, round(width * self.unit)), joint="curve"
        )

    def strap(self, points, colour, edge, width, closed=True):
        """A band with two edges, as interlaced patterns are drawn."""
        self.line(points, edge, width, closed)
        self.line(points, colour, width * 0.56, closed)

    def disc(self, centre, radius, colour):
        x, y = centre
        box = self.at([(x - radius, y - radius), (x + radius, y + radius)])
        self.draw.ellipse([*box[0], *box[1]], fill=rgb(colour))

    def ring(self, centre, radius, colour, width):
        x, y = centre
        box = self.at([(x - radius, y - radius), (x + radius, y + radius)])
        self.draw.ellipse(
            [*box[0], *box[1]], outline=rgb(colour), width=max(1, round(width * self.unit))
        )

    def fade(self, top, bottom, upto=1.0):
        """A vertical gradient from the upper edge down to `upto` (share of the height)."""
        wide, high = self.image.size
        for y in range(round(high * upto)):
            self.draw.line([(0, y), (wide, y)], fill=mix(top, bottom, y / (high * upto)))

    def finished(self):
        return self.image.resize(self.size, Image.Resampling.LANCZOS)
