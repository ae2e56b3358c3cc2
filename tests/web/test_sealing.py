import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.web.sealing import Contents, SealBroken, Sealer

SEALER = Sealer("a-key-that-only-tests-know-0123456789")
json_values = st.dictionaries(
    st.text(),
    st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists),
)


@given(values=json_values, when=st.floats(0, 4e9))
def test_what_was_sealed_comes_out_the_same(values, when):
    contents = Contents(values, when)

    assert SEALER.open(SEALER.seal(contents)) == contents


def test_nothing_inside_can_be_read():
    sealed = SEALER.seal(Contents({"substances": ["heroin"]}, 1.0))

    assert "heroin" not in sealed
    assert sealed.replace("-", "").replace("_", "").isalnum()


def test_the_same_contents_never_look_the_same_twice():
    contents = Contents({"substances": ["heroin"]}, 1.0)

    assert SEALER.seal(contents) != SEALER.seal(contents)


@pytest.mark.parametrize(
    "broken",
    ["", "A", "not ours", "é", "AAAA", "A" * 300, "====", "\x00"],
)
def test_what_is_not_ours_does_not_open(broken):
    with pytest.raises(SealBroken):
        SEALER.open(broken)


def test_one_changed_character_breaks_the_seal():
    sealed = SEALER.seal(Contents({"a": 1}, 1.0))
    middle = len(sealed) // 2
    changed = sealed[:middle] + ("B" if sealed[middle] == "A" else "A") + sealed[middle + 1 :]

    with pytest.raises(SealBroken):
        SEALER.open(changed)


def test_another_key_does_not_open_it():
    sealed = Sealer("another-key-that-only-tests-know-0123").seal(Contents({"a": 1}, 1.0))

    with pytest.raises(SealBroken):
        SEALER.open(sealed)


def test_its_length_does_not_tell_one_answer_from_another():
    yes = SEALER.seal(Contents({"afraid": "yes"}, 1.0))
    skipped = SEALER.seal(Contents({"afraid": "skip", "pregnant": "unknown"}, 1.0))

    assert len(yes) == len(skipped)
