"""One edited program is seen by the next search, and nothing else has moved."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.geography import Point
from matcher.domain.outcome import Outcome
from matcher.domain.ranking import rank
from tests.builders import FRESNO, a_program, must, some_needs, wish
from tests.index.directories import TERMS, index_of, needs, points, programs


@given(
    programs(150),
    st.lists(
        st.tuples(
            st.one_of(st.integers(0, 149), st.sampled_from(["p3", "a-new-and-longer-id", "0"])),
            st.one_of(points, st.none(), st.just("where it is")),
            st.dictionaries(st.sampled_from(TERMS), st.sampled_from(Outcome)),
            st.booleans(),
        ),
        min_size=1,
        max_size=6,
    ),
    needs(),
)
def test_a_changed_directory_answers_as_if_built_anew(directory, changes, asked):
    listed = {each.id: each for each in directory}
    index = index_of(directory)
    for who, where, says, stays in changes:
        ids = list(listed)
        id_ = who if isinstance(who, str) else ids[who % len(ids)] if ids else "only"
        stood = listed[id_].point if id_ in listed else FRESNO
        point = stood if where == "where it is" else where
        program = a_program(id_, at=point, says=says, listed=stays)
        index = index.with_changed(program)
        listed[id_] = program
        if not stays:
            del listed[id_]

    actual = index.search(asked, 50, 0, TERMS)

    assert len(index) == len(listed)
    assert actual == rank(listed.values(), asked, terms=TERMS, limit=50)


def test_a_search_under_way_keeps_the_state_it_began_with():
    before = index_of([a_program("a", says={"detox": "met"})])
    asked = some_needs(musts=(must("detox"),), wishes=(wish("couples"),))
    search = before.ask(asked)

    before.with_changed(a_program("a", says={"detox": "unmet"}))

    assert search.counts.sure == 1
    assert before.search(asked).counts.sure == 1


def test_new_answers_alone_leave_every_other_program_where_it_is():
    directory = [a_program(f"p{n}", says={"detox": "met"}) for n in range(70)]
    index = index_of(directory)
    asked = some_needs(musts=(must("detox"),))

    changed = index.with_changed(a_program("p66", says={"detox": "unmet"}))

    expected = {match.standing.id for match in index.search(asked).matches} - {"p66"}
    assert {match.standing.id for match in changed.search(asked).matches} == expected


def test_a_program_that_moves_is_found_where_it_went():
    program = a_program("a", at=FRESNO)
    index = index_of([program, a_program("b", at=FRESNO)])
    elsewhere = some_needs(near=Point(45.0, -90.0), within_miles=10)

    moved = index.with_changed(replace(program, point=Point(45.0, -90.0)))

    assert [match.standing.id for match in moved.search(elsewhere).matches] == ["a"]


def test_what_nobody_knows_cannot_be_taken_out():
    index = index_of([a_program("a")])

    assert len(index.without("b")) == 1
