"""Profiles in the store: what no store may take, what families see, and what follows a merge."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from matcher.domain.interventionists.vocabulary import Per, Proof, Standing, Tie
from matcher.persistence import followers, journal, profiles
from matcher.persistence.accounts import Account
from matcher.persistence.duplicates import Merge
from matcher.persistence.interventionists import (
    DeclaredConnection,
    DeclaredCredential,
    Interventionist,
    ServiceArea,
    StatedFee,
)
from matcher.persistence.journal import Change, Kind
from matcher.persistence.listings import Program
from matcher.services.interventionists import reviewing, writing
from matcher.services.interventionists.reviewing import Verdict
from matcher.services.interventionists.writing import Claimed, Stated
from tests.builders import FRESNO
from tests.interventionists import ON, a_profile_kept, profile_kept
from tests.stored import a_listing

CHECKED = {"checked_on": ON, "checked_by": "Admin", "standing": "confirmed"}
BAD = [
    (Interventionist, {"name": ""}, "ck_interventionist_named"),
    (Interventionist, {"hidden_on": ON}, "ck_interventionist_hidden_whole"),
    (Interventionist, {"hidden_reason": "No."}, "ck_interventionist_hidden_whole"),
    (ServiceArea, {"latitude": 91.0}, "ck_interventionist_area_on_earth"),
    (ServiceArea, {"miles": 0}, "ck_interventionist_area_reaches"),
    (StatedFee, {"per": "smile"}, "ck_interventionist_fee_per_known"),
    (StatedFee, {"low": None, "words": ""}, "ck_interventionist_fee_says_something"),
    (StatedFee, {"low": None, "high": 9, "words": "x"}, "ck_interventionist_fee_says_something"),
    (StatedFee, {"low": -1}, "ck_interventionist_fee_rises"),
    (StatedFee, {"high": 1}, "ck_interventionist_fee_rises"),
    (DeclaredCredential, {"issuer": ""}, "ck_interventionist_credential_named"),
    (
        DeclaredCredential,
        CHECKED | {"standing": "sure"},
        "ck_interventionist_credential_standing_known",
    ),
    (
        DeclaredCredential,
        CHECKED | {"proof": "rumour"},
        "ck_interventionist_credential_proof_known",
    ),
    (DeclaredCredential, {"checked_on": ON}, "ck_interventionist_credential_checked_whole"),
    (DeclaredConnection, {"tie": "likes"}, "ck_connection_tie_known"),
    (DeclaredConnection, CHECKED | {"standing": "sure"}, "ck_connection_standing_known"),
    (DeclaredConnection, CHECKED | {"proof": "rumour"}, "ck_connection_proof_known"),
    (DeclaredConnection, {"declared_by": ""}, "ck_connection_attributed"),
    (DeclaredConnection, {"since_year": 21}, "ck_connection_since_a_year"),
    (
        DeclaredConnection,
        {"standing": "confirmed", "checked_on": ON, "checked_by": "Admin"},
        "ck_connection_checked_whole",  # by what?
    ),
    (
        DeclaredConnection,
        {"standing": "disputed", "checked_on": ON, "checked_by": "Admin"},
        "ck_connection_checked_whole",  # why?
    ),
    (
        DeclaredConnection,
        {"standing": "disputed", "checked_on": ON, "reason": "No."},
        "ck_connection_checked_whole",  # who?
    ),
]
TABLES = (Interventionist, ServiceArea, StatedFee, DeclaredCredential, DeclaredConnection)


@pytest.fixture
def rosa(store):
    """Rosa, with one line of each kind, and somebody else with as many."""
    for slug in ("alder", "birch", "noise"):
        a_listing(store, slug, name=slug.title())
    owners = []
    for name, program in (("Rosa Quince", "alder"), ("Noise", "noise")):
        owner = a_profile_kept(
            store,
            name,
            areas=[("Fresno, CA", FRESNO, 50)],
            ties=[(f"{program}-{program}", Tie.PAID_BY)],
        )
        writing.add_fee(store, owner, Stated(low=5, high=None, per=Per.HOUR, words=""), ON)
        claimed = Claimed(name="CIP", issuer="A board", number="", where="", expires_on=None)
        writing.save_credential(store, owner, None, claimed, ON)
        owners.append(owner)
    return owners[0]


def test_a_bad_row_is_refused_by_the_constraint_that_says_so(store, rosa):
    for table, values, constraint in BAD:
        with pytest.raises(IntegrityError, match=constraint), store.begin_nested():
            store.execute(sa.update(table).values(**values))


def test_every_check_has_a_row_that_it_refuses():
    checks = {
        str(constraint.name)
        for table in TABLES
        for constraint in table.__table__.constraints
        if isinstance(constraint, sa.CheckConstraint)
    }

    assert checks == {constraint for _, _, constraint in BAD}


def test_an_account_takes_its_profile_with_everything_in_it(store, rosa):
    store.execute(sa.delete(Account).where(Account.id == rosa.account_id))

    left = [len(store.scalars(sa.select(table)).all()) for table in TABLES]

    assert left == [1] * len(TABLES)


def test_a_program_takes_its_connections(store, rosa):
    store.execute(sa.delete(Program).where(Program.id == "alder"))

    assert profile_kept(store, rosa).connections == ()


def test_one_account_has_one_profile_and_one_tie_of_a_kind_with_a_program(store, rosa):
    again = (
        sa.update(DeclaredConnection)
        .where(DeclaredConnection.program_id == "noise")
        .values(
            program_id="alder",
            interventionist_id=sa.select(Interventionist.id)
            .where(Interventionist.account_id == rosa.account_id)
            .scalar_subquery(),
        )
    )

    with pytest.raises(IntegrityError):
        store.execute(again)


def test_families_see_published_profiles_of_accounts_that_may_sign_in(store, rosa):
    draft = a_profile_kept(store, "Draft", published=False)
    hidden = a_profile_kept(store, "Hidden")
    reviewing.hide(store, profile_kept(store, hidden).id, "Admin", "It promises a cure.", ON)
    gone = a_profile_kept(store, "Gone")
    store.execute(sa.update(Account).where(Account.id == gone.account_id).values(disabled=True))

    assert [each.name for each in profiles.public_ones(store)] == ["Rosa Quince", "Noise"]
    for owner in (draft, hidden, gone):
        assert profiles.public_profile(store, profile_kept(store, owner).slug) is None
    found = profiles.public_profile(store, profile_kept(store, rosa).slug)
    assert found == profile_kept(store, rosa)


def test_a_program_s_connections_are_those_of_public_profiles_money_first(store, rosa):
    slug = store.get(Program, "alder").slug
    for name in ("Bea", "Abe"):
        a_profile_kept(store, name, ties=[(slug, Tie.WORKED_WITH)])
    a_profile_kept(store, "Draft", ties=[(slug, Tie.PAID_BY)], published=False)

    found = [(who.name, each.tie) for who, each in profiles.of_program(store, "alder")]

    assert found == [
        ("Rosa Quince", Tie.PAID_BY),
        ("Abe", Tie.WORKED_WITH),
        ("Bea", Tie.WORKED_WITH),
    ]


def test_whoever_knows_a_program_today_is_found_by_it(store, rosa):
    slug = store.get(Program, "birch").slug
    disputed = a_profile_kept(store, "Disputed", ties=[(slug, Tie.WORKED_WITH)])
    tie = profile_kept(store, disputed).connections[0]
    verdict = Verdict(standing=Standing.DISPUTED, by="Admin", reason="They say no.")
    reviewing.judge_connection(store, tie.id, verdict, ON)

    assert profiles.connected_with(store, {"alder", "birch"}) == {profile_kept(store, rosa).id}
    assert profiles.connected_with(store, set()) == set()


def merge(session, merged_id, survivor_id):
    """Say that a program is another, as a curator would, and let follow what can."""
    change = Change(Kind.MERGE, "Curator", datetime(2026, 11, 20, tzinfo=UTC))
    session.add(
        Merge(
            survivor_id=survivor_id,
            merged_id=merged_id,
            change_set_id=journal.begin_change(session, change),
            merged_by="Curator",
            merged_at=datetime(2026, 11, 20),  # noqa: DTZ001  the table keeps UTC without a zone
            moved="[]",
            undone_by="",
            undone_at=None,
        )
    )
    return followers.follow(session, merged_id, survivor_id)


def test_a_tie_with_two_programs_that_turn_out_to_be_one_is_said_once(store, rosa):
    birch, alder = store.get(Program, "birch").slug, store.get(Program, "alder").slug
    both = a_profile_kept(store, "Both", ties=[(alder, Tie.PAID_BY), (birch, Tie.PAID_BY)])
    joined = writing.Joined(tie=Tie.WORKED_WITH, since_year=None, words="")
    writing.declare(store, both, alder, joined, ON)
    [paid] = [
        each
        for each in profile_kept(store, both).connections
        if each.program.id == "alder" and each.of_money
    ]
    verdict = Verdict(standing=Standing.CONFIRMED, by="Admin", proof=Proof.PROGRAM)
    reviewing.judge_connection(store, paid.id, verdict, ON)

    merge(store, "alder", "birch")

    def ties(owner):
        return [
            (each.program.id, each.tie, each.check.standing)
            for each in profile_kept(store, owner).connections
        ]

    assert ties(rosa) == [("birch", Tie.PAID_BY, Standing.DECLARED)]
    assert ties(both) == [
        ("birch", Tie.PAID_BY, Standing.CONFIRMED),
        ("birch", Tie.WORKED_WITH, Standing.DECLARED),
    ]


def test_an_admin_finds_what_changed_or_is_unchecked_or_hidden_the_oldest_first(store, rosa):
    def waiting():
        return [each.name for each in profiles.to_review(store)]

    a_profile_kept(store, "Draft", published=False)
    plain = a_profile_kept(store, "Plain")
    hidden = a_profile_kept(store, "Hidden")
    assert waiting() == ["Rosa Quince", "Noise", "Plain", "Hidden"]

    for owner in (rosa, plain, hidden):
        reviewing.looked(store, profile_kept(store, owner).id, ON)
    reviewing.hide(store, profile_kept(store, hidden).id, "Admin", "It promises a cure.", ON)
    assert waiting() == ["Rosa Quince", "Noise", "Hidden"]

    mine = profile_kept(store, rosa)
    for kind, judge, proof in (
        (mine.connections, reviewing.judge_connection, Proof.PROGRAM),
        (mine.credentials, reviewing.judge_credential, Proof.ACCREDITOR),
    ):
        judge(store, kind[0].id, Verdict(standing=Standing.CONFIRMED, by="A", proof=proof), ON)
    assert waiting() == ["Noise", "Hidden"]
