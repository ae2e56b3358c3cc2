"""The place a sentence names, found by its form alone; it is confirmed before it is used."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from matcher.domain.one_box.words import Word

_STATES = (
    "alabama AL, alaska AK, arizona AZ, arkansas AR, california CA, colorado CO, connecticut CT,"
    " delaware DE, district of columbia DC, florida FL, georgia GA, hawaii HI, idaho ID,"
    " illinois IL,"
    " indiana IN, iowa IA, kansas KS, kentucky KY, louisiana LA, maine ME, maryland MD,"
    " massachusetts MA, michigan MI, minnesota MN, mississippi MS, missouri MO, montana MT,"
    " nebraska NE, nevada NV, new hampshire NH, new jersey NJ, new mexico NM, new york NY,"
    " north carolina NC, north dakota ND, ohio OH, oklahoma OK, oregon OR, pennsylvania PA,"
    " puerto rico PR, rhode island RI, south carolina SC, south dakota SD, tennessee TN, texas TX,"
    " utah UT, vermont VT, virginia VA, washington WA, west virginia WV, wisconsin WI, wyoming WY"
)
STATES = {
    tuple(name.split()[:-1]): name.split()[-1]
    for name in (each.strip() for each in _STATES.split(","))
}
"""States by the words of their names."""

ABBREVIATIONS = {short.casefold(): short for short in STATES.values()}
ALSO_WORDS = frozenset(
    {"in", "or", "me", "ok", "hi", "oh", "pa", "ma", "la", "de", "co", "al", "id"}
)
"""Abbreviations that are words too: they count with a capital, or after a comma at an end."""

NEAR = frozenset({"near", "around", "outside"})
FROM = frozenset({"in", "from", "en"})
"""Words before a place that stand before much else too."""

_NEAR_IN_TWO = frozenset(
    {("close", "to"), ("cerca", "de"), ("outside", "of"), ("miles", "of"), ("miles", "from")}
)
_PLACE_WORDS = frozenset(
    {"los", "las", "la", "el", "san", "santa", "new", "st", "saint", "fort", "ft", "mt", "mount"}
)
"""Ordinary words that also stand in the names of places."""

MOST_WORDS = 4
ZIP = re.compile(r"\d{5}(-\d{4})?$")


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place as it may be looked up, and the words it stands on."""

    text: str
    first: int
    last: int
    strength: int
    """How clearly it is the place to look from: 3 a ZIP code or after “near”, 2 with its state."""


def places(text: str, words: Sequence[Word], ordinary: Collection[str]) -> Iterator[NamedPlace]:
    """Yield every place that *text* names; *ordinary* words are no part of a city's name."""
    position = 0
    while position < len(words):
        found = _zip(words, position) or _city(text, words, position, ordinary)
        if found is None:
            position += 1
        else:
            yield found
            position = found.last + 1


def _zip(words: Sequence[Word], here: int) -> NamedPlace | None:
    word = words[here].typed
    follows = words[here + 1].plain if here + 1 < len(words) else ""
    if ZIP.match(word) and follows not in {"dollars", "people", "miles"}:
        return NamedPlace(word, here, here, 3)
    return None


def _city(
    text: str, words: Sequence[Word], here: int, ordinary: Collection[str]
) -> NamedPlace | None:
    """Read a city that begins at *here*: with its state, or after a word such as “near”."""
    lead = _lead(words, here)
    name: list[Word] = []
    for position in range(here, min(here + MOST_WORDS + 1, len(words))):
        word = words[position]
        state = _state(words, position) if name else None
        if state is not None and (lead or all(each.capital for each in name)):
            short, last = state
            strength = 3 if lead in NEAR else 2
            return NamedPlace(f"{_typed(text, name)}, {short}", here, last, strength)
        if (name and word.before) or not _may_name(word, lead, ordinary):
            break
        name.append(word)
    return _alone(text, name, here, lead)


def _alone(text: str, name: list[Word], here: int, lead: str) -> NamedPlace | None:
    """Read a city without its state: after “near”, or after “in” or “from” with a capital."""
    taken = list(takewhile(lambda word: word.capital, name))
    if not taken and lead in NEAR:
        taken = name[:2]
    named = tuple(word.plain for word in taken)
    if not taken or not lead or named in STATES or named[0] in ABBREVIATIONS:
        return None
    last = here + len(taken) - 1
    return NamedPlace(_typed(text, taken), here, last, 3 if lead in NEAR else 1)


def _typed(text: str, name: Sequence[Word]) -> str:
    return text[name[0].start : name[-1].end]


def _lead(words: Sequence[Word], here: int) -> str:
    """Return the word before a place that says it is one; none where there is none."""
    if here == 0 or words[here].before:
        return ""
    before = words[here - 1].plain
    if here > 1 and (words[here - 2].plain, before) in _NEAR_IN_TWO:
        return "near"
    return before if before in NEAR | FROM else ""


def _may_name(word: Word, lead: str, ordinary: Collection[str]) -> bool:
    if not word.plain.replace("-", "").isalpha():
        return False
    of_a_place = word.plain in _PLACE_WORDS or (word.plain == "city" and word.capital)
    known = word.plain in ordinary and not of_a_place
    return not known and (word.capital or bool(lead))


def _state(words: Sequence[Word], here: int) -> tuple[str, int] | None:
    """Read a state that begins at *here*: its abbreviation and where it ends."""
    word = words[here]
    for length in (3, 2, 1):
        named = tuple(each.plain for each in words[here : here + length])
        if len(named) == length and named in STATES:
            return STATES[named], here + length - 1
    short = ABBREVIATIONS.get(word.plain)
    if short is None or (word.plain in ALSO_WORDS and not _stands_as_state(words, here)):
        return None
    return short, here


def _stands_as_state(words: Sequence[Word], here: int) -> bool:
    word = words[here]
    ends = here + 1 == len(words) or bool(words[here + 1].before)
    return word.typed.isupper() or (word.before == "," and ends)
