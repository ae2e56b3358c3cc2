"""A program that looks after its listing: called first, given a link, and never an account."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from matcher.persistence.claims import Claim
from matcher.persistence.suggestions import Suggestion
from matcher.services import claiming, suggesting
from matcher.services.claiming import AlreadySettled, ClaimGone, ClaimUnknown, Request
from matcher.services.showing import ProgramUnknown
from matcher.services.suggesting import About, Correction, EnoughForToday, Sender
from tests.support.accounts import an_account
from tests.support.store import TODAY, a_listing_row, an_edition, noise, take_in

ORCHARD = "orchard-house-fresno-ca"
KIM = Request("Kim, office manager", "extension 4", date(2026, 11, 24))


@pytest.fixture
def here(sqlite_store):
    return sqlite_store


@pytest.fixture
def rosa(here, taxonomy):
    take_in(here, taxonomy, an_edition(a_listing_row(), *noise()))
    return an_account(here, "curator", name="Rosa")


def asked(here, taxonomy, slug=ORCHARD):
    claiming.ask(here, taxonomy, slug, KIM, TODAY)
    return claiming.waiting(here)[-1].id


def test_a_request_waits_with_the_number_that_is_listed(here, taxonomy, rosa):
    asked(here, taxonomy)

    (waiting,) = claiming.waiting(here)

    assert (waiting.program, waiting.phone, waiting.who) == (
        *("Orchard House", "559-555-0100", "Kim, office manager"),
    )
    assert claiming.counted(here) == (1, TODAY)


def test_a_link_opens_its_own_program_until_its_day(here, taxonomy, rosa):
    handed = claiming.hand_over(here, asked(here, taxonomy), 30, rosa, TODAY)

    opened = claiming.open_link(here, taxonomy, handed.token, TODAY + timedelta(days=29))

    assert (opened.program.slug, opened.expires_on) == (ORCHARD, date(2026, 12, 21))
    with pytest.raises(ClaimGone):
        claiming.open_link(here, taxonomy, handed.token, date(2026, 12, 21))
    assert claiming.waiting(here) == []


def test_no_row_holds_the_link(here, taxonomy, rosa):
    handed = claiming.hand_over(here, asked(here, taxonomy), 30, rosa, TODAY)

    row = here.execute(sa.select(Claim.__table__)).one()

    assert handed.token not in {str(value) for value in row}


def test_a_link_that_was_revoked_opens_nothing_and_nobody_is_remembered(here, taxonomy, rosa):
    claim_id = asked(here, taxonomy)
    handed = claiming.hand_over(here, claim_id, 30, rosa, TODAY)

    claiming.revoke(here, claim_id)

    with pytest.raises(ClaimGone):
        claiming.open_link(here, taxonomy, handed.token, TODAY)
    assert here.scalars(sa.select(Claim.who)).all() == [""]


def test_a_request_is_answered_once(here, taxonomy, rosa):
    claim_id = asked(here, taxonomy)
    claiming.refuse(here, claim_id, rosa, TODAY)

    with pytest.raises(ClaimUnknown):
        claiming.hand_over(here, claim_id, 30, rosa, TODAY)
    with pytest.raises(AlreadySettled):
        claiming.refuse(here, claim_id, rosa, TODAY)
    with pytest.raises(AlreadySettled):
        claiming.revoke(here, claim_id)
    assert here.scalars(sa.select(Claim.who)).all() == [""]


def test_who_had_a_link_that_ran_out_is_forgotten_with_the_next_request(here, taxonomy, rosa):
    claiming.hand_over(here, asked(here, taxonomy), 7, rosa, TODAY)

    claiming.ask(here, taxonomy, ORCHARD, KIM, TODAY + timedelta(days=8))

    assert sorted(here.scalars(sa.select(Claim.who))) == ["", "Kim, office manager"]


def test_what_comes_through_the_link_waits_like_any_other(here, taxonomy, rosa):
    handed = claiming.hand_over(here, asked(here, taxonomy), 30, rosa, TODAY)
    opened = claiming.open_link(here, taxonomy, handed.token, TODAY)
    correction = Correction(about=About.PHONE, said="559-555-0199")

    suggesting.suggest(here, taxonomy, ORCHARD, correction, TODAY, Sender.program(opened.claim_id))

    again = claiming.open_link(here, taxonomy, handed.token, TODAY)
    assert [(each.about, each.state) for each in again.sent] == [("phone", "new")]
    assert again.program.phone == "559-555-0100"
    assert here.scalars(sa.select(Suggestion.token_hash)).all() == [None]


def test_no_more_requests_are_taken_than_one_can_call(here, taxonomy, rosa):
    for _ in range(claiming.MOST_A_DAY_OF_A_PROGRAM):
        asked(here, taxonomy)

    with pytest.raises(EnoughForToday):
        asked(here, taxonomy)
    asked(here, taxonomy, "noise-0-san-francisco-ca")


def test_a_program_that_never_was_cannot_ask(here, taxonomy, rosa):
    with pytest.raises(ProgramUnknown):
        asked(here, taxonomy, "nobody")
    with pytest.raises(ClaimUnknown):
        claiming.open_link(here, taxonomy, "none", TODAY)
