import pytest
from flask import request
from werkzeug.exceptions import TooManyRequests

from matcher.domain.needs import NeedsOutOfBounds
from matcher.web.access import public
from matcher.web.kept import ShortlistFull
from matcher.web.problems import FieldError, Problem
from matcher.web.session import TooMuchToKeep
from tests.support.application import csrf_token

HELPLINES = ("911", "988", "1-800-662-4357")


def broken(app, error, path="/broken"):
    """A browser on a page of *app* that raises *error*."""

    def view():
        raise error

    app.add_url_rule(path, "broken", public(view))
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app.test_client()


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (ShortlistFull(), 409, "Take one off your list"),
        (TooMuchToKeep(), 413, "shorten what you typed"),
        (TooManyRequests(), 429, "Wait a minute"),
        (NeedsOutOfBounds("within_miles", "must be more than 0 miles"), 422, "Go back one page"),
        (RuntimeError("heroin"), 500, "not your doing"),
    ],
)
def test_an_error_page_says_what_to_do_and_whom_to_call(app, error, status, words):
    page = broken(app, error).get("/broken")

    assert page.status_code == status
    assert words in page.text
    assert all(number in page.text for number in HELPLINES)
    assert "heroin" not in page.text


def test_an_address_without_a_page_says_what_to_do(client):
    page = client.get("/nowhere")

    assert page.status_code == 404
    assert "Check the address" in page.text
    assert all(number in page.text for number in HELPLINES)


def test_a_page_opened_the_wrong_way_says_which_way_is_right(client):
    page = client.get("/exit")

    assert page.status_code == 405
    assert "POST" in page.headers["Allow"]
    assert "press the button" in page.text


def test_the_api_is_answered_in_json(client):
    answer = client.get("/api/v1/nowhere")

    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
    assert answer.json.keys() == {"type", "title", "status", "detail", "errors"}
    assert (answer.json["status"], answer.json["title"]) == (404, "Not Found")


def test_a_problem_names_its_fields_and_carries_more_where_there_is_more(app):
    problem = Problem(
        "Which Springfield?",
        [FieldError("near", "names several places")],
        candidates=["Springfield, IL", "Springfield, MO"],
    )

    answer = broken(app, problem, "/api/v1/broken").get("/api/v1/broken")

    assert answer.status_code == 422
    assert answer.json == {
        "type": "about:blank",
        "title": "Unprocessable Entity",
        "status": 422,
        "detail": "Which Springfield?",
        "errors": [{"field": "near", "message": "names several places"}],
        "candidates": ["Springfield, IL", "Springfield, MO"],
    }


def test_a_number_out_of_bounds_is_named_to_programs(app):
    error = NeedsOutOfBounds("wish[0].weight", "must be 1, 2 or 3")

    answer = broken(app, error, "/api/v1/broken").get("/api/v1/broken")

    assert answer.status_code == 422
    assert answer.json["errors"] == [{"field": "wish[0].weight", "message": "must be 1, 2 or 3"}]


def test_what_breaks_in_the_api_tells_no_more_than_that(app):
    answer = broken(app, RuntimeError("heroin"), "/api/v1/broken").get("/api/v1/broken")

    assert answer.status_code == 500
    assert "heroin" not in answer.text


def test_a_body_that_is_not_json_is_a_400(app):
    @app.post("/api/v1/read")
    @app.extensions["csrf"].exempt
    @public
    def read():
        return request.get_json()

    answer = app.test_client().post(
        "/api/v1/read", data=b"{not json", content_type="application/json"
    )

    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"


def test_a_form_that_went_stale_is_offered_again_with_all_that_was_typed(client):
    typed = {"note": "room for <two>", "days": ["mon", "tue"], "password": "hunter2"}

    page = client.post(
        "/guide/what-is-kept/delete", data=typed, headers={"Sec-Fetch-Site": "same-origin"}
    )

    assert page.status_code == 400
    assert "Nothing you typed is lost" in page.text
    assert 'name="note" value="room for &lt;two&gt;"' in page.text
    assert page.text.count('name="days"') == 2
    assert "hunter2" not in page.text


def test_a_form_offered_again_can_be_sent(client):
    client.post("/guide/what-is-kept/delete", headers={"Sec-Fetch-Site": "same-origin"})
    token = csrf_token(client)

    again = client.post("/guide/what-is-kept/delete", data={"csrf_token": token})

    assert again.status_code == 303


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", None])
def test_what_another_site_sent_is_never_repeated(client, site):
    headers = {} if site is None else {"Sec-Fetch-Site": site}

    page = client.post("/guide/what-is-kept/delete", data={"note": "planted"}, headers=headers)

    assert page.status_code == 400
    assert "planted" not in page.text


def test_a_form_passes_over_https_though_no_referrer_is_sent(client):
    secure = {"X-Forwarded-Proto": "https"}
    token = csrf_token(client)

    gone = client.post("/guide/what-is-kept/delete", data={"csrf_token": token}, headers=secure)

    assert gone.status_code == 303
