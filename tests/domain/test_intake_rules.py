"""The rules 0 to 24 of CLINICAL section 1, one table: what each asks alone."""

import pytest

from matcher.domain.criteria import Must, Wish
from matcher.domain.intake import RULES, needs_from
from tests.families import ALWAYS_WISHED, answers

LIVE_IN = ("residential_short", "residential_long", "inpatient_hospital")
AFTER_OPIOIDS = {
    ("maintenance_medication",): 3,
    ("detox_opioids",): 2,
    ("medical_detox",): 2,
    ("naloxone",): 2,
}
FAMILY_WISHED = {("family_programming",): 3}
INTERVENTION = {("interventionist",): 2, ("motivational_interviewing",): 1}
COUPLE = {("couples_sessions",): 3, ("group_therapy",): 1}
SAFETY = {("domestic_violence_services",): 2}

# rule, what is answered, the musts, the wishes and the cards of that rule alone
TABLE = [
    (0, {"substances": "heroin"}, ["treats_substance_use"], {}, []),
    (0, {"substances": ["cannabis", "gambling"]}, ["treats_substance_use"], {}, []),
    (0, {"substances": "other_drug"}, ["treats_substance_use"], {}, []),
    (0, {"substances": ["gambling", "other_addiction"]}, [], {}, []),
    (0, {}, [], {}, []),
    (1, {"substances": "heroin"}, ["treats_opioid_use"], AFTER_OPIOIDS, ["opioids"]),
    (1, {"substances": "fentanyl"}, ["treats_opioid_use"], AFTER_OPIOIDS, ["opioids"]),
    (1, {"substances": "prescription_opioids"}, ["treats_opioid_use"], AFTER_OPIOIDS, ["opioids"]),
    (1, {"substances": ["alcohol", "cocaine"]}, [], {}, []),
    (2, {"medication_now": "methadone"}, ["keeps_methadone"], {}, ["keep_medication"]),
    (2, {"medication_now": "buprenorphine"}, ["keeps_buprenorphine"], {}, ["keep_medication"]),
    (2, {"medication_now": "naltrexone"}, [], {}, []),
    (2, {"medication_now": "unknown"}, [], {}, []),
    (
        3,
        {"substances": "alcohol", "daily": "yes"},
        ["medical_detox"],
        {("detox_alcohol",): 3},
        ["do_not_stop_suddenly"],
    ),
    (
        3,
        {"substances": "benzodiazepines", "daily": "unknown"},
        ["medical_detox"],
        {("detox_benzodiazepines",): 3},
        ["do_not_stop_suddenly"],
    ),
    (
        3,
        {"substances": ["alcohol", "benzodiazepines"]},  # skipped counts as unknown
        ["medical_detox"],
        {("detox_alcohol",): 3, ("detox_benzodiazepines",): 3},
        ["do_not_stop_suddenly"],
    ),
    (3, {"substances": "alcohol", "daily": "no"}, [], {}, []),
    (3, {"substances": "heroin", "daily": "yes"}, [], {}, []),
    (
        4,
        {"substances": "alcohol", "withdrawal_history": "seizure", "daily": "no"},
        ["medical_detox", "detox_24_hour"],
        {},
        ["withdrawal_emergency", "do_not_stop_suddenly"],
    ),
    (
        4,
        {"substances": "benzodiazepines", "withdrawal_history": "delirium"},
        ["medical_detox", "detox_24_hour"],
        {},
        ["withdrawal_emergency", "do_not_stop_suddenly"],
    ),
    (4, {"substances": "alcohol", "withdrawal_history": "none"}, [], {}, []),
    (4, {"substances": "alcohol", "withdrawal_history": "unknown"}, [], {}, []),
    (4, {"substances": "heroin", "withdrawal_history": "seizure"}, [], {}, []),
    (5, {"substances": "alcohol"}, ["treats_alcohol_use"], {("alcohol_medication",): 2}, []),
    (5, {"substances": "benzodiazepines"}, [], {}, []),
    (
        6,
        {"substances": "cocaine"},
        [],
        {("contingency_management",): 3, ("detox_cocaine",): 1, ("naloxone",): 1},
        [],
    ),
    (
        6,
        {"substances": "methamphetamine"},
        [],
        {("contingency_management",): 3, ("detox_methamphetamine",): 1, ("naloxone",): 1},
        [],
    ),
    (6, {"substances": "cannabis"}, [], {}, []),
    (7, {"pregnant": "yes"}, [], {("pregnant",): 3, ("children_stay",): 1}, ["pregnancy"]),
    (7, {"pregnant": "unknown"}, [], {}, []),
    (
        8,
        {"pregnant": "yes", "substances": "fentanyl"},
        ["maintenance_medication"],
        {},
        ["pregnancy"],
    ),
    (8, {"pregnant": "yes", "substances": "alcohol"}, [], {}, []),
    (8, {"pregnant": "no", "substances": "fentanyl"}, [], {}, []),
    (9, {"mental_health": "yes"}, [], {("psychiatry",): 3, ("co_occurring",): 3}, []),
    (9, {"mental_health": "no"}, [], {}, []),
    (
        10,
        {"mental_health": "unknown"},
        [],
        {("mental_health_assessment",): 2, ("co_occurring",): 1},
        [],
    ),
    (10, {}, [], {}, []),
    (11, {"family_part": "yes"}, [], FAMILY_WISHED, ["family"]),
    (11, {"family_part": "yes", "for": "self"}, [], FAMILY_WISHED, ["family"]),
    (11, {"for": "spouse"}, [], FAMILY_WISHED, ["family"]),
    (11, {"for": "partner"}, [], FAMILY_WISHED, ["family"]),
    (11, {"for": "parent"}, [], FAMILY_WISHED, ["family"]),
    (11, {"for": "child"}, [], FAMILY_WISHED, ["family"]),
    (11, {"for": "spouse", "family_part": "no"}, [], {}, []),
    (11, {"for": "sibling"}, [], {}, []),
    (12, {"couples": "wanted"}, [], COUPLE, []),
    (
        12,
        {"couples": "wanted", "both_use": "yes"},
        [],
        COUPLE | {("both_partners",): 1},
        ["couples_evidence"],
    ),
    (12, {"couples": "wanted", "both_use": "no"}, [], COUPLE, []),
    (12, {"couples": "no", "both_use": "yes"}, [], {}, []),
    (12, {"couples": "wanted", "both_use": "yes", "afraid": "yes"}, [], {}, []),
    (12, {"couples": "wanted", "danger": "violence"}, [], {}, []),
    (13, {"afraid": "yes"}, [], SAFETY, ["violence"]),
    (13, {"danger": ["suicidal", "violence"]}, [], SAFETY, ["violence"]),
    (13, {"afraid": "skip"}, [], {}, []),
    (13, {"afraid": "no", "danger": "suicidal"}, [], {}, []),
    (14, {"holistic": "yes"}, [], {("holistic",): 2}, []),
    (14, {"life_skills": "yes"}, [], {("life_skills",): 2}, []),
    (14, {"peer": "yes"}, [], {("peer_support",): 2}, []),
    (14, {"holistic": "no", "life_skills": "no", "peer": "no"}, [], {}, []),
    (15, {"payment": "medicaid"}, ["medicaid"], {}, []),
    (15, {"payment": ["medicaid", "free_care"]}, [("medicaid", "free_care")], {}, []),
    (
        15,
        {"payment": ["medicaid", "not_sure", "sliding_fee"]},
        [],
        {("medicaid", "sliding_fee"): 3},
        [],
    ),
    (15, {"payment": "not_sure"}, [], {}, []),
    (16, {"who": "women"}, ["women"], {}, []),
    (16, {"who": "men"}, ["men"], {}, []),
    (16, {"who": ["adolescents", "veterans"]}, ["adolescents"], {}, []),
    (17, {"who": "young_adults"}, [], {("young_adults",): 2}, []),
    (17, {"who": "older_adults"}, [], {("older_adults",): 2}, []),
    (17, {"who": "veterans"}, [], {("veterans",): 2}, []),
    (17, {"who": "active_duty"}, [], {("active_duty",): 2}, []),
    (17, {"who": "lgbtq"}, [], {("lgbtq",): 2}, []),
    (17, {"who": ["justice_involved", "men"]}, [], {("justice_involved",): 2}, []),
    (18, {"language": "spanish"}, [], {("spanish",): 3}, []),
    (18, {"language": "sign_language"}, [], {("sign_language",): 3}, []),
    (19, {"setting": "residential"}, [LIVE_IN], {}, []),
    (19, {"setting": "outpatient"}, ["outpatient"], {}, []),
    (19, {"setting": "any"}, [], {}, []),
    (20, {"substances": "gambling"}, [], {("gambling",): 3}, []),
    (20, {"substances": "other_addiction"}, [], {("other_addictions",): 2}, []),
    (20, {"substances": "heroin"}, [], {}, []),
    (21, {}, ["open_to_everyone"], ALWAYS_WISHED, []),
    (21, {"who": "justice_involved"}, [], ALWAYS_WISHED, []),
    (22, {"danger": "overdose_now"}, [], {}, ["overdose_now"]),
    (22, {"danger": ["suicidal"]}, [], {}, ["suicidal"]),
    (22, {"danger": "violence"}, [], {}, []),
    (23, {"ready": "unsure"}, [], INTERVENTION, ["family"]),
    (23, {"ready": "not_ready", "for": "self"}, [], INTERVENTION, ["family"]),
    (23, {"ready": "ready"}, [], {}, []),
    (23, {"ready": "unknown"}, [], {}, []),
    (24, {"for": "spouse"}, [], {("adults",): 2}, []),
    (24, {"for": "partner"}, [], {("adults",): 2}, []),
    (24, {"for": "parent"}, [], {("adults",): 2}, []),
    (24, {"for": "self"}, [], {("adults",): 2}, []),
    (24, {"for": "child"}, [], {}, []),
    (24, {"for": "self", "who": "adolescents"}, [], {}, []),
]


@pytest.mark.parametrize(("number", "given", "musts_", "wishes_", "cards_"), TABLE)
def test_a_rule_asks_exactly_what_its_row_says(number, given, musts_, wishes_, cards_):
    rule = RULES[number]

    said = rule.ask(answers(**given))

    assert [each.criterion.terms for each in said if isinstance(each, Must)] == [
        (term,) if isinstance(term, str) else term for term in musts_
    ]
    assert {each.criterion.terms: each.weight for each in said if isinstance(each, Wish)} == wishes_
    assert [each.value for each in said if not isinstance(each, Must | Wish)] == cards_


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.number))
def test_no_rule_can_be_taken_away_unnoticed(rule):
    rows = [row for row in TABLE if row[0] == rule.number]
    others = [other for other in RULES if other is not rule]

    noticed = [
        needs_from(answers(**given), others) != needs_from(answers(**given))
        for _, given, musts_, wishes_, cards_ in rows
        if musts_ or wishes_ or cards_
    ]

    assert noticed
    assert any(noticed)


def test_the_rules_are_numbered_0_to_24():
    assert [rule.number for rule in RULES] == list(range(25))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.number))
def test_every_rule_names_what_it_rests_on(rule):
    assert len(rule.source) > 5
