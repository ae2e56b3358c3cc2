"""The one box: what a sentence says is filled in to be confirmed, and nothing is searched."""

import re

import pytest

from matcher.persistence.base import db
from matcher.web.session import EncryptedSessions
from tests.keeping import TWO_SITUATIONS, client_keeping
from tests.stored import some_places
from tests.support.application import SECRET, csrf_token

BOX = "/find/in-your-words"
SENTENCE = "my husband uses heroin and we want sessions together near Fresno, CA, he has Medicaid"


@pytest.fixture
def placed(app, client):
    """A browser where a few places are known."""
    with app.app_context():
        some_places(db.session)
    return client


def say(client, sentence):
    return client.post(BOX, data={"csrf_token": csrf_token(client), "sentence": sentence})


def kept(client):
    cookie = client.get_cookie("session").value
    return EncryptedSessions(SECRET)._sealer.open(cookie).values


def test_what_was_said_is_filled_in(client):
    say(client, SENTENCE)

    answers = kept(client)["answers"]
    assert answers["for"] == "spouse"
    assert answers["substances"] == ["heroin"]
    assert answers["near"] == "Fresno, CA"
    assert answers["payment"] == ["medicaid"]
    assert answers["couples"] == "wanted"


def said_below(client, sentence, **above):
    """Say it in the box of the front page, below the short form's own fields."""
    sent = {"csrf_token": csrf_token(client), "sentence": sentence, **above}
    return client.post(BOX, data=sent)


def test_the_place_and_the_distance_above_the_box_fill_what_the_sentence_leaves_open(placed):
    page = said_below(placed, "My son uses heroin", near="Fresno, CA", within="25")

    answers = kept(placed)["answers"]
    assert (answers["near"], answers["within_miles"]) == ("Fresno, CA", 25)
    assert "25 miles" in page.text


def test_a_distance_that_only_the_list_offers_is_anywhere(placed):
    page = said_below(placed, "My son uses heroin", near="Fresno, CA", within="500")

    assert kept(placed)["answers"]["within_miles"] is None
    assert "Anywhere" in page.text


def test_what_the_sentence_says_of_them_comes_first(placed):
    sentence = "My son uses heroin, within 100 miles of Fresno, CA"

    said_below(placed, sentence, near="San Francisco, CA", within="25")

    answers = kept(placed)["answers"]
    assert (answers["near"], answers["within_miles"]) == ("Fresno, CA", 100)


@pytest.mark.parametrize("near", ["", "Nowhere at all", "Springfield", "x" * 5000])
def test_a_place_above_that_is_none_or_several_is_asked_for_later(placed, near):
    page = said_below(placed, "My son uses heroin", near=near, within="ten")

    assert "near" not in kept(placed)["answers"]
    assert "The next page asks for it" in page.text


def test_what_stands_above_fills_in_nothing_where_the_sentence_says_nothing(placed):
    said_below(placed, "lorem ipsum", near="Fresno, CA", within="25")

    assert not kept(placed).get("answers")


def test_an_empty_box_keeps_what_stands_above_it(placed):
    page = said_below(placed, "", near="Fresno, CA", within="25")

    assert page.status_code == 422
    assert re.search(r'name="near"[^>]*value="Fresno, CA"', page.text)
    assert re.search(r'name="within"[^>]*value="25"', page.text)


def test_the_front_page_sends_the_box_with_what_stands_above_it(client):
    page = client.get("/").text

    (form,) = re.findall(r'<form class="flow" method="post" action="/".*?</form>', page, re.DOTALL)
    assert 'name="near"' in form
    assert 'name="within"' in form
    assert 'name="sentence"' in form
    assert f'formaction="{BOX}"' in form


def test_it_is_shown_to_be_checked_and_nothing_is_searched(client):
    page = say(client, SENTENCE)

    assert page.status_code == 200
    assert "This is what we understood" in page.text
    assert "/find/check-your-answers" in page.text
    assert "result__name" not in page.text


def test_the_sentence_itself_is_kept_nowhere(client):
    say(client, SENTENCE)

    assert "sessions together" not in repr(kept(client))


def test_what_was_not_understood_is_said(client):
    page = say(client, "my son drinks, near Fresno, CA, and he juggles flamingos")

    assert "We did not understand these words" in page.text
    assert "flamingos" in page.text


def test_nonsense_fills_in_nothing_and_says_what_comes_next(client):
    page = say(client, "lorem ipsum dolor sit amet")

    assert "We did not understand that well enough" in page.text
    assert not kept(client).get("answers")


def test_a_new_sentence_starts_again(app):
    client = client_keeping(app, TWO_SITUATIONS["one"])

    say(client, "I drink every day, near Reno, NV")

    assert "payment" not in kept(client)["answers"]


@pytest.mark.parametrize("sentence", ["", "   ", "x" * 601])
def test_too_little_or_too_much_is_said_beside_the_box(client, sentence):
    page = say(client, sentence)

    assert page.status_code == 422
    assert "error-summary" in page.text


@pytest.mark.parametrize(
    ("sentence", "telling"),
    [
        ("my son uses fentanyl and is overdosing right now", "Give naloxone"),
        ("my wife drinks and she wants to kill herself", "988"),
    ],
)
def test_an_emergency_comes_before_anything_else(client, sentence, telling):
    main = say(client, sentence).text.partition("<main")[2]

    assert telling in main.partition("<h1")[0]


def test_the_answer_is_stored_nowhere_and_names_nothing_in_its_title(client):
    page = say(client, SENTENCE)

    assert page.headers["Cache-Control"] == "no-store"
    assert "<title>What we understood " in page.text
