"""Side by side: up to four, by what was asked, with what differs."""

import re

import pytest

from matcher.persistence.base import db
from tests.keeping import TWO_SITUATIONS, client_keeping
from tests.stored import TAXONOMY, a_listing
from tests.support.application import csrf_token

NAMES = ("Alder", "Birch", "Cedar", "Dogwood", "Elm")


@pytest.fixture
def programs(app):
    with app.app_context():
        for number, name in enumerate(NAMES):
            a_listing(db.session, name.lower(), name=name, codes="CBT MD" if number else "DM")
    return [name.lower() for name in NAMES]


def columns(page):
    return re.findall(r'<th role="columnheader" scope="col">(\w+)</th>', page.text)


def choose(client, *ids):
    return client.post("/compare", data={"csrf_token": csrf_token(client), "programs": list(ids)})


def test_the_first_four_of_the_list_stand_side_by_side(app, programs):
    page = client_keeping(app, TWO_SITUATIONS["one"], programs).get("/compare")

    assert columns(page) == ["Alder", "Birch", "Cedar", "Dogwood"]


def test_others_can_be_chosen_and_keep_the_order_of_the_list(app, programs):
    client = client_keeping(app, TWO_SITUATIONS["one"], programs)

    answer = choose(client, "elm", "birch")

    assert answer.headers["Location"] == "/compare"
    assert columns(client.get("/compare")) == ["Birch", "Elm"]


@pytest.mark.parametrize("ids", [[], ["elm"], [name.lower() for name in NAMES], ["elm", "noise"]])
def test_one_is_nothing_to_compare_and_five_are_too_many(app, programs, ids):
    client = client_keeping(app, TWO_SITUATIONS["one"], programs)

    answer = choose(client, *ids)

    assert answer.status_code == 422
    assert "error-summary" in answer.text


def test_what_must_be_stands_before_what_is_wished(app, programs):
    page = client_keeping(app, TWO_SITUATIONS["one"], programs).get("/compare").text

    assert page.index("You must have") < page.index("You wish for")


def test_unknowns_are_counted(app, programs):
    page = client_keeping(app, TWO_SITUATIONS["one"], programs).get("/compare").text

    row = re.search(r"Did not say: questions for the call.*?</tr>", page, re.DOTALL)[0]
    assert len(re.findall(r"<div>(\d+)</div>", row)) == 4


def test_only_what_differs_can_be_shown_and_says_what_it_left_out(app, programs):
    client = client_keeping(app, TWO_SITUATIONS["one"], programs)

    page = client.get("/compare?show=differences").text

    assert "left out" in page
    assert page.count("<tr") < client.get("/compare").text.count("<tr")


@pytest.mark.parametrize("answers", [None, *TWO_SITUATIONS.values()])
def test_four_programs_that_list_everything_are_less_than_100_kb(app, answers):
    with app.app_context():
        codes = " ".join(TAXONOMY.codes)
        ids = [
            a_listing(db.session, f"p{n}", name="A Long Name " * 5, codes=codes) for n in range(4)
        ]

    page = client_keeping(app, answers, ids).get("/compare")

    assert len(page.data) < 60_000  # the sheet and the scripts take the rest


def test_without_answers_the_listings_own_facts_are_compared(app, programs):
    page = client_keeping(app, None, programs).get("/compare").text

    assert "This is what the listings say" in page
    assert "You must have" not in page


@pytest.mark.parametrize("shortlist", [[], ["alder"]])
def test_fewer_than_two_is_nothing_to_compare_yet(app, programs, shortlist):
    page = client_keeping(app, None, shortlist).get("/compare").text

    assert "There is nothing to compare yet" in page


def test_what_was_taken_off_the_list_is_no_longer_compared(app, programs):
    client = client_keeping(app, None, programs)
    choose(client, "elm", "birch", "cedar")

    client.post("/shortlists/remove", data={"csrf_token": csrf_token(client), "program": "birch"})

    assert columns(client.get("/compare")) == ["Cedar", "Elm"]


def test_a_comparison_is_stored_nowhere_and_names_nothing_in_its_title(app, programs):
    page = client_keeping(app, TWO_SITUATIONS["one"], programs).get("/compare")

    assert page.headers["Cache-Control"] == "no-store"
    assert "<title>Compare " in page.text
