"""What an interventionist writes: nobody else's, checked anew after each change."""

from datetime import date, timedelta

import pytest

from matcher.domain.geography import Place
from matcher.domain.interventionists.vocabulary import (
    Language,
    Payer,
    Per,
    Proof,
    Standing,
    Tie,
)
from matcher.services.interventionists import reviewing, writing
from matcher.services.interventionists.reviewing import Verdict
from matcher.services.interventionists.writing import (
    AlreadyDeclared,
    Claimed,
    Joined,
    NotFinished,
    PartUnknown,
    ProfileMissing,
    Stated,
    TooMany,
)
from matcher.services.showing import ProgramUnknown
from tests.builders import FRESNO
from tests.interventionists import ON, a_profile_kept, a_writer, basics, profile_kept
from tests.stored import a_listing

LATER = ON + timedelta(days=3)
FRESNO_CA = Place("Fresno, CA", FRESNO)


@pytest.fixture
def store(sqlite_store):
    """A store that lists two programs, and holds somebody else's profile."""
    a_listing(sqlite_store, "alder", name="Alder")
    a_listing(sqlite_store, "birch", name="Birch")
    a_profile_kept(
        sqlite_store,
        "Noise",
        areas=[("Fresno, CA", FRESNO, 9)],
        ties=[("alder-alder", Tie.WORKED_WITH)],
    )
    return sqlite_store


def joined(tie=Tie.WORKED_WITH, words=""):
    return Joined(tie=tie, since_year=None, words=words)


def claimed(name="CIP", expires_on=None):
    return Claimed(name=name, issuer="A board", number="7", where="", expires_on=expires_on)


def confirm(store, connection, proof=Proof.PROGRAM):
    verdict = Verdict(standing=Standing.CONFIRMED, by="Admin", proof=proof)
    reviewing.judge_connection(store, connection.id, verdict, ON)


def test_a_profile_keeps_what_was_written_and_its_address(store):
    owner = a_writer(store)
    writing.save_basics(store, owner, basics(payers=[Payer.OTHER, Payer.FAMILY]), ON)
    first = profile_kept(store, owner)

    writing.save_basics(store, owner, basics(name="Rosa Q.", states=["NV", "CA"]), LATER)

    now = profile_kept(store, owner)
    assert first.payers == (Payer.FAMILY, Payer.OTHER)
    assert (now.name, now.states, now.languages) == ("Rosa Q.", ("CA", "NV"), (Language.ENGLISH,))
    assert now.slug == first.slug
    assert now.slug.startswith("rosa-quince-")
    assert now.changed_on == LATER


def test_nothing_can_be_added_before_a_profile_begins(store):
    owner = a_writer(store)

    for write in (
        lambda: writing.add_area(store, owner, FRESNO_CA, 5, ON),
        lambda: writing.declare(store, owner, "alder-alder", joined(), ON),
        lambda: writing.publish(store, owner, ON),
    ):
        with pytest.raises(ProfileMissing):
            write()


def test_a_draft_that_lacks_something_is_not_published(store):
    owner = a_profile_kept(store, remote=False, published=False)

    with pytest.raises(NotFinished) as refused:
        writing.publish(store, owner, ON)

    assert [str(each)[:14] for each in refused.value.missing] == ["Where you work"]
    assert profile_kept(store, owner).published_on is None


def test_published_and_taken_off_again(store):
    owner = a_profile_kept(store)
    assert profile_kept(store, owner).published_on == ON

    writing.unpublish(store, owner)

    assert profile_kept(store, owner).published_on is None


@pytest.mark.parametrize("kind", ["areas", "fees", "credentials", "connections"])
def test_a_line_is_its_owner_s_alone(store, kind):
    owner, stranger = a_profile_kept(store), a_profile_kept(store, "Stranger")
    writing.add_area(store, owner, FRESNO_CA, 5, ON)
    writing.add_fee(store, owner, Stated(low=5, high=None, per=Per.DAY, words=""), ON)
    writing.save_credential(store, owner, None, claimed(), ON)
    writing.declare(store, owner, "alder-alder", joined(), ON)
    remove = {
        "areas": writing.remove_area,
        "fees": writing.remove_fee,
        "credentials": writing.remove_credential,
        "connections": writing.take_back,
    }[kind]
    [line] = getattr(profile_kept(store, owner), kind)

    with pytest.raises(PartUnknown):
        remove(store, stranger, line.id, ON)
    assert getattr(profile_kept(store, owner), kind) == (line,)

    remove(store, owner, line.id, LATER)
    now = profile_kept(store, owner)
    assert getattr(now, kind) == ()
    assert now.changed_on == LATER


def test_a_stranger_cannot_write_over_a_credential(store):
    owner, stranger = a_profile_kept(store), a_profile_kept(store, "Stranger")
    writing.save_credential(store, owner, None, claimed(), ON)
    [line] = profile_kept(store, owner).credentials

    with pytest.raises(PartUnknown):
        writing.save_credential(store, stranger, line.id, claimed("Mine"), ON)

    assert profile_kept(store, owner).credentials == (line,)


def test_a_credential_that_is_mended_is_checked_anew(store):
    owner = a_profile_kept(store)
    writing.save_credential(store, owner, None, claimed(), ON)
    [line] = profile_kept(store, owner).credentials
    verdict = Verdict(standing=Standing.CONFIRMED, by="Admin", proof=Proof.ACCREDITOR)
    reviewing.judge_credential(store, line.id, verdict, ON)

    writing.save_credential(store, owner, line.id, claimed(expires_on=date(2027, 1, 1)), LATER)

    [now] = profile_kept(store, owner).credentials
    assert now.check.standing is Standing.DECLARED
    assert (now.id, now.expires_on) == (line.id, date(2027, 1, 1))


def test_whatever_changes_waits_for_a_look_again(store):
    owner = a_profile_kept(store)
    reviewing.looked(store, profile_kept(store, owner).id, ON)

    writing.add_area(store, owner, FRESNO_CA, 5, ON)

    assert profile_kept(store, owner).looked_on is None


def test_a_declaration_says_who_made_it_and_when(store):
    owner = a_profile_kept(store)

    writing.declare(store, owner, "birch-birch", joined(Tie.PAID_BY, "for talks"), LATER)

    [line] = profile_kept(store, owner).connections
    assert (line.declared_by, line.declared_on, line.words) == ("Rosa Quince", LATER, "for talks")
    assert line.check.standing is Standing.DECLARED


def test_several_ties_may_hold_with_one_program_but_none_twice(store):
    owner = a_profile_kept(store)
    writing.declare(store, owner, "birch-birch", joined(Tie.WORKED_WITH), ON)
    writing.declare(store, owner, "birch-birch", joined(Tie.PAID_BY), ON)

    with pytest.raises(AlreadyDeclared):
        writing.declare(store, owner, "birch-birch", joined(Tie.PAID_BY), ON)

    ties = [each.tie for each in profile_kept(store, owner).connections]
    assert ties == [Tie.PAID_BY, Tie.WORKED_WITH]


def test_a_tie_with_no_program_is_refused(store):
    with pytest.raises(ProgramUnknown):
        writing.declare(store, a_profile_kept(store), "made-up", joined(), ON)


@pytest.mark.parametrize(
    ("tie", "expected"), [(Tie.PAID_BY, False), (Tie.EMPLOYED_BY, False), (Tie.WORKED_WITH, True)]
)
def test_a_tie_of_money_ends_the_word_that_no_program_pays(store, tie, expected):
    owner = a_profile_kept(store, no_program_money=True)

    writing.declare(store, owner, "birch-birch", joined(tie), ON)

    assert profile_kept(store, owner).no_program_money is expected


def test_a_confirmed_tie_that_is_taken_back_is_over_and_not_gone(store):
    owner = a_profile_kept(store, ties=[("birch-birch", Tie.PAID_BY)])
    confirm(store, profile_kept(store, owner).connections[0])

    writing.take_back(store, owner, profile_kept(store, owner).connections[0].id, LATER)
    [over] = profile_kept(store, owner).connections
    writing.take_back(store, owner, over.id, LATER + timedelta(days=9))

    [still] = profile_kept(store, owner).connections
    assert over.ended_on == still.ended_on == LATER

    writing.declare(store, owner, "birch-birch", joined(Tie.PAID_BY, "other words"), LATER)
    [again] = profile_kept(store, owner).connections
    assert again.ended_on is None
    assert again.check.standing is Standing.CONFIRMED
    assert again.words == ""


def test_a_profile_holds_only_so_many_lines(store, monkeypatch):
    owner = a_profile_kept(store)
    monkeypatch.setattr(writing, "MOST_OF_A_KIND", 1)
    writing.add_area(store, owner, FRESNO_CA, 5, ON)

    with pytest.raises(TooMany):
        writing.add_area(store, owner, FRESNO_CA, 6, ON)


def test_a_deleted_profile_is_gone_and_others_stay(store):
    owner, other = a_profile_kept(store), a_profile_kept(store, "Other")

    writing.remove(store, owner)

    assert writing.own(store, owner) is None
    assert profile_kept(store, other).name == "Other"
