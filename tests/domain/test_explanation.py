from datetime import date

import pytest
from hypothesis import given

from matcher.domain.criteria import Criterion, Kind
from matcher.domain.explanation import (
    Explainer,
    evidence_name,
    explain,
    findings,
    reason,
    written,
)
from matcher.domain.outcome import Outcome
from matcher.domain.program import NEVER_TOLD, Answer
from matcher.domain.provenance import Evidence, Provenance, Statement
from matcher.domain.ranking import rank
from matcher.importers.seeds import read_taxonomy
from tests.builders import SURVEY, a_fact, a_program, a_taxonomy, a_term, must, some_needs, wish
from tests.strategies import TERMS, directories, needs

MET, UNKNOWN, UNLISTED, UNMET = Outcome.MET, Outcome.UNKNOWN, Outcome.UNLISTED, Outcome.UNMET
TAXONOMY = a_taxonomy([a_term(slug) for slug in (*TERMS, "family_nights", "100%_sober")])
VOCABULARY = read_taxonomy()
CALL = a_fact().provenance


def said(program, *terms):
    criterion = Criterion(terms)
    return str(reason(program, criterion, criterion.outcome(program.outcome), TAXONOMY))


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (MET, "Lists couples (SAMHSA directory 2023)."),
        (UNMET, "Says no to couples (SAMHSA directory 2023)."),
        (UNLISTED, "Answered that part of the survey and did not list couples. Ask."),
    ],
)
def test_each_answer_of_a_survey_has_its_sentence(outcome, expected):
    assert said(a_program(says={"couples": outcome}), "couples") == expected


def test_silence_is_said_to_be_silence():
    assert said(a_program(), "couples") == "Did not say anything about couples. Ask."


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (Statement.YES, "Lists couples (a call to the program, 3 March 2026)."),
        (Statement.NO, "Says no to couples (a call to the program, 3 March 2026)."),
        (
            Statement.CLEARED,
            "Nobody could confirm couples (a call to the program, 3 March 2026). Ask.",
        ),
    ],
)
def test_a_curator_s_word_is_cited_with_its_day(statement, expected):
    answer = Answer(statement.outcome, CALL)

    assert said(a_program(answers={"couples": answer}), "couples") == expected


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (Statement.YES, "It was yes on 3 March 2026; ask whether it still is."),
        (Statement.NO, "It was no on 3 March 2026; ask whether it still is."),
        (Statement.CLEARED, "It was not certain on 3 March 2026."),
    ],
)
def test_what_ran_out_is_said_with_the_day_it_was_true(statement, expected):
    lapsed = Answer(UNKNOWN, None, lapsed=a_fact("couples", statement))

    assert said(a_program(answers={"couples": lapsed}), "couples") == (
        f"Did not say anything about couples. Ask. {expected}"
    )


def test_what_ran_out_without_a_day_names_none():
    lapsed = Answer(UNKNOWN, None, lapsed=a_fact("couples", on=None))

    assert said(a_program(answers={"couples": lapsed}), "couples").endswith(
        "An earlier answer has run out."
    )


@pytest.mark.parametrize(
    ("says", "expected"),
    [
        ({"couples": MET, "detox": UNMET}, "Lists couples (SAMHSA directory 2023)."),
        ({"couples": MET, "detox": MET}, "Lists couples and detox (SAMHSA directory 2023)."),
        (
            {"couples": UNMET, "detox": UNMET, "medicaid": UNMET},
            "Says no to couples, detox or medicaid (SAMHSA directory 2023).",
        ),
        (
            {"couples": UNMET, "detox": UNMET},
            "Did not say anything about medicaid. Ask.",
        ),
    ],
)
def test_any_of_several_terms_names_those_that_decided(says, expected):
    assert said(a_program(says=says), "couples", "detox", "medicaid") == expected


def test_each_source_stands_behind_what_it_says():
    program = a_program(
        answers={
            "couples": Answer(MET, CALL),
            "detox": Answer(MET, SURVEY),
            "medicaid": Answer(MET, SURVEY),
        }
    )

    assert said(program, "couples", "detox", "medicaid") == (
        "Lists couples (a call to the program, 3 March 2026), detox and medicaid"
        " (SAMHSA directory 2023)."
    )


def test_an_answer_of_unknown_source_is_said_without_one():
    assert said(a_program(answers={"couples": Answer(MET)}), "couples") == "Lists couples."


def test_a_per_cent_sign_in_a_phrase_or_a_source_stands_for_itself():
    source = Provenance("the 100% list", None, Evidence.PROGRAM)
    program = a_program(answers={"100%_sober": Answer(MET, source)})

    assert said(program, "100%_sober") == "Lists 100% sober (the 100% list)."


@pytest.mark.parametrize("term", VOCABULARY.terms.values(), ids=lambda term: term.slug)
@pytest.mark.parametrize("outcome", Outcome)
def test_every_term_has_a_reason_for_every_answer(term, outcome):
    program = a_program(says={term.slug: outcome})

    sentence = str(reason(program, Criterion((term.slug,)), outcome, VOCABULARY))

    assert term.phrase in sentence
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert term.question.endswith("?")


def test_one_answer_explains_itself_on_a_program_s_own_page():
    assert str(explain(Answer(MET, SURVEY), "aftercare")) == (
        "Lists aftercare (SAMHSA directory 2023)."
    )
    assert str(explain(NEVER_TOLD, "aftercare")) == "Did not say anything about aftercare. Ask."


def test_findings_come_musts_first_then_wishes_in_the_order_given():
    asked = some_needs(
        musts=(must("detox"), must("couples")),
        wishes=(wish("medicaid", weight=3), wish("detox", weight=1)),
    )
    program = a_program(says={"detox": MET})
    standing = rank([program], asked).matches[0].standing

    found = findings(program, standing, asked, TAXONOMY)

    assert [(each.kind, each.criterion.terms, each.weight) for each in found] == [
        (Kind.MUST, ("detox",), None),
        (Kind.MUST, ("couples",), None),
        (Kind.WISH, ("medicaid",), 3),
        (Kind.WISH, ("detox",), 1),
    ]
    assert [each.outcome for each in found] == [MET, UNKNOWN, UNKNOWN, MET]
    assert [each.points for each in found[:2]] == [0, 0]


@given(directories(), needs())
def test_findings_and_the_parts_of_the_score_add_up_to_it(programs, asked):
    for match in rank(programs, asked).matches:
        program = next(each for each in programs if each.id == match.standing.id)

        found = findings(program, match.standing, asked, TAXONOMY)

        parts = match.standing.arithmetic
        total = sum(each.points for each in found) + parts.distance_points + parts.base_points
        assert total == pytest.approx(parts.score, abs=1e-9)


@given(directories(), needs())
def test_many_programs_explained_together_are_explained_as_each_alone(programs, asked):
    ranking = rank(programs, asked)
    by_id = {program.id: program for program in programs}
    together = Explainer(asked, TAXONOMY)

    for match in ranking.matches:
        alone = findings(by_id[match.standing.id], match.standing, asked, TAXONOMY)
        assert together.findings(by_id[match.standing.id], match.standing) == alone


def test_programs_that_answer_alike_share_a_finding_within_one_search():
    answer = Answer(MET, SURVEY)
    one, other = (a_program(id_, answers={"couples": answer}) for id_ in ("one", "other"))
    asked = some_needs(musts=(must("couples"),))
    first, second = (match.standing for match in rank([one, other], asked).matches)
    explainer = Explainer(asked, TAXONOMY)

    shared = explainer.findings(one, first)

    assert [str(each.reason) for each in shared] == ["Lists couples (SAMHSA directory 2023)."]
    assert explainer.findings(other, second) is shared


def test_programs_that_answer_one_thing_alike_share_that_finding():
    both, one_alone = Answer(MET, SURVEY), Answer(UNKNOWN)
    one = a_program("one", answers={"couples": both, "aftercare": both})
    other = a_program("other", answers={"couples": both, "aftercare": one_alone})
    asked = some_needs(musts=(must("couples"),), wishes=(wish("aftercare"),))
    first, second = (match.standing for match in rank([one, other], asked).matches)
    explainer = Explainer(asked, TAXONOMY)

    here, there = explainer.findings(one, first), explainer.findings(other, second)

    assert here[0] is there[0]
    assert (here[1].outcome, there[1].outcome) == (MET, UNKNOWN)


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2026, 3, 3), "3 March 2026"), (date(2025, 12, 31), "31 December 2025")],
)
def test_a_date_is_written_out(day, expected):
    assert str(written(day)) == expected


@pytest.mark.parametrize("evidence", Evidence)
def test_every_kind_of_evidence_has_a_name(evidence):
    assert str(evidence_name(evidence))
