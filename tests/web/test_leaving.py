import pytest

from matcher.app import create_app
from tests.support.application import SECRET, csrf_token, told


def test_leaving_needs_no_token_and_forgets_everything(client):
    csrf_token(client)

    left = client.post("/exit")

    assert (left.status_code, left.location) == (303, "/kitchen-measures")
    assert client.get_cookie("session") is None


def test_leaving_takes_the_cookie_even_where_it_was_broken(client):
    client.set_cookie("session", "nonsense")

    client.post("/exit")

    assert client.get_cookie("session") is None


def test_leaving_asks_the_browser_to_drop_its_copies(client):
    assert client.post("/exit").headers["Clear-Site-Data"] == '"cache", "storage"'


def test_leaving_ends_where_the_operator_chose(tmp_path):
    config = told(tmp_path, SECRET_KEY=SECRET, EXIT_URL="https://weather.example/")

    client = create_app(config).test_client()

    assert client.post("/exit").location == "https://weather.example/"
    assert 'data-leave-to="https://weather.example/"' in client.get("/guide/tonight").text


def test_the_plain_page_says_nothing_of_where_the_person_was(client):
    page = client.get("/kitchen-measures")

    assert "<title>Kitchen measures</title>" in page.text
    assert "Set-Cookie" not in page.headers
    for word in ("Guidebook", "treatment", "program", "988", "guide/", "leave.js"):
        assert word not in page.text


@pytest.mark.parametrize("path", ["/guide/tonight", "/guide/privacy", "/nowhere"])
def test_every_page_offers_to_leave_without_javascript(client, path):
    page = client.get(path).text

    assert '<form class="leave" method="post" action="/exit"' in page
    assert "Leave this page" in page
