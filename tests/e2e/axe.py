"""What axe finds on the page that a browser shows."""

from pathlib import Path

SCRIPT = (
    Path(__file__).parents[2].joinpath("pwa/frontend/node_modules/axe-core/axe.min.js").read_text()
)
# Wagtail's own messages have white letters on a green that is too light.
DESK = {"include": ["main"], "exclude": [".messages"]}
RUN = """([where, options]) => axe.run(where ?? document, options).then(({ violations }) =>
    violations.map(({ id, nodes }) => [id, nodes[0].html]))"""


def faults(page, where=None, **options):
    """`[[rule, first element], …]`; `where` and `options` are those of `axe.run`."""
    page.evaluate(SCRIPT)
    return page.evaluate(RUN, [where, options])


def faults_in_both_schemes(page):
    """Of a page in light colours and in dark ones; it is left in light ones."""
    found = []
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        found += faults(page)
    return found
