"""One entrance for people and machines."""

import re
import subprocess

from tests.support.house import HOUSE


def dev(*arguments):
    return subprocess.run(
        ["./dev", *arguments], check=False, cwd=HOUSE, capture_output=True, text=True
    )


def test_help_names_every_command():
    commands = re.findall(r"^cmd_(\w+)\(\)", (HOUSE / "dev").read_text(), re.MULTILINE)

    page = dev("help").stdout

    assert [name for name in commands if not re.search(rf"^  {name}\b", page, re.MULTILINE)] == []


def test_an_unknown_command_is_refused_with_the_help_page():
    answer = dev("no-such-command")

    assert answer.returncode == 2
    assert "usage: ./dev COMMAND" in answer.stderr


def test_ci_runs_the_check_and_the_tests_and_nothing_else():
    run = (HOUSE / ".ci" / "run").read_text().splitlines()

    assert [line for line in run if line.startswith("./dev")] == ["./dev check", "./dev test"]
    assert len(run) == 5
