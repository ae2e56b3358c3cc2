"""A visitor that keeps its connection: plain sockets, so that the client costs next to nothing."""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


@dataclass
class Visitor:
    """One client on one connection."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    _socket: socket.socket | None = None
    _rest: bytes = b""

    def get(self, path: str) -> Reply:
        """Fetch a page."""
        return self.send(self.request("GET", path))

    def post_form(self, path: str, fields: dict[str, str]) -> Reply:
        """Send a form."""
        body = urlencode(fields).encode()
        return self.send(self.request("POST", path, body, "application/x-www-form-urlencoded"))

    def request(self, method: str, path: str, body: bytes = b"", kind: str = "") -> bytes:
        """Return a request as octets."""
        lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Accept: */*"]
        if self.cookies:
            pairs = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            lines.append(f"Cookie: {pairs}")
        if kind:
            lines += [f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
        return "\r\n".join([*lines, "", ""]).encode() + body

    def send(self, request: bytes) -> Reply:
        """Send a request and wait for its reply; once more where the server had hung up."""
        try:
            return self._exchange(request)
        except ConnectionError:
            self.close()
            return self._exchange(request)

    def close(self) -> None:
        """Hang up."""
        if self._socket is not None:
            self._socket.close()
        self._socket, self._rest = None, b""

    def _exchange(self, request: bytes) -> Reply:
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self.port), timeout=60)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.sendall(request)
        while b"\r\n\r\n" not in self._rest:
            self._rest += self._received()
        head, _, rest = self._rest.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = [(n.lower(), v.strip()) for n, _, v in (line.partition(":") for line in lines)]
        told = dict(headers)
        if "chunked" in told.get("transfer-encoding", ""):
            raise RuntimeError("the application states lengths")
        length = int(told.get("content-length", 0))
        while len(rest) < length:
            rest += self._received()
        self._rest = rest[length:]
        for name, value in headers:
            if name == "set-cookie":
                for key, morsel in SimpleCookie(value).items():
                    self.cookies[key] = morsel.value
        if told.get("connection", "").lower() == "close":
            self.close()
        return Reply(int(first.split()[1]), headers, rest[:length])

    def _received(self) -> bytes:
        if self._socket is None:
            raise ConnectionResetError
        more = self._socket.recv(1 << 16)
        if not more:
            raise ConnectionResetError
        return more


def answered(port: int, near: str) -> Visitor:
    """Return a visitor who filled in the short form."""
    visitor = Visitor(port)
    page = visitor.get("/").body.decode()
    (token,) = set(re.findall(r'name="csrf_token"[^>]* value="([^"]+)"', page))
    fields = {"csrf_token": token, "near": near, "within": "50"}
    reply = visitor.post_form("/", fields)
    if reply.status != 303:
        raise RuntimeError(f"the short form was answered {reply.status}")
    return visitor


def timed(visitor: Visitor, request: bytes, times: int) -> list[float]:
    """Return how many milliseconds each of *times* replies took."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        reply = visitor.send(request)
        took.append((time.perf_counter() - start) * 1000)
        if reply.status != 200:
            raise RuntimeError(f"answered {reply.status}: {reply.body[:200]!r}")
    return took


def throughput(visitor: Visitor, request: bytes, clients: int, seconds: float) -> float:
    """Return how many replies a second so many clients get together."""
    counts = [0] * clients
    end = time.perf_counter() + seconds

    def visit(number: int) -> None:
        own = Visitor(visitor.port, dict(visitor.cookies))
        while time.perf_counter() < end:
            own.send(request)
            counts[number] += 1
        own.close()

    threads = [threading.Thread(target=visit, args=(number,)) for number in range(clients)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.perf_counter() - start)


def as_json(visitor: Visitor, path: str, body: object) -> bytes:
    """Return a request that posts JSON."""
    return visitor.request("POST", path, json.dumps(body).encode(), "application/json")
