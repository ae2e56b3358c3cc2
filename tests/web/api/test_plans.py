"""POST /api/v1/plans: answers for one or two in, plans past detox out."""

from itertools import pairwise

import pytest

HEROIN = {"substances": ["heroin"]}
ALCOHOL = {"substances": ["alcohol"]}
PLAN_KEYS = {"kind", "person", "pair", "steps", "score", "cards"}
STEP_KEYS = {
    "kind",
    "program",
    "nearest_outside",
    "score",
    "doubt",
    "miles_from_home",
    "miles_from_previous",
    "questions",
    "joint",
}


@pytest.fixture
def api(town):
    return town.test_client()


def post(api, *people, near="Fresno, CA", within_miles=50, **more):
    body = {"people": list(people), "near": near, "within_miles": within_miles} | more
    return api.post("/api/v1/plans", json=body)


def plans(api, *people, **more):
    response = post(api, *people, **more)
    assert response.status_code == 200, response.json
    return response.json["plans"]


def fields(response):
    assert response.status_code == 422
    assert response.mimetype == "application/problem+json"
    return {error["field"] for error in response.json["errors"]}


def test_opioids_bring_two_plans_that_go_past_detox(api):
    medicine_first, stay_first = plans(api, HEROIN)

    kinds = [[step["kind"] for step in plan["steps"]] for plan in (medicine_first, stay_first)]
    assert kinds == [
        ["medication_start", "outpatient", "aftercare"],
        ["withdrawal", "live_in", "outpatient", "aftercare"],
    ]
    assert (medicine_first["kind"], stay_first["kind"]) == ("medicine_first", "stay_first")


@pytest.mark.parametrize("within_miles", [50, 10])
def test_every_step_has_every_key_and_null_where_it_is_empty(api, within_miles):
    made = plans(api, HEROIN | {"couples": "wanted"}, ALCOHOL, within_miles=within_miles)

    for plan in made:
        assert plan.keys() >= PLAN_KEYS
        for step in plan["steps"]:
            assert step.keys() >= STEP_KEYS
            if step["program"] is None:
                assert step["nearest_outside"]["miles_from_home"] > within_miles
                assert step["score"] is step["doubt"] is step["miles_from_home"] is None
                assert step["questions"] == []
                assert step["helpline"] == "1-800-662-4357"


def test_a_hand_over_has_what_to_ask_the_miles_and_both_phones(api):
    stay_first = plans(api, HEROIN)[1]

    second = stay_first["steps"][1]
    assert second["hand_over"] == {
        "ask": (
            "Ask Pear Tree Detox (Orchard House) to book the first appointment at Orchard House"
            " before discharge."
        ),
        "miles": second["miles_from_previous"],
        "phones": ["559-555-0100", "559-555-0100"],
    }
    assert stay_first["steps"][0]["miles_from_previous"] is None


def test_the_score_is_the_published_objective(api):
    for plan in plans(api, HEROIN):
        steps = plan["steps"]
        expected = sum(step["score"] for step in steps) / len(steps)
        for before, after in pairwise(steps):
            beds = {before["kind"], after["kind"]} == {"withdrawal", "live_in"}
            if before["program"]["id"] == after["program"]["id"]:
                expected += 5
            elif beds:
                expected -= min(5, after["miles_from_previous"] / 25)

        assert plan["score"] == pytest.approx(expected)


def test_plans_that_share_a_joint_step_carry_the_same_pair(api):
    made = plans(api, HEROIN | {"couples": "wanted"}, ALCOHOL)

    assert [(plan["person"], plan["pair"]) for plan in made] == [(0, 0), (1, 0), (0, 1), (1, 1)]
    for plan in made:
        assert [step["kind"] for step in plan["steps"] if step["joint"]] == ["outpatient"]


def test_a_partner_described_in_the_answers_is_the_second_person(api):
    answers = HEROIN | {"couples": "wanted", "both_use": "yes", "partner": ALCOHOL}

    assert {plan["person"] for plan in plans(api, answers)} == {0, 1}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"afraid": "yes"}, {}),
        ({}, {"afraid": "yes"}),
        ({"danger": ["violence"]}, {}),
        ({}, {"danger": ["violence"]}),
        ({"afraid": "yes"}, {"afraid": "yes"}),
    ],
)
def test_where_either_is_afraid_there_is_nothing_joint(api, first, second):
    couple = {"couples": "wanted", "both_use": "yes", "for": "spouse"}

    made = plans(api, HEROIN | couple | first, ALCOHOL | couple | second)

    assert {plan["pair"] for plan in made} == {None}
    for plan in made:
        assert not any(step["joint"] for step in plan["steps"])
        assert plan["notes"] == []
        assert not {"violence", "couples_evidence"} & set(plan["cards"])
        words = str(plan).lower()
        assert "couples" not in words.replace("couples_evidence", "")
        assert "partner" not in words
        assert "each other" not in words


@pytest.mark.parametrize("afraid", [0, 1])
def test_of_two_plans_kept_apart_neither_changes_with_the_other_person(api, afraid):
    couple = {"couples": "wanted", "for": "spouse"}
    fear = [couple | {"afraid": "yes"}, couple][:: 1 if afraid == 0 else -1]
    others = [
        ALCOHOL,
        {"substances": ["heroin"], "pregnant": "yes", "medication_now": "methadone"},
        {"substances": ["cocaine"], "payment": ["medicaid"], "ready": "not_ready"},
    ]

    for mine in (0, 1):
        seen = []
        for other in others:
            people = [other, other]
            people[mine] = HEROIN
            people = [person | part for person, part in zip(people, fear, strict=True)]
            seen.append([plan for plan in plans(api, *people) if plan["person"] == mine])

        assert seen[0] == seen[1] == seen[2]


def test_who_is_afraid_gets_the_plan_they_would_get_alone(api):
    afraid = HEROIN | {"couples": "wanted", "for": "spouse", "afraid": "yes"}

    in_two = [plan for plan in plans(api, afraid, ALCOHOL) if plan["person"] == 0]

    assert in_two == plans(api, afraid)


def test_the_place_and_the_radius_may_be_the_first_persons_own(api):
    body = {"people": [HEROIN | {"near": "93701", "within_miles": 10}]}

    answered = api.post("/api/v1/plans", json=body).json

    assert answered["place"]["label"] == "Fresno, CA 93701"
    assert answered["within_miles"] == 10


def test_null_looks_anywhere_whatever_was_answered(api):
    answered = post(api, HEROIN | {"within_miles": 10}, within_miles=None).json

    assert answered["within_miles"] is None


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"people": [{"substances": ["heroin", "wine"]}]}, {"people[0].substances[1]"}),
        ({"people": [HEROIN, {"daily": "often"}]}, {"people[1].daily"}),
        ({"people": [{"partner": {"who": "cats"}}]}, {"people[0].partner.who"}),
        (
            {"people": [{"daily": "often"}, {"colour": "red"}]},
            {"people[0].daily", "people[1].colour"},
        ),
        ({"people": []}, {"people"}),
        ({"people": [HEROIN, HEROIN, HEROIN]}, {"people"}),
        ({"people": ["heroin"]}, {"people[0]"}),
        ({"people": HEROIN}, {"people"}),
        ({}, {"people"}),
        ({"people": [HEROIN], "within_miles": 0}, {"within_miles"}),
        ({"people": [HEROIN], "within_miles": "far"}, {"within_miles"}),
        ({"people": [HEROIN], "couples": "wanted"}, {"couples"}),
        ({"people": [HEROIN], "near": "Springfield"}, {"near"}),
        ({"people": [HEROIN], "near": "Nowhere At All"}, {"near"}),
        ({"people": [HEROIN], "near": None}, {"near"}),
    ],
)
def test_each_wrong_field_is_named_as_the_body_spells_it(api, body, expected):
    assert fields(api.post("/api/v1/plans", json={"near": "Fresno, CA"} | body)) == expected


def test_an_ambiguous_place_comes_with_its_candidates(api):
    response = post(api, HEROIN, near="Springfield")

    labels = {candidate["label"] for candidate in response.json["candidates"]}
    assert labels == {"Springfield, IL", "Springfield, MA"}


def test_what_is_not_json_is_refused(api):
    response = api.post("/api/v1/plans", data="{", content_type="application/json")

    assert response.status_code == 400


def test_answers_are_kept_in_no_cookie(api):
    assert "Set-Cookie" not in post(api, HEROIN).headers
