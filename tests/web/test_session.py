import re
import secrets
from uuid import uuid4

import pytest
from flask import session

from matcher.services import sealed_copies
from matcher.web import kept
from matcher.web.access import public
from matcher.web.session import EncryptedSessions, TooMuchToKeep
from tests.support.application import SECRET

HOUR = 60 * 60
ANSWERS = {"near": "Fresno, CA", "substances": ["heroin"]}


class Clock:
    """A clock that a test moves."""

    def __init__(self):
        self.now = 1_800_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def visitor(app, clock):
    """A browser on pages that keep, show, clear, and look away."""
    app.session_interface = EncryptedSessions(SECRET, clock)

    @app.post("/keep")
    @app.extensions["csrf"].exempt
    @public
    def keep():
        kept.keep_answers(ANSWERS)
        return "kept"

    @app.get("/show")
    @public
    def show():
        return {"answers": kept.answers(), "lost": kept.were_lost()}

    @app.get("/elsewhere")
    @public
    def elsewhere():
        return "nothing of yours"

    return app.test_client()


def cookie(response):
    return response.headers.get("Set-Cookie")


def test_answers_are_there_on_the_next_page(visitor):
    visitor.post("/keep")

    page = visitor.get("/show")

    assert page.json == {"answers": ANSWERS, "lost": False}


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(visitor):
    sent = cookie(visitor.post("/keep"))

    assert "HttpOnly" in sent
    assert "SameSite=Lax" in sent
    assert "Max-Age=43200" in sent
    assert "heroin" not in sent
    assert "Fresno" not in sent


@pytest.mark.parametrize(
    ("scheme", "expected"),
    [("http", False), ("https", True)],
)
def test_the_cookie_is_secure_under_https(visitor, scheme, expected):
    sent = cookie(visitor.post("/keep", headers={"X-Forwarded-Proto": scheme}))

    assert ("Secure" in sent) is expected


def test_answers_are_gone_twelve_hours_after_their_last_use(visitor, clock):
    visitor.post("/keep")
    visitor.get("/show")  # settles the browser's own expiry, which has no part in this test

    sealed = visitor.get_cookie("session").value
    clock.now += 12 * HOUR + 1
    visitor.set_cookie("session", sealed)

    assert visitor.get("/show").json == {"answers": None, "lost": True}


def test_using_answers_keeps_them_for_another_twelve_hours(visitor, clock):
    visitor.post("/keep")
    clock.now += 11 * HOUR
    visitor.get("/show")
    clock.now += 11 * HOUR

    assert visitor.get("/show").json["answers"] == ANSWERS


def test_a_page_that_does_not_touch_answers_neither_renews_nor_restores_them(visitor, clock):
    visitor.post("/keep")
    clock.now += HOUR

    assert cookie(visitor.get("/elsewhere")) is None


def test_a_page_that_only_reads_does_not_write_over_another_tab(visitor, clock):
    visitor.post("/keep")
    clock.now += 5

    assert cookie(visitor.get("/show")) is None


@pytest.mark.parametrize("broken", ["nonsense", "AAAA", "", "a" * 4000])
def test_a_cookie_that_is_not_ours_is_an_empty_session(visitor, broken):
    visitor.set_cookie("session", broken)

    page = visitor.get("/show")

    assert page.json == {"answers": None, "lost": bool(broken)}


def test_a_broken_cookie_is_taken_away(visitor):
    visitor.set_cookie("session", "nonsense")

    visitor.get("/show")

    assert visitor.get_cookie("session") is None


def test_a_page_that_used_answers_is_stored_nowhere(visitor):
    visitor.post("/keep")

    shown = visitor.get("/show")
    elsewhere = visitor.get("/elsewhere")

    assert shown.headers["Cache-Control"] == "no-store"
    assert "Cookie" in shown.headers["Vary"]
    assert elsewhere.headers["Cache-Control"] == "no-cache"


def test_everything_filled_in_still_fits_in_one_cookie(app):
    """Every answer of the wizard at its longest, a full list, and both tokens."""
    with app.test_request_context():
        session.update(csrf_token=secrets.token_hex(20), account=sealed_copies.new_token())
        kept.keep_answers(EVERYTHING)
        for _ in range(20):
            kept.add_to_shortlist(str(uuid4()))

        sealed = app.session_interface.seal(app, session)

    assert len(f"session={sealed}") < 3500


def test_answers_that_do_not_fit_are_refused_before_anything_is_lost(app):
    with app.test_request_context():
        kept.keep_answers(ANSWERS)

        with pytest.raises(TooMuchToKeep):
            kept.keep_answers({"near": secrets.token_hex(4000)})

        assert kept.answers() == ANSWERS


def test_the_list_holds_twenty_programs_in_the_order_added(app):
    ids = [str(uuid4()) for _ in range(20)]
    with app.test_request_context():
        for program_id in [*ids, ids[0]]:
            kept.add_to_shortlist(program_id)

        assert kept.shortlist() == ids
        with pytest.raises(kept.ShortlistFull):
            kept.add_to_shortlist("one more")


def test_a_program_can_be_taken_off_the_list(app):
    with app.test_request_context():
        kept.add_to_shortlist("one")
        kept.add_to_shortlist("two")

        kept.remove_from_shortlist("one")
        kept.remove_from_shortlist("never there")

        assert kept.shortlist() == ["two"]


def test_no_answers_is_not_the_same_as_empty_answers(app):
    with app.test_request_context():
        assert kept.answers() is None

        kept.keep_answers({})

        assert kept.answers() == {}


PERSON = {
    "substances": [
        "heroin",
        "fentanyl",
        "prescription_opioids",
        "alcohol",
        "benzodiazepines",
        "cocaine",
        "methamphetamine",
        "cannabis",
        "other_drug",
        "gambling",
        "other_addiction",
    ],
    "daily": "unknown",
    "withdrawal_history": "delirium",
    "medication_now": "buprenorphine",
    "pregnant": "unknown",
    "mental_health": "unknown",
    "ready": "not_ready",
    "payment": [
        "self_pay",
        "private_insurance",
        "medicaid",
        "medicare",
        "state_insurance",
        "military_insurance",
        "tribal_funds",
        "free_care",
        "sliding_fee",
        "payment_assistance",
        "not_sure",
    ],
    "who": [
        "women",
        "men",
        "adolescents",
        "young_adults",
        "older_adults",
        "veterans",
        "active_duty",
        "lgbtq",
        "justice_involved",
    ],
}
EVERYTHING = {
    **PERSON,
    "partner": PERSON,
    "near": secrets.token_urlsafe(75)[:100],
    "within_miles": 250,
    "danger": ["overdose_now", "suicidal", "violence"],
    "for": "sibling",
    "both_use": "yes",
    "couples": "wanted",
    "afraid": "skip",
    "family_part": "yes",
    "holistic": "yes",
    "life_skills": "yes",
    "peer": "yes",
    "language": ["spanish", "sign_language"],
    "setting": "residential",
    "closeness": "away_is_fine",
    "weights": {f"a_term_of_the_vocabulary_{number}": "must" for number in range(94)},
}


def test_deleting_what_is_kept_empties_the_device(client):
    page = client.get("/guide/what-is-kept").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]

    gone = client.post("/guide/what-is-kept/delete", data={"csrf_token": token})

    assert gone.status_code == 303
    assert client.get_cookie("session") is None
