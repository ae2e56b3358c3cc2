"""The web's part: what an answer costs over what a route costs that does nothing."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from bench.client import Visitor, answered, as_json, throughput, timed
from bench.directory import WORKBOOK
from bench.report import ms, ratio, table

HOUSE = Path(__file__).resolve().parents[1]
NEAR = "Los Angeles, CA"
SEARCH = {
    "near": "90012",
    "within_miles": 50,
    "must": ["detox", {"any": ["medicaid", "sliding_fee"]}],
    "wish": [
        {"any": ["couples_sessions"], "weight": 3},
        {"any": ["aftercare"], "weight": 2},
        {"any": ["psychiatry"]},
    ],
    "limit": 20,
}
ROUNDS = 12


def run(*, quick: bool) -> str:
    """Serve the application, ask it in turns, and return the table."""
    with TemporaryDirectory(prefix="matcher-bench-") as name:
        folder = Path(name)
        with _served(folder) as (port, source):
            return _measured(port, source, quick=quick)


def _measured(port: int, source: str, *, quick: bool) -> str:
    person = answered(port, NEAR)
    page = person.get("/matches").body.decode()
    slug = re.findall(r'href="/programs/([^"/?#]+)"', page)[0]
    cards = len(re.findall(r"<article|<li[^>]*class=\"[^\"]*match", page))
    nobody = Visitor(port)
    routes = {
        "hello-world JSON": (nobody, nobody.request("GET", "/bench/hello.json")),
        "`POST /api/v1/matches`, 20 matches": (nobody, as_json(nobody, "/api/v1/matches", SEARCH)),
        "hello-world page": (nobody, nobody.request("GET", "/bench/hello")),
        f"`/matches`, {cards} cards": (person, person.request("GET", "/matches")),
        "program page": (nobody, nobody.request("GET", f"/programs/{slug}")),
    }
    took: dict[str, list[float]] = {name: [] for name in routes}
    for visitor, request in routes.values():
        timed(visitor, request, 20)
    for _ in range(3 if quick else ROUNDS):
        for name, (visitor, request) in routes.items():
            took[name] += timed(visitor, request, 25)
    rows = []
    base = 0.0
    for name, (visitor, request) in routes.items():
        p50, p99 = np.quantile(took[name], [0.5, 0.99])
        if name.startswith("hello"):
            base = p50
        seconds = 0.5 if quick else 2.0
        one, eight = (throughput(visitor, request, clients, seconds) for clients in (1, 8))
        rows.append([name, ms(p50), ms(p99), f"{one:,.0f}", f"{eight:,.0f}", ratio(p50 / base)])
    head = ["route", "p50", "p99", "a second, 1 client", "8 clients", "to hello"]
    return (
        f"## The web\n\nOne gunicorn process, 8 threads, {source}; the client on the same "
        f"machine; milliseconds.\nThe hello-world page is the layout of all pages with one "
        f"heading. Goals: the API within 2 times of hello-world JSON, `/matches` within 2.2 "
        f"times of the hello-world page.\n\n{table(head, rows)}\n"
    )


@contextmanager
def _served(folder: Path) -> Iterator[tuple[int, str]]:
    """Serve `bench.served` over the real directory, or over the sample where there is none."""
    surroundings = {
        **os.environ,  # noqa: TID251  the server needs the machine's own settings
        "DATABASE_URL": f"sqlite:///{folder / 'matcher.sqlite3'}",
        "SECRET_KEY": "only-a-benchmark-knows-this-0123456789",
    }
    flask = [sys.executable, "-m", "flask", "--app", "wsgi"]
    if WORKBOOK.exists():
        steps, source = [["setup"], ["import", str(WORKBOOK)]], "the 2023 workbook imported"
    else:
        steps, source = [["setup", "--sample"]], "the sample directory"
    for step in steps:
        subprocess.run(  # noqa: S603  our own program
            [*flask, *step], check=True, cwd=HOUSE, env=surroundings, stdout=subprocess.DEVNULL
        )
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(64)
        port = int(listener.getsockname()[1])
        command = [sys.executable, "-m", "gunicorn", "bench.served:app", "--keep-alive", "30"]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(  # noqa: S603  our own program
                [*command, "--bind", f"fd://{listener.fileno()}"],
                cwd=HOUSE,
                env=surroundings,
                stdout=log,
                stderr=log,
                pass_fds=[listener.fileno()],
            )
    try:
        _wait(port)
        yield port, source
    finally:
        server.terminate()
        server.wait(30)


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            if Visitor(port).get("/healthz").status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the application did not start")
