"""A program asks to look after its listing: whom to call, which day, and nothing else."""

import re

import pytest

from matcher.persistence.base import db
from matcher.services import claiming
from matcher.web.given import today
from tests.directory import a_row, an_app_listing, listing
from tests.web.sending import opened, press

PAGE = "/programs/orchard-fresno-ca"


@pytest.fixture(scope="module")
def house(tmp_path_factory, migrated):
    """Orchard and another program, for tests that leave them as they are."""
    rows = (a_row("Orchard"), a_row("Noise House", 1))
    return an_app_listing(tmp_path_factory.mktemp("claiming"), migrated, *rows)


@pytest.fixture
def orchard(app):
    listing(app, a_row("Orchard"), a_row("Noise House", 1))
    return app


def days_offered(page):
    return re.findall(r'name="call_on" value="([\d-]+)"', page)


def ask(app, **fields):
    client = app.test_client()
    day = days_offered(client.get(f"{PAGE}/claim").text)[0]
    usual = {"who": "Kim, office manager", "call_on": day, "opened": opened(app)}
    return press(client, f"{PAGE}/claim", **(usual | fields))


def waiting(app):
    with app.app_context():
        return [each.who for each in claiming.waiting(db.session)]


def test_a_request_waits_for_a_call_to_the_listed_number(orchard):
    answer = ask(orchard)

    assert answer.status_code == 303
    assert waiting(orchard) == ["Kim, office manager"]
    assert "(559) 555-0100" in orchard.test_client().get(f"{PAGE}/claim/asked").text


def test_only_working_days_that_are_still_to_come_are_offered(house):
    days = days_offered(house.test_client().get(f"{PAGE}/claim").text)

    weekdays = [type(today()).fromisoformat(day).weekday() for day in days]
    assert len(days) == 5
    assert days == sorted(days)
    assert days[0] > today().isoformat()
    assert max(weekdays) < 5


@pytest.mark.parametrize(
    "fields",
    [{"who": ""}, {"who": "x" * 101}, {"call_on": ""}, {"call_on": "2020-01-01"}],
)
def test_what_is_missing_is_asked_for(house, fields):
    assert ask(house, **fields).status_code == 422
    assert waiting(house) == []


@pytest.mark.parametrize("fields", [{"website": "x"}, {"opened": ""}, {"opened": "forged.1"}])
def test_what_a_machine_may_have_sent_is_asked_for_once_more(house, fields):
    answer = ask(house, **fields)

    assert answer.status_code == 422
    assert "Please look it over, and send it once more." in answer.text
    assert waiting(house) == []


def test_no_more_requests_are_taken_than_one_can_call(orchard):
    for _ in range(claiming.MOST_A_DAY_OF_A_PROGRAM):
        ask(orchard)

    assert ask(orchard).status_code == 429


def test_a_link_that_nobody_was_given_opens_nothing(house):
    answer = house.test_client().get("/programs/claims/none")

    assert answer.status_code == 404
    assert "We do not know this link" in answer.text
