import io
import json
import logging

import pytest

from matcher.web.access import public
from matcher.web.request_log import PrivateHandler, configure

MARK = "marigold"  # stands for whatever a person might type


@pytest.fixture
def lines(capsys):
    """Read the log lines written so far."""

    def read():
        return [json.loads(line) for line in capsys.readouterr().err.splitlines()]

    return read


def test_a_request_is_one_line_with_its_route(app, lines):
    app.add_url_rule("/things/<string:slug>", "thing", public(lambda slug: slug))

    app.test_client().get(f"/things/{MARK}?near={MARK}")

    (line,) = lines()
    assert {key: line[key] for key in ("event", "route", "method", "status")} == {
        "event": "request",
        "route": "/things/<string:slug>",
        "method": "GET",
        "status": 200,
    }
    assert line["milliseconds"] >= 0


def test_no_line_holds_path_query_form_cookie_or_address(app, lines):
    client = app.test_client()
    client.set_cookie("session", MARK)

    client.get(f"/{MARK}?{MARK}={MARK}")
    client.post("/guide/what-is-kept/delete", data={MARK: MARK}, headers={"User-Agent": MARK})

    written = json.dumps(lines())
    assert MARK not in written
    assert "127.0.0.1" not in written


def test_what_breaks_is_logged_by_its_place_and_not_by_its_words(app, lines):
    def view():
        raise ValueError(f"cannot read {MARK}")

    app.add_url_rule("/broken", "broken", public(view))
    app.config["PROPAGATE_EXCEPTIONS"] = False

    app.test_client().post(f"/broken?{MARK}", data={MARK: MARK})
    app.test_client().get(f"/broken?{MARK}")

    written = lines()
    (failure,) = [line for line in written if line["event"] == "failure"]
    assert failure["error"] == "builtins.ValueError"
    assert failure["frames"][-1].endswith(" view")
    assert failure["route"] == "/broken"
    assert MARK not in json.dumps(written)


def test_other_libraries_lines_lose_what_they_quote(app, lines):
    logging.getLogger("somebody.else").warning("could not read %s", MARK)

    (line,) = lines()
    assert line["event"] == "could not read %s"


def test_other_libraries_failures_lose_what_they_quote(app, lines):
    try:
        {}[MARK]
    except KeyError:
        logging.getLogger("somebody.else").exception("it broke")

    (line,) = lines()
    assert line["error"] == "builtins.KeyError"
    assert MARK not in json.dumps(line)


def test_a_second_application_does_not_log_twice(app, lines):
    configure()
    app.test_client().get("/healthz")

    assert len(lines()) == 1


class Gone(io.StringIO):
    """A standard error whose reader went away, or whose disk is full."""

    def write(self, _):
        raise BrokenPipeError


def closed():
    stream = io.StringIO()
    stream.close()
    return stream


@pytest.mark.parametrize("make", [Gone, closed])
def test_a_line_that_nobody_can_read_costs_nobody_an_answer(app, monkeypatch, make):
    def view():
        raise ValueError

    app.add_url_rule("/broken", "broken", public(view))
    app.config["PROPAGATE_EXCEPTIONS"] = False
    client = app.test_client()
    monkeypatch.setattr("sys.stderr", make())

    statuses = [client.get(address).status_code for address in ("/", "/nope", "/broken")]

    assert statuses == [200, 404, 500]


def test_the_handler_writes_to_the_standard_error_of_the_moment(monkeypatch):
    later = io.StringIO()
    handler = PrivateHandler(logging.Formatter("%(message)s"))
    monkeypatch.setattr("sys.stderr", later)

    handler.emit(logging.LogRecord("a", logging.INFO, "b", 1, "said", None, None))

    assert later.getvalue() == "said\n"
