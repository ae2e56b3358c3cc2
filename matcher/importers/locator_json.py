"""The locator's JSON: facilities with the names of their services, not the codes.

Its guide (version 1.9) describes a page of rows; several pages may stand in one array.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from matcher.domain.taxonomy import Taxonomy
from matcher.importers.locator import directory_told, misplaced
from matcher.importers.seeds import name_of_service, read_service_names
from matcher.importers.source import (
    Claim,
    ListingRow,
    Problem,
    Reading,
    SourceRefused,
    describe,
    unusable,
    usable,
)

KIND = "locator-json"
LARGEST_FILE = 128 * 1024 * 1024

TEXTS = (
    *("name1", "name2", "street1", "street2", "city", "state", "zip", "phone", "website"),
    *("intake1", "intake2", "intake1a", "intake2a", "hotline1", "latitude", "longitude"),
    *("type_facility", "typeFacility", "frid"),
)
SERVICES = "services"
UNMAPPED = "unmapped_services"
"""Under this name a row keeps the services that no code is known for, in their own words."""

Names = Mapping[tuple[str, str], str]


class _Wrong(Exception):
    """A value that cannot be read."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


def read(path: Path, taxonomy: Taxonomy) -> Reading:
    """Read the response, or the array of responses or of rows, at *path*.

    :raise SourceRefused: where it is no such file, or nothing in it can be used.
    """
    names = read_service_names(taxonomy)
    categories = {
        name_of_service(code.category_name): code.category for code in taxonomy.codes.values()
    }
    rows: list[ListingRow] = []
    problems: list[Problem] = []
    unmapped: Counter[str] = Counter()
    for number, told in enumerate(_rows(path, load(path)), start=1):
        try:
            raw = _raw(told)
            codes, left = _services(told, names, categories)
        except _Wrong as wrong:
            problems.append(Problem(number, wrong.column, str(wrong), _seen(number, told)))
            continue
        if left:
            raw[UNMAPPED] = "; ".join(left)
            unmapped.update(left)
        directory = directory_told(
            raw.get("type_facility") or raw.get("typeFacility") or "", codes, taxonomy
        )
        row = ListingRow(number, describe(raw), (Claim(directory, " ".join(codes)),), raw)
        problem = unusable(row)
        if problem is None:
            rows.append(row)
        else:
            problems.append(problem)
    return usable(Reading(KIND, path.name, rows, problems, unmapped=dict(sorted(unmapped.items()))))


def load(path: Path) -> Any:
    """Return what the JSON file at *path* says.

    :raise SourceRefused: where it is too large or no JSON.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise SourceRefused(f"{path.name} is larger than {LARGEST_FILE // 1024**2} MB.")
        text = path.read_text(encoding="utf-8-sig")
        if not text.strip():
            raise SourceRefused(f"{path.name} is empty.")
        return json.loads(text)
    except OSError as error:
        raise SourceRefused(f"{path.name} cannot be read: {error.strerror}.") from error
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise SourceRefused(f"{path.name} is not a JSON file in UTF-8.") from error


def _rows(path: Path, told: Any) -> Iterator[dict[str, Any]]:
    """Yield the rows of a response, of several, or of a bare list."""
    if isinstance(told, list):
        for each in told:
            if isinstance(each, dict) and isinstance(each.get("rows"), list):
                yield from _rows(path, each)
            else:
                yield _a_row(path, each)
    elif isinstance(told, dict) and isinstance(told.get("rows"), list):
        for each in told["rows"]:
            yield _a_row(path, each)
    else:
        raise SourceRefused(
            f"{path.name} has no “rows”: it is not a response of FindTreatment.gov."
        )


def _a_row(path: Path, told: Any) -> dict[str, Any]:
    if not isinstance(told, dict):
        raise SourceRefused(f"{path.name} has a row that is not an object.")
    return told


def _raw(told: Mapping[str, Any]) -> dict[str, str]:
    raw = {name: _text(name, told[name]) for name in TEXTS if told.get(name) is not None}
    wrong = misplaced(raw)
    if wrong is not None:
        raise _Wrong(*wrong)
    return raw


def _text(column: str, value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise _Wrong(column, "is neither text nor a number")
    return str(value)


def _seen(number: int, told: Mapping[str, Any]) -> ListingRow:
    """Return what can be read of a spoiled row, so that its program is not taken for gone."""
    raw = {
        name: value
        for name in TEXTS
        if isinstance(value := told.get(name), str) and name not in {"latitude", "longitude"}
    }
    return ListingRow(number, describe(raw), (), raw)  # of which directory, nobody need know


def _services(
    told: Mapping[str, Any], names: Names, categories: Mapping[str, str]
) -> tuple[list[str], list[str]]:
    """Return the codes of a row's services, and those that have none, as “category: name”."""
    codes: dict[str, None] = {}
    unmapped: dict[str, None] = {}
    services = told.get(SERVICES)
    if services is None:
        return [], []
    if not isinstance(services, list):
        raise _Wrong(SERVICES, "is no list")
    for service in services:
        if not isinstance(service, dict):
            raise _Wrong(SERVICES, "holds what is no service")
        heading = str(service.get("f1") or "")
        category = str(service.get("f2") or "").strip().upper() or categories.get(
            name_of_service(heading), heading
        )
        for name in str(service.get("f3") or "").split(";"):
            written = " ".join(name.split())
            code = names.get((category, name_of_service(written)))
            if code is not None:
                codes[code] = None
            elif written:
                unmapped[f"{category}: {written}"] = None
    return list(codes), list(unmapped)
