"""The repository's own tables under `seeds/`."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from matcher.domain.taxonomy import Directory, ServiceCode, Taxonomy, Term

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@cache
def read_taxonomy(folder: Path = SEEDS) -> Taxonomy:
    """Read the terms and the survey codes, once; raises `OSError` where a file is missing."""
    codes = {
        row["code"]: ServiceCode(
            code=row["code"],
            category=row["category_code"],
            category_name=row["category"],
            name=row["name"],
            directories=frozenset(Directory(name) for name in row["directory"].split("+")),
        )
        for row in rows(folder / "service_codes.csv")
    }
    terms = {
        row["term"]: Term(
            slug=row["term"],
            group=row["group"],
            label=row["label"],
            phrase=row["phrase"],
            any_of=frozenset(row["any_of"].split()),
            none_of=frozenset(row["none_of"].split()),
            decided_by=row["decided_by"] or None,
            closed=row["closed"] == "y",
            parent=row["parent"] or None,
            question=row["ask_when_you_call"],
        )
        for row in rows(folder / "taxonomy.csv")
    }
    return Taxonomy(terms, codes)


def read_service_names(taxonomy: Taxonomy, folder: Path = SEEDS) -> dict[tuple[str, str], str]:
    """Return the code of a service by its category and `name_of_service`, older wordings too."""
    names = {
        (code.category, name_of_service(code.name)): code.code for code in taxonomy.codes.values()
    }
    older = {
        (row["category_code"], name_of_service(row["name"])): row["code"]
        for row in rows(folder / "service_names.csv")
    }
    return older | names


def name_of_service(written: str) -> str:
    """Return a service's name as it is compared: case and line breaks say nothing."""
    return " ".join(written.split()).casefold()


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file by column name."""
    with path.open(newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)
