"""A slow line: a relay with the pace and the way of a 2G network, for pages and workers alike.

Chromium's own emulation holds for one page and not for its worker; this one counts every byte.
"""

import asyncio
import contextlib
import threading
import time

PACKET = 1460  # bytes


class Line:
    """Relays connections to a port; bytes of all connections share the pace, packet by packet."""

    def __init__(self, target, *, kbits, round_trip):
        """`kbits` a second; `round_trip` in seconds, which a new connection pays once more."""
        self.target = target
        self.pace = kbits * 1000 / 8
        self.round_trip = round_trip
        self.received = 0  # bytes that came down to the browser
        self.last = time.monotonic()  # when something came down or went up
        self.port = 0

    async def serve(self, is_open):
        self.down, self.up = asyncio.Lock(), asyncio.Lock()
        server = await asyncio.start_server(self._relay, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        is_open()
        async with server:
            await server.serve_forever()

    async def _relay(self, reader, writer):
        await asyncio.sleep(self.round_trip)  # the handshake
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.target)
        await asyncio.gather(
            self._carry(reader, far_writer, self.up),
            self._carry(far_reader, writer, self.down),
        )

    async def _carry(self, reader, writer, lane):
        loop = asyncio.get_running_loop()
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(PACKET):
                async with lane:  # first come, first served: connections take turns
                    await asyncio.sleep(len(data) / self.pace)
                loop.call_later(self.round_trip / 2, self._deliver, writer, data, lane)
        loop.call_later(self.round_trip / 2, writer.close)

    def _deliver(self, writer, data, lane):
        self.last = time.monotonic()
        self.received += len(data) if lane is self.down else 0
        if not writer.is_closing():
            writer.write(data)


@contextlib.contextmanager
def slow_line(target, **options):
    """A line to a port of this machine, open as long as the block runs."""
    line, is_open = Line(target, **options), threading.Event()
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=_run, args=(loop, line.serve(is_open.set)))
    thread.start()
    is_open.wait(10)
    try:
        yield line
    finally:
        loop.call_soon_threadsafe(_stop, loop)
        thread.join(10)


def _run(loop, work):
    with contextlib.suppress(asyncio.CancelledError):
        loop.run_until_complete(work)
    loop.close()


def _stop(loop):
    for task in asyncio.all_tasks(loop):
        task.cancel()
