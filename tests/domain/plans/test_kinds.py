"""Which terms are a kind of step themselves."""

import pytest

from matcher.domain.criteria import Criterion
from matcher.domain.picking import PICKS
from matcher.domain.plans.kinds import KIND_OF_TERM, StepKind, kind_of
from matcher.importers.seeds import read_taxonomy

TAXONOMY = read_taxonomy()


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        (["medical_detox"], StepKind.WITHDRAWAL),
        (["detox_cocaine"], StepKind.WITHDRAWAL),
        (["residential_long", "residential_short"], StepKind.LIVE_IN),
        (["psychiatry"], None),
        (["outpatient", "aftercare"], None),
        (["aftercare", "medicaid"], None),
    ],
)
def test_a_criterion_is_a_kind_of_step_where_all_its_terms_are(terms, expected):
    assert kind_of(Criterion.any_of(terms)) is expected


def test_every_kind_but_the_one_nobody_can_ask_for_has_its_terms():
    assert set(KIND_OF_TERM.values()) == set(StepKind) - {StepKind.INTENSIVE}
    assert set(KIND_OF_TERM) <= set(TAXONOMY.terms)


def test_what_the_front_page_offers_of_detox_and_of_places_to_live_is_a_kind_of_step():
    for pick in PICKS:
        if {TAXONOMY.term(term).group for term in pick.terms} & {"withdrawal", "level_of_care"}:
            assert kind_of(pick.criterion) is not None, pick.name
