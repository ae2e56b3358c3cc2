"""Admins confirm, dispute and hide: never without saying by what, or why."""

import pytest

from matcher.domain.interventionists.vocabulary import Proof, Standing, Tie
from matcher.services.interventionists import reviewing, writing
from matcher.services.interventionists.reviewing import NothingToReview, Verdict, VerdictIncomplete
from matcher.services.interventionists.writing import Claimed
from tests.interventionists import ON, a_profile_kept, profile_kept
from tests.stored import a_listing


@pytest.fixture
def store(sqlite_store):
    a_listing(sqlite_store, "alder", name="Alder")
    a_profile_kept(sqlite_store, "Noise", ties=[("alder-alder", Tie.PAID_BY)])
    return sqlite_store


@pytest.fixture
def rosa(store):
    """Rosa, who declares a credential and a connection."""
    owner = a_profile_kept(store, ties=[("alder-alder", Tie.PAID_BY)])
    claimed = Claimed(name="CIP", issuer="A board", number="", where="", expires_on=None)
    writing.save_credential(store, owner, None, claimed, ON)
    return owner


def check(store, owner, kind):
    return getattr(profile_kept(store, owner), kind)[0].check


JUDGES = {
    "connections": (reviewing.judge_connection, Proof.PROGRAM, Proof.OWN_WORD),
    "credentials": (reviewing.judge_credential, Proof.ACCREDITOR, Proof.PROGRAM),
}


@pytest.mark.parametrize("kind", JUDGES)
def test_a_declaration_is_confirmed_disputed_and_neither_again(store, rosa, kind):
    judge, proof, _ = JUDGES[kind]
    id_ = getattr(profile_kept(store, rosa), kind)[0].id

    judge(store, id_, Verdict(standing=Standing.CONFIRMED, by="Ada", proof=proof), ON)
    confirmed = check(store, rosa, kind)
    judge(store, id_, Verdict(standing=Standing.DISPUTED, by="Ada", reason="They say no."), ON)
    disputed = check(store, rosa, kind)
    judge(store, id_, Verdict(standing=Standing.DECLARED, by="Ada"), ON)

    assert (confirmed.standing, confirmed.proof, confirmed.on, confirmed.by) == (
        Standing.CONFIRMED,
        proof,
        ON,
        "Ada",
    )
    assert (disputed.standing, disputed.proof, disputed.reason) == (
        Standing.DISPUTED,
        Proof.OWN_WORD,
        "They say no.",
    )
    assert check(store, rosa, kind) == reviewing.profile(store, 1).connections[0].check


@pytest.mark.parametrize("kind", JUDGES)
@pytest.mark.parametrize(
    "verdict",
    [
        Verdict(standing=Standing.CONFIRMED, by="Ada"),
        Verdict(standing=Standing.CONFIRMED, by="Ada", proof=Proof.OWN_WORD),
        Verdict(standing=Standing.DISPUTED, by="Ada", reason="  "),
    ],
)
def test_a_verdict_without_its_reason_is_refused(store, rosa, kind, verdict):
    judge, _, _ = JUDGES[kind]
    id_ = getattr(profile_kept(store, rosa), kind)[0].id

    with pytest.raises(VerdictIncomplete):
        judge(store, id_, verdict, ON)

    assert check(store, rosa, kind).standing is Standing.DECLARED


def test_a_program_s_word_confirms_no_training(store, rosa):
    [line] = profile_kept(store, rosa).credentials
    verdict = Verdict(standing=Standing.CONFIRMED, by="Ada", proof=Proof.PROGRAM)

    with pytest.raises(VerdictIncomplete):
        reviewing.judge_credential(store, line.id, verdict, ON)


def test_a_profile_is_hidden_for_a_reason_and_shown_again(store, rosa):
    profile = profile_kept(store, rosa)
    with pytest.raises(VerdictIncomplete):
        reviewing.hide(store, profile.id, "Ada", " ", ON)

    reviewing.hide(store, profile.id, "Ada", "It promises a cure.", ON)
    hidden = profile_kept(store, rosa)
    writing.publish(store, rosa, ON)
    assert not profile_kept(store, rosa).is_public
    reviewing.show_again(store, profile.id)

    assert hidden.hidden.reason == "It promises a cure."
    assert profile_kept(store, rosa).is_public


@pytest.mark.parametrize("ask", [reviewing.profile, reviewing.credential, reviewing.connection])
def test_what_is_not_there_cannot_be_reviewed(store, rosa, ask):
    with pytest.raises(NothingToReview):
        ask(store, 99)
    assert ask(store, 1)
