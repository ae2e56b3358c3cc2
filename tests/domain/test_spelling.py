import pytest

from matcher.domain.spelling import fold, name_key, phone_key, place_key, slugify, street_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St. Louis", "Saint Louis"),
        ("ST LOUIS", "st.louis"),
        ("Ft. Worth", "Fort Worth"),
        ("Mt. Vernon", "Mount Vernon"),
        ("Coeur d'Alene", "Coeur D’Alene"),
        ("La Cañada", "la canada"),
        ("De Kalb", "DeKalb"),
        ("N. Little Rock", "North Little Rock"),
        ("Winston-Salem", "winston salem"),
    ],
)
def test_spellings_of_one_city_share_a_key(one, other):
    assert place_key(one) == place_key(other)


def test_different_cities_keep_different_keys():
    cities = ["Springfield", "Spring Field Heights", "Saint Paul", "Saint Pauls", "Mount Airy"]

    assert len({place_key(city) for city in cities}) == len(cities)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1535 Valley Drive", "1535 Valley Dr."),
        ("750 Highway 31 South", "750 Hwy 31 S"),
        ("100 North First Street", "100 N. 1st St"),
        ("12 Saint James Place", "12 St. James Pl"),
    ],
)
def test_spellings_of_one_street_share_a_key(one, other):
    assert street_key(one) == street_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Elmhurst Home Inc", "Elmhurst Home"),
        ("The Center for Hope, LLC", "Centre for Hope"),
        ("LifeSpring Health Systems", "Lifespring  Health Systems"),
        ("Pear & Plum Services", "Pear and Plum Svcs."),
    ],
)
def test_spellings_of_one_name_share_a_key(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("559-555-0100", "5595550100"),
        ("(559) 555-0100 x123", "5595550100"),
        ("+1 559 555 0100", "5595550100"),
        ("888-PARNEXT", ""),
        ("", ""),
    ],
)
def test_a_phone_is_its_ten_digits_without_extension(written, expected):
    assert phone_key(written) == expected


def test_a_slug_is_plain_words_joined_by_hyphens():
    assert slugify("Rosa’s Place (Niños)", "El Paso", "TX") == "rosas-place-ninos-el-paso-tx"


def test_folding_nothing_leaves_nothing():
    assert fold(" . ") == ""
