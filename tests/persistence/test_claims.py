"""Requests to look after a listing: what no store may take, and what is forgotten."""

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from matcher.persistence import claims
from matcher.persistence.claims import Claim
from tests.support.store import TODAY, a_listing_row, an_edition, ids, noise, take_in

NEW = {
    "who": "Kim, office manager",
    "reach": "extension 4",
    "call_on": TODAY,
    "asked_on": TODAY,
    "state": "new",
    "decided_by": "",
}
DECIDED = {"decided_on": TODAY, "decided_by": "Rosa"}
HANDED = DECIDED | {"state": "handed", "token_hash": "one", "expires_on": date(2026, 12, 21)}


@pytest.fixture
def orchard(store, taxonomy):
    take_in(store, taxonomy, an_edition(a_listing_row(), *noise()))
    return ids(store)["Orchard House/Orchard House"]


def keep(store, program_id, **changed):
    store.execute(sa.insert(Claim).values(program_id=program_id, **(NEW | changed)))


BAD = [
    (DECIDED | {"state": "lost"}, "ck_claim_state_known"),
    ({"who": ""}, "ck_claim_says_who"),
    (HANDED | {"expires_on": None}, "ck_claim_handed_whole"),
    (HANDED | {"token_hash": None, "expires_on": None}, "ck_claim_handed_whole"),
    ({"token_hash": "one", "expires_on": TODAY}, "ck_claim_handed_whole"),
    ({"state": "refused"}, "ck_claim_decided_whole"),
    (DECIDED, "ck_claim_decided_whole"),
]


def test_each_bad_row_is_refused_by_the_constraint_that_says_so(store, orchard):
    for changed, constraint in BAD:
        with pytest.raises(IntegrityError, match=constraint), store.begin_nested():
            keep(store, orchard, **changed)


def test_the_earliest_day_to_call_comes_first(store, orchard):
    keep(store, orchard, who="later", call_on=date(2026, 11, 25))
    keep(store, orchard, who="sooner")
    keep(store, orchard, who="done", **HANDED)

    assert [claim.who for claim, _ in claims.waiting(store)] == ["sooner", "later"]
    assert claims.counted(store) == (2, TODAY)


def test_a_link_that_ran_out_is_not_among_those_that_open(store, orchard):
    keep(store, orchard, **HANDED)
    keep(store, orchard, **(HANDED | {"token_hash": "two", "expires_on": TODAY}))

    assert [claim.token_hash for claim, _ in claims.handed(store, TODAY)] == ["one"]


def test_a_request_is_answered_once(store, orchard):
    keep(store, orchard, who="this")
    keep(store, orchard, who="noise")
    this = claims.waiting(store)[0][0].id

    first = claims.settle(store, this, "new", {**DECIDED, "state": "refused", "who": ""})
    second = claims.settle(store, this, "new", HANDED)

    assert (first, second) == (True, False)
    assert [claim.who for claim, _ in claims.waiting(store)] == ["noise"]


def test_who_asked_is_forgotten_once_no_link_opens(store, orchard):
    keep(store, orchard, who="waits")
    keep(store, orchard, **(HANDED | {"who": "works"}))
    keep(store, orchard, **(HANDED | {"who": "ran out", "token_hash": "2", "expires_on": TODAY}))
    keep(store, orchard, **(HANDED | {"who": "taken", "token_hash": "3", "state": "revoked"}))
    keep(store, orchard, **(DECIDED | {"who": "no", "state": "refused"}))

    claims.forget(store, TODAY)

    kept = sorted(store.execute(sa.select(Claim.who, Claim.reach)).all())
    assert kept == [("", "")] * 3 + [("waits", "extension 4"), ("works", "extension 4")]
