"""A program's history in words: what each change touched, by names that curators use."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from matcher.domain.details import Field
from matcher.domain.provenance import Evidence
from matcher.domain.taxonomy import Taxonomy
from matcher.services.history import Act, Column, Touched
from matcher.web.curate.saying import name_of, said_now, statement_said
from matcher.web.filters import day, phone
from matcher.web.forms.grounds import EVIDENCE_SHORT

KIND_LABELS: Mapping[str | None, LazyString] = {
    "import": _l("Import of a directory"),
    "edit": _l("Edited by a curator"),
    "suggestion": _l("A suggestion was taken up"),
    "call": _l("A verification call"),
    "merge": _l("Two listings became one"),
    "tombstone": _l("Taken off the list, or put back"),
    "undo": _l("A change was taken back"),
    None: _l("Changed outside this site; nobody knows by whom"),
}
COLUMN_LABELS = {
    ("program", "name"): _l("Name"),
    ("program", "slug"): _l("Address of its page"),
    ("program", "phone"): _l("Phone"),
    ("program", "intake_phone"): _l("Phone for getting in"),
    ("program", "website"): _l("Website"),
    ("program", "listed"): _l("Listed"),
    ("program", "sample"): _l("A sample"),
    ("program", "directories"): _l("In these directories"),
    ("program", "vintage"): _l("The directory speaks for"),
    ("program", "imported_from"): _l("Read from"),
    ("location", "street"): _l("Street"),
    ("location", "street2"): _l("Suite or floor"),
    ("location", "city"): _l("City"),
    ("location", "state"): _l("State"),
    ("location", "postal_code"): _l("ZIP code"),
    ("location", "latitude"): _l("Latitude"),
    ("location", "longitude"): _l("Longitude"),
    ("location", "precision"): _l("How closely it is placed"),
    ("location", "confidential"): _l("The address is confidential"),
    ("confidential_address", "street"): _l("Hidden street"),
    ("confidential_address", "street2"): _l("Hidden suite or floor"),
    ("confidential_address", "postal_code"): _l("Hidden ZIP code"),
    ("organization", "name"): _l("Organization"),
    ("organization", "state"): _l("State of the organization"),
    ("source_record", "current"): _l("The directory holds it"),
    ("source_record", "row_number"): _l("Row in the file"),
    ("tombstone", "ending"): _l("What became of it"),
    ("tombstone", "moved_to"): _l("Where it went"),
}
CELL_LABELS = {
    "name1": _l("Organization"),
    "name2": _l("Name"),
    "street1": _l("Street"),
    "street2": _l("Suite or floor"),
    "city": _l("City"),
    "state": _l("State"),
    "zip": _l("ZIP code"),
    "phone": _l("Phone"),
    "intake1": _l("Phone for getting in"),
    "intake2": _l("Second phone for getting in"),
    "intake1a": _l("Third phone for getting in"),
    "intake2a": _l("Fourth phone for getting in"),
    "website": _l("Website"),
    "latitude": _l("Latitude"),
    "longitude": _l("Longitude"),
}
"""What the columns of a directory are called; one that is not here keeps its own name."""

SAID_LABELS = {
    "source": _l("source"),
    "evidence": _l("evidence"),
    "recorded_by": _l("noted by"),
    "recorded_on": _l("noted on"),
    "expires_on": _l("counts until"),
    "note": _l("note"),
}
FOLDED_FROM = 8
"""From so many lines on they are folded."""

LONGEST = 300


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a change touched."""

    label: str
    before: str
    """Empty where there was nothing."""
    after: str


@dataclass(frozen=True, slots=True)
class ToldAct:
    """One change, as the page prints it."""

    act: Act
    title: str
    lines: tuple[Line, ...]

    @property
    def is_long(self) -> bool:
        """Whether its lines are folded."""
        return len(self.lines) > FOLDED_FROM


def told_act(act: Act, taxonomy: Taxonomy) -> ToldAct:
    """Return a change in words."""
    lines = [line for touched in act.touched for line in _lines(touched, taxonomy)]
    return ToldAct(act, str(KIND_LABELS[act.kind]), tuple(lines))


def _lines(touched: Touched, taxonomy: Taxonomy) -> Iterator[Line]:
    if touched.table in {"fact", "detail"}:
        yield from _said_lines(touched, taxonomy)
    elif touched.table == "source_record":
        yield from _record_lines(touched, taxonomy)
    else:
        for column in touched.columns:
            label = COLUMN_LABELS.get((touched.table, column.name))
            name = str(label) if label else column.name.replace("_", " ").capitalize()
            yield Line(name, *_both(column))


def _said_lines(touched: Touched, taxonomy: Taxonomy) -> Iterator[Line]:
    """Put what was said first, and then, under the same name, what it rested on."""
    name = name_of(touched.about, taxonomy)
    main = "statement" if touched.table == "fact" else "value"
    for column in touched.columns:
        if column.name == main:
            yield Line(name, *(_said(touched, value) for value in (column.before, column.after)))
    for column in touched.columns:
        if column.name in SAID_LABELS and (column.before or column.after):
            yield Line(f"{name}: {SAID_LABELS[column.name]}", *_both(column))


def _said(touched: Touched, value: Any) -> str:
    if value is None:
        return ""
    if touched.table == "fact":
        return statement_said(value)
    return said_now(touched.about, json.loads(value))


def _record_lines(touched: Touched, taxonomy: Taxonomy) -> Iterator[Line]:
    for column in touched.columns:
        if column.name == "codes":
            yield from _code_lines(touched.about, column, taxonomy)
        elif column.name == "raw":
            yield from _cell_lines(touched.about, column)
        elif column.name == "current":
            label = COLUMN_LABELS[touched.table, "current"]
            yield Line(f"{touched.about}: {label}", *_both(column))


def _code_lines(directory: str, column: Column, taxonomy: Taxonomy) -> Iterator[Line]:
    before, after = (set((each or "").replace("*", " ").split()) for each in _values(column))

    def names(codes: set[str]) -> str:
        known = (
            taxonomy.codes[code].name if code in taxonomy.codes else code for code in sorted(codes)
        )
        return "; ".join(known)

    if after - before:
        yield Line(
            gettext("%(directory)s lists now", directory=directory), "", names(after - before)
        )
    if before - after:
        yield Line(
            gettext("%(directory)s lists no more", directory=directory), names(before - after), ""
        )


def _cell_lines(directory: str, column: Column) -> Iterator[Line]:
    before, after = (json.loads(each) if each else {} for each in _values(column))
    for cell in sorted(before.keys() | after.keys()):
        old, new = str(before.get(cell, "")), str(after.get(cell, ""))
        if old != new:
            yield Line(f"{directory}: {CELL_LABELS.get(cell, cell)}", _short(old), _short(new))


def _values(column: Column) -> tuple[Any, Any]:
    return column.before, column.after


def _both(column: Column) -> tuple[str, str]:
    return _written(column.name, column.before), _written(column.name, column.after)


def _written(name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return str(gettext("Yes") if value else gettext("No"))
    if isinstance(value, date):
        return day(value)
    if name == "evidence":
        return str(EVIDENCE_SHORT[Evidence(value)])
    if name in {Field.PHONE, Field.INTAKE_PHONE} and ";" not in str(value):
        return phone(str(value))
    return _short(str(value))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
