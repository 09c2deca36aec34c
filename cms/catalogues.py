"""Interface words: extracted and compiled in Python, since gettext's programs may be missing."""

from pathlib import Path

import polib


def compile_all(locale_dir):
    """Write a .mo beside each .po below `locale_dir`; returns the paths written.

    Raises OSError with the name of the file when a .po cannot be parsed.
    """
    made = []
    for path in sorted(Path(locale_dir).glob("*/LC_MESSAGES/*.po")):
        target = path.with_suffix(".mo")
        polib.pofile(str(path)).save_as_mofile(str(target))
        made.append(target)
    return made
