"""Pairs of listings that may be one program: found over a whole directory in a few seconds.

Listings are compared only where they share a telling mark: a phone, a street number in a ZIP, a
rare word of the name in a ZIP, a name and street number in a town. What the comparison comes to is
`domain.resemblance`'s to say.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from matcher.domain.resemblance import Names, Phones, Places, Resemblance, Verdict
from matcher.domain.spelling import fold, name_key, place_key, street_key

MOST_OF_A_MARK = 40
"""A mark that more listings share says nothing: the central number of a chain, for one."""

NEXT_DOOR = 20
"""Street numbers so close to each other are houses of one block, often of one operator."""
SLIP_FROM = 4
"""Letters of a word in which one may be wrong; in a shorter one, none."""
TWO_SLIPS_FROM = 10
"""Letters of a word in which two may be wrong. In shorter ones they make fathers of mothers."""
FIRST_LETTER_FROM = 7
"""Letters of a word that may begin with another letter: north is not worth."""

SETTINGS = frozenset({"OP", "RES", "HI"})
SEXES = frozenset({"FEM", "MALE"})
AGES = frozenset({"CHLD", "YAD", "ADLT", "SNR"})

FILLING = frozenset({"treatment", "program", "programs", "servs", "clinic", "ctr", "office"}) | {
    *("inc", "dba", "a", "at", "in", "for")
}
"""Words of a name that tell no program from another."""

STREET_TYPES = {
    "ave": "avenue",
    "blvd": "boulevard",
    "cir": "circle",
    "ct": "court",
    "dr": "drive",
    "expy": "expressway",
    "fwy": "freeway",
    "hwy": "highway",
    "ln": "lane",
    "loop": "loop",
    "pike": "pike",
    "pkwy": "parkway",
    "pl": "place",
    "plz": "plaza",
    "rd": "road",
    "rt": "route",
    "sq": "square",
    "st": "street",
    "ter": "terrace",
    "tpke": "turnpike",
    "trl": "trail",
    "way": "way",
}
DIRECTIONS = {
    "n": "north",
    "s": "south",
    "e": "east",
    "w": "west",
    "ne": "northeast",
    "nw": "northwest",
    "se": "southeast",
    "sw": "southwest",
}
WHOLE = STREET_TYPES | DIRECTIONS | {"str": "street", "ctr": "center", "servs": "services"}
"""The words that `domain.spelling` shortens, in full, so that a slip in them can be seen."""
IN_FULL = frozenset({*STREET_TYPES.values(), "center", "services"})
"""Words so usual that another first letter is a slip."""
UNIT_LABELS = frozenset({"OccupancyIdentifier", "SubaddressIdentifier"})
UNIT_WORDS = frozenset({"OccupancyType", "SubaddressType"})
UNITS_SPELLED = frozenset(
    ("ste", "suite", "unit", "apt", "bldg", "rm", "room", "fl", "floors", "no", "number", "and")
)


@dataclass(frozen=True, slots=True)
class Listed:
    """What is compared of a listing."""

    id: str
    organization: str
    name: str
    street: str
    street2: str
    city: str
    state: str
    postal_code: str
    phone: str
    intake_phone: str
    """One or several, with “; ” between them."""
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """Two listings that may be one program."""

    one: str
    other: str
    """Their ids, the lesser first."""
    resemblance: Resemblance


@dataclass(frozen=True, slots=True)
class _Street:
    number: str
    words: tuple[str, ...]
    """The kind of street and the points of the compass among them."""
    unit: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Marks:
    """A listing taken apart, once for all its comparisons."""

    organization: tuple[str, ...]
    name: tuple[str, ...]
    """Empty where it is the operator's own."""
    street: _Street | None
    zip_code: str
    town: tuple[str, str]
    phone: str
    phones: frozenset[str]
    codes: frozenset[str]

    @property
    def words(self) -> tuple[str, ...]:
        return self.organization + self.name


def find(listings: Iterable[Listed]) -> list[Found]:
    """Return the pairs worth a look, the likest first."""
    marked = {each.id: _marks(each) for each in listings}
    found = []
    for one, other in _candidates(marked):
        resemblance = _compare(marked[one], marked[other])
        if resemblance.verdict is not Verdict.TWO:
            found.append(Found(one, other, resemblance))
    return sorted(found, key=lambda each: (-each.resemblance.score, each.one, each.other))


def compare(one: Listed, other: Listed) -> Resemblance:
    """Compare two listings, whatever they share."""
    return _compare(_marks(one), _marks(other))


def _candidates(marked: dict[str, _Marks]) -> Iterator[tuple[str, str]]:
    blocks: dict[Hashable, list[str]] = defaultdict(list)
    for id_, marks in marked.items():
        for key in _keys(marks):
            blocks[key].append(id_)
    seen: set[tuple[str, str]] = set()
    for ids in blocks.values():
        if len(ids) > MOST_OF_A_MARK:
            continue
        ids.sort()
        for at, one in enumerate(ids):
            for other in ids[at + 1 :]:
                if (one, other) not in seen:
                    seen.add((one, other))
                    yield one, other


def _keys(marks: _Marks) -> set[Hashable]:
    number = marks.street.number if marks.street else ""
    keys: set[Hashable] = {("phone", marks.zip_code, phone) for phone in marks.phones}
    keys |= {("phone", phone) for phone in marks.phones}
    if number:
        keys.add(("number", number, marks.zip_code))
        keys.add(("number", number, marks.town))
    keys |= {("word", word, marks.zip_code) for word in marks.words if len(word) > 3}
    keys |= {("beginning", word[:4], number, marks.town) for word in marks.words}
    return keys


def _compare(one: _Marks, other: _Marks) -> Resemblance:
    return Resemblance(
        _places(one, other),
        _names(one, other),
        _phones(one, other),
        settings_apart=_apart(one.codes, other.codes, SETTINGS),
        people_apart=_apart(one.codes, other.codes, SEXES) or _apart(one.codes, other.codes, AGES),
    )


def _apart(one: frozenset[str], other: frozenset[str], of: frozenset[str]) -> bool:
    """Whether both answered, and nothing in common."""
    return bool(one & of) and bool(other & of) and not (one & other & of)


def _places(one: _Marks, other: _Marks) -> Places:
    same_zip, same_town = one.zip_code == other.zip_code, one.town == other.town
    if not (same_zip or same_town):
        return Places.ELSEWHERE
    if one.street is None or other.street is None:
        return Places.NO_STREET
    streets = _streets(one.street, other.street)
    if streets in {Places.SAME, Places.UNIT_UNTOLD} and not same_zip:
        return Places.SPELLED
    return streets


def _streets(one: _Street, other: _Street) -> Places:
    """Compare two streets in one town."""
    left, right = _unmatched(one.words, other.words, anywhere=True)
    if not left | right <= STREET_TYPES.keys() | DIRECTIONS.keys():
        return Places.ELSEWHERE
    # Where one tells no kind of street, nothing contradicts; a street is seldom an avenue too.
    contradictions = sum(
        bool(left & words.keys() and right & words.keys()) for words in (STREET_TYPES, DIRECTIONS)
    )
    if one.number != other.number and not _digits_slipped(one, other):
        return Places.ELSEWHERE
    slips = contradictions + (one.number != other.number)
    if slips:
        return Places.NEAR if slips == 1 else Places.ELSEWHERE
    if one.unit != other.unit and one.unit and other.unit:
        return Places.OTHER_UNIT
    if (set(one.words) ^ set(other.words)) - left - right:
        return Places.SPELLED
    return Places.SAME if one.unit == other.unit else Places.UNIT_UNTOLD


def _digits_slipped(one: _Street, other: _Street) -> bool:
    """Whether one number is the other with a slip, and not the house next door."""
    if not _slipped(one.number, other.number, 1):
        return False
    numbers = (one.number, other.number)
    return not all(map(str.isdigit, numbers)) or abs(int(numbers[0]) - int(numbers[1])) > NEXT_DOOR


def _spelled_alike(one: str, other: str, *, anywhere: bool = False) -> bool:
    """Whether two words are a slip of the hand or a shortening apart; figures never are."""
    one, other = WHOLE.get(one, one), WHOLE.get(other, other)
    if one == other:
        return True
    if re.search(r"\d", one + other):
        return False
    shorter = min(len(one), len(other))
    anywhere = anywhere or one in IN_FULL or other in IN_FULL
    if shorter < FIRST_LETTER_FROM and one[1:] == other[1:] and not anywhere:
        return False
    allowed = (shorter >= SLIP_FROM) + (shorter >= TWO_SLIPS_FROM)
    return _slipped(one, other, allowed)


def _slipped(one: str, other: str, allowed: int) -> bool:
    """Whether at most so many letters are too many, too few, wrong or swapped."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415  for curators alone

    return OSA.distance(one, other, score_cutoff=allowed) <= allowed


def _names(one: _Marks, other: _Marks) -> Names:
    if (one.organization, one.name) == (other.organization, other.name):
        return Names.SAME
    if one.name and (one.organization, one.name) == (other.name, other.organization):
        return Names.SWAPPED
    left, right = _unmatched(one.words, other.words)
    if left and right:
        return Names.DIFFERENT
    if left or right:
        return Names.ONE_LONGER
    swapped = one.name and not any(_unmatched(one.organization, other.name))
    return Names.SWAPPED if swapped else Names.ALIKE


def _unmatched(
    one: tuple[str, ...], other: tuple[str, ...], *, anywhere: bool = False
) -> tuple[set[str], set[str]]:
    """Return the telling words of either that the other has not in any spelling.

    *anywhere*: a word may begin with another letter; few streets of one number in a ZIP do.
    """
    if "".join(one) == "".join(other):  # words written together
        return set(), set()
    mine, theirs = Counter(one) - Counter(other), Counter(other) - Counter(one)
    for word in sorted(mine):
        match = next(
            (each for each in sorted(theirs) if _spelled_alike(word, each, anywhere=anywhere)), None
        )
        if match is not None:
            del mine[word], theirs[match]
    return set(mine) - FILLING, set(theirs) - FILLING


def _phones(one: _Marks, other: _Marks) -> Phones:
    if not (one.phones and other.phones):
        return Phones.UNTOLD
    if one.phone and one.phone == other.phone:
        return Phones.SAME
    return Phones.SHARED if one.phones & other.phones else Phones.DIFFERENT


def _marks(listed: Listed) -> _Marks:
    organization = tuple(name_key(listed.organization).split())
    name = tuple(name_key(listed.name).split())
    phones = {_phone(each) for each in (listed.phone, *listed.intake_phone.split(";"))}
    return _Marks(
        organization=organization,
        name=() if name == organization else name,
        street=_street(listed.street, listed.street2),
        zip_code=listed.postal_code[:5],
        town=(place_key(listed.city), listed.state),
        phone=_phone(listed.phone),
        phones=frozenset(phones - {""}),
        codes=listed.codes & (SETTINGS | SEXES | AGES),
    )


@lru_cache(maxsize=65_536)
def _phone(written: str) -> str:
    """Return a number without its extension; empty where it is none."""
    import phonenumbers  # noqa: PLC0415  every country's rules, for curators alone

    try:
        return str(phonenumbers.parse(written, "US").national_number)
    except phonenumbers.NumberParseException:
        return ""


@lru_cache(maxsize=65_536)
def _street(street: str, street2: str) -> _Street | None:
    """Take an address apart; None where it tells no street."""
    import usaddress  # noqa: PLC0415  its model of addresses, for curators alone

    number = ""
    words: list[str] = []
    unit: set[str] = set()
    parsed = usaddress.parse(f"{street}, {street2}" if street2 else street)
    labelled = [(word, label) for word, label in parsed if not label.startswith("USPSBox")]
    streetless = not any(label.startswith("StreetName") for _, label in labelled)
    for written, label in labelled:
        if label == "AddressNumber" and not number:
            number = "-".join(fold(written).split())
            continue
        if number and not words and re.match(r"\d+/\d", written):
            number += f" {written.strip(',')}"  # 728 1/2 is the house behind
            continue
        for word in street_key(written).split():
            if label in UNIT_WORDS or _is_unit_word(word):
                continue
            if label not in UNIT_LABELS and (streetless or _of_street(label, word)):
                words.append(word)
            else:
                unit.add(word)
    if not (number or words):
        return None
    return _Street(number, tuple(words), frozenset(unit))


def _of_street(label: str, word: str) -> bool:
    return label.startswith("StreetName") or label == "AddressNumber" or word in DIRECTIONS


def _is_unit_word(word: str) -> bool:
    return word in UNITS_SPELLED or (word[:1] == "s" and _spelled_alike(word, "suite"))
