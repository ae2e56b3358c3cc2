"""Sentences people might type: the answers each says, and not one more."""

import pytest

from matcher.domain.answer_reading import write_answers
from matcher.domain.one_box.reading import understand

HEROIN = {"substances": ["heroin"]}
ALCOHOL = {"substances": ["alcohol"]}

PLAIN = [
    (
        "my husband uses heroin and we want sessions together near Fresno, CA, he has Medicaid",
        {
            "for": "spouse",
            **HEROIN,
            "couples": "wanted",
            "near": "Fresno, CA",
            "payment": ["medicaid"],
        },
    ),
    ("heroin", HEROIN),
    ("alcohol detox in Albuquerque NM", {**ALCOHOL, "near": "Albuquerque, NM"}),
    ("I drink every day, 94110", {"for": "self", **ALCOHOL, "daily": "yes", "near": "94110"}),
    (
        "My daughter takes xanax daily, near El Paso TX",
        {"for": "child", "substances": ["benzodiazepines"], "daily": "yes", "near": "El Paso, TX"},
    ),
    (
        "my mom takes percocet and is on methadone, she has Medicare",
        {
            "for": "parent",
            "substances": ["prescription_opioids"],
            "medication_now": "methadone",
            "payment": ["medicare"],
        },
    ),
    (
        "my 16 year old son smokes weed",
        {"for": "child", "substances": ["cannabis"], "who": ["adolescents"]},
    ),
    (
        "residential program in Spanish for my father, he drinks, within 50 miles of 93701",
        {
            "for": "parent",
            **ALCOHOL,
            "setting": "residential",
            "language": ["spanish"],
            "within_miles": 50,
            "near": "93701",
        },
    ),
    (
        "my client is a veteran with PTSD, meth and gambling, outpatient, sliding scale",
        {
            "for": "client",
            "who": ["veterans"],
            "mental_health": "yes",
            "substances": ["methamphetamine", "gambling"],
            "setting": "outpatient",
            "payment": ["sliding_fee"],
        },
    ),
    (
        "inpatient or outpatient for my friend who uses ketamine",
        {"for": "friend", "substances": ["other_drug"], "setting": "any"},
    ),
    (
        "holistic program with peer support and life skills for my sister, cocaine",
        {
            "for": "sibling",
            "substances": ["cocaine"],
            "holistic": "yes",
            "peer": "yes",
            "life_skills": "yes",
        },
    ),
    (
        "my brother had a seizure when he stopped drinking before and he drinks again",
        {"for": "sibling", **ALCOHOL, "withdrawal_history": "seizure"},
    ),
    (
        "Free rehab for meth near Bakersfield, california",
        {"substances": ["methamphetamine"], "payment": ["free_care"], "near": "Bakersfield, CA"},
    ),
    ("close to home, my mom drinks", {"for": "parent", **ALCOHOL, "closeness": "near_home"}),
    ("MY HUSBAND USES HEROIN NEAR FRESNO CA", {"for": "spouse", **HEROIN, "near": "fresno, CA"}),
]

SLIPS = [
    (
        "my boyfreind uses herion and cocain near los angeles ca",
        {"for": "partner", "substances": ["heroin", "cocaine"], "near": "los angeles, CA"},
    ),
    ("my husbend is on suboxen", {"for": "spouse", "medication_now": "buprenorphine"}),
    ("fentynal, medicade", {"substances": ["fentanyl"], "payment": ["medicaid"]}),
    ("looking for alchohol rehab", ALCOHOL),
    ("heroine addict son", {"for": "child", **HEROIN}),
    (
        "my duaghter is pregant and uses methamphetamin",
        {
            "for": "child",
            "pregnant": "yes",
            "substances": ["methamphetamine"],
        },
    ),
]

DENIALS = [
    ("he doesn't use heroin but he drinks", ALCOHOL),
    ("not heroin, only alcohol", ALCOHOL),
    ("no cocaine or meth, just alcohol", ALCOHOL),
    ("neither heroin nor cocaine", {}),
    ("not only heroin but also meth", {"substances": ["heroin", "methamphetamine"]}),
    ("nothing but alcohol", ALCOHOL),
    ("anything but heroin", {}),
    ("everything except alcohol", {}),
    ("my partner is not pregnant", {"for": "partner", "pregnant": "no"}),
    ("my wife drinks, not daily", {"for": "spouse", **ALCOHOL, "daily": "no"}),
    ("he is not ready", {"ready": "not_ready"}),
    ("no couples therapy", {"couples": "no"}),
    ("Medicaid, not Medicare", {"payment": ["medicaid"]}),
    ("residential only, no outpatient", {"setting": "residential"}),
    ("I am not afraid of him", {"afraid": "no"}),
    ("he is not suicidal", {}),
    ("my sister doesn’t drink and she doesn’t use heroin", {"for": "sibling"}),
    ("my husband quit heroin but now he drinks", {"for": "spouse", **ALCOHOL}),
    ("he used to use heroin, now only alcohol", ALCOHOL),
    ("my dad can't stop drinking", {"for": "parent", **ALCOHOL}),
    ("I don't know if my son uses heroin", {"for": "child"}),
    ("maybe heroin", {}),
    ("he can't live without heroin", {}),
    ("not my husband, my son uses meth", {"for": "child", "substances": ["methamphetamine"]}),
    ("it's not my husband who drinks, it's my brother", {"for": "sibling", **ALCOHOL}),
    ("not in Fresno, CA, heroin", HEROIN),
    ("without insurance", {}),
]

SELF_AND_TWO = [
    ("I can't stop drinking", {"for": "self", **ALCOHOL}),
    (
        "I am addicted to oxycodone and I'm pregnant",
        {"for": "self", "substances": ["prescription_opioids"], "pregnant": "yes"},
    ),
    ("I want to stop drinking", {"for": "self", "ready": "ready", **ALCOHOL}),
    ("I want my husband to stop drinking", {"for": "spouse", **ALCOHOL}),
    ("I think my son uses fentanyl", {"for": "child", "substances": ["fentanyl"]}),
    (
        "My wife and I both use fentanyl and want to be treated together",
        {
            "for": "spouse",
            "substances": ["fentanyl"],
            "both_use": "yes",
            "partner": {"substances": ["fentanyl"]},
            "couples": "wanted",
        },
    ),
    (
        "me and my girlfriend use meth",
        {
            "for": "self",
            "substances": ["methamphetamine"],
            "both_use": "yes",
            "partner": {"substances": ["methamphetamine"]},
        },
    ),
    (
        "A couple who both drink every day near San Francisco, CA",
        {
            **ALCOHOL,
            "daily": "yes",
            "both_use": "yes",
            "partner": {**ALCOHOL, "daily": "yes"},
            "near": "San Francisco, CA",
        },
    ),
    (
        "a couple, both use heroin, he also uses cocaine, they have Medicaid",
        {
            "substances": ["heroin", "cocaine"],
            "both_use": "yes",
            "partner": {**HEROIN, "payment": ["medicaid"]},
            "payment": ["medicaid"],
        },
    ),
    (
        "My wife and I are a couple who both use heroin",
        {"for": "spouse", **HEROIN, "both_use": "yes", "partner": HEROIN},
    ),
    ("a couple of drinks every day", {**ALCOHOL, "daily": "yes"}),
    (
        "we both drink and want couples counseling",
        {
            "for": "self",
            **ALCOHOL,
            "both_use": "yes",
            "partner": ALCOHOL,
            "couples": "wanted",
        },
    ),
    (
        "my husband uses meth and I use heroin",
        {
            "for": "spouse",
            "substances": ["methamphetamine"],
            "both_use": "yes",
            "partner": HEROIN,
        },
    ),
    (
        "my boyfriend and i use meth, he is ready but i am not ready",
        {
            "for": "partner",
            "substances": ["methamphetamine"],
            "ready": "ready",
            "both_use": "yes",
            "partner": {"substances": ["methamphetamine"], "ready": "not_ready"},
        },
    ),
    ("my wife drinks, I don't", {"for": "spouse", **ALCOHOL}),
    # What is said of somebody who is not the one looked for fills in nothing.
    ("I have depression and my husband drinks", {"for": "spouse", **ALCOHOL}),
    ("I stopped drinking but my wife still drinks", {"for": "spouse", **ALCOHOL}),
    ("my son uses heroin and my daughter drinks", {"for": "child", **HEROIN}),
    ("my husband's brother drinks", {"for": "friend", **ALCOHOL}),
]

PLACES = [
    ("near Española, NM", {"near": "Española, NM"}),
    ("San José, CA", {"near": "San José, CA"}),
    ("cerca de Los Ángeles, CA", {"near": "Los Ángeles, CA"}),
    ("in Las Cruces, NM", {"near": "Las Cruces, NM"}),
    ("Mi esposo usa heroína en El Paso", {**HEROIN, "near": "El Paso"}),
    ("near Coeur d'Alene, ID", {"near": "Coeur d'Alene, ID"}),
    ("St. Louis, MO", {"near": "St. Louis, MO"}),
    ("Portland OR", {"near": "Portland, OR"}),
    ("near portland or salem", {"near": "portland"}),
    ("near Kansas City, Missouri", {"near": "Kansas City, MO"}),
    (
        "my sister uses heroin, from Bakersfield",
        {"for": "sibling", **HEROIN, "near": "Bakersfield"},
    ),
    ("near me", {}),
    ("in Texas", {}),
    ("in Reno NV or in Sparks NV", {}),  # two as clear: a question, not a guess
    (
        "I live in Dallas TX but we look near Austin TX for my brother",
        {"for": "sibling", "near": "Austin, TX"},
    ),
]

DANGERS = [
    ("someone is overdosing now", {"danger": ["overdose_now"]}),
    ("my girlfriend overdosed last year", {"for": "partner"}),
    ("my wife wants to die", {"for": "spouse", "danger": ["suicidal"]}),
    ("he hits me", {"danger": ["violence"]}),
    (
        "I'm afraid of my husband, he drinks",
        {"for": "spouse", **ALCOHOL, "afraid": "yes"},
    ),
    ("I'm scared for him", {}),
]

NONSENSE = [
    ("", {}),
    ("   ", {}),
    ("?!...", {}),
    ("asdf qwer zxcv", {}),
    ("my dog ate my homework", {}),
    ("he drinks coffee", {}),
    ("12345678901234567890", {}),
    ("the finance instance of a friendly feather", {}),
]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [*PLAIN, *SLIPS, *DENIALS, *SELF_AND_TWO, *PLACES, *DANGERS, *NONSENSE],
)
def test_a_sentence_fills_in_what_it_says_and_nothing_else(sentence, expected):
    understood = understand(sentence)

    assert write_answers(understood.answers) == expected
