"""A thousand cases cost what twenty cost: queries, the store's own steps and opened seals."""

from dataclasses import dataclass

import pytest
import sqlalchemy as sa

from matcher.services.cases import listing, opening
from matcher.services.cases.listing import ON_A_PAGE
from matcher.services.cases.sealing import Seal
from tests.casework import DAY, an_owner
from tests.manycases import ENTRIES, many_cases
from tests.stored import a_listing

STEPS = 50
"""Of SQLite's machine, counted at a time: it steps through every row it reads."""


@dataclass
class Cost:
    queries: int = 0
    steps: int = 0
    opened: int = 0


@pytest.fixture
def cost(session, listings, monkeypatch):
    """Count what a page costs once the process is warm."""

    def cost(act):
        act()
        found, opens = Cost(), Seal.open

        def open_counted(self, sealed, row):
            found.opened += bool(sealed)
            return opens(self, sealed, row)

        def query(*_):
            found.queries += 1

        def step():
            found.steps += 1
            return 0

        session.expunge_all()
        raw = session.connection().connection.driver_connection
        sa.event.listen(session.get_bind(), "before_cursor_execute", query)
        raw.set_progress_handler(step, STEPS)
        with monkeypatch.context() as patched:
            patched.setattr(Seal, "open", open_counted)
            act()
        raw.set_progress_handler(None, STEPS)
        sa.event.remove(session.get_bind(), "before_cursor_execute", query)
        return found

    return cost


@pytest.fixture
def few_and_many(session):
    """A professional with one page of cases, and one with a thousand."""
    ids = [a_listing(session, f"p{each}", codes="SA OP UB MD") for each in range(ENTRIES)]
    few, many = an_owner(session), an_owner(session)
    return (few, many_cases(session, few, ON_A_PAGE, ids)), (
        many,
        many_cases(session, many, 1000, ids),
    )


def test_the_list_of_a_thousand_cases_costs_what_one_page_of_them_costs(
    session, listings, cost, few_and_many
):
    (few, _), (many, _) = few_and_many

    of_few = cost(lambda: listing.overview(session, listings, few, 1, DAY))
    of_many = cost(lambda: listing.overview(session, listings, many, 1, DAY))

    assert of_many.queries == of_few.queries <= 10
    assert of_many.opened == of_few.opened
    # Twenty nicknames, and for eight calls a nickname and a list that knows the program's name.
    assert of_many.opened <= ON_A_PAGE + 2 * (listing.DUE_SHOWN + 1)
    assert of_many.steps < 1.2 * of_few.steps


def test_the_last_page_costs_little_more_than_the_first(session, listings, cost, few_and_many):
    _, (many, ids) = few_and_many
    last = len(ids) // ON_A_PAGE

    first = cost(lambda: listing.overview(session, listings, many, 1, DAY))
    found = cost(lambda: listing.overview(session, listings, many, last, DAY))

    assert found.queries <= first.queries
    assert found.steps < 5 * first.steps  # the rows before it are skipped, and no more


def test_one_of_a_thousand_opens_like_one_of_twenty(session, listings, cost, few_and_many):
    (few, few_ids), (many, many_ids) = few_and_many

    of_few = cost(lambda: opening.open_list(session, listings, few, few_ids[3], None, DAY))
    of_many = cost(lambda: opening.open_list(session, listings, many, many_ids[500], None, DAY))

    assert of_many.queries == of_few.queries <= 12
    assert of_many.opened == of_few.opened <= 5
    assert of_many.steps < 1.2 * of_few.steps
