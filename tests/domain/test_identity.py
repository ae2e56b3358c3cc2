from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.identity import Marks, Pair, Rung, pair, possible_duplicates
from tests.support.store import marks


def test_the_four_keys_decide_whatever_else_changed():
    known = [("a", marks()), ("b", marks(name1="Plum Court"))]

    found = pair(known, [marks(phone="559-555-0199", street2="Suite 5", codes="SA")])

    assert found == [Pair("a", 0, Rung.EXACT)]


def test_another_spelling_of_names_and_address_is_the_same_program():
    known = [("a", marks(name1="Orchard House Inc", street1="12 North Pear Street"))]

    found = pair(known, [marks(name1="The Orchard House", street1="12 N. Pear St")])

    assert found == [Pair("a", 0, Rung.SPELLING)]


def test_a_name_that_moved_from_one_cell_to_the_other_is_the_same():
    known = [("a", marks(name1="Crossroads of", name2="Denver"))]

    found = pair(known, [marks(name1="Crossroads of Denver")])

    assert found == [Pair("a", 0, Rung.SPELLING)]


def test_a_renamed_program_is_known_by_its_operator_at_that_address():
    known = [("a", marks(name2="Salem Center"))]

    found = pair(known, [marks(name2="Outpatient")])

    assert found == [Pair("a", 0, Rung.NAME_THERE)]


def test_a_renamed_operator_is_known_by_its_phone_at_that_address():
    known = [("a", marks(name1="Aspire Indiana"))]

    found = pair(known, [marks(name1="Mockingbird Health", phone="(559) 555-0100 x2")])

    assert found == [Pair("a", 0, Rung.PHONE_THERE)]


def test_two_programs_of_one_operator_at_an_address_are_not_guessed_between():
    known = [("a", marks(name2="Detox", phone="")), ("b", marks(name2="Outpatient", phone=""))]

    found = pair(known, [marks(name2="Evening", phone="")])

    assert found == []


def test_two_new_rows_that_could_be_one_program_are_not_guessed_between():
    known = [("a", marks(name2="Detox", phone=""))]

    found = pair(known, [marks(name2="Evening", phone=""), marks(name2="Day", phone="")])

    assert found == []


def test_the_same_phone_elsewhere_is_another_program():
    known = [("a", marks(name1="Plum Court", street1="99 Fig Road"))]

    assert pair(known, [marks()]) == []


def test_an_address_without_street_recognises_nothing_by_phone():
    known = [("a", marks(name1="Plum Court", street1=""))]

    assert pair(known, [marks(street1="")]) == []


def test_twins_on_the_four_keys_are_told_apart_by_what_else_they_share():
    known = [("a", marks(street2="Suite A")), ("b", marks(street2="Suite R"))]

    found = pair(known, [marks(street2="Suite R"), marks(street2="Suite A")])

    assert {(each.program_id, each.row) for each in found} == {("a", 1), ("b", 0)}


def test_rows_that_share_all_four_keys_are_possible_duplicates():
    rows = [(2, marks()), (3, marks(name1="Plum Court")), (4, marks(phone="559-555-0177"))]

    assert possible_duplicates(rows) == [(2, 4)]


few = st.sampled_from(["", "Orchard", "Orchard Inc", "Plum", "12 Pear St", "12 Pear Street"])
some_marks = st.builds(
    Marks,
    name1=few,
    name2=few,
    street1=few,
    street2=few,
    zip_code=st.sampled_from(["93701", "93701-1234", "94110"]),
    phone=st.sampled_from(["", "559-555-0100", "559-555-0100 x5"]),
    codes=st.just(""),
)


@given(st.lists(some_marks, max_size=12), st.lists(some_marks, max_size=12))
def test_no_program_and_no_row_is_paired_twice(known, rows):
    found = pair([(str(number), each) for number, each in enumerate(known)], rows)

    assert len({each.program_id for each in found}) == len(found)
    assert len({each.row for each in found}) == len(found)


@given(st.lists(some_marks, max_size=12))
def test_the_same_edition_again_is_recognised_whole_and_exactly(rows):
    found = pair([(str(number), each) for number, each in enumerate(rows)], rows)

    assert sorted(each.row for each in found) == list(range(len(rows)))
    assert all(each.rung is Rung.EXACT for each in found)
    assert all(rows[int(each.program_id)] == rows[each.row] for each in found)


@given(st.lists(some_marks, max_size=8), st.lists(some_marks, max_size=8), st.randoms())
def test_how_many_are_recognised_does_not_hang_on_the_order_of_rows(known, rows, random):
    named = [(str(number), each) for number, each in enumerate(known)]
    shuffled = random.sample(rows, len(rows))

    assert len(pair(named, rows)) == len(pair(named, shuffled))
