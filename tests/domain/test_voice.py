"""The voice of every sentence the domain says to people (LOOK.md)."""

import ast
import re

import pytest

from tests.support.house import HOUSE

NEVER = re.compile(
    r"\b(addicts?|abuse|clean|loved ones?|heal together|N/A|null|junkie|relapser)\b|!",
    re.IGNORECASE,
)


def sentences():
    for path in sorted((HOUSE / "matcher" / "domain").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "msg":
                said = node.args[0]
                assert isinstance(said, ast.Constant), f"{path.name}:{node.lineno} is not a literal"
                yield f"{path.stem}:{node.lineno}", said.value


SENTENCES = list(sentences())


@pytest.mark.parametrize(("where", "sentence"), SENTENCES)
def test_no_sentence_blames_or_promises_or_shouts(where, sentence):
    assert not NEVER.search(sentence)


@pytest.mark.parametrize(("where", "sentence"), SENTENCES)
def test_apostrophes_and_quotes_are_real(where, sentence):
    assert "'" not in sentence
    assert '"' not in sentence


@pytest.mark.parametrize(
    "words", ["your loved one", "get clean", "an addict", "drug abuse", "Call now!"]
)
def test_what_is_never_said_is_found(words):
    assert NEVER.search(words)
