"""Every dependency is pinned, hashed, and argued for."""

import re

import pytest

from tests.support.house import HOUSE

LOCKS = ("requirements.txt", "requirements-dev.txt")
PINNED = re.compile(
    r"^[a-z0-9][a-z0-9-]*(?:\[[a-z,]+\])?==[^ ;]+(?: ; [^\\]+?)?(?: --hash=sha256:[0-9a-f]{64})+$"
)
ADDRESS = re.compile(r"://|^\s*-(?!-hash)|--(?:index|extra|find|trusted)", re.MULTILINE)


def requirements(lock):
    """Return the requirements of a lock file, one line each, comments gone."""
    joined = re.sub(r"\\\n\s*", "", lock)
    lines = (re.sub(r"(^|\s)#.*$", "", line).strip() for line in joined.splitlines())
    return [line for line in lines if line]


def asked_for(name):
    """Return the names that *name* asks for directly."""
    lines = (HOUSE / name).read_text().splitlines()
    return {re.split(r"[\[<>=~! ;]", line)[0] for line in lines if line and line[0] not in "#-"}


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_is_pinned_and_hashed(name):
    found = requirements((HOUSE / name).read_text())

    assert found
    assert [line for line in found if not PINNED.match(line)] == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_address(name):
    text = (HOUSE / name).read_text()

    assert ADDRESS.findall(re.sub(r"#.*", "", text)) == []


@pytest.mark.parametrize(
    "line",
    [
        "flask",
        "flask>=3.1 --hash=sha256:" + "0" * 64,
        "flask==3.1.3",
        "flask @ file:flask.whl",
    ],
)
def test_a_loose_requirement_is_noticed(line):
    assert not PINNED.match(line)


@pytest.mark.parametrize("line", ["--find-links x", "-i x", "--index-url https:" + "//x.example"])
def test_an_address_in_a_lock_is_noticed(line):
    assert ADDRESS.search(line)


@pytest.mark.parametrize("stem", ["requirements", "requirements-dev"])
def test_a_lock_holds_what_was_asked_for(stem):
    locked = {
        re.split(r"[\[=]", line)[0] for line in requirements((HOUSE / f"{stem}.txt").read_text())
    }

    assert asked_for(f"{stem}.in") - locked == set()


def test_both_locks_agree():
    run, dev = (set(requirements((HOUSE / name).read_text())) for name in LOCKS)

    assert run - dev == set()


def test_every_dependency_is_argued_for_in_a_decision():
    decisions = " ".join(path.read_text() for path in (HOUSE / "docs/adr").glob("*.md")).lower()
    argued = set(re.findall(r"`([a-z0-9-]+)(?:\[[a-z]+\])?`", decisions))

    assert asked_for("requirements.in") | asked_for("requirements-dev.in") <= argued
