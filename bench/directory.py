"""A directory of any size, shaped like the real one.

Where the federal workbook lies in `../shared/data`, each program answers as a real facility does,
one answer in twenty taken from another, and stands near a third one. Without the workbook, answers
and places are drawn from the frequencies measured in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import zipcodes
from numpy.typing import NDArray

from matcher.domain.taxonomy import Directory as Survey
from matcher.domain.taxonomy import Taxonomy
from matcher.importers import samhsa, seeds

WORKBOOK = Path(__file__).resolve().parents[2] / "shared/data/samhsa_su_directory_2023.xlsx"
SIZES = (20_000, 200_000, 2_000_000)

LETTERS = {"met": "m", "unknown": "u", "unlisted": "l", "unmet": "n"}
TYPICAL = (0.38, 0.12, 0.27, 0.23)
"""How often a term is met, unknown, unlisted, unmet in the 2023 workbook, all terms together."""

UNPLACED = 0.01
SWAPPED = 0.05
JITTER = 0.08
"""Degrees: about five miles."""


@dataclass(frozen=True)
class Facilities:
    """What a synthetic directory is drawn from."""

    source: str
    terms: tuple[str, ...]
    latitudes: NDArray[np.float64]
    longitudes: NDArray[np.float64]
    letters: NDArray[np.uint8]
    """Facilities x terms."""


@dataclass(frozen=True)
class Directory:
    """Programs by column; a coordinate that is NaN is unknown."""

    source: str
    terms: tuple[str, ...]
    ids: list[str]
    latitudes: NDArray[np.float64]
    longitudes: NDArray[np.float64]
    letters: NDArray[np.uint8]
    """Programs x terms."""

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def placed(self) -> NDArray[np.bool_]:
        """Which programs have coordinates."""
        return ~np.isnan(self.latitudes)


@cache
def facilities() -> Facilities:
    """Return the real facilities, or drawn ones where there is no workbook."""
    taxonomy = seeds.read_taxonomy()
    return _real(taxonomy) if WORKBOOK.exists() else _drawn(taxonomy)


def generate(programs: int, seed: int = 1) -> Directory:
    """Return a directory of so many programs."""
    base = facilities()
    rng = np.random.default_rng(seed)
    size = len(base.latitudes)
    who = rng.integers(0, size, programs)
    where = rng.integers(0, size, programs)
    letters = base.letters[who]
    for term in range(len(base.terms)):
        swapped = np.flatnonzero(rng.random(programs) < SWAPPED)
        letters[swapped, term] = base.letters[rng.integers(0, size, len(swapped)), term]
    latitudes = np.clip(base.latitudes[where] + rng.normal(0, JITTER, programs), -89, 89)
    longitudes = np.clip(base.longitudes[where] + rng.normal(0, JITTER, programs), -179.9, 179.9)
    latitudes, longitudes = latitudes.round(6), longitudes.round(6)
    nowhere = rng.random(programs) < UNPLACED
    latitudes[nowhere] = longitudes[nowhere] = np.nan
    numbers = rng.permutation(programs)
    return Directory(
        base.source,
        base.terms,
        [f"{number * 2654435761 % 2**32:08x}-{number:07x}" for number in numbers.tolist()],
        latitudes,
        longitudes,
        letters,
    )


def _real(taxonomy: Taxonomy) -> Facilities:
    places = {each["zip_code"]: each for each in _zips()}
    latitudes, longitudes, letters = [], [], []
    for row in samhsa.read(WORKBOOK, taxonomy).rows:
        place = places.get(row.described.postal_code[:5])
        if place is None:
            continue
        codes = frozenset(row.claims[0].codes.replace("*", " ").split())
        outcomes = taxonomy.outcomes(codes, frozenset({Survey.SU}))
        letters.append("".join(LETTERS[outcome] for outcome in outcomes.values()))
        latitudes.append(float(place["lat"]))
        longitudes.append(float(place["long"]))
    return Facilities(
        f"{len(letters):,} facilities of the 2023 workbook",
        tuple(taxonomy.terms),
        np.array(latitudes),
        np.array(longitudes),
        np.frombuffer("".join(letters).encode(), np.uint8).reshape(len(letters), -1),
    )


def _drawn(taxonomy: Taxonomy) -> Facilities:
    rng = np.random.default_rng(0)
    places = [each for each in _zips() if each["world_region"] == "NA" and each["lat"]]
    chosen = rng.integers(0, len(places), 12_000)
    octets = np.frombuffer("".join(LETTERS.values()).encode(), np.uint8)
    lift = rng.normal(0, 0.15, len(taxonomy.terms))
    letters = np.empty((len(chosen), len(taxonomy.terms)), np.uint8)
    for term, more in enumerate(lift):
        odds = np.clip(np.add(TYPICAL, (more, 0, -more / 2, -more / 2)), 0.02, None)
        letters[:, term] = rng.choice(octets, len(chosen), p=odds / odds.sum())
    return Facilities(
        "drawn answers (no workbook here)",
        tuple(taxonomy.terms),
        np.array([float(places[place]["lat"]) for place in chosen]),
        np.array([float(places[place]["long"]) for place in chosen]),
        letters,
    )


def _zips() -> list[dict[str, str]]:
    return list(zipcodes.list_all())  # type: ignore[no-untyped-call]  # it publishes no types
