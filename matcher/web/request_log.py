"""One JSON line a request: the route and how it went, never the path, the query or the address."""

from __future__ import annotations

import logging
import sys
import time
import traceback
from contextlib import suppress
from types import TracebackType
from typing import Any, TextIO

import structlog
from flask import Flask, Response, g, has_request_context, request
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, Processor, WrappedLogger

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def init_app(app: Flask) -> None:
    """Log each request of *app* once it is answered."""
    configure()

    @app.before_request
    def start() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def finish(response: Response) -> Response:
        started = g.get("started")
        log.info(
            "request",
            route=route(),
            method=request.method,
            status=response.status_code,
            milliseconds=None if started is None else _milliseconds_since(started),
        )
        return response


def route() -> str | None:
    """Return the rule that the request met, such as /programs/<slug>; None where it met none."""
    if not has_request_context() or request.url_rule is None:
        return None
    return request.url_rule.rule


def log_failure(exc_info: ExcInfo) -> None:
    """Log where something broke, without what it was working on."""
    log.error(
        "failure",
        route=route(),
        method=request.method if has_request_context() else None,
        exc_info=exc_info,
    )


def configure() -> None:
    """Send what libraries log in this process through a formatter that keeps people private.

    Our own lines need none: they are written as they are built.
    """
    formatter = ProcessorFormatter(
        foreign_pre_chain=[structlog.stdlib.add_logger_name, *_ALL_LINES],
        processors=[
            ProcessorFormatter.remove_processors_meta,
            _frames_only,
            structlog.processors.JSONRenderer(),
        ],
        # Other libraries' lines keep their template and lose its values: those may be answers.
        use_get_message=False,
    )
    root = logging.getLogger()
    for handler in [kept for kept in root.handlers if isinstance(kept, PrivateHandler)]:
        root.removeHandler(handler)
    root.addHandler(PrivateHandler(formatter))
    # Flask's development server would print each path, query and address.
    logging.getLogger("werkzeug").setLevel(logging.ERROR)


class PrivateHandler(logging.StreamHandler[TextIO]):
    """Writes to whatever standard error is at that moment."""

    def __init__(self, formatter: logging.Formatter) -> None:
        super().__init__()
        self.setFormatter(formatter)

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        self.stream = sys.stderr
        super().emit(record)


def _frames_only(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Replace an exception by its kind and its frames: its message may quote a person's answer."""
    exc_info: Any = event.pop("exc_info", None)
    event.pop("stack_info", None)
    if exc_info is True:
        exc_info = sys.exc_info()
    if isinstance(exc_info, BaseException):
        exc_info = (type(exc_info), exc_info, exc_info.__traceback__)
    if exc_info and exc_info[0] is not None:
        kind, _error, trace = exc_info
        event["error"] = f"{kind.__module__}.{kind.__qualname__}"
        event["frames"] = [
            f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)
        ]
    return event


_ALL_LINES: list[Processor] = [
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


class StandardError:
    """Writes each line to whatever standard error is at that moment."""

    def info(self, line: str) -> None:
        """Write one line, in one piece.

        Where nobody reads any more, or the disk is full, the line is lost and the answer is not.
        """
        with suppress(OSError, ValueError):  # closed is a ValueError
            sys.stderr.write(f"{line}\n")

    error = info


log = structlog.wrap_logger(
    StandardError(),
    processors=[*_ALL_LINES, _frames_only, structlog.processors.JSONRenderer()],
    wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
).bind(logger="matcher.web")


def _milliseconds_since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 1)
