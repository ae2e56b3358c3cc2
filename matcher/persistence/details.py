"""What curators record of a program beside its terms."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Text,
    UniqueConstraint,
    bindparam,
    delete,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from matcher.domain.details import CuratedDetail, Field
from matcher.domain.provenance import Evidence, Provenance
from matcher.persistence.base import Base
from matcher.persistence.listings import one_of


class Detail(Base):
    """One curator's statement about one field of one program."""

    __tablename__ = "detail"
    __table_args__ = (
        UniqueConstraint("program_id", "field"),
        one_of("field", *Field),
        one_of("evidence", *Evidence),
        CheckConstraint("expires_on > recorded_on", name="holds_a_day"),
        CheckConstraint("source <> '' AND recorded_by <> ''", name="attributed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    program_id: Mapped[str] = mapped_column(ForeignKey("program.id", ondelete="CASCADE"))
    field: Mapped[str] = mapped_column(Text)
    value: Mapped[str] = mapped_column(Text)
    """As JSON."""
    source: Mapped[str] = mapped_column(Text)
    evidence: Mapped[str] = mapped_column(Text)
    recorded_by: Mapped[str] = mapped_column(Text)
    recorded_on: Mapped[date]
    expires_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text)


_DETAILS_OF = select(Detail).where(Detail.program_id.in_(bindparam("asked", expanding=True)))


def details_of(
    session: Session, program_ids: Collection[str]
) -> dict[str, dict[Field, CuratedDetail]]:
    """Return what curators have recorded about programs, lapsed or not."""
    return _by_program(session.scalars(_DETAILS_OF, {"asked": list(program_ids)}))


def all_details(session: Session) -> dict[str, dict[Field, CuratedDetail]]:
    """Return what curators have recorded about every program, lapsed or not."""
    return _by_program(session.scalars(select(Detail)))


def keep_detail(session: Session, program_id: str, detail: CuratedDetail) -> None:
    """Keep what a curator says of a program, in place of what was said before."""
    said = detail.provenance
    values = {
        "value": json.dumps(detail.value, ensure_ascii=False, sort_keys=True),
        "source": said.source,
        "evidence": said.evidence,
        "recorded_by": said.recorded_by,
        "recorded_on": said.on,
        "expires_on": detail.expires_on,
        "note": detail.note,
    }
    kept = session.scalars(
        select(Detail).where(Detail.program_id == program_id, Detail.field == detail.field)
    ).one_or_none()
    if kept is None:
        session.add(Detail(program_id=program_id, field=detail.field, **values))
    else:
        for name, value in values.items():
            setattr(kept, name, value)
    session.flush()


def drop_detail(session: Session, program_id: str, field: Field) -> None:
    """Take back what a curator said of a field."""
    session.execute(delete(Detail).where(Detail.program_id == program_id, Detail.field == field))


def detail_from(row: Any) -> CuratedDetail:
    """Return the detail that a row of the table keeps."""
    return CuratedDetail(
        field=Field(row.field),
        value=json.loads(row.value),
        provenance=Provenance(row.source, row.recorded_on, Evidence(row.evidence), row.recorded_by),
        expires_on=row.expires_on,
        note=row.note,
    )


def _by_program(rows: Iterable[Detail]) -> dict[str, dict[Field, CuratedDetail]]:
    found: dict[str, dict[Field, CuratedDetail]] = {}
    for row in rows:
        found.setdefault(row.program_id, {})[Field(row.field)] = detail_from(row)
    return found
