"""Looking for an interventionist: by place, manner, language and list; money changes no order."""

import pytest

from matcher.domain.geography import Place
from matcher.domain.interventionists.vocabulary import Approach, Language, Manner, Payer, Tie
from matcher.services.current import CurrentListings
from matcher.services.interventionists import looking
from matcher.services.interventionists.looking import Wanted, look, programs_nearby
from tests.builders import FRESNO, SAN_FRANCISCO
from tests.interventionists import ON, a_profile_kept
from tests.stored import TAXONOMY, a_listing

HERE = Place("Fresno, CA", FRESNO)


@pytest.fixture
def store(sqlite_store):
    """Four interventionists: one around Fresno, one in all of California, two elsewhere."""
    for slug in ("alder", "birch", "cedar"):
        a_listing(sqlite_store, slug, name=slug.title())
    a_profile_kept(
        sqlite_store,
        "Zoe Near",
        areas=[("Fresno, CA", FRESNO, 30)],
        remote=False,
        approaches=[Approach.SURPRISE],
        ties=[("alder-alder", Tie.WORKED_WITH), ("alder-alder", Tie.PAID_BY)],
    )
    a_profile_kept(
        sqlite_store,
        "Abe State",
        states=["CA"],
        approaches=[Approach.ARISE],
        languages=[Language.SPANISH],
        ties=[("birch-birch", Tie.WORKED_WITH)],
        no_program_money=True,
    )
    a_profile_kept(sqlite_store, "Max Remote", payers=[Payer.REFERRAL_FEE])
    a_profile_kept(
        sqlite_store, "Noise", areas=[("San Francisco, CA", SAN_FRANCISCO, 20)], remote=False
    )
    return sqlite_store


def names(looked):
    return [each.profile.name for each in looked.entries]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(), ["Abe State", "Max Remote", "Noise", "Zoe Near"]),
        (Wanted(place=HERE), ["Zoe Near", "Abe State", "Max Remote"]),
        (Wanted(place=HERE, remote=True), ["Abe State", "Max Remote"]),
        (Wanted(place=HERE, manner=Manner.INVITES), ["Abe State", "Max Remote"]),
        (Wanted(manner=Manner.SURPRISE), ["Zoe Near"]),
        (Wanted(language=Language.SPANISH), ["Abe State"]),
        (Wanted(knows=True, program_ids=frozenset({"alder", "cedar"})), ["Zoe Near"]),
        (Wanted(knows=True, program_ids=frozenset({"cedar"})), []),
        (
            Wanted(place=HERE, program_ids=frozenset({"birch"})),
            ["Zoe Near", "Abe State", "Max Remote"],  # a list narrows nothing by itself
        ),
    ],
)
def test_those_who_fit_come_by_place_and_then_by_name(store, wanted, expected):
    looked = look(store, wanted, 1)

    assert names(looked) == expected
    assert (looked.count, looked.everyone) == (len(expected), 4)


def test_programs_on_the_list_are_counted_once_and_money_stands_first(store):
    wanted = Wanted(program_ids=frozenset({"alder", "cedar"}))

    [zoe] = [each for each in look(store, wanted, 1).entries if each.profile.name == "Zoe Near"]

    assert zoe.known_programs == 1
    assert [each.tie for each in zoe.known] == [Tie.PAID_BY, Tie.WORKED_WITH]


def test_a_long_directory_has_pages_and_none_beyond_the_last(store, monkeypatch):
    monkeypatch.setattr(looking, "ON_A_PAGE", 3)

    second = look(store, Wanted(), 2)

    assert (names(second), second.page, second.pages) == (["Zoe Near"], 2, 2)
    assert names(look(store, Wanted(), 99)) == ["Zoe Near"]
    assert names(look(store, Wanted(), -1))[0] == "Abe State"


def test_the_nearest_programs_that_list_it_are_offered_by_distance(store):
    a_listing(store, "far", codes="SA PIEC", at=SAN_FRANCISCO, name="Far")
    a_listing(store, "near", codes="SA PIEC", at=FRESNO, name="Near")
    a_listing(store, "silent", codes="SA", name="Silent")
    a_listing(store, "gone", codes="SA PIEC", name="Gone", listed=False)

    found = programs_nearby(store, CurrentListings(TAXONOMY), HERE, ON)

    assert [match.program.name for match in found] == ["Near", "Far"]
