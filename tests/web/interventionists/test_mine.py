"""Writing a profile: whole, looked at, published, mended, taken off and deleted."""

import re

import pytest

from matcher.domain.interventionists.vocabulary import Tie
from matcher.persistence.base import db
from matcher.services.interventionists import reviewing, writing
from matcher.services.interventionists.writing import Owner
from matcher.web.given import today
from tests.directory import words
from tests.interventionists import ON, a_profile_kept
from tests.stored import a_listing, some_places
from tests.support.accounts import sign_in
from tests.support.application import csrf_token

MINE = "/interventionists/mine"
BASICS = {
    "name": "Rosa Quince",
    "approaches": ["craft", "surprise"],
    "payers": ["family"],
    "no_program_money": "y",
    "languages": ["en", "es"],
    "states": ["CA"],
    "phone": "(559) 555-0100",
}


@pytest.fixture
def rosa(app):
    """Rosa’s browser, in a house with two programs and somebody else’s profile."""
    with app.app_context():
        some_places(db.session)
        a_listing(db.session, "alder", name="Alder House")
        a_listing(db.session, "noise", name="Noise")
        a_profile_kept(db.session, "Somebody Else", ties=[("noise-noise", Tie.WORKED_WITH)])
    client = app.test_client()
    client.account = sign_in(client, "interventionist", name="Rosa Q.")
    client.token = csrf_token(client)
    return client


def send(client, path, **fields):
    return client.post(f"{MINE}{path}", data={"csrf_token": client.token, **fields})


def kept(client):
    with client.application.app_context():
        return writing.own(db.session, Owner(client.account.id, client.account.name))


def test_before_the_first_word_the_page_says_what_a_profile_is(rosa):
    page = rosa.get(MINE).text

    assert "Write your profile" in page
    assert "Who pays you is shown first" in page
    assert rosa.get(f"{MINE}/fees").location == MINE
    assert rosa.get(f"{MINE}/preview").location == MINE


def test_a_profile_is_written_looked_at_published_and_found(rosa):
    assert send(rosa, "/profile", **BASICS).location == MINE
    assert rosa.application.test_client().get("/interventionists").text.count("Rosa") == 0
    preview = rosa.get(f"{MINE}/preview").text
    send(rosa, "/publish")

    found = rosa.application.test_client().get("/interventionists").text

    assert "This is how families see your profile." in preview
    assert "Says that no program gives them money or gifts." in words(preview)
    assert "Rosa Quince" in found
    assert "Families see your profile since" in rosa.get(MINE).text


WRONG = [
    ({"name": " "}, "Enter your name."),
    ({"approaches": []}, "Choose at least one way."),
    ({"payers": []}, "Choose everyone who pays you."),
    ({"languages": []}, "Choose at least one language."),
    ({"phone": "no phone"}, "Enter a phone number such as (559) 555-0100."),
    ({"phone": "12"}, "Enter a phone number such as (559) 555-0100."),
    ({"payers": ["family", "program"]}, "Take one of the two ticks off."),
    ({"states": ["CA", "XX"]}, "Choose from the answers on this page."),
    ({"about": "x" * 2001}, "Shorten what you wrote to 2000 characters or fewer."),
]


def test_what_is_missing_is_asked_for_and_what_was_typed_stays(rosa):
    for changed, expected in WRONG:
        page = send(rosa, "/profile", **(BASICS | changed))

        assert page.status_code == 422, changed
        assert expected in words(page.text)
        assert re.search(r'value="CA"[^>]*\schecked', page.text)
    assert kept(rosa) is None


def test_an_unfinished_profile_is_not_published_and_says_what_is_missing(rosa):
    send(rosa, "/profile", **(BASICS | {"states": []}))

    page = rosa.get(MINE).text

    assert "Where you work: a place, a state, or by phone and video." in page
    assert "Publish it" not in page
    assert send(rosa, "/publish").status_code == 422
    assert kept(rosa).published_on is None


def test_areas_are_added_and_an_ambiguous_place_is_asked_again(rosa):
    send(rosa, "/profile", **BASICS)

    asked = send(rosa, "/areas", near="Springfield", miles="40")
    send(rosa, "/areas", near="Springfield", instead="Springfield, IL", miles="40")

    assert asked.status_code == 422
    assert "Several places have this name" in asked.text
    assert [(each.place.label, each.miles) for each in kept(rosa).areas] == [
        ("Springfield, IL", 40)
    ]


def test_miles_are_a_whole_number(rosa):
    send(rosa, "/profile", **BASICS)

    for miles in ("", "0", "many", "3001", "1.5", "²"):
        assert send(rosa, "/areas", near="Fresno, CA", miles=miles).status_code == 422, miles
    assert kept(rosa).areas == ()


FEES = [
    ({"per": "hour", "low": "$1,500"}, (1500, None, "")),
    ({"per": "other", "words": "Ask me."}, (None, None, "Ask me.")),
    ({"per": "day", "low": "100", "high": "200"}, (100, 200, "")),
    ({"per": "day", "low": "200", "high": "100"}, None),
    ({"per": "day", "high": "100"}, None),
    ({"per": "day"}, None),
    ({"low": "5"}, None),
    ({"per": "day", "low": "-5"}, None),
]


def test_a_fee_is_an_amount_or_words(rosa):
    send(rosa, "/profile", **BASICS)

    answers = [send(rosa, "/fees", **typed).status_code for typed, _ in FEES]

    fees = kept(rosa).fees
    assert answers == [422 if expected is None else 303 for _, expected in FEES]
    assert [(each.low, each.high, each.words) for each in fees] == [
        expected for _, expected in FEES if expected
    ]
    assert {each.stated_on for each in fees} == {today()}


def test_a_credential_is_added_mended_and_removed_after_a_question(rosa):
    send(rosa, "/profile", **BASICS)
    send(rosa, "/credentials/new", name="CIP", issuer="A board", expires_on="2027-03-01")
    line = kept(rosa).credentials[0]
    form = rosa.get(f"{MINE}/credentials/{line.id}").text
    send(rosa, f"/credentials/{line.id}", name="CIP-2", issuer="A board", expires_on="")

    assert 'value="2027-03-01"' in form
    assert [(each.name, each.expires_on) for each in kept(rosa).credentials] == [("CIP-2", None)]
    assert send(rosa, "/credentials/new", name="", issuer="").status_code == 422
    wrong = send(rosa, "/credentials/new", name="CIP", issuer="A board", expires_on="soon")
    assert "Enter a day such as 2027-03-31." in wrong.text
    assert "Remove this from your profile?" in rosa.get(f"{MINE}/credentials/{line.id}/remove").text
    send(rosa, f"/credentials/{line.id}/remove")
    assert kept(rosa).credentials == ()


def test_a_program_is_looked_for_by_a_name_that_stands_in_no_address(rosa):
    send(rosa, "/profile", **BASICS)

    sent = send(rosa, "/connections", name="alder")
    page = rosa.get(sent.location).text

    assert sent.location == f"{MINE}/connections"
    assert re.findall(r'connections/with/([^"]+)"', page) == ["alder-house-alder"]


def test_a_tie_is_declared_under_one_s_name_and_shown_first_where_it_is_of_money(rosa):
    send(rosa, "/profile", **BASICS)
    send(
        rosa,
        "/connections/with/alder-house-alder",
        tie="paid_by",
        since="2021",
        words="for referrals",
    )

    [line] = kept(rosa).connections
    page = words(rosa.get(MINE).text)

    assert (line.declared_by, line.declared_on, line.since_year) == ("Rosa Q.", today(), 2021)
    assert "Says that Alder House pays them. Since 2021." in page
    assert "no program gives them money" not in page


def test_a_tie_that_says_nothing_we_know_is_asked_again(rosa):
    send(rosa, "/profile", **BASICS)
    wrong = (
        {},
        {"tie": "loves"},
        *({"tie": "paid_by", "since": year} for year in ("1899", "9999")),
    )

    for typed in wrong:
        answer = send(rosa, "/connections/with/alder-house-alder", **typed)
        assert answer.status_code == 422, typed
    assert kept(rosa).connections == ()


def test_the_same_tie_twice_is_said_to_stand_already(rosa):
    send(rosa, "/profile", **BASICS)
    send(rosa, "/connections/with/alder-house-alder", tie="worked_with")

    again = send(rosa, "/connections/with/alder-house-alder", tie="worked_with")

    assert again.status_code == 422
    assert "That stands in your profile already" in again.text


def test_a_tie_with_no_program_has_no_page(rosa):
    send(rosa, "/profile", **BASICS)

    assert rosa.get(f"{MINE}/connections/with/made-up").status_code == 404
    assert send(rosa, "/connections/with/made-up", tie="paid_by").status_code == 404


def test_a_hidden_profile_tells_its_owner_why(rosa):
    send(rosa, "/profile", **BASICS)
    send(rosa, "/publish")
    with rosa.application.app_context():
        reviewing.hide(db.session, kept(rosa).id, "Ada Admin", "It promises a cure.", ON)

    page = rosa.get(MINE).text

    assert "It promises a cure." in page
    assert "Ada Admin" not in page


def test_taken_off_and_deleted_after_a_question(rosa):
    send(rosa, "/profile", **BASICS)
    send(rosa, "/publish")
    send(rosa, "/unpublish")
    assert kept(rosa).published_on is None

    assert "Delete your profile?" in rosa.get(f"{MINE}/delete").text
    send(rosa, "/delete")

    assert kept(rosa) is None
    assert "Write your profile" in rosa.get(MINE).text


def test_a_form_without_its_token_changes_nothing(rosa):
    send(rosa, "/profile", **BASICS)

    assert rosa.post(f"{MINE}/delete").status_code == 400
    assert rosa.post(f"{MINE}/publish").status_code == 400
    assert kept(rosa).published_on is None


def test_no_page_of_a_profile_being_written_is_stored(rosa):
    send(rosa, "/profile", **BASICS)

    for path in ("", "/profile", "/areas", "/fees", "/credentials/new", "/connections", "/preview"):
        page = rosa.get(f"{MINE}{path}")
        assert (page.status_code, page.headers["Cache-Control"]) == (200, "no-store")
