import pytest
from sqlalchemy import delete, event

from matcher.domain.criteria import Kind
from matcher.domain.geography import Place
from matcher.domain.refining import Importance
from matcher.domain.weighing import Weighing
from matcher.persistence.base import db
from matcher.persistence.listings import Program
from matcher.services.current import CurrentListings
from matcher.services.plan_filling import ByHand
from matcher.services.planning import Journey, make_plans
from tests.builders import FRESNO
from tests.families import answers
from tests.stored import TAXONOMY, a_listing
from tests.support.store import TODAY
from tests.towns import PLAIN, TREATS, a_town

HOME = Place("Fresno, CA", FRESNO)
HEROIN = {"substances": "heroin"}
ALCOHOL = {"substances": "alcohol"}


@pytest.fixture
def session(app):
    with app.app_context():
        a_town(db.session)
        yield db.session


@pytest.fixture
def plans(session):
    listings = CurrentListings(TAXONOMY)

    def make(*people, within=50, by_hand=(), picks=None):
        weighing = Weighing({name: Importance(how) for name, how in (picks or {}).items()})
        journey = Journey(HOME, within, [answers(**each) for each in people], weighing)
        return make_plans(session, listings, journey, TODAY, by_hand).plans

    return make


def programs(plan):
    return [step.filling.program.id if step.filling else None for step in plan.steps]


def test_opioids_make_two_plans_side_by_side(plans):
    medicine_first, stay_first = plans(HEROIN)

    assert (medicine_first.kind, stay_first.kind) == ("medicine_first", "stay_first")
    assert programs(medicine_first) == ["clinic", "clinic", "clinic"]
    assert programs(stay_first) == ["detox", "house", "clinic", "clinic"]


def test_a_hand_over_names_both_programs_and_the_miles_between(plans):
    stay_first = plans(HEROIN)[1]

    hand_over = stay_first.steps[1].hand_over

    assert str(hand_over.ask) == (
        "Ask Pear Tree Detox (Orchard House) to book the first appointment at Orchard House"
        " before discharge."
    )
    assert hand_over.miles == pytest.approx(16.97, abs=0.01)
    assert stay_first.steps[3].hand_over is None
    assert stay_first.steps[3].miles_from_previous == 0


def test_medicine_that_a_detox_does_not_list_is_the_first_question(plans):
    detox = plans(HEROIN)[1].steps[0]

    first = detox.filling.questions[0]

    assert str(first.question) == "Is methadone or buprenorphine started before discharge?"


def test_with_alcohol_every_day_a_detox_that_lists_no_medicine_is_asked_for_it_first(plans):
    for plan in plans({"substances": ["heroin", "alcohol"], "daily": "yes"}):
        detox = plan.steps[0].filling

        assert detox.program.id == "detox"
        first = detox.questions[0]
        assert str(first.question) == "Is methadone or buprenorphine started before discharge?"
        assert first.finding.kind is Kind.MUST


def test_after_a_detox_the_next_step_is_asked_whether_medicine_goes_on_there(session, plans):
    session.execute(delete(Program).where(Program.id.in_(["house", "far house"])))
    a_listing(session, "other house", codes=f"{PLAIN} RES RL RS ICO ACC", name="Medlar House")

    stay = plans({"substances": ["heroin", "alcohol"], "daily": "yes"})[1].steps[1].filling

    assert stay.program.id == "other house"
    asked = [str(each.question) for each in stay.questions]
    assert "Do you start methadone or buprenorphine here and continue it after discharge?" in asked


def test_who_takes_medicine_asks_a_detox_first_whether_it_is_kept(plans):
    plan = plans(
        {"substances": ["heroin", "alcohol"], "daily": "yes", "medication_now": "methadone"}
    )[0]

    asked = [str(each.question) for each in plan.steps[0].filling.questions]

    assert asked[0] == "Can someone stay on the methadone they already take?"
    assert "Is methadone or buprenorphine started before discharge?" not in asked


def test_every_step_asks_what_everyone_asks(plans):
    for plan in plans(HEROIN):
        for step in plan.steps:
            asked = [str(each.question) for each in step.filling.questions]
            assert "What will it cost us, in writing?" in asked


def test_a_step_nobody_can_fill_is_a_gap_with_the_nearest_program_farther_away(session, plans):
    stay_first = plans(HEROIN, within=10)[1]

    gap = stay_first.steps[1]
    assert gap.filling is None
    assert gap.nearest_outside.program.id == "house"
    assert gap.nearest_outside.miles > 10
    assert stay_first.worth.gaps == 1


def test_where_no_program_anywhere_can_fill_a_step_none_is_named(session, plans):
    session.execute(delete(Program).where(Program.id.in_(["house", "far house"])))
    a_listing(session, codes="SA OP")  # another version of the directory

    gap = plans(HEROIN)[1].steps[1]

    assert (gap.filling, gap.nearest_outside) == (None, None)


def test_two_people_meet_in_one_outpatient_step(plans):
    made = plans(HEROIN | {"couples": "wanted"}, ALCOHOL)

    assert [(plan.person, plan.kind.value, plan.pair) for plan in made] == [
        (0, "medicine_first", 0),
        (1, "standard", 0),
        (0, "stay_first", 1),
        (1, "standard", 1),
    ]
    for plan in made:
        (shared,) = [step for step in plan.steps if step.joint]
        assert shared.filling.program.id == "clinic"


def test_one_of_two_may_start_without_the_other(plans):
    made = plans(HEROIN | {"couples": "wanted", "ready": "ready"}, ALCOHOL | {"ready": "not_ready"})

    said = [str(note) for note in made[0].notes]
    assert any("can start" in note for note in said)
    assert any("without the other" in note for note in said)


def test_what_was_weighed_by_hand_fills_the_first_ones_steps_and_the_one_they_share(plans):
    mine, other, *_ = plans(
        HEROIN | {"couples": "wanted"}, ALCOHOL, picks={"spanish": "must", "psychiatry": "must"}
    )

    def asked(plan):
        return [
            {must.criterion.terms for must in step.needs.musts} & {("spanish",), ("psychiatry",)}
            for step in plan.steps
        ]

    spanish, both = {("spanish",)}, {("spanish",), ("psychiatry",)}
    assert asked(mine) == [spanish, both, spanish]
    assert asked(other) == [set(), set(), both, set()]


def test_two_who_want_nothing_joint_get_plans_of_their_own(plans):
    made = plans(HEROIN, ALCOHOL)

    assert [(plan.person, plan.pair) for plan in made] == [(0, None), (0, None), (1, None)]
    assert not any(step.joint for plan in made for step in plan.steps)
    assert not any(plan.notes for plan in made)


def test_a_program_put_in_by_hand_stands_there_and_shows_what_it_costs(plans):
    best = plans(HEROIN)[0]

    by_hand = plans(HEROIN, by_hand=[ByHand(0, 2, "house")])[0]

    assert programs(by_hand) == ["clinic", "clinic", "house"]
    assert by_hand.best == best.worth
    assert by_hand.worth.score < best.worth.score
    assert by_hand.steps[2].hand_over is not None


def test_a_joint_step_changed_by_hand_changes_for_both(session, plans):
    a_listing(session, "other clinic", codes=f"{TREATS} OP MCO", name="Plum Clinic")
    two = (HEROIN | {"couples": "wanted"}, ALCOHOL)

    mine, other, *_ = plans(*two, by_hand=[ByHand(0, 1, "other clinic")])

    assert mine.steps[1].filling.program.id == "other clinic"
    assert other.steps[2].joint
    assert other.steps[2].filling.program.id == "other clinic"


@pytest.mark.parametrize(
    "hand",
    [ByHand(0, 0, "far house"), ByHand(0, 9, "house"), ByHand(9, 0, "house"), ByHand(-1, 0, "")],
)
def test_what_cannot_be_is_not_put_in_by_hand(plans, hand):
    assert programs(plans(HEROIN, by_hand=[hand])[0]) == ["clinic", "clinic", "clinic"]


def test_an_alternative_shows_the_plan_with_only_that_step_changed(plans):
    plan = plans(HEROIN)[0]

    others = plan.alternatives(2)

    assert others[0].program.id == "house"
    changed = plans(HEROIN, by_hand=[ByHand(0, 2, "house")])[0]
    assert others[0].worth == changed.worth


def test_the_runner_up_differs_in_a_program_and_is_worth_less(plans):
    plan = plans(HEROIN)[0]

    second = [program.id for program in plan.runner_up.programs]

    assert second != programs(plan)
    assert len(second) == len(plan.steps)


def test_no_card_about_violence_stands_on_a_plan(plans):
    for plan in plans(HEROIN | {"afraid": "yes", "danger": "violence"}):
        assert "violence" not in [card.id for card in plan.cards]


def test_a_plan_asks_the_database_as_often_for_two_people_as_for_one(session):
    sent = []
    event.listen(db.engine, "before_cursor_execute", lambda *words: sent.append(words[2]))

    def queries(*people):
        listings = CurrentListings(TAXONOMY)
        session.rollback()  # as a request begins
        sent.clear()
        journey = Journey(HOME, 50, [answers(**each) for each in people])
        make_plans(session, listings, journey, TODAY)
        return len(sent)

    assert queries(HEROIN) == queries(HEROIN | {"couples": "wanted"}, ALCOHOL)
