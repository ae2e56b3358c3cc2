"""A few numbers of the directory, for whoever watches that it runs."""

from __future__ import annotations

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from matcher.persistence import measuring
from matcher.persistence.measuring import Numbers

__all__ = ("Numbers", "numbers")


def numbers(session: Session) -> Numbers | None:
    """Count what the directory holds; None where the database does not answer."""
    try:
        return measuring.numbers(session)
    except SQLAlchemyError:
        return None
