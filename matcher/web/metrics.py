"""What a process counts of its requests: the route, how it went and how long. Never who or what.

A label is a route as it stands in the code (`/programs/<string:slug>`), a method, or the first
digit of a status. Counting is an addition in memory; the text is written when somebody fetches it.
Each process counts for itself.
"""

from __future__ import annotations

import hmac
import threading
import time
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, Flask, Response, abort, current_app, g, request
from flask.typing import ResponseReturnValue

from matcher.services import measuring
from matcher.services.measuring import Numbers
from matcher.web.access import public
from matcher.web.given import given
from matcher.web.headers import private

if TYPE_CHECKING:
    from prometheus_client.metrics_core import Metric

NAME = "metrics"
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
"""Seconds; a request is counted in the first that it did not exceed."""
NO_ROUTE = "none"
HERE = frozenset({"127.0.0.1", "::1"})
PASSED_ON = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")
"""What a proxy adds: behind one, everybody seems to be on this machine."""

bp = Blueprint("metrics", __name__)

Key = tuple[str, str, str]
"""Route, method, and class of status."""


@dataclass(slots=True)
class Times:
    """How long the requests of one kind took."""

    buckets: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    seconds: float = 0.0


class Counts:
    """The requests of one process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: dict[Key, Times] = {}

    def add(self, key: Key, seconds: float) -> None:
        """Count one request."""
        bucket = bisect_left(BOUNDS, seconds)
        with self._lock:
            times = self._seen.get(key)
            if times is None:
                times = self._seen[key] = Times()
            times.buckets[bucket] += 1
            times.seconds += seconds

    def so_far(self) -> list[tuple[Key, Times]]:
        """Return a copy, by route."""
        with self._lock:
            seen = [
                (key, Times(list(each.buckets), each.seconds)) for key, each in self._seen.items()
            ]
        return sorted(seen, key=lambda each: each[0])


def init_app(app: Flask) -> None:
    """Count the requests of *app*, each once it is answered."""
    counts = app.extensions[NAME] = Counts()

    @app.after_request
    def count(response: Response) -> Response:
        started: float | None = g.get("started")
        if started is not None:
            rule = request.url_rule
            route = NO_ROUTE if rule is None else rule.rule
            key = (route, _method(), f"{response.status_code // 100}xx")
            counts.add(key, time.perf_counter() - started)
        return response


@bp.get("/metrics")
@public
@private
def show() -> ResponseReturnValue:
    """Show the counts to this machine, or to whoever has the token; to others there is no page."""
    if not _may_read():
        abort(HTTPStatus.NOT_FOUND)
    from prometheus_client import (  # noqa: PLC0415  slow to load, and few ever ask
        CollectorRegistry,
        ProcessCollector,
        generate_latest,
    )
    from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4  # noqa: PLC0415  as above

    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    counts: Counts = current_app.extensions[NAME]
    registry.register(_Collector(counts, measuring.numbers(given().session)))
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_PLAIN_0_0_4)


class _Collector:
    """Puts the counts into the words of the format."""

    def __init__(self, counts: Counts, numbers: Numbers | None) -> None:
        self._counts = counts
        self._numbers = numbers

    def collect(self) -> Iterator[Metric]:
        """Yield each measurement."""
        from prometheus_client.core import HistogramMetricFamily  # noqa: PLC0415  see show

        times = HistogramMetricFamily(
            "matcher_request_seconds",
            "How long answers took, counted by this process.",
            labels=["route", "method", "status"],
        )
        for key, each in self._counts.so_far():
            times.add_metric(list(key), list(_rising(each)), each.seconds)
        yield times
        if self._numbers is not None:
            yield from _directory(self._numbers)


def _rising(times: Times) -> Iterator[tuple[str, float]]:
    """Yield each bound with how many requests took no longer."""
    total = 0
    for bound, count in zip([*map(str, BOUNDS), "+Inf"], times.buckets, strict=True):
        total += count
        yield bound, total


def _directory(numbers: Numbers) -> Iterator[Metric]:
    from prometheus_client.core import (  # noqa: PLC0415  see show
        CounterMetricFamily,
        GaugeMetricFamily,
    )

    yield GaugeMetricFamily(
        "matcher_listings_version", "Grows with every change of listings.", numbers.version
    )
    yield GaugeMetricFamily("matcher_listings", "Programs that are listed.", numbers.listed)
    changes = CounterMetricFamily(
        "matcher_listing_changes", "Sets of changes of listings, by kind.", labels=["kind"]
    )
    for kind, count in sorted(numbers.changes.items()):
        changes.add_metric([kind], count)
    yield changes
    newest = GaugeMetricFamily(
        "matcher_newest_edition_timestamp_seconds",
        "The day of the newest edition that was read in.",
        labels=["directory"],
    )
    for name, day in sorted(numbers.newest.items()):
        moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
        newest.add_metric([name], moment.timestamp())
    yield newest


def _may_read() -> bool:
    token: str | None = current_app.config["METRICS_TOKEN"]
    if token is not None:
        said = request.headers.get("Authorization", "")
        return hmac.compare_digest(said.encode(), f"Bearer {token}".encode())
    passed_on = any(name in request.headers for name in PASSED_ON)
    return request.remote_addr in HERE and not passed_on


def _method() -> str:
    """Return the method, where it is one of ours: anybody may invent another."""
    known = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
    return request.method if request.method in known else NO_ROUTE
