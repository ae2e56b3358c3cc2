"""How gunicorn serves the application: it reads this file by itself, and options go before it."""

import gc
import sys
import traceback

from gunicorn.glogging import Logger


class PrivateLogger(Logger):
    """Gunicorn's own log, without the address and the words of a request that it stumbled over."""

    def warning(self, msg: object, *args: object, **more: object) -> None:
        """Say that a request could not be read, and not whose it was."""
        if str(msg).startswith("Invalid request"):
            super().warning("A request could not be read: %s", _kind())
        else:
            super().warning(msg, *args, **more)

    def exception(self, msg: object, *args: object, **more: object) -> None:
        """Say where the handling of a request broke, and not of which."""
        if "request" in str(msg):
            super().error("A request broke in gunicorn: %s, %s", _kind(), _frames())
        else:
            super().exception(msg, *args, **more)


def _kind() -> str:
    kind = sys.exc_info()[0]
    return "unknown" if kind is None else kind.__name__


def _frames() -> str:
    frames = traceback.extract_tb(sys.exc_info()[2])
    return ", ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)


logger_class = PrivateLogger
worker_class = "gthread"
threads = 8
timeout = 60
control_socket_disable = True
# No access log: it would hold addresses and queries. The application logs the route itself.
accesslog = None

YOUNG = 20_000
"""A page makes and drops some thousand objects; to look for rings each 700 is in vain."""


def post_worker_init(_worker: object) -> None:
    """Leave what is loaded by now out of every search for garbage: it stays while the process does.

    It took a fifth of a page's time, and made one page in twenty wait for thirty milliseconds.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 25, 25)
