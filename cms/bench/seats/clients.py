"""Clients that never give up: what fails is sent again with the same key until it is answered."""

import asyncio
import json
import random
import time
from dataclasses import dataclass

CLIENTS = 16
TIMEOUT = 30  # seconds, for one attempt
PATIENCE = 120  # seconds, for all


@dataclass(frozen=True)
class Call:
    """A POST; `who` is the address that it is about."""

    path: str
    who: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    body: str = ""

    def encoded(self, port):
        lines = [
            f"POST {self.path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Connection: close",
            "Content-Type: application/json", f"Content-Length: {len(self.body)}",
            *(f"{name}: {value}" for name, value in self.headers),
        ]  # fmt: skip
        return "\r\n".join([*lines, "", self.body]).encode()


@dataclass(frozen=True)
class Answer:
    """`seconds` from the first attempt to the answer."""

    call: Call
    status: int
    seconds: float
    attempts: int


def request(slug, who, key):
    """Ask for a seat."""
    document = {"language": "en", "name": "A.", "email": who, "is_sure": True, "consent": True}
    path = f"/api/v1/editions/{slug}/registrations/"
    return Call(path, who, (("Idempotency-Key", key),), json.dumps(document))


def act(name, who, token):
    """One of the person's own acts."""
    headers = (("Authorization", f"Registration {token}"),)
    return Call(f"/api/v1/registration/{name}/", who, headers)


def in_turns(port, calls, clients=CLIENTS):
    """A few clients, each with its next call as soon as the last is answered."""
    return asyncio.run(_in_turns(port, iter(calls), clients))


async def _in_turns(port, calls, clients):
    answers = []

    async def client():
        for call in calls:
            answers.append(await _send(port, call))

    await asyncio.gather(*(client() for _number in range(clients)))
    return answers


def at_once(port, calls, within=1.0):
    """Each call from a client of its own, all of them within some seconds."""
    return asyncio.run(_at_once(port, calls, within))


async def _at_once(port, calls, within):
    async def client(number, call):
        await asyncio.sleep(within * number / len(calls))
        return await _send(port, call)

    return await asyncio.gather(*(client(*pair) for pair in enumerate(calls)))


async def _send(port, call):
    started, attempts, status = time.perf_counter(), 0, 0
    while time.perf_counter() - started < PATIENCE:
        attempts += 1
        try:
            async with asyncio.timeout(TIMEOUT):
                status = await _once(port, call)
        except (OSError, TimeoutError, ValueError):
            status = 0
        if 0 < status < 500:
            break
        await asyncio.sleep(random.uniform(0.05, 0.3))  # noqa: S311
    return Answer(call, status, time.perf_counter() - started, attempts)


async def _once(port, call):
    """The status; ValueError if the connection ended before the whole answer came."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(call.encoded(port))
        await writer.drain()
        answer = await reader.read()
    finally:
        writer.close()
    return int(answer.split(b" ", 2)[1]) if answer else 0
