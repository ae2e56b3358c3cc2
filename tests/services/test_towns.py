import pytest

from matcher.domain.geography import Place, PlaceRow, Point
from matcher.persistence import places
from matcher.persistence.base import db
from matcher.services.towns import towns_around
from tests.builders import FRESNO

CLOVIS = Point(36.8252, -119.7029)


@pytest.fixture
def session(app):
    with app.app_context():
        yield db.session


def a_row(name, weight, at=CLOVIS, kind="city"):
    return PlaceRow(kind, name.casefold(), "CA", Place(f"{name}, CA", at), weight)


def keep(session, *rows):
    places.replace_all(session, rows)
    session.commit()


def test_the_largest_towns_come_first(session):
    keep(session, a_row("Madera", 3), a_row("Clovis", 5))

    found = towns_around(session, FRESNO, 50)

    assert [town.label for town in found] == ["Clovis, CA", "Madera, CA"]


@pytest.mark.parametrize(
    ("what", "row"),
    [
        ("a ZIP code", a_row("93612", 9, kind="zip")),
        ("another name for a town", a_row("Tarpey", 9, kind="alias")),
        ("a hamlet", a_row("Badger", 1)),
        ("a town far away", a_row("Reno", 9, at=Point(39.5296, -119.8138))),
    ],
)
def test_what_helps_nobody_find_the_way_is_left_out(session, what, row):
    keep(session, a_row("Clovis", 5), row)

    found = towns_around(session, FRESNO, 50)

    assert [town.label for town in found] == ["Clovis, CA"]
