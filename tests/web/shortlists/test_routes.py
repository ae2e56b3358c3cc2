"""Your list: add, take off, put back, move, clear."""

import re

import pytest

from matcher.persistence.base import db
from tests.keeping import client_keeping
from tests.stored import a_listing
from tests.support.application import csrf_token


@pytest.fixture
def programs(app):
    """Three listings, and one that nobody keeps."""
    with app.app_context():
        for name in ("Alder", "Birch", "Cedar", "Noise"):
            a_listing(db.session, name.lower(), name=name)
    return ["alder", "birch", "cedar"]


def send(client, address, **fields):
    return client.post(address, data={"csrf_token": csrf_token(client), **fields})


def keep(client, *ids):
    for each in ids:
        send(client, "/shortlists/add", program=each)


def names(client):
    page = client.get("/shortlists").text
    return re.findall(r'result__name">.*?<a[^>]*>([^<]+)</a>', page)


def test_an_empty_list_says_how_to_fill_it(client):
    page = client.get("/shortlists")

    assert "Your list is empty" in page.text


def test_programs_stay_in_the_order_they_were_added(client, programs):
    keep(client, "cedar", "alder")

    assert names(client) == ["Cedar", "Alder"]


def test_a_program_that_is_none_cannot_be_added(client, programs):
    assert send(client, "/shortlists/add", program="made-up").status_code == 404


def test_the_list_is_in_no_page_address_and_in_no_readable_cookie(client, programs):
    keep(client, "alder")

    cookie = client.get_cookie("session").value
    answer = send(client, "/shortlists/add", program="birch")
    assert "alder" not in cookie
    assert answer.headers["Location"] == "/shortlists"


def test_a_page_of_a_list_is_stored_nowhere(client, programs):
    keep(client, "alder")

    assert client.get("/shortlists").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("back", ["/shortlists", "/guide/privacy", "/programs/alder#top"])
def test_adding_goes_back_to_the_page_it_was_pressed_on(client, programs, back):
    answer = send(client, "/shortlists/add", program="alder", back=back)

    assert answer.headers["Location"] == back


@pytest.mark.parametrize(
    "back",
    [
        "",
        "https" + "://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example",
        "\\\\elsewhere.example",
        "javascript:alert(1)",
        "/shortlists/add",
        "/nowhere-at-all/x",
        "http:///elsewhere.example",
    ],
)
def test_adding_never_leads_to_another_site_or_a_page_that_does_not_open(client, programs, back):
    answer = send(client, "/shortlists/add", program="alder", back=back)

    assert answer.headers["Location"] == "/shortlists"


def test_what_was_taken_off_can_be_put_back_where_it_stood(client, programs):
    keep(client, *programs)
    send(client, "/shortlists/remove", program="birch")
    after_removing = names(client)

    send(client, "/shortlists/undo")

    assert after_removing == ["Alder", "Cedar"]
    assert names(client) == ["Alder", "Birch", "Cedar"]


def test_putting_back_is_offered_by_name_and_once(client, programs):
    keep(client, *programs)
    send(client, "/shortlists/remove", program="birch")
    offered = client.get("/shortlists").text

    send(client, "/shortlists/undo")

    assert "Birch is off your list." in offered
    assert "is off your list" not in client.get("/shortlists").text


def test_taking_off_what_is_not_there_changes_nothing(client, programs):
    keep(client, "alder")

    send(client, "/shortlists/remove", program="birch")

    assert names(client) == ["Alder"]


@pytest.mark.parametrize(
    ("program", "way", "expected"),
    [
        ("cedar", "up", ["Alder", "Cedar", "Birch"]),
        ("alder", "down", ["Birch", "Alder", "Cedar"]),
        ("alder", "up", ["Alder", "Birch", "Cedar"]),
        ("cedar", "down", ["Alder", "Birch", "Cedar"]),
        ("noise", "up", ["Alder", "Birch", "Cedar"]),
    ],
)
def test_a_program_changes_places_with_its_neighbour(client, programs, program, way, expected):
    keep(client, *programs)

    send(client, "/shortlists/move", program=program, way=way)

    assert names(client) == expected


def test_a_way_that_is_neither_up_nor_down_is_refused(client, programs):
    keep(client, "alder")

    assert send(client, "/shortlists/move", program="alder", way="away").status_code == 422


def test_clearing_asks_first(client, programs):
    keep(client, *programs)

    asked = client.get("/shortlists/clear")

    assert "It holds 3 programs." in asked.text
    assert len(names(client)) == 3


def test_clearing_takes_everything_off(client, programs):
    keep(client, *programs)

    send(client, "/shortlists/clear")

    assert names(client) == []


def test_the_list_holds_twenty(app, client):
    with app.app_context():
        ids = [a_listing(db.session, f"p{number}") for number in range(21)]
    keep(client, *ids[:20])

    answer = send(client, "/shortlists/add", program=ids[20])

    assert answer.status_code == 409
    assert '<a class="button" href="/shortlists">See your list</a>' in answer.text
    assert len(names(client)) == 20


def test_a_program_that_is_no_longer_listed_stays_and_says_so(app, client):
    with app.app_context():
        a_listing(db.session, "gone", name="Gone", listed=False)
    keep(client, "gone")

    assert "No longer in the newest directory" in client.get("/shortlists").text


@pytest.fixture
def for_women(app):
    """A listing that names women and not men, and one that names both."""
    with app.app_context():
        a_listing(db.session, "rose", name="Rose", codes="FEM ADLT")
        a_listing(db.session, "sage", name="Sage", codes="FEM MALE ADLT")
    return ["rose", "sage"]


@pytest.mark.parametrize("page", ["/shortlists", "/packet", "/compare"])
@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (None, 1),
        ({"near": "36.7378,-119.7871"}, 1),
        ({"near": "36.7378,-119.7871", "who": ["women"]}, 0),
    ],
    ids=["nothing answered", "nobody said who", "a woman"],
)
def test_a_listing_that_names_women_only_is_remarked_on(app, for_women, page, answers, expected):
    shown = client_keeping(app, answers, for_women).get(page).text

    assert shown.count("This listing names women only. Ask before you go.") == expected
