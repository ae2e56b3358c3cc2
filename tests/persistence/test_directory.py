import math
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import event, update

from matcher.domain.operator import Operator
from matcher.domain.outcome import Outcome
from matcher.domain.program import Answer
from matcher.domain.provenance import Statement
from matcher.domain.taxonomy import Directory
from matcher.importers.source import Claim
from matcher.persistence import answers, browse, directory
from matcher.persistence.listings import ListingState
from tests.builders import a_fact, a_taxonomy
from tests.support.store import TODAY, a_listing_row, an_edition, curate, ids, noise, take_in

ORCHARD = "Orchard House/Orchard House"


@pytest.fixture
def filled(store, taxonomy):
    """Keep a program, some noise, one nowhere, one confidential and one that left."""
    leaving = a_listing_row(3, "Leaving House", street1="7 Gone Road")
    take_in(store, taxonomy, an_edition(leaving, year=2022))
    take_in(
        store,
        taxonomy,
        an_edition(
            a_listing_row(codes="SA DT * OP * MDET * FCO GCO", street2="Suite 2"),
            a_listing_row(4, "Hidden House", street1="9 Secret Lane", confidential=True),
            a_listing_row(5, "Nowhere House", city="Erewhon", zip="93999", street1="1 Fig Road"),
            *noise(),
        ),
    )
    return store


def one(session, taxonomy, name=ORCHARD, on=TODAY):
    id_ = ids(session)[name]
    return directory.programs_by_ids(session, taxonomy, [id_], on)[id_]


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ("SA * VAMC", Operator.VETERANS_AFFAIRS),
        ("SA *IH* VET", Operator.INDIAN_HEALTH_SERVICE),
        ("TBG", Operator.TRIBE),
        ("SA * PVTN * VET * XVAMC VAMCX", None),
        ("", None),
    ],
)
def test_a_program_says_who_runs_it_where_that_matters(store, taxonomy, codes, expected):
    take_in(store, taxonomy, an_edition(a_listing_row(codes=codes), *noise()))

    assert one(store, taxonomy).operator is expected


def test_what_a_directory_no_longer_says_of_who_runs_it_does_not_count(store, taxonomy):
    both = (Claim(Directory.SU, "SA PVTN"), Claim(Directory.MH, "MH VAMC", current=False))
    row = replace(a_listing_row(), claims=both)
    take_in(store, taxonomy, an_edition(row, *noise()))

    assert one(store, taxonomy).operator is None


def test_candidates_are_the_listed_programs_by_id(filled, taxonomy):
    found = directory.candidates(filled, taxonomy, TODAY)

    known = ids(filled)
    assert [each.id for each in found] == sorted(
        id_ for name, id_ in known.items() if not name.startswith("Leaving")
    )


def test_a_candidate_says_what_the_whole_program_says(filled, taxonomy):
    curate(filled, ids(filled)[ORCHARD], a_fact("detox", Statement.NO), a_fact("both_partners"))
    on = date(2026, 12, 1)

    found = directory.candidates(filled, taxonomy, on)

    whole = directory.programs_by_ids(filled, taxonomy, [each.id for each in found], on)
    for each in found:
        assert each.point == whole[each.id].point
        for term in [*taxonomy.terms, "no such term"]:
            assert each.outcome(term) is whole[each.id].outcome(term)


def test_columns_say_the_same_side_by_side(filled, taxonomy):
    columns = directory.columns(filled, taxonomy, TODAY)

    found = directory.candidates(filled, taxonomy, TODAY)
    at = columns.terms.index("couples_sessions")
    assert columns.ids == [each.id for each in found]
    assert columns.version == directory.version(filled)
    assert [math.isnan(each) for each in columns.latitudes].count(True) == 1
    assert [answers.OUTCOMES[letters[at]] for letters in columns.letters] == [
        each.outcome("couples_sessions") for each in found
    ]


def test_a_program_leaves_whole(filled, taxonomy):
    program = one(filled, taxonomy)

    assert (program.street, program.city, program.state) == (
        "12 Pear Street, Suite 2",
        "Fresno",
        "CA",
    )
    assert program.directories == {Directory.SU}
    assert (program.listed, program.sample, program.confidential) == (True, False, False)
    assert len(program.answers) == len(taxonomy.terms)
    assert set(program.answers) == set(taxonomy.terms)
    assert program.answers["sliding_fee"] == Answer(Outcome.UNKNOWN)


def test_a_program_that_left_is_still_found_and_says_so(filled, taxonomy):
    program = one(filled, taxonomy, "Leaving House/Leaving House")

    assert program.listed is False
    found = directory.program_by_slug(filled, taxonomy, program.slug, TODAY)
    assert (found.id, found.listed) == (program.id, False)


def test_a_confidential_program_tells_its_city_and_no_more(filled, taxonomy):
    program = one(filled, taxonomy, "Hidden House/Hidden House")

    assert (program.street, program.postal_code, program.precision) == ("", "", "city")
    assert program.point.latitude == 36.75
    assert "Secret" not in repr(program)


def test_programs_come_in_the_order_asked_and_strangers_are_left_out(filled, taxonomy):
    asked = [*sorted(ids(filled).values(), reverse=True), "no such id"]

    found = directory.programs_by_ids(filled, taxonomy, asked, TODAY)

    assert list(found) == asked[:-1]
    assert directory.programs_by_ids(filled, taxonomy, [], TODAY) == {}
    assert directory.program_by_slug(filled, taxonomy, "no-such-slug", TODAY) is None


def test_a_fact_holds_until_its_day_and_says_afterwards_that_it_ran_out(filled, taxonomy):
    fact = a_fact("both_partners", on=TODAY, expires_on=TODAY + timedelta(days=30))
    curate(filled, ids(filled)[ORCHARD], fact)

    now = one(filled, taxonomy).answer("both_partners")
    then = one(filled, taxonomy, on=TODAY + timedelta(days=30)).answer("both_partners")

    assert (now.outcome, now.provenance.recorded_by) == (Outcome.MET, "Rosa")
    assert (then.outcome, then.lapsed) == (Outcome.UNKNOWN, fact)


def test_a_curators_no_on_detox_decides_what_hangs_on_it(filled, taxonomy):
    curate(filled, ids(filled)[ORCHARD], a_fact("detox", Statement.NO))

    program = one(filled, taxonomy)

    assert program.outcome("detox") is Outcome.UNMET
    assert program.outcome("detox_24_hour") is Outcome.UNMET


def statements_of(session, act):
    """Count the statements that *act* sends."""
    sent = []
    engine = session.get_bind()

    def count(_connection, _cursor, statement, *_more):
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", count)
    act()
    event.remove(engine, "before_cursor_execute", count)
    return len(sent)


def test_many_programs_cost_as_many_queries_as_one(filled, taxonomy):
    known = list(ids(filled).values())
    for id_ in known:
        curate(filled, id_, a_fact("detox"))

    few = statements_of(
        filled, lambda: directory.programs_by_ids(filled, taxonomy, known[:1], TODAY)
    )
    many = statements_of(filled, lambda: directory.programs_by_ids(filled, taxonomy, known, TODAY))

    assert few == many <= 5


def test_answers_of_another_taxonomy_are_not_read_but_derived_anew(filled, taxonomy):
    before = one(filled, taxonomy)
    filled.execute(update(ListingState).values(taxonomy_digest="of older terms"))
    filled.commit()

    with pytest.raises(answers.AnswersOutOfDate):
        one(filled, taxonomy)
    answers.derive_all(filled, taxonomy)

    assert one(filled, taxonomy).answers == before.answers


def test_the_digest_changes_with_whatever_the_letters_depend_on(taxonomy):
    terms, codes = list(taxonomy.terms.values()), list(taxonomy.codes.values())
    changed = [
        replace(terms[0], any_of=frozenset({"DT"})),
        replace(terms[0], none_of=frozenset({"DT"})),
        replace(terms[0], decided_by="SET"),
        replace(terms[0], closed=not terms[0].closed),
        replace(terms[0], parent="medical_detox"),
    ]

    digests = {
        answers.digest(taxonomy),
        answers.digest(a_taxonomy(reversed(terms), codes)),
        answers.digest(a_taxonomy(terms, codes[1:])),
        *(answers.digest(a_taxonomy([each, *terms[1:]], codes)) for each in changed),
    }

    assert len(digests) == 3 + len(changed)
    assert answers.digest(a_taxonomy(terms, codes)) == answers.digest(taxonomy)


def test_states_cities_and_names_are_counted_over_listed_programs(filled):
    assert browse.states(filled)[0] == browse.Counted("CA", 4)
    assert browse.cities(filled, "CA") == [
        browse.Counted("Erewhon", 1),
        browse.Counted("Fresno", 2),
        browse.Counted("San Francisco", 1),
    ]
    assert browse.cities(filled, "CA", limit=1, offset=1) == [browse.Counted("Fresno", 2)]
    assert (browse.count(filled), browse.count(filled, state="CA", city="Fresno")) == (6, 2)
    assert [each.name for each in browse.names(filled, state="CA", cities=["Fresno"])] == [
        "Hidden House",
        "Orchard House",
    ]
    assert len(browse.names(filled, limit=2, offset=5)) == 1


def test_ages_are_those_of_the_sources_that_listings_rest_on(filled):
    assert browse.ages(filled) == [
        browse.Age("SU", "SAMHSA directory 2023", date(2023, 1, 1), 6),
    ]


def test_real_and_sample_listings_are_told_apart(store, taxonomy):
    assert (browse.has_real(store), browse.has_samples(store)) == (False, False)

    take_in(store, taxonomy, an_edition(a_listing_row(sample=True)))

    assert (browse.has_real(store), browse.has_samples(store)) == (False, True)
