"""The draw: anybody can do it again from what is published, with nothing but SHA-256.

Each request has a lot, 16 random hexadecimal digits that the server gave it when its address was
proved. In the order drawn, lots stand by the hexadecimal SHA-256 of `seed:lot`, smallest first.
The seed is published before the first lot is given.
"""

import hashlib


def rank(seed, lot):
    """Where a lot stands: smaller comes first."""
    return hashlib.sha256(f"{seed}:{lot}".encode()).hexdigest()


def in_order(seed, rows, lot=lambda row: row):
    """Rows in the order that the seed draws their lots in."""
    return sorted(rows, key=lambda row: rank(seed, lot(row)))
