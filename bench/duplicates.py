"""Seeded duplicates and near-misses: how many are found, and how many pairs are wrongly named.

300 programs are listed twice, the second time misspelled as people misspell; 300 others get a
neighbour that is no duplicate: another unit, the same chain elsewhere, another kind of program
under the same roof. The seed is fixed, and the slips were written down before the rule was tuned.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from bench.directory import WORKBOOK, _zips
from bench.report import table
from matcher.domain.resemblance import Verdict
from matcher.importers import samhsa, seeds
from matcher.importers.duplicates import SETTINGS, Found, Listed, find

SEEDED = 300
SEED = 8
OTHER_SEEDS = (101, 102, 103, 104)
WANTED = 0.95
DRAWN = 12_000

SHORT_WORDS = {
    "Street": ("St", "St.", "Str"),
    "Avenue": ("Ave", "Ave.", "Av"),
    "Road": ("Rd", "Rd."),
    "Drive": ("Dr", "Dr."),
    "Boulevard": ("Blvd", "Blvd."),
    "Highway": ("Hwy",),
    "Lane": ("Ln",),
    "Parkway": ("Pkwy",),
    "North": ("N", "N."),
    "South": ("S", "S."),
    "East": ("E", "E."),
    "West": ("W", "W."),
}
NAME_WORDS = {
    "Center": "Ctr",
    "Services": "Svcs",
    "and": "&",
    "Saint": "St.",
    "Inc": "",
    "LLC": "",
    "The": "",
}
SUITES = ("Ste {}", "Ste. {}", "#{}", "Siute {}", "Suite# {}", "Unit {}")
KINDS_OF_PROGRAM = (
    "Outpatient Clinic",
    "Residential Treatment",
    "Detox Unit",
    "Womens Residential",
    "Mens Program",
    "Adolescent Program",
    "Methadone Clinic",
    "Intensive Outpatient Program",
    "OTP 2",
    "Halfway House",
)
UNITS = ("Building 2", "Building B", "Suite 999", "Unit 7", "2nd Floor", "Annex")


@dataclass(frozen=True)
class Seeded:
    """A directory into which pairs were sown."""

    listings: list[Listed]
    true: dict[frozenset[str], str]
    """Which slips were made of which pair."""
    near: dict[frozenset[str], str]
    """What kind of near-miss each pair is."""


@dataclass(frozen=True)
class Measured:
    """What was found of one sowing."""

    sown: Seeded
    likely: set[frozenset[str]]
    possible: set[frozenset[str]]

    @property
    def hits(self) -> set[frozenset[str]]:
        """The seeded duplicates found."""
        return self.likely & self.sown.true.keys()

    @property
    def recall(self) -> float:
        """How many of the seeded duplicates were found."""
        return len(self.hits) / len(self.sown.true)

    def precision(self, aside: set[frozenset[str]]) -> float:
        """How many of the pairs found are seeded duplicates, those *aside* not counted."""
        return len(self.hits) / max(1, len(self.likely - aside))


def run(*, quick: bool = False) -> str:
    """Measure, and return the page's part."""
    listings, source = _directory()
    if quick:
        listings = listings[:3_000]
    start = time.perf_counter()
    standing = _pairs(find(listings), Verdict.LIKELY)
    took = time.perf_counter() - start
    measured = _measure(listings, SEED)
    others = [_measure(listings, seed) for seed in OTHER_SEEDS[: 1 if quick else None]]
    lines = [
        "## Duplicates",
        "",
        f"{source}: {len(listings):,} programs compared in {took:.1f} s.",
        f"{SEEDED} of them were listed again with slips, {SEEDED} got a neighbour that is none.",
        f"The rule was tuned on the first sowing; the worst of {len(others)} others stands beside.",
        "",
        table(
            ("measured at “likely”", "found", "worst of the others", "goal"),
            [
                _row("recall of the seeded duplicates", measured, others, lambda m: m.recall),
                _row(
                    "precision, pairs that stood before set aside",
                    measured,
                    others,
                    lambda m: m.precision(standing),
                ),
                _row(
                    "precision, those counted as wrong",
                    measured,
                    others,
                    lambda m: m.precision(set()),
                ),
            ],
        ),
        "",
        f"Near-misses called likely: {len(measured.likely & measured.sown.near.keys())}.",
        f"Likely pairs that stood before: {len(standing)}.",
        f"Worth a look besides: {len(measured.possible - measured.likely)}.",
        "",
        table(
            ("slips", "sown", "missed"), _by_kind(measured.sown.true, measured.hits, missed=True)
        ),
        "",
        table(
            ("near-misses", "sown", "called likely"),
            _by_kind(measured.sown.near, measured.likely, missed=False),
        ),
        "",
    ]
    for each in (measured, *others):
        assert each.recall >= WANTED, f"recall is {each.recall:.1%}"
        assert each.precision(standing) >= WANTED, f"precision is {each.precision(standing):.1%}"
    return "\n".join(lines)


def _measure(listings: list[Listed], seed: int) -> Measured:
    sown = sow(listings, seed)
    found = find(sown.listings)
    return Measured(sown, _pairs(found, Verdict.LIKELY), _pairs(found, *Verdict))


def _pairs(found: list[Found], *verdicts: Verdict) -> set[frozenset[str]]:
    return {
        frozenset((each.one, each.other)) for each in found if each.resemblance.verdict in verdicts
    }


def _row(
    what: str, measured: Measured, others: list[Measured], of: Callable[[Measured], float]
) -> tuple[str, str, str, str]:
    worst = min(of(each) for each in others)
    return (what, f"{of(measured):.1%}", f"{worst:.1%}", f"{WANTED:.0%}")


def sow(listings: list[Listed], seed: int) -> Seeded:
    """List some programs again with slips, and give others a neighbour that is no duplicate."""
    rng = random.Random(seed)
    chosen = rng.sample([each for each in listings if each.street], 2 * SEEDED)
    sown = list(listings)
    true: dict[frozenset[str], str] = {}
    near: dict[frozenset[str], str] = {}
    for number, original in enumerate(chosen[:SEEDED]):
        copy, slips = _slipped(original, rng)
        copy = replace(copy, id=f"copy-{number:03}")
        sown.append(copy)
        true[frozenset((original.id, copy.id))] = " + ".join(slips)
    for number, original in enumerate(chosen[SEEDED:]):
        kind, make = NEIGHBOURS[number % len(NEIGHBOURS)]
        neighbour = replace(make(original, rng, listings), id=f"near-{number:03}")
        sown.append(neighbour)
        near[frozenset((original.id, neighbour.id))] = kind
    return Seeded(sown, true, near)


def _by_kind(
    pairs: dict[frozenset[str], str], among: set[frozenset[str]], *, missed: bool
) -> list[tuple[str, str, str]]:
    kinds = sorted({kind for kinds in pairs.values() for kind in kinds.split(" + ")})
    rows = []
    for kind in kinds:
        of_kind = [pair for pair, told in pairs.items() if kind in told.split(" + ")]
        counted = sum((pair not in among) is missed for pair in of_kind)
        rows.append((kind, str(len(of_kind)), str(counted)))
    return rows


def _slipped(original: Listed, rng: random.Random) -> tuple[Listed, list[str]]:
    wanted = rng.sample(list(SLIPS), len(SLIPS))
    copy = original
    slips: list[str] = []
    most = rng.choice((1, 2, 3))
    for name in wanted:
        changed = SLIPS[name](copy, rng)
        if changed is not None and changed != copy:
            copy, slips = changed, [*slips, name]
        if len(slips) == most:
            break
    return _another_day(copy, rng), slips


def _misspelled(text: str, rng: random.Random) -> str | None:
    """Return a text with one slip in one of its longer words."""
    words = text.split(" ")
    long = [at for at, word in enumerate(words) if len(word) > 4 and word.isalpha()]
    if not long:
        return None
    at = rng.choice(long)
    word = words[at]
    spot = rng.randrange(len(word) - 1)
    slip = rng.choice(("swap", "drop", "double", "other"))
    if slip == "swap":
        word = word[:spot] + word[spot + 1] + word[spot] + word[spot + 2 :]
    elif slip == "drop":
        word = word[:spot] + word[spot + 1 :]
    elif slip == "double":
        word = word[:spot] + word[spot] + word[spot:]
    else:
        word = word[:spot] + rng.choice("aeioustrn") + word[spot + 1 :]
    return " ".join((*words[:at], word, *words[at + 1 :]))


def _street_misspelled(listed: Listed, rng: random.Random) -> Listed | None:
    street = _misspelled(listed.street, rng)
    return None if street is None else replace(listed, street=street)


def _street_abbreviated(listed: Listed, rng: random.Random) -> Listed | None:
    words = [
        rng.choice(SHORT_WORDS[word]) if word in SHORT_WORDS else word
        for word in listed.street.split(" ")
    ]
    return replace(listed, street=" ".join(words))


def _suite(listed: Listed, rng: random.Random) -> Listed | None:
    word, _, number = listed.street2.partition(" ")
    if not listed.street2:
        return None
    way = rng.choice(("dropped", "moved", "written", "written"))
    if way == "dropped":
        return replace(listed, street2="")
    if way == "moved":
        return replace(listed, street=f"{listed.street}, {listed.street2}", street2="")
    if word != "Suite" or " " in number:
        return None
    return replace(listed, street2=rng.choice(SUITES).format(number))


def _names_swapped(listed: Listed, _rng: random.Random) -> Listed | None:
    if listed.name == listed.organization:
        return None
    return replace(listed, organization=listed.name, name=listed.organization)


def _name_misspelled(listed: Listed, rng: random.Random) -> Listed | None:
    name = _misspelled(listed.organization, rng)
    if name is None:
        return None
    if listed.name == listed.organization:
        return replace(listed, organization=name, name=name)
    return replace(listed, organization=name)


def _name_abbreviated(listed: Listed, _rng: random.Random) -> Listed | None:
    def short(name: str) -> str:
        return " ".join(" ".join(NAME_WORDS.get(word, word) for word in name.split(" ")).split())

    return replace(listed, organization=short(listed.organization), name=short(listed.name))


SLIPS: dict[str, Callable[[Listed, random.Random], Listed | None]] = {
    "street misspelled": _street_misspelled,
    "St. for Street": _street_abbreviated,
    "suite": _suite,
    "names swapped": _names_swapped,
    "name misspelled": _name_misspelled,
    "name abbreviated": _name_abbreviated,
}


def _another_day(listed: Listed, rng: random.Random) -> Listed:
    """Answer the survey a second time: a few codes more or less, the phone told otherwise."""
    codes = set(listed.codes)
    spare = sorted(codes - SETTINGS)
    codes -= set(rng.sample(spare, min(3, len(spare))))
    phone, draw = listed.phone, rng.random()
    if draw < 0.15:
        phone = ""
    elif draw < 0.25 and listed.intake_phone:
        phone = listed.intake_phone.split("; ")[0]
    elif draw < 0.35:
        phone = f"({phone[:3]}) {phone[4:]}"
    elif draw < 0.40:
        phone = _other_phone(phone, rng)
    return replace(listed, phone=phone, codes=frozenset(codes))


def _other_phone(phone: str, rng: random.Random) -> str:
    return f"{phone[:8]}{rng.randrange(10_000):04}"


def _other_unit(original: Listed, rng: random.Random, all_: list[Listed]) -> Listed:
    phone = original.phone if rng.random() < 0.5 else _other_phone(original.phone, rng)
    name = original.name
    if rng.random() < 0.5:
        name = rng.choice([each.name for each in all_ if each.name != each.organization])
    unit = rng.choice([each for each in UNITS if each != original.street2])
    if not original.street2 and name == original.name:
        name = f"{name} II"  # with one suite untold, nothing else would tell the two apart
    return replace(original, street2=unit, name=name, phone=phone)


def _elsewhere(original: Listed, rng: random.Random, all_: list[Listed]) -> Listed:
    there = rng.choice([each for each in all_ if each.city != original.city])
    phone = original.phone if rng.random() < 0.5 else there.phone
    return replace(
        original,
        street=there.street,
        street2=there.street2,
        city=there.city,
        state=there.state,
        postal_code=there.postal_code,
        phone=phone,
    )


def _other_kind(original: Listed, rng: random.Random, _all: list[Listed]) -> Listed:
    setting = original.codes & SETTINGS
    if len(setting) == 1 and rng.random() < 0.3:
        other = rng.choice(sorted(SETTINGS - setting))
        return replace(original, codes=original.codes - SETTINGS | {other})
    kind = rng.choice([each for each in KINDS_OF_PROGRAM if each not in original.name])
    return replace(original, name=kind)


NEIGHBOURS: tuple[tuple[str, Callable[[Listed, random.Random, list[Listed]], Listed]], ...] = (
    ("another unit of the same campus", _other_unit),
    ("the same chain in another city", _elsewhere),
    ("another kind of program under one roof", _other_kind),
)


def _directory() -> tuple[list[Listed], str]:
    if WORKBOOK.exists():
        return _real(), "The 2023 workbook"
    return _drawn(), "A drawn directory (no workbook here)"


def _real() -> list[Listed]:
    return [
        Listed(
            id=f"{row.number:05}",
            organization=row.described.name1,
            name=row.described.name2 or row.described.name1,
            street=row.described.street1,
            street2=row.described.street2,
            city=row.described.city,
            state=row.described.state,
            postal_code=row.described.postal_code,
            phone=row.described.phone,
            intake_phone=row.described.intake_phone,
            codes=frozenset(row.claims[0].codes.replace("*", " ").split()),
        )
        for row in samhsa.read(WORKBOOK, seeds.read_taxonomy()).rows
    ]


def _drawn() -> list[Listed]:
    rng = random.Random(0)
    places = [each for each in _zips() if each["world_region"] == "NA" and each["lat"]]
    firsts = ("Harbor", "Maple", "Summit", "Riverside", "Bridge", "Willow", "Pioneer", "Lakeside")
    seconds = ("Recovery", "Behavioral", "Counseling", "Wellness", "Community", "Family")
    thirds = ("Center", "Services", "Clinic", "House", "Services Inc", "Center LLC")
    streets = ("Jefferson", "Magnolia", "Chestnut", "Lincoln", "Monroe", "Sycamore", "Highland")
    types = ("Street", "Avenue", "Road", "Drive", "Boulevard")
    drawn = []
    for number in range(DRAWN):
        place = rng.choice(places)
        name = f"{rng.choice(firsts)} {rng.choice(seconds)} {rng.choice(thirds)}"
        street = f"{rng.randrange(1, 9999)} {rng.choice(streets)} {rng.choice(types)}"
        drawn.append(
            Listed(
                id=f"{number:05}",
                organization=name,
                name=rng.choice((name, name, *KINDS_OF_PROGRAM)),
                street=street,
                street2=rng.choice(("", "", f"Suite {rng.randrange(100, 500)}")),
                city=place["city"],
                state=place["state"],
                postal_code=place["zip_code"],
                phone=f"{rng.randrange(201, 989)}-555-{rng.randrange(10_000):04}",
                intake_phone="",
                codes=frozenset(("SA", rng.choice(("OP", "RES")), "ADLT", "FEM", "MALE")),
            )
        )
    return drawn
