"""What admins decide of profiles: confirmed by something, disputed or hidden for a reason."""

import pytest

from matcher.domain.interventionists.vocabulary import Standing, Tie
from matcher.persistence.base import db
from matcher.services.interventionists import reviewing, writing
from matcher.services.interventionists.reviewing import Verdict
from tests.directory import words
from tests.interventionists import ON, a_profile_kept, profile_kept
from tests.stored import a_listing
from tests.support.accounts import sign_in
from tests.support.application import csrf_token

REVIEW = "/interventionists/review"


@pytest.fixture
def ada(app):
    """An admin’s browser, in a house with one profile that declares two things."""
    with app.app_context():
        a_listing(db.session, "alder", name="Alder House")
        owner = a_profile_kept(db.session, ties=[("alder-house-alder", Tie.PAID_BY)])
        claimed = writing.Claimed(
            name="CIP", issuer="A board", number="7", where="a register", expires_on=None
        )
        writing.save_credential(db.session, owner, None, claimed, ON)
    client = app.test_client()
    client.account = sign_in(client, "admin", name="Ada Admin")
    client.token = csrf_token(client)
    client.owner = owner
    return client


def reviewed(ada):
    with ada.application.app_context():
        return profile_kept(db.session, ada.owner)


def decide(ada, path, **fields):
    return ada.post(f"{REVIEW}/{path}", data={"csrf_token": ada.token, **fields})


def test_what_waits_is_listed_until_it_was_looked_at_and_checked(ada):
    profile = reviewed(ada)
    page = words(ada.get(REVIEW).text)

    decide(ada, f"connections/{profile.connections[0].id}", standing="confirmed", proof="program")
    decide(ada, f"credentials/{profile.credentials[0].id}", standing="disputed", reason="No entry.")
    decide(ada, f"{profile.id}/looked")

    assert "Rosa Quince" in page
    assert "2 declarations that nobody has checked." in page
    assert "Nothing waits." in ada.get(REVIEW).text
    now = reviewed(ada)
    assert now.connections[0].check.by == "Ada Admin"
    assert now.credentials[0].check.standing is Standing.DISPUTED


WRONG = [
    ({}, "Choose what you found."),
    ({"standing": "confirmed"}, "Choose what it rests on."),
    ({"standing": "confirmed", "proof": "own_word"}, "Choose one of the answers on this page."),
    ({"standing": "disputed"}, "Say why it is disputed."),
]


@pytest.mark.parametrize("kind", ["connections", "credentials"])
def test_a_verdict_says_by_what_or_why(ada, kind):
    id_ = getattr(reviewed(ada), kind)[0].id

    for typed, expected in WRONG:
        page = decide(ada, f"{kind}/{id_}", **typed)

        assert page.status_code == 422, typed
        assert expected in words(page.text)
    assert getattr(reviewed(ada), kind)[0].check.standing is Standing.DECLARED


def test_a_verdict_is_taken_back(ada):
    id_ = reviewed(ada).connections[0].id
    with ada.application.app_context():
        verdict = Verdict(standing=Standing.DISPUTED, by="Ada", reason="They say no.")
        reviewing.judge_connection(db.session, id_, verdict, ON)

    decide(ada, f"connections/{id_}", standing="declared")

    assert reviewed(ada).connections[0].check.on is None


def test_a_profile_is_hidden_for_a_reason_and_shown_again(ada):
    id_ = reviewed(ada).id
    family = ada.application.test_client()
    assert decide(ada, f"{id_}/hide", reason=" ").status_code == 422
    assert "Rosa Quince" in family.get("/interventionists").text

    decide(ada, f"{id_}/hide", reason="It promises a cure.")
    assert "Rosa Quince" not in family.get("/interventionists").text
    assert "It promises a cure." in ada.get(f"{REVIEW}/{id_}").text

    decide(ada, f"{id_}/show-again")
    assert "Rosa Quince" in family.get("/interventionists").text


def test_there_is_no_page_for_what_is_not_there(ada):
    for path in ("99", "credentials/99", "connections/99"):
        assert ada.get(f"{REVIEW}/{path}").status_code == 404
