"""What may be committed: no stranger's host, no machine's path, nobody's data, nothing too long."""

import hashlib
import re
import tomllib

import pytest

from tests.support.house import HOUSE, files, modules, named, texts

HOSTS = {
    # Where people are sent, or where a fact comes from.
    "findtreatment.gov": "the government's own directory, named on every page with listings",
    "www.samhsa.gov": "source of the directory",
    "988lifeline.org": "helpline",
    # Names of formats: never asked, only quoted.
    "docs.openreferral.org": "HSDS, the standard our open data follows",
    "openreferral.org": "HSDS's credit line",
    "json-schema.org": "the name of a JSON Schema dialect",
    "www.w3.org": "the name of SVG",
    "schemas.openxmlformats.org": "the names inside a workbook",
    "keepachangelog.com": "the form of CHANGELOG.md",
    # Loopback, and what can belong to nobody.
    "127.0.0.1": "this machine",
    "localhost": "this machine",
    "192.0.2.1": "documentation address (TEST-NET-1), used as a third party in tests",
}
HTTPS = "https:" + "//"
RESERVED = (".example", ".test", ".invalid", ".localhost")
HOST = re.compile(r"""(?:https?|ftp|wss?)://(?:[^\s/@"'<>]*@)?([A-Za-z0-9][A-Za-z0-9.-]*)""")
REGISTRIES = re.compile(
    "|".join(["pypi" + r"\.org", "python" + "hosted", r"npmjs\." + "org", r"debian\." + "org"])
)
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:" + "work/|root/|opt/wheels" + r")")
SECRETS = re.compile(
    "-----BEGIN [A-Z ]*PRIVATE" + " KEY-----|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}"
)
MEGABYTE = 1_000_000
LONGEST_MODULE = 600
NOT_OURS_TO_PUBLISH = {
    "e1df0a3d43f28c9410a45ab6bdb6250bfd19f5d176a97f893f15d63ff15c154b": "SA directory 2022",
    "550715b0e57b2eecd75c0cb937ecaafaf337e3cfc5e7c655d57f7a3c00493fa3": "SU directory 2023",
}


def strange_hosts(text):
    """Return the hosts that *text* names and the house does not know."""
    found = {host.lower().rstrip(".") for host in HOST.findall(text)}
    return {
        host
        for host in found
        if host not in HOSTS and not f".{host}".endswith(RESERVED) and not host.startswith("127.")
    }


def test_no_file_names_a_host_outside_the_list():
    found = {name: strange_hosts(text) for name, text in texts()}

    assert {name: hosts for name, hosts in found.items() if hosts} == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see https://findtreatment.gov/locator", set()),
        ("http://harbor.example/about and http://a.b.test", set()),
        (HTTPS + "fonts.stranger.com/css", {"fonts.stranger.com"}),
        (HTTPS + "user:word@db.stranger.com:5432", {"db.stranger.com"}),
        (HTTPS + "findtreatment.gov.stranger.com", {"findtreatment.gov.stranger.com"}),
        ("postgresql://postgres@/name", set()),  # a database's address names no web host
    ],
)
def test_a_strange_host_is_named(text, expected):
    assert strange_hosts(text) == expected


@pytest.mark.parametrize("pattern", [REGISTRIES, MACHINE_PATHS, SECRETS], ids=lambda p: p.pattern)
def test_no_file_names_a_registry_a_machine_or_a_secret(pattern):
    found = {name: pattern.findall(text) for name, text in texts()}

    assert {name: hits for name, hits in found.items() if hits} == {}


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (REGISTRIES, "--index-url files.python" + "hosted"),
        (MACHINE_PATHS, "open('/wo" + "rk/shared/x')"),
        (SECRETS, "-----BEGIN RSA PRIVATE" + " KEY-----"),
    ],
)
def test_a_registry_a_machine_and_a_secret_are_noticed(pattern, text):
    assert pattern.search(text)


def test_no_file_is_larger_than_a_megabyte():
    assert [named(path) for path in files() if path.stat().st_size > MEGABYTE] == []


def test_real_directories_are_never_committed():
    """They are the user's to import. HSDS's own schemas may be shipped, unmodified and credited."""
    given = HOUSE.parent / "shared" / "data"
    real = dict(NOT_OURS_TO_PUBLISH)
    real |= {_digest(path): path.name for path in given.glob("*.*")}

    committed = {named(path): real.get(_digest(path)) for path in files()}

    assert {name: what for name, what in committed.items() if what} == {}
    assert [name for name in committed if name.endswith((".xlsx", ".sqlite3", ".db"))] == []


def _digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_no_module_is_longer_than_fits_in_the_head():
    lines = {
        named(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in files()
        if path.suffix in {".py", ".js"}
    }

    assert {name: count for name, count in lines.items() if count > LONGEST_MODULE} == {}


REASONLESS = re.compile(
    r"#\s*(?:"
    r"noqa(?!: [A-Z]+[0-9]+(?:, ?[A-Z]+[0-9]+)*[\s#-]+[a-z'\"])"
    r"|type:\s*ignore(?!\[[\w, -]+\]\s+# ?\S)"
    r"|ruff:\s*noqa|mypy:\s*ignore-errors|fmt:\s*(?:off|skip)"
    r"|pragma:\s*no\s?cover)",
    re.IGNORECASE,
)


def reasonless(source):
    """Return the lines of *source* that silence a check without saying why."""
    return [line.strip() for line in source.splitlines() if REASONLESS.search(line)]


def test_every_silenced_check_says_why_on_its_line():
    found = {
        name: reasonless(text)
        for name, text in modules()
        if name != "tests/house_rules/test_files.py"  # holds the bad examples
    }

    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "line",
    [
        "x = 1  # noqa",
        "x = 1  # noqa: S101",
        "x = f()  # type: ignore",
        "x = f()  # type: ignore[no-any-return]",
        "# ruff: noqa: E501",
        "if x:  # pragma: no cover",
    ],
)
def test_a_check_silenced_without_a_reason_is_noticed(line):
    assert reasonless(line) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "x = 1  # noqa: S101  # a guard for the reader",
        "x = 1  # noqa: S101, E501 # a guard for the reader",
        "x = f()  # type: ignore[no-any-return]  # the library says less than it knows",
    ],
)
def test_a_check_silenced_with_a_reason_is_let_be(line):
    assert reasonless(line) == []


def unexplained_rules(pyproject):
    """Return the rules that *pyproject* switches off on a line with no comment."""
    lint = tomllib.loads(pyproject)["tool"]["ruff"]["lint"]
    switched_off = {
        *lint["ignore"],
        *(x for each in lint["per-file-ignores"].values() for x in each),
    }
    explained = re.compile(r'^\s*"([A-Z]+[0-9]*)",\s+# \S')
    said = [match[1] for line in pyproject.splitlines() if (match := explained.match(line))]
    total = len(lint["ignore"]) + sum(map(len, lint["per-file-ignores"].values()))
    return (switched_off - set(said)) or ({"one of its places"} if len(said) < total else set())


def test_every_rule_switched_off_for_the_house_says_why():
    assert unexplained_rules((HOUSE / "pyproject.toml").read_text()) == set()


def test_a_rule_switched_off_without_a_reason_is_named():
    bad = '[tool.ruff.lint]\nignore = [\n  "E501",\n]\n[tool.ruff.lint.per-file-ignores]\n'

    assert unexplained_rules(bad) == {"E501"}


def test_every_skipped_or_failing_test_says_why():
    marks = re.compile(r"pytest\.mark\.(?:skip|skipif|xfail)\b(?!\([^)]*reason=)", re.DOTALL)

    found = {name: marks.findall(text) for name, text in modules("tests/")}

    assert {name: hits for name, hits in found.items() if hits} == {}
