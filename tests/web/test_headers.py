import pytest

from matcher.web.access import public
from matcher.web.headers import content_security_policy, private


@pytest.mark.parametrize("path", ["/guide/tonight", "/nowhere", "/api/v1/nowhere", "/healthz"])
def test_every_answer_asks_nobody_else_and_tells_nobody(client, path):
    headers = client.get(path).headers

    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'self'; ")
    assert "frame-ancestors 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "unsafe" not in policy
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize(
    ("exit_url", "expected"),
    [
        (None, "form-action 'self'"),
        ("/kitchen-measures", "form-action 'self'"),
        ("https://weather.example/today?x=1", "form-action 'self' https://weather.example"),
    ],
)
def test_forms_go_to_us_or_to_where_leaving_ends(exit_url, expected):
    assert content_security_policy(exit_url).endswith(expected)


@pytest.mark.parametrize(("scheme", "expected"), [("http", False), ("https", True)])
def test_a_browser_that_came_by_https_is_told_to_stay_there(client, scheme, expected):
    answer = client.get("/guide/tonight", headers={"X-Forwarded-Proto": scheme})

    assert ("Strict-Transport-Security" in answer.headers) is expected


def test_a_page_that_says_the_same_to_everyone_may_be_kept_and_sets_no_cookie(client):
    answer = client.get("/guide/tonight")

    assert answer.headers["Cache-Control"] == "no-cache"
    assert "Set-Cookie" not in answer.headers


def test_a_private_page_is_stored_nowhere(app):
    app.add_url_rule("/private", "private", public(private(lambda: "yours")))

    assert app.test_client().get("/private").headers["Cache-Control"] == "no-store"


def test_a_page_with_a_form_is_stored_nowhere(client):
    assert client.get("/guide/what-is-kept").headers["Cache-Control"] == "no-store"


def test_an_answer_to_a_form_is_stored_nowhere(client):
    assert client.post("/exit").headers["Cache-Control"] == "no-store"


def test_a_file_whose_address_names_its_contents_is_kept_by_the_browser(app):
    with app.test_request_context():
        address = app.jinja_env.globals["asset"]("app.css")

    with app.test_client().get(address) as named, app.test_client().get("/static/app.css") as bare:
        assert "max-age=31536000" in named.headers["Cache-Control"]
        assert bare.headers["Cache-Control"] == "no-cache"
