"""Waits for an idle processor: what others do at the same time must not be measured."""

import os
import time
from pathlib import Path

LOOK = 0.3  # seconds
IDLE = 0.8  # of all processors
PATIENCE = 15  # seconds; then the sample is taken all the same, and the load tells


def wait_until_idle():
    """Whether the processors came to rest in time."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        before = _ticks()
        time.sleep(LOOK)
        idle, everything = (now - then for now, then in zip(_ticks(), before, strict=True))
        if idle >= IDLE * everything:
            return True
    return False


def load():
    """The machine's load in words."""
    one, five, _fifteen = os.getloadavg()
    return f"load {one:.1f} (1 minute), {five:.1f} (5 minutes), {os.cpu_count()} processors"


def _ticks():
    """(idle, all) of all processors since the start of the machine; proc_stat(5)."""
    numbers = [int(word) for word in Path("/proc/stat").read_text().splitlines()[0].split()[1:]]
    return numbers[3] + numbers[4], sum(numbers[:8])
