import pytest
from sqlalchemy import delete

from matcher.domain.geography import PlaceAmbiguous, PlaceNotFound
from matcher.domain.spelling import place_key
from matcher.persistence import places
from matcher.persistence.places import Place, StoredPlaces
from matcher.services.places import ensure_places, find_place, suggest_places


def labels(found):
    return [place.label for place in found]


def test_a_zip_code_and_a_city_are_found(store):
    stored = StoredPlaces(store)

    assert stored.by_zip("02118").label == "Boston, MA 02118"
    assert stored.by_zip("boston") is None
    assert labels(stored.cities("boston")) == ["Boston, MA"]
    assert stored.cities("02118") == []
    assert labels(stored.cities("springfield", "MA")) == ["Springfield, MA"]


def test_larger_places_come_first_and_signs_stand_for_themselves(store):
    stored = StoredPlaces(store)

    assert labels(stored.starting_with("bos", None, 5)) == ["Boston, MA"]
    assert labels(stored.starting_with("springfield", "I", 5)) == ["Springfield, IL"]
    assert stored.starting_with("%", None, 5) == []
    assert stored.starting_with("_", None, 5) == []
    assert len(stored.names()) == 6
    assert stored.names("TX") == {"El Paso, TX": place_key("El Paso")}


def test_services_find_suggest_and_ask(store):
    assert find_place(store, "fresno ca").label == "Fresno, CA"
    assert labels(suggest_places(store, "spring")) == ["Springfield, IL", "Springfield, MA"]
    with pytest.raises(PlaceAmbiguous):
        find_place(store, "Springfield")
    with pytest.raises(PlaceNotFound) as unknown:
        find_place(store, "Bostn, MA")
    assert labels(unknown.value.suggestions) == ["Boston, MA"]


def test_the_whole_country_is_copied_once(sqlite_store):
    sqlite_store.execute(delete(Place))
    sqlite_store.commit()

    added = ensure_places(sqlite_store)

    assert added == places.count(sqlite_store) > 70_000
    assert ensure_places(sqlite_store) == 0
    expected = {
        "94110": "San Francisco, CA 94110",
        "St. Louis, MO": "Saint Louis, MO",
        "ft worth tx": "Fort Worth, TX",
        "Marquette MI": "Marquette, MI",
        "San Francisco": "San Francisco, CA",
        "Billings, Montana": "Billings, MT",
        "00901": "San Juan, PR 00901",
        "Brooklyn NY": "Brooklyn, NY",
    }
    assert {text: find_place(sqlite_store, text).label for text in expected} == expected
    with pytest.raises(PlaceAmbiguous) as question:
        find_place(sqlite_store, "Springfield")
    assert len(question.value.candidates) > 10
