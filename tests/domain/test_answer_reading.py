"""Answers in and out of JSON: what is understood, what is refused by name, what is kept."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.answer_reading import (
    FIELDS,
    PARTNER_FIELDS,
    AnswersNotUnderstood,
    read_answers,
    write_answers,
)
from matcher.domain.answers import Answers, Danger, ForWhom, Payment, Substance, Within
from matcher.domain.geography import Point
from matcher.importers.seeds import read_taxonomy
from tests.families import some_answers


@given(some_answers)
def test_answers_survive_being_written_and_read(family):
    written = json.loads(json.dumps(write_answers(family)))

    assert read_answers(written) == family


def test_only_what_was_answered_is_written():
    family = Answers(substances=(Substance.HEROIN,), for_whom=ForWhom.SPOUSE, within=Within.FIFTY)

    written = write_answers(family)

    assert written == {"substances": ["heroin"], "for": "spouse", "within_miles": 50}


def test_anywhere_is_an_answer_and_a_skipped_distance_is_none():
    assert read_answers({"within_miles": None}).within is Within.ANYWHERE
    assert read_answers({}).within is None


def test_a_bare_word_is_a_list_of_one():
    family = read_answers({"substances": "heroin", "danger": "suicidal"})

    assert (family.substances, family.danger) == ((Substance.HEROIN,), (Danger.SUICIDAL,))


def test_a_repeated_word_counts_once():
    family = read_answers({"substances": ["heroin", "alcohol", "heroin"]})

    assert family.substances == (Substance.HEROIN, Substance.ALCOHOL)


def test_null_is_a_skipped_question():
    given = {field.name: None for field in FIELDS} | {"near": None, "partner": None}

    assert read_answers(given) == Answers()


def test_a_place_is_words_or_a_point():
    assert read_answers({"near": " Fresno,  CA "}).near == "Fresno, CA"
    assert read_answers({"near": {"latitude": 36.7, "longitude": -119}}).near == Point(36.7, -119)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"substance": "heroin"}, "substance"),
        ({"for_whom": "spouse"}, "for_whom"),
        ({"within": 10}, "within"),
        ({"substances": ["heroin", "tea"]}, "substances[1]"),
        ({"substances": "tea"}, "substances"),
        ({"substances": 7}, "substances"),
        ({"substances": [["heroin"]]}, "substances[0]"),
        ({"for": ["spouse"]}, "for"),
        ({"for": "cousin"}, "for"),
        ({"daily": True}, "daily"),
        ({"daily": "Yes"}, "daily"),
        ({"both_use": "unknown"}, "both_use"),
        ({"afraid": "unknown"}, "afraid"),
        ({"payment": ["gold"]}, "payment[0]"),
        ({"within_miles": 11}, "within_miles"),
        ({"within_miles": "10"}, "within_miles"),
        ({"within_miles": True}, "within_miles"),
        ({"within_miles": []}, "within_miles"),
        ({"near": ""}, "near"),
        ({"near": "x" * 81}, "near"),
        ({"near": 94110}, "near"),
        ({"near": {"latitude": 1}}, "near"),
        ({"near": {"latitude": "1", "longitude": 2}}, "near.latitude"),
        ({"near": {"latitude": 1, "longitude": False}}, "near.longitude"),
        ({"near": {"latitude": 91, "longitude": 2}}, "near"),
        ({"near": {"latitude": float("nan"), "longitude": 2}}, "near"),
        ({"partner": "heroin"}, "partner"),
        ({"partner": {"afraid": "yes"}}, "partner.afraid"),
        ({"partner": {"daily": "often"}}, "partner.daily"),
        ({"partner": {"who": ["men", "cats"]}}, "partner.who[1]"),
        ([], ""),
        ("heroin", ""),
    ],
)
def test_what_is_no_answer_is_refused_by_the_name_of_its_field(given, field):
    with pytest.raises(AnswersNotUnderstood) as refused:
        read_answers(given)

    assert [error.field for error in refused.value.errors] == [field]
    assert all(error.message.endswith(".") for error in refused.value.errors)


def test_every_error_is_named_at_once():
    with pytest.raises(AnswersNotUnderstood) as refused:
        read_answers({"for": "cousin", "near": 1, "partner": {"ready": 1}, "ages": 3})

    fields = {error.field for error in refused.value.errors}
    assert fields == {"for", "near", "partner.ready", "ages"}


def test_an_error_never_repeats_what_was_typed():
    with pytest.raises(AnswersNotUnderstood) as refused:
        read_answers({"substances": ["a secret"], "for": "a secret", "within_miles": "a secret"})

    assert "a secret" not in str(refused.value)


some_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.dictionaries(st.sampled_from([field.name for field in FIELDS]) | st.text(), some_json))
def test_any_json_is_read_or_refused(given):
    try:
        read_answers(given)
    except AnswersNotUnderstood as refused:
        assert refused.errors  # noqa: PT017  either way is right, a crash is not


def test_the_ways_to_pay_are_the_payer_terms_of_the_taxonomy():
    payers = {term.slug for term in read_taxonomy().terms.values() if term.group == "payer"}

    assert {payment.value for payment in Payment} - {"not_sure"} == payers


def test_the_partner_is_asked_the_same_words_as_the_person():
    assert set(PARTNER_FIELDS) < set(FIELDS)
