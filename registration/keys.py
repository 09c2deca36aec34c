"""Keys of this room, all derived from the master key; never in the database nor in its backup.

The master key's file has one key on a line, `number:base64`, the current one first; others are
only there to read what was sealed before a rotation.
"""

import base64
import os
import secrets
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

SIZE = 32


class NoKey(Exception):
    """The master key is not there, or is not the one that something was sealed with."""


def line(number):
    """A new key as a line of the file."""
    return f"{number}:{base64.b64encode(secrets.token_bytes(SIZE)).decode()}\n"


def masters():
    """`{number: key}`, the current one first. Raises NoKey."""
    path = Path(settings.MASTER_KEY_FILE)
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError:
        raise NoKey(f"The master key {path} cannot be read.") from None


@lru_cache(maxsize=2)
def _read(path, _changed_at):
    """Read again when the file changes: a rotation needs no restart."""
    rows = (row.partition(":") for row in path.read_text().split())
    return {int(number): base64.b64decode(key) for number, _colon, key in rows}


def add():
    """Put a new key at the top of the file; returns its number. Raises NoKey."""
    number = max(masters()) + 1
    _replace([line(number), *_lines()])
    return number


def keep_current():
    """Remove all keys but the current one; what is sealed with them is lost."""
    _replace(_lines()[:1])


def _lines():
    return Path(settings.MASTER_KEY_FILE).read_text().splitlines(keepends=True)


def _replace(lines):
    """Write the file anew: whoever reads it, now or after a power cut, finds all or nothing."""
    path = Path(settings.MASTER_KEY_FILE)
    beside = path.with_name(f"{path.name}.new")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.writelines(lines)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    directory = os.open(path.parent, os.O_RDONLY)
    os.fsync(directory)
    os.close(directory)


def current():
    """The number of the key that is sealed with now."""
    return next(iter(masters()))


def derive(purpose, number=None):
    """The key of one purpose, such as "field/v1"; 32 bytes. Raises NoKey."""
    known = masters()
    number = next(iter(known)) if number is None else number
    if number not in known:
        raise NoKey(f"Key {number} is not in {settings.MASTER_KEY_FILE}.")
    return _derived(known[number], purpose)


@lru_cache(maxsize=64)
def _derived(master, purpose):
    return HKDF(hashes.SHA256(), SIZE, salt=b"majlis", info=purpose.encode()).derive(master)
