import json

import pytest

from tests.planning import WHY_DETOX, WITH_ALCOHOL

HEROIN = {"near": "Fresno, CA", "within_miles": 50, "substances": "heroin"}


@pytest.fixture
def plan(town, tmp_path):
    """Run `plan` over a town, with one file of answers a person."""
    runner = town.test_cli_runner()

    def run(*words, people=(HEROIN,), **more):
        files = []
        for number, person in enumerate(people):
            path = tmp_path / f"person-{number}.json"
            path.write_text(person if isinstance(person, str) else json.dumps(person))
            files += ["--answers", str(path)]
        return runner.invoke(args=["plan", *words, *files], **more)

    return run


def test_it_lists_the_steps_with_programs_hand_overs_and_questions(plan):
    result = plan()

    assert result.exit_code == 0
    assert "Medicine first: " in result.stdout
    assert "1. Detox with a bed and medical staff" in result.stdout
    assert (
        "Pear Tree Detox (Orchard House), Fresno, CA, 559-555-0100, 3.5 miles from home"
        in result.stdout
    )
    assert "at Orchard House before discharge." in result.stdout
    assert "- What will it cost us, in writing?" in result.stdout
    assert "4. Aftercare" in result.stdout


def test_a_gap_names_the_nearest_program_and_the_helpline(plan):
    result = plan("--within", "10")

    assert "A gap: no program here lists what this step needs." in result.stdout
    assert "The nearest farther away: Orchard House, Fresno, CA" in result.stdout
    assert "1-800-662-4357" in result.stdout


def test_it_says_why_detox_comes_before_medicine(plan):
    result = plan(people=[WITH_ALCOHOL])

    assert "Detox with medicine, then home: " in result.stdout
    assert WHY_DETOX in result.stdout


def test_two_files_are_two_people(plan):
    alcohol = {"substances": "alcohol"}

    result = plan(people=[HEROIN | {"couples": "wanted"}, alcohol])

    assert "Medicine first, person 1" in result.stdout
    assert "The plan, person 2" in result.stdout
    assert "Together: sessions as a couple" in result.stdout


def test_json_is_what_the_api_answers(plan, town):
    printed = json.loads(plan("--json").stdout)

    assert printed == town.test_client().post("/api/v1/plans", json={"people": [HEROIN]}).json


def test_answers_may_come_by_standard_input(plan):
    result = plan("--near", "93701", "--answers", "-", people=[], input='{"substances": "alcohol"}')

    assert result.exit_code == 0
    assert "Plans from Fresno, CA 93701, anywhere." in result.stdout


@pytest.mark.parametrize(
    ("words", "people", "line"),
    [
        ([], [], "--answers"),
        ([], [HEROIN] * 3, "one file or two"),
        ([], ["{"], "is not JSON"),
        ([], [HEROIN | {"substances": ["heroin", "wine"]}], "substances[1]"),
        ([], [{"substances": "heroin"}], "--near"),
        (["--near", "Springfield"], [HEROIN], "Springfield, IL"),
        (["--near", "Nowhere At All"], [HEROIN], "--near"),
        (["--within", "0"], [HEROIN], "--within"),
        (["--within", "far"], [HEROIN], "--within"),
    ],
)
def test_bad_input_is_one_line_and_ends_with_2(plan, words, people, line):
    result = plan(*words, people=people)

    assert result.exit_code == 2
    assert line in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
