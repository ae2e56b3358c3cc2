"""The phrases of a sentence that give an answer, longest first, with slips set right."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from matcher.domain.answers import Within
from matcher.domain.one_box.lexicon import LONGEST, PHRASES, RELATIONS, About, Meaning
from matcher.domain.one_box.ordinary import CARRYING, NEGATORS, word_set
from matcher.domain.one_box.words import Word, corrected

VOCABULARY = frozenset(word for phrase in PHRASES for word in phrase) | RELATIONS.keys()
ORDINARY = VOCABULARY | CARRYING | NEGATORS

_TOO_NEAR = frozenset({"smack", "crack", "percs", "peers", "humana", "experiential"})
"""Words with so many neighbours that a slip of theirs could be anything."""

_CORRECTABLE = (
    {phrase[0] for phrase in PHRASES if len(phrase) == 1}
    | RELATIONS.keys()
    | {"methadone", "suboxone", "buprenorphine", "naltrexone", "vivitrol", "insurance", "private"}
    | {"prescription", "couples", "counseling", "therapy", "withdrawal", "seizure", "sessions"}
) - _TOO_NEAR
_NOT_ALCOHOL = frozenset({"water", "coffee", "tea", "soda", "milk", "juice"})
_NOT_ANYWHERE = frozenset({"but", "except", "in", "near", "around", "within", "on"})
_SEIZURE = frozenset({"seizure", "seizures"})
_WITHDRAWAL = frozenset(
    {"withdrawal", "withdrawals", "withdrawing", "detox", "detoxed", "detoxing", "stop", "stops"}
    | {"stopped", "stopping", "quit", "quits", "quitting"}
)
_YEARS_OLD = frozenset({"yo", "year-old", "yr-old"})
_NOT_SLIPS = word_set(
    """
    already anxious beers bento bipartisan bother bothered bothers brothers cashew child
    children chile clients cocoon compiles complies corner couple coupled craft crash
    daughters decreased depressing draining drawing drifting drilling drinkable drinkers
    driving early farther fathers feather fiend finance financed finances france friday
    friendly friends frozen further gambit herein heroic instance meeting metal metals moth
    mothers neighbors neighbour neighbours parent parents parties partly partners partying
    patent patience pearls pears peer police president pretend printing privately reads ready
    refuse refused resident reuses sections shrinking siblings sister sisters sons spoused
    spouses stations suicide thinking track traumatic violet violin vodkas whine wife wind
    winds wines withdrawn withdraws wives
    """
)
"""True words that only look like slips."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Some words of the sentence, and the answer they give."""

    first: int
    last: int
    meaning: Meaning


def spelled(words: Sequence[Word]) -> list[str]:
    """Return the words in their plain form, slips of spelling set right."""
    return [_spelled(word) for word in words]


def phrases(plain: Sequence[str], words: Sequence[Word], taken: Collection[int]) -> list[Phrase]:
    """Find the phrases among the words that are not *taken*."""
    found: list[Phrase] = []
    here = 0
    while here < len(plain):
        phrase = None if here in taken else _phrase(plain, words, taken, here)
        if phrase is None:
            here += 1
        else:
            found.append(phrase)
            here = phrase.last + 1
    return found


def _spelled(word: Word) -> str:
    if word.plain in ORDINARY or word.plain in _NOT_SLIPS:
        return word.plain
    return corrected(word.plain, _CORRECTABLE)


def _phrase(
    plain: Sequence[str], words: Sequence[Word], taken: Collection[int], here: int
) -> Phrase | None:
    for length in range(min(LONGEST, len(plain) - here), 0, -1):
        run = range(here, here + length)
        whole = not any(words[each].before for each in run[1:]) and not any(
            each in taken for each in run
        )
        meaning = PHRASES.get(tuple(plain[here : here + length])) if whole else None
        if meaning is not None and not _is_something_else(plain, here + length):
            return Phrase(here, here + length - 1, meaning)
    return _in_context(plain, words, here)


def _is_something_else(plain: Sequence[str], after: int) -> bool:
    """Whether what follows makes another thing of it: “drinks coffee”."""
    follows = plain[after] if after < len(plain) else ""
    return follows in _NOT_ALCOHOL or (plain[after - 1] == "anywhere" and follows in _NOT_ANYWHERE)


def _in_context(plain: Sequence[str], words: Sequence[Word], here: int) -> Phrase | None:
    """Read what gives an answer only together with words elsewhere."""
    if plain[here] in _SEIZURE and _WITHDRAWAL & set(_sentence(plain, words, here)):
        return Phrase(here, here, Meaning("withdrawal_history", "seizure"))
    if not plain[here].isdecimal():
        return None
    number, after = int(plain[here]), plain[here + 1 : here + 3]
    if after[:1] in (["miles"], ["mile"]) and str(number) in set(Within):
        return Phrase(here, here + 1, Meaning("within", str(number), About.FAMILY))
    years = _years_old(plain, here, after)
    if years and 10 <= number < 18:
        return Phrase(here, here + years - 1, Meaning("who", "adolescents"))
    return None


def _years_old(plain: Sequence[str], here: int, after: Sequence[str]) -> int:
    """Return how many words say an age, the number among them; 0 where it is none."""
    if after[:1] and after[0] in _YEARS_OLD:
        return 2
    if len(after) == 2 and after[0] in {"year", "years", "yr", "yrs"} and after[1] == "old":
        return 3
    return int(here > 0 and plain[here - 1] in {"age", "aged"})


def _sentence(plain: Sequence[str], words: Sequence[Word], here: int) -> Iterator[str]:
    """Yield the words of the sentence that *here* stands in."""
    first = here
    while first > 0 and words[first].before != ".":
        first -= 1
    for position in range(first, len(plain)):
        if position > here and words[position].before == ".":
            return
        yield plain[position]
