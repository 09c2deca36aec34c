"""The instruments that measure the app."""

import socket
import threading
import time

import pytest

from cms.bench.app import Row
from cms.bench.line import slow_line

SENT = b"x" * 20_000


@pytest.mark.parametrize(
    ("aim", "is_over"), [(None, False), (30, False), (29, True)], ids=["none", "met", "missed"]
)
def test_the_median_decides_whether_a_row_is_over_its_aim(aim, is_over):
    row = Row("keys", [10, 30, 900], aim=aim)

    assert row.median == 30
    assert row.is_over is is_over


def test_a_slow_line_takes_its_time_and_counts_what_came_down():
    with socket.create_server(("127.0.0.1", 0)) as far:
        threading.Thread(target=_send, args=(far,)).start()
        with slow_line(far.getsockname()[1], kbits=400, round_trip=0.1) as line:
            started = time.monotonic()
            with socket.create_connection(("127.0.0.1", line.port)) as near:
                got = b"".join(iter(lambda: near.recv(4096), b""))
            took = time.monotonic() - started

    assert got == SENT
    assert line.received == len(SENT)
    assert took >= 0.1 + 0.05 + len(SENT) * 8 / 400_000


def _send(far):
    connection, _address = far.accept()
    with connection:
        connection.sendall(SENT)
