"""A lock that one writer holds: among threads of a process, and among processes by `flock`.

A process that is killed gives it back at once; the kernel sees to it.
"""

import fcntl
import os
import threading

_locks = {}  # {(process, path): (lock of its threads, descriptor)}
_making = threading.Lock()


class Gate:
    """One connection's way through the gate of the database that its settings name."""

    def __init__(self, settings):
        self.settings, self.held = settings, None

    @property
    def is_held(self):
        return self.held is not None

    def enter(self):
        name = str(self.settings["NAME"])
        if self.is_held or "memory" in name:  # nobody else can be there
            return
        lock, descriptor = _of_process(f"{name}-gate")
        lock.acquire()
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        except BaseException:
            lock.release()
            raise
        self.held = lock, descriptor

    def leave(self):
        if self.held:
            (lock, descriptor), self.held = self.held, None
            fcntl.flock(descriptor, fcntl.LOCK_UN)
            lock.release()

    def __enter__(self):
        self.enter()

    def __exit__(self, *error):
        self.leave()


def _of_process(path):
    """Each process opens the file anew: children would share their parent's lock."""
    key = (os.getpid(), path)
    with _making:
        if key not in _locks:
            _locks[key] = threading.Lock(), os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        return _locks[key]
