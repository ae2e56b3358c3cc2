"""How gunicorn serves: it reads `gunicorn.conf.py` by itself, wherever it is started from here."""

import runpy
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from gunicorn.config import Config

from tests.support.browser import serving

HOUSE = Path(__file__).parents[1]


def test_gunicorn_takes_its_settings_from_the_file_beside_the_application():
    printed = run("-m", "gunicorn", "--print-config", "wsgi:app")
    said = dict(line.split("=", 1) for line in printed.replace(" ", "").splitlines())

    assert (said["worker_class"], said["threads"], said["accesslog"]) == ("gthread", "8", "None")


def test_what_is_loaded_before_the_first_request_is_never_searched_for_garbage():
    said = run(
        "-c",
        "import gc, runpy\n"
        "conf = runpy.run_path('gunicorn.conf.py')\n"
        "before = gc.get_freeze_count()\n"
        "conf['post_worker_init'](None)\n"
        "print(before, gc.get_freeze_count() > 1000, gc.get_threshold()[0] == conf['YOUNG'])",
    )

    assert said.split() == ["0", "True", "True"]


@pytest.mark.parametrize(
    "request_",
    [
        f"GET /find?near={'marigold' * 1000} HTTP/1.1\r\n\r\n",
        "GET /marigold HTTP/marigold\r\n\r\n",
        "marigold / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nmari gold: marigold\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nmarigold\r\nmarigold",
    ],
)
def test_a_request_that_cannot_be_read_leaves_no_address_and_no_word_in_the_log(served, request_):
    port, log = served
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(request_.encode())
        connection.shutdown(socket.SHUT_WR)
        answer = connection.makefile("rb").read()

    assert answer.startswith(b"HTTP/1.1 ")
    written = log.read_text().partition("Booting worker")[2]
    assert "A request could not be read" in written
    assert "marigold" not in written
    assert "127.0.0.1" not in written


def test_a_request_that_breaks_gunicorn_is_told_by_its_place(capfd):
    settings = runpy.run_path(str(HOUSE / "gunicorn.conf.py"))
    log = settings["PrivateLogger"](Config())

    try:
        {}["marigold"]
    except KeyError:
        log.exception("Error handling request %s", "/find?near=marigold")

    (line,) = capfd.readouterr().err.splitlines()
    assert "KeyError" in line
    assert "test_a_request_that_breaks_gunicorn_is_told_by_its_place" in line
    assert "marigold" not in line


def test_what_keeps_a_server_from_starting_is_told_in_full(capfd):
    settings = runpy.run_path(str(HOUSE / "gunicorn.conf.py"))
    log = settings["PrivateLogger"](Config())

    try:
        int("SECRET_KEY is too short")
    except ValueError:
        log.exception("Exception in worker process")

    assert "SECRET_KEY is too short" in capfd.readouterr().err


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """Serve the application under gunicorn, and tell its port and its log."""
    with serving(tmp_path_factory.mktemp("served")) as server:
        yield urlsplit(server.url).port, server.log


def run(*arguments):
    """Run this Python in the house, and return what it prints."""
    done = subprocess.run(
        [sys.executable, *arguments], cwd=HOUSE, check=True, capture_output=True, text=True
    )
    return done.stdout
