"""Where ZIP codes and cities are, copied once so that no process pays to load them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Index,
    Text,
    bindparam,
    delete,
    func,
    insert,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from matcher.domain.geography import Place as FoundPlace
from matcher.domain.geography import PlaceRow, Point
from matcher.persistence.base import Base
from matcher.persistence.listings import one_of
from matcher.persistence.standing import Question


class Place(Base):
    """A ZIP code, a city, or another name its post office accepts."""

    __tablename__ = "place"
    __table_args__ = (
        one_of("kind", "zip", "city", "alias"),
        CheckConstraint(
            "latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180", name="on_earth"
        ),
        Index("ix_place_key_state", "key", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(Text)
    """A ZIP code, or a city's name as `domain.spelling.place_key` writes it."""
    state: Mapped[str] = mapped_column(Text)
    label: Mapped[str] = mapped_column(Text)
    latitude: Mapped[float]
    longitude: Mapped[float]
    weight: Mapped[int]
    """How many ZIP codes it has: larger places are offered first."""


LAST_CHARACTER = "\U0010ffff"
"""Sorts after anything a name may go on with."""


# Every search asks where it starts. What was asked is bound, and kept nowhere.
_COLUMNS = Place.__table__.c
_PLACES = select(_COLUMNS.label, _COLUMNS.latitude, _COLUMNS.longitude).order_by(
    _COLUMNS.weight.desc(), _COLUMNS.label
)
_ASKED = _COLUMNS.key == bindparam("asked")
_NAMED = _PLACES.where(_COLUMNS.kind != "zip", _ASKED)
_BY_ZIP = Question(_PLACES.where(_COLUMNS.kind == "zip", _ASKED))
_CITIES = Question(_NAMED)
_CITIES_OF_A_STATE = Question(_NAMED.where(_COLUMNS.state == bindparam("asked_state")))


class StoredPlaces:
    """The place table, as the geocoder asks it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def by_zip(self, zip_code: str) -> FoundPlace | None:
        """Return the middle of a ZIP code."""
        found = _places(_BY_ZIP.ask(self._session, asked=zip_code))
        return found[0] if found else None

    def cities(self, key: str, state: str | None = None) -> list[FoundPlace]:
        """Return every city of that name, the largest first; one a state."""
        if state is None:
            return _places(_CITIES.ask(self._session, asked=key))
        return _places(_CITIES_OF_A_STATE.ask(self._session, asked=key, asked_state=state))

    def starting_with(self, text: str, state: str | None, limit: int) -> list[FoundPlace]:
        """Return places whose ZIP code or name starts with *text*, the largest first."""
        conditions = [Place.key.startswith(text, autoescape=True)]
        if self._session.get_bind().dialect.name == "sqlite":
            # Its LIKE folds case and so reads every row; it orders text by bytes, so a range
            # through the index says the same. PostgreSQL orders by locale, and scans quickly.
            conditions += [Place.key >= text, Place.key < text + LAST_CHARACTER]
        if state is not None:
            conditions.append(Place.state.startswith(state, autoescape=True))
        return _places(self._session.execute(_PLACES.where(*conditions).limit(limit)))

    def names(self, state: str | None = None) -> dict[str, str]:
        """Return the keys of all cities by label, for a search by spelling."""
        query = select(Place.label, Place.key).where(Place.kind != "zip")
        if state is not None:
            query = query.where(Place.state == state)
        return dict(self._session.execute(query).all())


def _places(rows: Iterable[Any]) -> list[FoundPlace]:
    return [FoundPlace(label, Point(latitude, longitude)) for label, latitude, longitude in rows]


def count(session: Session) -> int:
    """Return how many places are kept."""
    return session.scalar(select(func.count()).select_from(Place)) or 0


def replace_all(session: Session, rows: Iterable[PlaceRow]) -> int:
    """Keep *rows* and nothing else; return how many."""
    session.execute(delete(Place))
    values = [
        {
            "kind": row.kind,
            "key": row.key,
            "state": row.state,
            "label": row.place.label,
            "latitude": row.place.point.latitude,
            "longitude": row.place.point.longitude,
            "weight": row.weight,
        }
        for row in rows
    ]
    if values:
        # Past the ORM, which would look at each of eighty thousand rows.
        session.connection().execute(insert(Place), values)
    return len(values)


def centroids(
    session: Session, keys: Collection[str] | None = None
) -> tuple[dict[str, Point], dict[tuple[str, str], Point]]:
    """Return the points of ZIP codes, and of cities by key and state: all, or those of *keys*."""
    query = select(Place.kind, Place.key, Place.state, Place.latitude, Place.longitude)
    if keys is not None:
        query = query.where(Place.key.in_(list(keys)))
    zips: dict[str, Point] = {}
    cities: dict[tuple[str, str], Point] = {}
    for kind, key, state, latitude, longitude in session.execute(query):
        point = Point(latitude, longitude)
        if kind == "zip":
            zips[key] = point
        else:
            cities[key, state] = point
    return zips, cities
