"""Countries by their names in a language."""

from functools import lru_cache

from events.compiler.dates import babel_locale
from events.folding import fold

# What CLDR calls territories and no passport names: unions, islands without a code, tests.
NO_COUNTRIES = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}


@lru_cache(maxsize=32)
def countries(language):
    """`[(two letters, name), …]` by name."""
    names = babel_locale(language).territories.items()
    found = [(code, name) for code, name in names if len(code) == 2 and code not in NO_COUNTRIES]
    return sorted(found, key=lambda row: fold(row[1]))
