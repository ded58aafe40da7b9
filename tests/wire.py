"""A wire between a client and a server of PostgreSQL that counts and delays what goes over it.

A round trip is once that the client says something and waits: what it says after an answer begins
a new one, however many statements it holds. Opening a connection is counted apart.
"""

from __future__ import annotations

import queue
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

CHUNK = 65_536
Held = queue.Queue[tuple[float, bytes]]


class Wire:
    """What goes over it: `opening` are the trips until the server is ready, `trips` those after.

    `seconds` is how long a trip takes beside the work of the server.
    """

    def __init__(self, url: str, seconds: float = 0.0) -> None:
        told = urlsplit(url)
        self._server = (told.hostname or "127.0.0.1", told.port or 5432)
        self._door = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = [self._door]
        self.seconds = seconds
        self.trips = self.opening = self.connections = 0
        self.said: list[bytes] = []
        """What the client said, one part a trip."""
        host, port = self._door.getsockname()[:2]
        place = told.netloc.rpartition("@")[0]
        self.url = told._replace(netloc=f"{place}@{host}:{port}").geturl()
        threading.Thread(target=self._accept, daemon=True).start()

    def clear(self) -> None:
        """Count from nothing again."""
        self.trips = self.opening = self.connections = 0
        self.said.clear()

    def close(self) -> None:
        """Cut every connection."""
        for one in self._open:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._door.accept()
                self.connections += 1
                _Connection(self, client, socket.create_connection(self._server))

    def keep(self, *ends: socket.socket) -> None:
        """Remember what is to be closed."""
        for one in ends:
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._open += ends


class _Connection:
    def __init__(self, wire: Wire, client: socket.socket, server: socket.socket) -> None:
        self.wire = wire
        self.answered = True
        self.ready = False
        wire.keep(client, server)
        for source, target, hear in ((client, server, self._say), (server, client, self._hear)):
            held: Held = queue.Queue()
            for work, end in ((self._read, source), (self._write, target)):
                args = (end, held, hear) if work == self._read else (end, held)
                threading.Thread(target=work, args=args, daemon=True).start()

    def _read(self, end: socket.socket, held: Held, hear: object) -> None:
        data = b"x"
        with suppress(OSError):
            while data:
                data = end.recv(CHUNK)
                hear(data)  # type: ignore[operator]
                held.put((time.monotonic() + self.wire.seconds / 2, data))
            return
        held.put((0.0, b""))

    def _write(self, end: socket.socket, held: Held) -> None:
        with suppress(OSError):
            while True:
                due, data = held.get()
                time.sleep(max(0.0, due - time.monotonic()))
                if not data:
                    end.shutdown(socket.SHUT_WR)
                    return
                end.sendall(data)

    def _say(self, data: bytes) -> None:
        if not data or data[:1] == b"X":
            return
        if self.answered:
            self.answered = False
            if self.ready or data[:1] == b"Q":
                self.ready = True
                self.wire.trips += 1
                self.wire.said.append(b"")
            else:
                self.wire.opening += 1
        if self.ready:
            self.wire.said[-1] += data

    def _hear(self, data: bytes) -> None:
        self.answered = self.answered or bool(data)


@contextmanager
def wire(url: str, seconds: float = 0.0) -> Iterator[Wire]:
    """Put a wire before a server; its `url` is the server's at this end."""
    made = Wire(url, seconds)
    try:
        yield made
    finally:
        made.close()
