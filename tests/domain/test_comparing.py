from datetime import date

import pytest

from matcher.domain.comparing import Facts, by_listing, by_needs, only_differences, unknown
from matcher.domain.criteria import Kind
from matcher.domain.explanation import findings
from matcher.domain.outcome import Outcome
from matcher.domain.program import Answer
from matcher.domain.provenance import Evidence, Provenance
from matcher.domain.ranking import assess
from tests.builders import a_program, a_taxonomy, a_term, must, some_needs, wish

TAXONOMY = a_taxonomy([a_term(slug) for slug in ("detox", "couples", "aftercare", "chess")])
NEEDS = some_needs(musts=(must("detox"),), wishes=(wish("aftercare"), wish("couples", weight=3)))
CALL = Provenance("a call to the program", date(2026, 3, 3), Evidence.CALL, recorded_by="Rosa")


def compared(*programs, needs=NEEDS):
    found = [findings(each, assess(each, 1.0, needs), needs, TAXONOMY) for each in programs]
    return by_needs(programs, found, TAXONOMY)


def test_musts_stand_first_and_then_the_heavier_wish():
    rows = compared(a_program(), a_program())

    assert [str(row.title) for row in rows] == ["Detox", "Couples", "Aftercare"]
    assert [row.kind for row in rows] == [Kind.MUST, Kind.WISH, Kind.WISH]


def test_each_program_answers_in_its_own_column():
    rows = compared(a_program(says={"detox": "met"}), a_program(says={"detox": "unmet"}))

    assert [cell.outcome for cell in rows[0].cells] == [Outcome.MET, Outcome.UNMET]


def test_differences_only_leaves_out_what_all_answer_alike():
    rows = compared(a_program(says={"detox": "met"}), a_program(says={"detox": "unmet"}))

    assert [str(row.title) for row in only_differences(rows)] == ["Detox"]


def test_unknowns_are_counted_for_each_program():
    rows = compared(a_program(says={"detox": "met", "couples": "unlisted"}), a_program())

    assert [unknown(rows, column) for column in (0, 1)] == [1, 3]


@pytest.mark.parametrize(
    ("what", "program", "needs", "told"),
    [
        ("the listing’s own answer", a_program(says={"detox": "met"}), NEEDS, False),
        (
            "what a person recorded",
            a_program(answers={"detox": Answer(Outcome.MET, CALL)}),
            NEEDS,
            True,
        ),
        (
            "which of several",
            a_program(says={"detox": "met"}),
            some_needs(musts=(must("detox", "chess"),)),
            True,
        ),
    ],
)
def test_the_reason_stands_where_it_says_more_than_the_answer(what, program, needs, told):
    rows = compared(program, needs=needs)

    assert (rows[0].cells[0].reason is not None) is told


def test_without_needs_listings_are_compared_by_what_they_say_in_groups():
    one = a_program(says={"chess": "met", "detox": "unmet"})
    other = a_program(says={"couples": "unlisted"})

    (row,) = by_listing([one, other], TAXONOMY)

    assert row.cells == (Facts(("Chess",), ("Detox",)), Facts((), ()))
    assert row.differs


def test_a_group_that_no_listing_speaks_of_is_left_out():
    assert by_listing([a_program(), a_program()], TAXONOMY) == ()
