"""Sentences on a page stand apart: Jinja takes away the end of a line that ends in a block."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parents[2] / "templates"
BRANCH = r"\{% (?:elif|else|endif|endfor|endblock|endcall|endset|pluralize)\b"
APART = rf"{BRANCH}|\{{%-|\{{\{{ [\"'] [\"'] \}}\}}|</|<(?:p|ul|ol|dl|div|form|section)\b"
GLUED = re.compile(
    r"[.:?]\{% endtrans %\}(?:\{% endif %\})?\n\s*" rf"(?!{APART})(?=\S)(?P<next>.*)"
)


def glued(template):
    """Return the lines that a reader would see begin without a blank."""
    return [match["next"] for match in GLUED.finditer(template)]


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("{% trans %}One.{% endtrans %}\n  {{ _('Two.') }}", 1),
        ("{% trans %}One.{% endtrans %}\n{% if more %}{{ _('Two.') }}{% endif %}", 1),
        ("{% trans %}One.{% endtrans %}{% endif %}\n<a href='/'>Two</a>", 1),
        ("{% trans %}One.{% endtrans %}{{ ' ' }}\n  {{ _('Two.') }}", 0),
        ("{% trans %}One.{% endtrans %}\n{% else %}{{ _('Two.') }}", 0),
        ("{% trans %}One.{% endtrans %}\n</p>", 0),
    ],
)
def test_what_is_glued_is_found(template, found):
    assert len(glued(template)) == found


def test_no_two_sentences_are_glued():
    found = {
        str(path.relative_to(TEMPLATES)): lines
        for path in TEMPLATES.rglob("*.html")
        if (lines := glued(path.read_text(encoding="utf-8")))
    }

    assert found == {}
