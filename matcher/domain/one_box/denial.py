"""Whether what a phrase says is said, denied, or left open."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from matcher.domain.one_box.ordinary import (
    BASE_VERBS,
    DOUBTS,
    NEGATING_PHRASES,
    NEGATORS,
    NOT_NEGATING,
    STOPPED,
    STOPPING,
)
from matcher.domain.one_box.phrases import Phrase
from matcher.domain.one_box.words import Word


class Said(StrEnum):
    """How a phrase is meant."""

    YES = "yes"
    NO = "no"
    OPEN = "open"  # in doubt, or denied twice: nobody should guess


REACH = 6
"""Words that a denial reaches over."""

_ENDS_DENIAL = frozenset({"but", "and", "because", "so", "who", "only", "just", "then", "now"})
_SUBJECTS = frozenset({"i", "he", "she", "we", "they"})
_JOINS = frozenset({"or", "nor", "and", "&"})
_ONLY = frozenset({"anything", "everything", "anywhere", "nothing", "anyone"})
_CANNOT = frozenset({"to", "cant", "cannot", "couldnt", "never", "wont", "not", "hasnt", "doesnt"})


def how_said(phrases: Sequence[Phrase], plain: Sequence[str], words: Sequence[Word]) -> list[Said]:
    """Say of each phrase, in order, how it is meant."""
    said: list[Said] = []
    for position, phrase in enumerate(phrases):
        before = phrases[position - 1] if position else None
        how = _alone(phrase, plain, words)
        if how is Said.YES and before is not None and said[-1] is not Said.YES:
            how = _joined(before, phrase, said[-1], plain, words)
        said.append(how)
    return said


def denied_from(phrase: Phrase, plain: Sequence[str], words: Sequence[Word]) -> int:
    """Return the word where the denial of *phrase* begins, or its own first one."""
    for here in range(phrase.first - 1, max(phrase.first - REACH, 0) - 1, -1):
        if words[here + 1].before:
            break
        if _denies(plain, here):
            return here
    return phrase.first


def _alone(phrase: Phrase, plain: Sequence[str], words: Sequence[Word]) -> Said:
    """Count the denials in front of one phrase."""
    denials = 0
    here = phrase.first - 1
    reach = 0
    while here >= 0 and reach < REACH and not words[here + 1].before:
        if _doubts(plain, here):
            return Said.OPEN
        if plain[here] in _ENDS_DENIAL and not _but_of_all(plain, here):
            if plain[here] not in {"only", "just"} or denials:
                break
        elif plain[here] in _SUBJECTS:
            return Said.OPEN if _doubted_before(plain, words, here) else _counted(denials)
        denials += _denies(plain, here)
        if plain[here] == "nor":
            break  # its “neither” stands before the first of the list
        here -= 1
        reach += 1
    return _counted(denials)


def _counted(denials: int) -> Said:
    return (Said.YES, Said.NO)[denials] if denials < 2 else Said.OPEN


def _denies(plain: Sequence[str], here: int) -> bool:
    """Whether the word at *here* begins a denial of what follows."""
    for phrase in NOT_NEGATING:
        if tuple(plain[here : here + len(phrase)]) == phrase:
            return False
    for phrase in NEGATING_PHRASES:
        if tuple(plain[here : here + len(phrase)]) == phrase:
            return not (phrase[0] == "clean" and plain[here - 1 : here] == ["get"])
    if plain[here] in STOPPED and plain[here - 1] not in _CANNOT:
        return here > 0
    if plain[here] not in NEGATORS:
        return False
    following = plain[here + 1 : here + 5]
    return not any(word in STOPPING for word in following)


def _doubts(plain: Sequence[str], here: int) -> bool:
    return any(tuple(plain[here : here + len(each)]) == each for each in DOUBTS)


def _doubted_before(plain: Sequence[str], words: Sequence[Word], here: int) -> bool:
    """Whether somebody says just before a subject that they do not know."""
    for position in range(here - 1, max(here - REACH, 0) - 1, -1):
        if words[position + 1].before:
            return False
        if _doubts(plain, position):
            return True
    return False


def _but_of_all(plain: Sequence[str], here: int) -> bool:
    """Whether this “but” belongs to “anything but”, “nothing but”."""
    return plain[here] == "but" and here > 0 and plain[here - 1] in _ONLY


def _joined(
    before: Phrase, phrase: Phrase, said: Said, plain: Sequence[str], words: Sequence[Word]
) -> Said:
    """Carry a denial on along a list: “no heroin, cocaine or meth”."""
    between = plain[before.last + 1 : phrase.first]
    marks = {words[here].before for here in range(before.last + 1, phrase.first + 1)}
    if "." in marks or not all(word in _JOINS or word in BASE_VERBS for word in between):
        return Said.YES
    if not between and marks == {""}:
        return Said.YES
    finite = plain[phrase.first].endswith("s") and before.meaning != phrase.meaning
    if "and" in between and finite and plain[phrase.first] in {"drinks", "gambles"}:
        return Said.YES
    if {"or", "nor"} & set(between):
        return said
    return Said.OPEN
