import pytest
from flask import Flask

from matcher.web import access
from matcher.web.access import Access, public, role


def house_of(*held):
    """A house with an open room, a room for two roles, and one whose door says nothing."""
    app = Flask("house")
    app.add_url_rule("/open", "open", public(lambda: "come in"))
    app.add_url_rule("/staff", "staff", role("admin", "curator")(lambda: "come in"))
    app.add_url_rule("/silent", "silent", lambda: "come in")
    access.init_app(app, lambda: held)
    return app.test_client()


@pytest.mark.parametrize(
    ("held", "path", "expected"),
    [
        ((), "/open", 200),
        ((), "/staff", 403),
        (("interventionist",), "/staff", 403),
        (("curator",), "/staff", 200),
        (("admin", "interventionist"), "/staff", 200),
        ((), "/silent", 403),
        (("admin",), "/silent", 403),
        ((), "/nowhere", 404),
    ],
)
def test_a_door_opens_only_to_those_it_names(held, path, expected):
    client = house_of(*held)

    assert client.get(path).status_code == expected


def test_a_view_tells_who_may_enter():
    view = role("admin")(lambda: "come in")

    assert access.of(view) == Access(public=False, roles=frozenset({"admin"}))


def test_a_role_must_be_named():
    with pytest.raises(ValueError, match="role"):
        role()


def test_our_own_files_are_open_to_everyone(client):
    with client.get("/static/app.css") as file:
        assert file.status_code == 200
