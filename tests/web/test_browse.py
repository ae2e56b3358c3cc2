"""Looking through the directory: by state, by city, by name."""

import re
from datetime import date
from html import unescape

import pytest

from matcher.services.browsing import ON_A_PAGE
from tests.directory import a_row, an_app_listing, listing, words


@pytest.fixture(scope="module")
def house(tmp_path_factory, migrated):
    """Programs in three cities of two states, one city spelled twice."""
    folder = tmp_path_factory.mktemp("house")
    return an_app_listing(
        folder,
        migrated,
        a_row("Orchard House", name2="Women’s Recovery Center"),
        a_row("Plum Court Recovery"),
        a_row("Saint Luke’s Behavioral Health"),
        a_row("Harbor One", city="LaGrange", state="IN", zip="46761"),
        a_row("Harbor Two", city="Lagrange", state="IN", zip="46761"),
        a_row("Harbor Three", city="Gary", state="IN", zip="46402"),
    )


def links(page):
    """Return (words, address) of what stands in the page's lists."""
    main = page[page.index("<main") : page.index("</main>")]
    return [
        (words(label), href)
        for href, label in re.findall(r'<a href="(/programs[^"]*)"[^>]*>(.*?)</a>', main)
    ]


def test_the_first_page_names_the_states_in_order(house):
    page = house.test_client().get("/programs").text

    assert links(page) == [("California", "/programs/in/ca"), ("Indiana", "/programs/in/in")]


def test_a_state_names_its_cities_however_they_are_spelled(house):
    page = house.test_client().get("/programs/in/in").text

    assert links(page)[1:] == [
        ("Gary", "/programs/in/in/gary"),
        ("LaGrange", "/programs/in/in/lagrange"),
    ]


def test_a_city_names_its_programs(house):
    page = house.test_client().get("/programs/in/in/lagrange").text

    assert links(page)[2:] == [
        ("Harbor One", "/programs/harbor-one-lagrange-in"),
        ("Harbor Two", "/programs/harbor-two-lagrange-in"),
    ]
    assert "2 listed programs" in page
    assert 'href="tel:+1-559-555-0100"' in page


@pytest.mark.parametrize(
    "address",
    ["/programs/in/zz", "/programs/in/in/nowhere", "/programs/in/california", "/programs/in/i%27"],
)
def test_a_place_without_programs_has_no_page(house, address):
    answer = house.test_client().get(address)

    assert answer.status_code == 404
    assert "There is no page at this address" in answer.text


def test_a_large_city_comes_in_pages(app):
    listing(app, *(a_row(f"House {n:03}") for n in range(2 * ON_A_PAGE + 1)))

    pages = [app.test_client().get(f"/programs/in/ca/fresno?page={n}").text for n in (1, 2, 3, 99)]

    first = [label for label, _ in links(pages[0])][2:]
    assert first == [*(f"House {n:03}" for n in range(ON_A_PAGE)), "Next page"]
    assert "Page 3 of 3" in pages[2]
    assert pages[3] == pages[2]


def test_what_is_no_longer_listed_is_not_in_the_lists(app):
    listing(app, a_row("Gone House"), a_row("Stays"))
    listing(app, a_row("Stays"), vintage=date(2024, 1, 1))
    client = app.test_client()

    page = client.get("/programs/in/ca/fresno").text

    assert [label for label, _ in links(page)[2:]] == ["Stays"]
    assert found(client, "gone house") == []


def found(client, name):
    """Return the programs that the search by name finds, the likest first."""
    answer = client.post("/programs/search", data={"name": name}, follow_redirects=True)
    assert answer.status_code == 200, answer.text
    return [label for label, address in links(answer.text) if address.count("/") == 2]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Plum Court Recovery", "Plum Court Recovery"),
        ("plumb cort recovry", "Plum Court Recovery"),
        ("recovery plum", "Plum Court Recovery"),
        ("PLUM", "Plum Court Recovery"),
        ("plu", "Plum Court Recovery"),
        ("womens recovery", "Women’s Recovery Center"),
        ("orchrad house", "Women’s Recovery Center"),  # by who runs it
        ("St. Lukes Behavoral", "Saint Luke’s Behavioral Health"),
    ],
)
def test_a_name_is_found_however_it_is_spelled(house, typed, expected):
    assert unescape(found(house.test_client(), typed)[0]) == expected


def test_the_likest_name_comes_first(house):
    assert found(house.test_client(), "harbor two") == ["Harbor Two"]
    assert found(house.test_client(), "harbor") == ["Harbor One", "Harbor Three", "Harbor Two"]


@pytest.mark.parametrize("typed", ["zzzzzz", "the of and", "!?", "x" * 5000])
def test_a_name_like_no_other_is_said_kindly(house, typed):
    client = house.test_client()

    page = client.post("/programs/search", data={"name": typed}, follow_redirects=True).text

    assert "No name is like that one" in page
    assert "A person can look with you" in page


def test_nothing_typed_is_nothing_found(house):
    client = house.test_client()

    page = client.post("/programs/search", data={"name": "  "}, follow_redirects=True).text

    assert "No name is like that one" not in page
    assert "Do you know its name?" in page


def test_what_was_typed_stands_in_no_address(house):
    client = house.test_client()

    answer = client.post("/programs/search", data={"name": "plum"})

    assert answer.headers["Location"] == "/programs/search"
    page = client.get("/programs/search")
    assert not any("plum" in each for each in re.findall(r'action="([^"]+)', page.text))
    assert page.headers["Cache-Control"] == "no-store"


def test_looking_through_leaves_no_cookie_and_is_sent_once(house):
    client = house.test_client()
    for address in ("/programs", "/programs/in/in", "/programs/in/in/gary"):
        first = client.get(address)

        again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

        assert again.status_code == 304
        assert "Set-Cookie" not in first.headers


def test_an_empty_directory_says_so(client):
    page = client.get("/programs").text

    assert "The directory is empty" in page
    assert "FindTreatment.gov" in page


def test_the_first_page_says_how_old_everything_is(house):
    page = house.test_client().get("/programs").text

    assert "6 listings: SAMHSA directory 2023, January 2023." in words(page)


@pytest.mark.parametrize("address", ["", "/in/ca", "/in/ca/fresno", "/search"])
def test_made_up_programs_are_called_samples_on_every_page(app, address):
    listing(app, a_row("Orchard", sample=True))

    assert "These are sample listings" in app.test_client().get(f"/programs{address}").text
