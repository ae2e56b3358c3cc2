"""The curator's desk: each kind of work with its number, its oldest day and where to go."""

import re
from datetime import timedelta

import pytest

from matcher.domain.provenance import CuratedFact, Evidence, Provenance, Statement
from matcher.persistence.base import db
from matcher.web.curate.desk_lines import LINES
from matcher.web.given import today
from tests.directory import a_row, listing, words
from tests.support.accounts import sign_in
from tests.support.store import curate
from tests.web.sending import report


@pytest.fixture
def rosa(app):
    client = app.test_client()
    sign_in(client, "curator")
    return client


def lines(page):
    """Return the number on each line of the desk, by its name."""
    rows = re.findall(
        r"<tr[^>]*>\s*<th scope=\"row\">\s*<a [^>]*>([^<]+)</a>(.*?)</tr>", page, re.DOTALL
    )
    return {name: words(rest) for name, rest in rows}


def a_fact(term, runs_out_in):
    on = today() - timedelta(days=30)
    said = Provenance("a call", on, Evidence.CALL, recorded_by="Rosa")
    return CuratedFact(term, Statement.YES, said, today() + timedelta(days=runs_out_in))


def test_where_nothing_is_listed_every_line_says_what_that_means(rosa):
    page = rosa.get("/curate").text

    assert "No program is listed yet" in page
    for line in LINES:
        assert str(line.name) in page
        assert str(line.nothing) in page


def test_each_line_counts_what_waits_and_leads_there(app, rosa):
    found = listing(
        app, a_row("Orchard"), a_row("Lost", latitude="", longitude="", zip="", city="")
    )
    with app.app_context():
        curate(db.session, found["Orchard"], a_fact("detox", 5), a_fact("aftercare", -5))
    report(app.test_client(), words="The gate is green.")

    shown = lines(rosa.get("/curate").text)

    assert shown["New suggestions"].startswith("1 ")
    assert str(today().year) in shown["New suggestions"]
    assert shown["Facts that run out within 14 days"].startswith("1 ")
    assert shown["Facts that have run out"].startswith("1 ")
    assert shown["Programs that nobody can place"].startswith("1 ")
    assert shown["Listings that no person has ever checked"].startswith("1 ")


@pytest.mark.parametrize(
    ("due", "name"),
    [
        ("expiring", "Orchard"),
        ("expired", "Orchard"),
        ("unplaced", "Lost"),
        ("never-checked", "Lost"),
    ],
)
def test_what_is_due_is_listed_with_the_program(app, rosa, due, name):
    found = listing(
        app, a_row("Orchard"), a_row("Lost", latitude="", longitude="", zip="", city="")
    )
    with app.app_context():
        curate(db.session, found["Orchard"], a_fact("detox", 5), a_fact("aftercare", -5))

    page = rosa.get(f"/curate/due/{due}").text

    assert re.findall(r'<th scope="row"><a [^>]*>([^<]+)</a>', page) == [name]


OURS = ("/curate/suggestions", "/curate/claims", "/curate/due/")


def test_every_line_leads_to_a_page_and_ours_say_what_it_means_that_nothing_waits(app, rosa):
    with app.test_request_context():
        addresses = [line.address() for line in LINES]

    answers = {address: rosa.get(address) for address in addresses}

    assert {answer.status_code for answer in answers.values()} == {200}
    ours = [page.text for address, page in answers.items() if address.startswith(OURS)]
    assert len(ours) == 7
    assert all('<section class="empty">' in page for page in ours)


def test_there_is_no_list_of_what_nobody_counts(rosa):
    assert rosa.get("/curate/due/boredom").status_code == 404


def test_a_bar_is_drawn_beside_every_number_that_it_draws(app, rosa):
    listing(app, a_row("Orchard"))

    page = rosa.get("/curate").text

    bars = re.findall(r'class="bar__part" width="([\d.]+)"', page)
    numbers = re.findall(r"([\d.]+) %</td>", page)
    assert len(bars) > 14
    assert sorted(bars) == sorted(numbers)
    assert page.count("<svg") == page.count('aria-hidden="true" focusable="false"')
