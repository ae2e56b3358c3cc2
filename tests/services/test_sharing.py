"""What is shared, for how long, and what a stranger with the whole table would learn: nothing."""

from dataclasses import replace
from datetime import date

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from matcher.domain.criteria import Criterion, Must, Wish
from matcher.domain.geography import Place
from matcher.domain.message import msg
from matcher.domain.quiet import FOR_EVERYONE
from matcher.persistence.sharing import SharedCopy
from matcher.services.sealed_copies import hashed, seal, unseal
from matcher.services.sharing import (
    CopyGone,
    CopyUnknown,
    Gone,
    Reasons,
    open_copy,
    revoke,
    share,
    use_of,
)
from tests.builders import FRESNO, must, some_needs, wish

TODAY = date(2026, 11, 21)
IN_A_WEEK = date(2026, 11, 28)


@pytest.fixture
def session(store):
    noise = share(store, ["noise"], None, TODAY)
    assert noise
    return store


def a_search(*musts, wishes=()):
    return Reasons(Place("Fresno, CA", FRESNO), some_needs(musts=musts, wishes=wishes))


def rows(session):
    return session.execute(text("SELECT * FROM shared_copy ORDER BY id")).all()


def test_a_link_opens_what_was_shared(session):
    links = share(session, ["b", "a"], None, TODAY)

    copy = open_copy(session, links.open, TODAY)

    assert set(copy.program_ids) == {"a", "b"}


def test_without_the_tick_neither_the_search_nor_its_order_goes_along(session):
    links = share(session, ["b", "a"], None, TODAY)

    copy = open_copy(session, links.open, TODAY)

    assert (copy.program_ids, copy.search) == (("a", "b"), None)


def test_with_the_tick_the_search_and_its_order_go_along(session):
    search = Reasons(
        Place("Fresno, CA", FRESNO),
        some_needs(
            within_miles=50.0,
            musts=(Must(Criterion(("detox",)), (msg("You said %(what)s.", what=msg("heroin")),)),),
            wishes=(Wish(Criterion(("cbt", "dbt")), 2, (msg("It helps."),)),),
            closeness=0.1,
        ),
    )
    links = share(session, ["b", "a"], search, TODAY)

    copy = open_copy(session, links.open, TODAY)

    assert (copy.program_ids, copy.search) == (("b", "a"), search)


def test_what_protects_someone_never_goes_along(session):
    quiet = replace(wish("domestic_violence_services", weight=2), because=(FOR_EVERYONE,))
    links = share(session, ["a"], a_search(must("detox"), wishes=(quiet,)), TODAY)

    copy = open_copy(session, links.open, TODAY)

    assert copy.search == a_search(must("detox"))


def test_a_copy_opens_until_the_last_of_its_seven_days(session):
    links = share(session, ["a"], None, TODAY)

    copy = open_copy(session, links.open, date(2026, 11, 27))

    assert copy.expires_on == IN_A_WEEK


def test_on_the_eighth_day_it_has_expired(session):
    links = share(session, ["a"], None, TODAY)

    with pytest.raises(CopyGone) as gone:
        open_copy(session, links.open, IN_A_WEEK)

    assert gone.value.why is Gone.EXPIRED


def test_a_revoked_copy_opens_for_nobody(session):
    links = share(session, ["a"], None, TODAY)

    revoke(session, links.revoke, TODAY)

    with pytest.raises(CopyGone) as gone:
        open_copy(session, links.open, TODAY)
    assert gone.value.why is Gone.REVOKED


def test_revoking_empties_the_row(session):
    links = share(session, ["a"], None, TODAY)

    revoke(session, links.revoke, TODAY)

    row = session.scalars(
        select(SharedCopy).where(SharedCopy.token_hash == hashed(links.open))
    ).one()
    assert row.sealed == ""


def test_revoking_twice_is_revoking_once(session):
    links = share(session, ["a"], None, TODAY)
    revoke(session, links.revoke, TODAY)

    revoke(session, links.revoke, TODAY)

    with pytest.raises(CopyGone):
        use_of(session, links.revoke, TODAY)


def test_the_link_that_opens_does_not_revoke(session):
    links = share(session, ["a"], None, TODAY)

    with pytest.raises(CopyUnknown):
        revoke(session, links.open, TODAY)
    with pytest.raises(CopyUnknown):
        open_copy(session, links.revoke, TODAY)


def test_a_link_that_nobody_made_opens_nothing(session):
    with pytest.raises(CopyUnknown):
        open_copy(session, "guessed", TODAY)


def test_openings_are_counted_by_the_day_and_not_by_whom(session):
    links = share(session, ["a"], None, TODAY)

    open_copy(session, links.open, TODAY)
    open_copy(session, links.open, date(2026, 11, 23))

    use = use_of(session, links.revoke, date(2026, 11, 24))
    assert (use.opened, use.opened_on) == (2, date(2026, 11, 23))


def test_making_a_copy_empties_those_that_have_expired(session):
    share(session, ["old"], None, TODAY)

    share(session, ["new"], None, IN_A_WEEK)

    assert [bool(row.sealed) for row in rows(session)] == [False, False, True]


def test_a_copy_that_ran_out_long_ago_is_forgotten(session):
    links = share(session, ["old"], None, TODAY)

    share(session, ["new"], None, date(2027, 3, 1))

    with pytest.raises(CopyUnknown):
        open_copy(session, links.open, date(2027, 3, 1))


def test_the_table_holds_neither_tokens_nor_programs_nor_needs(session):
    search = a_search(must("medical_detox"))
    links = share(session, ["orchard-house"], search, TODAY)

    kept = repr(rows(session))

    for secret in (links.open, links.revoke, "orchard", "medical_detox", "Fresno"):
        assert secret not in kept


def test_two_searches_over_the_same_programs_leave_rows_of_one_length(session):
    before = len(rows(session))
    share(session, ["a", "b"], None, TODAY)
    share(session, ["b", "a"], None, TODAY)

    one, other = rows(session)[before:]

    assert len(one.sealed) == len(other.sealed)


def test_a_seal_opens_with_its_own_token_alone():
    sealed = seal({"programs": ["a"]}, "one")

    assert unseal(sealed, "one") == {"programs": ["a"]}
    with pytest.raises(InvalidTag):
        unseal(sealed, "another")


@pytest.mark.parametrize(
    "broken", [{"opened": -1}, {"revoked": True, "sealed": "x"}], ids=["counted", "revoked"]
)
def test_the_constraints_of_a_copy_bite(session, broken):
    row = {
        "token_hash": "t",
        "revoke_hash": "r",
        "sealed": "",
        "expires_on": IN_A_WEEK,
        "revoked": False,
        "opened": 0,
    }
    session.add(SharedCopy(**(row | broken)))

    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()
