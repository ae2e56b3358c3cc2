"""How curators’ pages write what stands in a listing: answers, details, rows of the journal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext

from matcher.domain.details import Field, WrittenAddress
from matcher.domain.provenance import Statement
from matcher.domain.taxonomy import Taxonomy
from matcher.web.forms.deciding import STATEMENT_LABELS
from matcher.web.forms.editing_details import FIELD_LABELS


def name_of(name: str, taxonomy: Taxonomy) -> str:
    """Return what a term or a field is called."""
    if name in taxonomy.terms:
        return taxonomy.terms[name].label
    return str(FIELD_LABELS[Field(name)]) if name in list(Field) else name


def said_now(name: str, value: Any) -> str:
    """Write the value of a detail."""
    if value is None:
        return str(gettext("taken back"))
    if name == Field.CONFIDENTIAL:
        return str(gettext("Yes, hidden") if value else gettext("No, shown"))
    if isinstance(value, Mapping):
        return address_line(WrittenAddress.read(value))
    return str(value) or str(gettext("nothing"))


def address_line(address: WrittenAddress) -> str:
    """Write an address in one line."""
    where = f"{address.city}, {address.state} {address.postal_code}"
    parts = [address.street, address.street2, where]
    if address.latitude is not None and address.longitude is not None:
        parts.append(f"{address.latitude:.5f}, {address.longitude:.5f}")
    return ", ".join(filter(None, parts))


def statement_said(statement: Statement | str | None) -> str:
    """Write what a curator recorded for a term."""
    if not statement:
        return str(gettext("taken back"))
    return str(STATEMENT_LABELS[Statement(statement)])


def said_in_row(row: Mapping[str, Any] | None) -> str:
    """Write what a row of curated facts or details says; None where there is none."""
    if row is None:
        return str(gettext("nothing recorded"))
    if "statement" in row:
        return statement_said(row["statement"])
    return said_now(row["field"], json.loads(row["value"]))
