"""Which reader a file is for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from matcher.domain.taxonomy import Taxonomy
from matcher.importers import own_csv, samhsa
from matcher.importers.source import Reading

READERS: dict[str, Callable[[Path, Taxonomy], Reading]] = {
    samhsa.KIND: samhsa.read,
    own_csv.KIND: own_csv.read,
}

AUTO = "auto"


def read_source(path: Path, taxonomy: Taxonomy, kind: str = AUTO) -> Reading:
    """Read the file at *path* as that *kind*, or as what its name says it is.

    :raise SourceRefused: where it cannot be taken.
    """
    if kind == AUTO:
        kind = own_csv.KIND if path.suffix.lower() == ".csv" else samhsa.KIND
    return READERS[kind](path, taxonomy)
