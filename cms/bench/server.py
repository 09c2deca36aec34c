"""A real server of one process, and how much of the processor each request takes there."""

import contextlib
import os
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
CLIENTS = 4


@dataclass(frozen=True)
class Load:
    """What a run of requests to one address showed; times in milliseconds."""

    status: int
    bytes: int
    cpu: float
    p99: float
    per_second: float


@contextlib.contextmanager
def serve():
    """Run gunicorn with one worker on a free port of this machine; yields (port, worker pid)."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        Path(sys.executable).parent / "gunicorn", "cms.wsgi", "--bind", f"127.0.0.1:{port}",
        "--workers", "1", "--threads", "4", "--log-level", "warning",
    ]  # fmt: skip
    process = subprocess.Popen(command, env=os.environ)  # noqa: S603
    try:
        _wait_for(port)
        yield port, _child_of(process.pid)
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(port, seconds=20):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            get(port, "/bench/hello")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("The server that is to be measured did not start.")


def _child_of(pid):
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if int(path.read_text().rsplit(")", 1)[1].split()[1]) == pid:
                return int(path.parent.name)
    raise LookupError(f"Process {pid} has no worker.")


def cpu_seconds(pid):
    user, system = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13]
    return (int(user) + int(system)) / TICKS


def get(port, path, headers=None):
    """One request; returns (status, headers, body)."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path, headers=headers or {})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def load(port, pid, path, headers=None, requests=2000):
    """Send `requests` requests from a few clients at once over kept connections."""
    status, _headers, body = get(port, path, headers)
    times = []
    before, started = cpu_seconds(pid), time.perf_counter()
    clients = [
        threading.Thread(target=_client, args=(port, path, headers, requests // CLIENTS, times))
        for _number in range(CLIENTS)
    ]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    wall = time.perf_counter() - started
    return Load(
        status=status,
        bytes=len(body),
        cpu=(cpu_seconds(pid) - before) * 1000 / len(times),
        p99=sorted(times)[int(len(times) * 0.99)] * 1000,
        per_second=len(times) / wall,
    )


def _client(port, path, headers, requests, times):
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    for _number in range(requests):
        started = time.perf_counter()
        connection.request("GET", path, headers=headers or {})
        connection.getresponse().read()
        times.append(time.perf_counter() - started)
    connection.close()
