import pytest
from geopy.geocoders.base import Geocoder
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.geography import Place, PlaceAmbiguous, PlaceNotFound, Point
from matcher.domain.spelling import place_key
from matcher.importers import gazetteer
from matcher.importers.geocoder import OfflineGeocoder
from matcher.importers.place_finder import LONGEST

TOWNS = {
    "Fresno, CA": ["93701", "93721"],
    "Fresno, OH": ["43824"],
    "San Francisco, CA": ["94110"],
    "Springfield, IL": ["62701", "62702"],
    "Springfield, MA": ["01103"],
    "Saint Louis, MO": ["63101"],
    "Fort Worth, TX": ["76102"],
    "Mount Vernon, WA": ["98273"],
    "New York, NY": ["10001"],
    "Charleston, WV": ["25301"],
    "Coeur d'Alene, ID": ["83814"],
    "Winston Salem, NC": ["27101"],
    "Washington, DC": ["20001"],
    "Billings, MT": ["59101"],
    "Mayagüez, PR": ["00680"],
    "Lake, WA": ["98999"],
}


class SomePlaces:
    """A gazetteer in memory, as the geocoder asks it."""

    def __init__(self):
        self.rows = []
        for at, (label, zips) in enumerate(TOWNS.items()):
            city, state = label.split(", ")
            point = Point(30 + at / 10, -100.0)
            self.rows += [(code, state, Place(f"{label} {code}", point), 1) for code in zips]
            self.rows.append((place_key(city), state, Place(label, point), 1 + len(zips)))

    def by_zip(self, zip_code):
        return next((row[2] for row in self.rows if row[0] == zip_code), None)

    def cities(self, key, state=None):
        found = [row for row in self.rows if row[0] == key and state in {None, row[1]}]
        return [row[2] for row in sorted(found, key=lambda row: -row[3])]

    def starting_with(self, text, state, limit):
        found = [
            row for row in self.rows if row[0].startswith(text) and row[1].startswith(state or "")
        ]
        return [row[2] for row in sorted(found, key=lambda row: -row[3])][:limit]

    def names(self, state=None):
        return {
            row[2].label: row[0]
            for row in self.rows
            if not row[0].isdigit() and state in {None, row[1]}
        }


@pytest.fixture(scope="module")
def geocoder():
    return OfflineGeocoder(SomePlaces())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("93701", "Fresno, CA 93701"),
        (" 93701 ", "Fresno, CA 93701"),
        ("93701-1234", "Fresno, CA 93701"),
        ("937011234", "Fresno, CA 93701"),
        ("01103", "Springfield, MA 01103"),
        ("San Francisco, CA 94110", "San Francisco, CA 94110"),
        ("Fresno, CA", "Fresno, CA"),
        ("fresno ca", "Fresno, CA"),
        ("FRESNO,CA", "Fresno, CA"),
        ("Fresno  California", "Fresno, CA"),
        ("Fresno, calif.ornia", None),
        ("San Francisco", "San Francisco, CA"),
        ("St. Louis, MO", "Saint Louis, MO"),
        ("st louis mo", "Saint Louis, MO"),
        ("Saint Louis", "Saint Louis, MO"),
        ("Ft. Worth TX", "Fort Worth, TX"),
        ("Ft Worth", "Fort Worth, TX"),
        ("mt. vernon, washington", "Mount Vernon, WA"),
        ("New York", "New York, NY"),
        ("New York New York", "New York, NY"),
        ("charleston west virginia", "Charleston, WV"),
        ("Coeur D’Alene ID", "Coeur d'Alene, ID"),
        ("coeur dalene", "Coeur d'Alene, ID"),
        ("Winston-Salem, N.C.", "Winston Salem, NC"),
        ("Washington DC", "Washington, DC"),
        ("Washington, D.C.", "Washington, DC"),
        ("Washington, District of Columbia", "Washington, DC"),
        ("Billings MT", "Billings, MT"),
        ("Mayaguez PR", "Mayagüez, PR"),
        ("Fresno, CA 99999", "Fresno, CA"),
        ("Lake Washington", "Lake, WA"),
    ],
)
def test_a_place_is_found_however_it_is_spelled(geocoder, text, expected):
    if expected is None:
        with pytest.raises(PlaceNotFound):
            geocoder.find(text)
    else:
        assert geocoder.find(text).label == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("37.75,-122.41", Point(37.75, -122.41)),
        (" 37.75 , -122.41 ", Point(37.75, -122.41)),
        ("37.75 -122.41", Point(37.75, -122.41)),
        ("+37, -122", Point(37, -122)),
    ],
)
def test_a_point_is_taken_as_it_is(geocoder, text, expected):
    assert geocoder.find(text).point == expected


def test_a_city_in_several_states_is_a_question(geocoder):
    with pytest.raises(PlaceAmbiguous) as question:
        geocoder.find("springfield")

    assert [place.label for place in question.value.candidates] == [
        "Springfield, IL",
        "Springfield, MA",
    ]


@pytest.mark.parametrize(
    "text",
    ["", "   ", "00000", "99999-1234", "91,-200", "Atlantis", "Fresno, TX", "CA", ",", "x" * 5000],
)
def test_what_is_no_place_is_said_to_be_none(geocoder, text):
    with pytest.raises(PlaceNotFound):
        geocoder.find(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("San Fransisco", "San Francisco, CA"),
        ("Fresnoo, CA", "Fresno, CA"),
        ("Bilings MT", "Billings, MT"),
    ],
)
def test_a_misspelled_place_is_not_guessed_but_suggested(geocoder, text, expected):
    with pytest.raises(PlaceNotFound) as unknown:
        geocoder.find(text)

    assert expected in [place.label for place in unknown.value.suggestions]


def test_a_known_state_keeps_suggestions_inside_it(geocoder):
    with pytest.raises(PlaceNotFound) as unknown:
        geocoder.find("Frezno, OH")

    assert [place.label for place in unknown.value.suggestions] == ["Fresno, OH"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("fre", ["Fresno, CA", "Fresno, OH"]),
        ("Fresno, C", ["Fresno, CA"]),
        ("Fresno, ", ["Fresno, CA", "Fresno, OH"]),
        ("fresno ohio", ["Fresno, OH"]),
        ("937", ["Fresno, CA 93701", "Fresno, CA 93721"]),
        ("St. Lou", ["Saint Louis, MO"]),
        ("", []),
        ("zzz", []),
    ],
)
def test_places_are_suggested_while_they_are_typed(geocoder, typed, expected):
    assert [place.label for place in geocoder.suggest(typed, 5)] == expected


def test_no_more_places_are_suggested_than_asked_for(geocoder):
    assert len(geocoder.suggest("s", 2)) == 2


def test_it_is_a_geocoder_as_geopy_knows_them(geocoder):
    location = geocoder.geocode("94110")

    assert isinstance(geocoder, Geocoder)
    assert (location.latitude, location.longitude) == (30.2, -100.0)
    assert geocoder.geocode("Atlantis") is None
    assert len(geocoder.geocode("Springfield", exactly_one=False)) == 2
    with pytest.raises(PlaceAmbiguous):
        geocoder.geocode("Springfield")


@given(st.text(max_size=LONGEST + 5))
def test_any_text_is_a_place_a_question_or_none(text):
    geocoder = OfflineGeocoder(SomePlaces())

    try:
        assert isinstance(geocoder.find(text), Place)
    except PlaceAmbiguous as several:
        assert len(several.candidates) > 1  # noqa: PT017  either way is right
    except PlaceNotFound:
        pass
    geocoder.suggest(text, 5)


def entry(zip_code="93701", city="Fresno", state="CA", **more):
    return {
        "zip_code": zip_code,
        "zip_code_type": "STANDARD",
        "active": True,
        "city": city,
        "acceptable_cities": [],
        "state": state,
        "lat": "36.7",
        "long": "-119.7",
    } | more


def test_a_city_lies_in_the_middle_of_the_zip_codes_where_people_live():
    rows = gazetteer.rows(
        [
            entry("93701", lat="36.0"),
            entry("93702", lat="37.0"),
            entry("93703", lat="50.0", zip_code_type="PO BOX"),
        ]
    )

    city = next(row for row in rows if row.kind == "city")
    assert city.place == Place("Fresno, CA", Point(36.5, -119.7))


def test_another_name_its_post_office_accepts_is_a_place_too():
    rows = list(gazetteer.rows([entry(acceptable_cities=["Easton", "FRESNO"])]))

    aliases = [(row.key, row.place.label) for row in rows if row.kind == "alias"]
    assert aliases == [("easton", "Easton, CA")]


@pytest.mark.parametrize(
    "nowhere",
    [{"state": "AE"}, {"active": False}, {"lat": "0.0000", "long": "0.0000"}],
)
def test_codes_that_are_nowhere_on_the_map_are_left_out(nowhere):
    assert list(gazetteer.rows([entry(**nowhere)])) == []
