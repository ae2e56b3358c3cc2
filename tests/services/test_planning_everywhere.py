"""Plans on the real directory of 2023, for places across the country: every clinical rule holds."""

from itertools import pairwise

import pytest

from matcher.domain.answers import OPIOIDS
from matcher.domain.geography import miles_between
from matcher.domain.outcome import Outcome
from matcher.domain.plans.kinds import TREATMENT, PlanKind, StepKind
from matcher.domain.plans.patient import Surroundings
from matcher.domain.plans.people import party
from matcher.domain.plans.sketch import groups
from matcher.index import Index
from matcher.services.places import find_place
from matcher.services.planning import Journey, make_plans
from matcher.web.given import today
from tests.families import answers

PLACES = {
    "Fresno, CA": 50,
    "Boston, MA": 25,
    "Malta, MT": 100,
    "El Paso, TX": 50,
    "Marquette, MI": 100,
    "Iron River, MI": 25,
}

HEROIN = {"substances": "heroin", "for": "spouse", "payment": "medicaid"}
ALCOHOL = {"substances": "alcohol", "daily": "yes"}

PEOPLE = {
    "heroin": [HEROIN],
    "heroin, away is fine": [HEROIN | {"closeness": "away_is_fine", "setting": "residential"}],
    "fentanyl, at home": [{"substances": "fentanyl", "setting": "outpatient"}],
    "opioids with benzodiazepines (a)": [
        {"substances": ["heroin", "benzodiazepines"], "daily": "yes"}
    ],
    "pregnant (b)": [HEROIN | {"pregnant": "yes", "who": "women"}],
    "on methadone (c)": [HEROIN | {"medication_now": "methadone"}],
    "on buprenorphine, with alcohol (a, c)": [
        {"substances": ["prescription_opioids", "alcohol"], "medication_now": "buprenorphine"}
    ],
    "alcohol": [ALCOHOL],
    "a seizure before": [{"substances": "alcohol", "daily": "no", "withdrawal_history": "seizure"}],
    "cannabis": [{"substances": "cannabis"}],
    "gambling": [{"substances": "gambling"}],
    "two together": [HEROIN | {"couples": "wanted"}, ALCOHOL | {"ready": "not_ready"}],
    "two with opioids": [HEROIN | {"couples": "wanted"}, HEROIN | {"who": "women"}],
    "two who want nothing joint": [HEROIN, ALCOHOL],
    "two, and one is afraid": [HEROIN | {"couples": "wanted"}, ALCOHOL | {"afraid": "yes"}],
}
TOGETHER = {"two together", "two with opioids"}


@pytest.fixture
def make(directory_2023):
    """Make the plans for some people from some place."""
    with directory_2023.app_context():
        collaborators = directory_2023.extensions["matcher"]

        def made(near, within, people):
            place = find_place(collaborators.session, near)
            return make_plans(
                collaborators.session,
                collaborators.listings,
                Journey(place, within, [answers(**each) for each in people]),
                today(),
            )

        yield made


def case(place, people):
    return pytest.param(place, people, id=f"{people} near {place}")


@pytest.mark.parametrize(
    ("place", "people"), [case(place, people) for place in PLACES for people in PEOPLE]
)
def test_every_plan_obeys_the_clinical_rules(make, place, people):
    made = make(place, PLACES[place], PEOPLE[people])

    assert len(made.plans) >= len(PEOPLE[people])
    for plan in made.plans:
        goes_past_detox(plan)
        starts_where_it_is_safe(plan)
        fills_steps_with_what_they_need(plan)
        measures_its_hand_overs(plan)
        has_its_cards(plan)
        draws_gaps_as_gaps(plan, PLACES[place])
    meets_exactly_when_it_may(made, together=people in TOGETHER)


def goes_past_detox(plan):
    kinds = [step.kind for step in plan.steps]
    assert kinds[-1] is StepKind.AFTERCARE
    assert TREATMENT & set(kinds[:-1])
    assert StepKind.WITHDRAWAL not in kinds[1:]


def starts_where_it_is_safe(plan):
    told = plan.answers
    opioids = bool(set(told.substances) & set(OPIOIDS))
    first = plan.steps[0]
    dangerous = any(shown.id == "do_not_stop_suddenly" for shown in plan.cards)
    if dangerous:
        assert first.kind is StepKind.WITHDRAWAL
    elif told.pregnant == "yes" or told.medication_now in {"methadone", "buprenorphine"}:
        assert first.kind is StepKind.MEDICATION_START
    assert opioids == (plan.kind is not PlanKind.STANDARD)


NEEDED = {
    StepKind.WITHDRAWAL: [("medical_detox",), ("detox_24_hour",)],
    StepKind.MEDICATION_START: [],
    StepKind.LIVE_IN: [("residential_short", "residential_long")],
    StepKind.INTENSIVE: [("intensive_outpatient",)],
    StepKind.OUTPATIENT: [("outpatient",)],
    StepKind.AFTERCARE: [("aftercare",)],
}


def fills_steps_with_what_they_need(plan):
    medicine = plan.answers.medication_now
    for step in plan.steps:
        needed = list(NEEDED[step.kind])
        if step.joint:
            needed.append(("couples_sessions",))
        if medicine in {"methadone", "buprenorphine"} and step.kind is not StepKind.AFTERCARE:
            needed.append((f"keeps_{medicine}",))
        elif step.kind is StepKind.MEDICATION_START:
            needed.append(("maintenance_medication",))
        assert set(needed) <= {must.criterion.terms for must in step.needs.musts}
        if step.filling is not None:
            for must in step.needs.musts:
                answer = must.criterion.outcome(step.filling.program.outcome)
                assert answer is not Outcome.UNMET, must.criterion


def measures_its_hand_overs(plan):
    assert plan.steps[0].miles_from_previous is None
    for before, after in pairwise(plan.steps):
        if before.filling is None or after.filling is None:
            assert after.miles_from_previous is None
            assert after.hand_over is None
            continue
        here, there = before.filling.program, after.filling.program
        apart = miles_between(here.point, there.point)
        assert after.miles_from_previous == pytest.approx(apart, abs=1e-9)
        assert (after.hand_over is None) == (here.id == there.id)
        if after.hand_over is not None:
            assert here.name in str(after.hand_over.ask)
            assert "before discharge" in str(after.hand_over.ask)


def has_its_cards(plan):
    shown = [card.id for card in plan.cards]
    assert "violence" not in shown
    assert {"waiting", "red_flags"} <= set(shown)
    if set(plan.answers.substances) & set(OPIOIDS):
        assert "opioids" in shown


def draws_gaps_as_gaps(plan, within):
    for step in plan.steps:
        if step.filling is not None:
            assert step.nearest_outside is None
            assert step.filling.standing.miles <= within
        else:
            assert step.nearest_outside.miles > within


def meets_exactly_when_it_may(made, *, together):
    joint = [[step.joint for step in plan.steps] for plan in made.plans]
    if not together:
        assert not any(any(steps) for steps in joint)
        assert {plan.pair for plan in made.plans} == {None}
        return
    for pair in {plan.pair for plan in made.plans}:
        mine, other = [plan for plan in made.plans if plan.pair == pair]
        assert (mine.person, other.person) == (0, 1)
        meeting, there = shared_step(mine), shared_step(other)
        assert meeting.kind is StepKind.OUTPATIENT
        assert (meeting.filling is None) == (there.filling is None)
        if meeting.filling is not None:
            assert meeting.filling.program.id == there.filling.program.id


def shared_step(plan):
    (step,) = [step for step in plan.steps if step.joint]
    return step


def test_a_step_that_nobody_near_can_fill_names_the_nearest_farther_away(make):
    made = make("Malta, MT", 10, [HEROIN])

    stay = made.plans[1]
    gap = stay.steps[1]
    assert gap.filling is None
    assert gap.nearest_outside.program.state == "MT"
    assert 10 < gap.nearest_outside.miles < 250


def test_a_plan_is_where_the_family_is(make):
    made = make("Boston, MA", 25, [HEROIN])

    assert {step.filling.program.state for plan in made.plans for step in plan.steps} == {"MA"}


def test_the_index_is_asked_once_for_each_thing_that_plans_need(directory_2023, monkeypatch):
    """What that costs beside single searches, `./dev bench` measures."""
    asked = []
    ask = Index.ask
    monkeypatch.setattr(Index, "ask", lambda index, needs: asked.append(needs) or ask(index, needs))
    with directory_2023.app_context():
        kept = directory_2023.extensions["matcher"]
        place = find_place(kept.session, "Fresno, CA")
        people = [answers(**HEROIN, couples="wanted"), answers(**ALCOHOL)]
        around = Surroundings(place.point, 50, lambda term: kept.taxonomy.term(term).group)
        made = groups(party(people), around)

        make_plans(kept.session, kept.listings, Journey(place, 50, people), today())

    needed = [needs for group in made for needs in group.needs()]
    assert asked == list(dict.fromkeys(needed))
    assert len(asked) < len(needed)
