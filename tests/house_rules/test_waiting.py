"""A browser's test waits for what a click brings: a click returns before the next page is there."""

import ast
import re
from itertools import chain

import pytest

from tests.support.house import modules

ACTS = re.compile(r"\.click\(\)$|\.press\('Enter'\)$")
WAITS = re.compile(r"\bexpect\b|expect_|wait_for|\bwalk\.")
"""A walk waits for each page by itself."""
LEAVES = re.compile(r"\.(?:goto|reload|go_back|go_forward)\(")
"""What the click asked for may not even have been sent."""


def read_too_early(source):
    """Return the lines that look at a page after a click, or leave it, without waiting."""
    runs = (ast.FunctionDef, ast.With, ast.For, ast.While, ast.If)
    bodies = (each.body for each in ast.walk(ast.parse(source)) if isinstance(each, runs))
    return list(chain.from_iterable(map(_read_too_early, bodies)))


def _read_too_early(body):
    lines, acted = [], False
    for each in body:
        said = ast.unparse(each)
        if WAITS.search(said):
            acted = False
        elif acted and (isinstance(each, ast.Assert) or LEAVES.search(said)):
            lines.append(each.lineno)
        elif ACTS.search(said):
            acted = True
    return lines


def test_no_test_looks_at_a_page_that_is_on_its_way():
    found = {name: read_too_early(source) for name, source in modules("tests/browser")}

    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["page.locator('a').click()", "assert page.url == '/'"], [3]),
        (["page.keyboard.press('Enter')", "line = page.locator('p')", "assert line.count()"], [4]),
        (["page.locator('a').click()", "expect(page).to_have_title('A')", "assert page.url"], []),
        (["page.locator('a').click()", "page.wait_for_url('/')", "assert page.url"], []),
        (["page.locator('a').click()", "page.reload()"], [3]),
        (["page.locator('a').click()", "page.goto('/')", "expect(page).to_have_title('A')"], [3]),
        (["with page.expect_navigation():", "    page.click()", "assert page.url"], []),
        (["assert page.url", "page.locator('a').click()"], []),
        (["with a_page() as page:", "    page.locator('a').click()", "    page.reload()"], [4]),
    ],
)
def test_a_look_that_comes_too_early_is_noticed(lines, expected):
    source = "\n    ".join(["def test_something(page):", *lines])

    assert read_too_early(source) == expected
