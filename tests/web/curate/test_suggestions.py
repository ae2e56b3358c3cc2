"""What curators do with what people send: beside what the listing says, with evidence, once."""

import pytest

from matcher.persistence.base import db
from matcher.persistence.suggestions import Suggestion
from matcher.services import claiming, deciding
from matcher.services.claiming import Request
from matcher.web.given import today
from tests.directory import a_row, listing, words
from tests.stored import TAXONOMY
from tests.support.accounts import sign_in
from tests.web.sending import ORCHARD, link_in, press, report, sent

LIST = "/curate/suggestions"
PAGE = f"/programs/{ORCHARD}"


@pytest.fixture
def orchard(app):
    listing(app, a_row("Orchard"), a_row("Noise House", 1))
    return app


@pytest.fixture
def rosa(orchard):
    client = orchard.test_client()
    sign_in(client, "curator", name="Rosa")
    return client


def one(app, **fields):
    """Send a report; return its page for curators and the sender's link."""
    link = link_in(report(app.test_client(), **fields).text)
    found = sent(app) or sent(app, "held")
    return f"{LIST}/{found[-1].id}", link


def test_nothing_waits_at_first(rosa):
    assert "No suggestion waits" in rosa.get(LIST).text
    assert "Nothing is held back" in rosa.get(f"{LIST}/held").text
    assert "Nothing has been decided yet" in rosa.get(f"{LIST}/done").text


def test_each_suggestion_lies_in_the_box_it_belongs_to(orchard, rosa):
    one(orchard, words="The gate is green.")
    one(orchard, words="Buy now", website="spam.example")

    new, held = rosa.get(LIST).text, rosa.get(f"{LIST}/held").text

    assert "The gate is green." in new
    assert "Buy now" not in new
    assert "New (1)" in new
    assert "Held back (1)" in new
    assert "Buy now" in held
    assert "A field that no person sees was filled in." in held


def test_a_fact_is_taken_up_and_published_and_the_sender_reads_it(orchard, rosa):
    page, link = one(orchard, term="aftercare", is_true="yes", heard="called")
    shown = rosa.get(page).text

    answer = press(
        rosa,
        f"{page}/take",
        term="aftercare",
        statement="yes",
        evidence="call",
        reason="We called too. Thank you.",
    )

    assert "I called them" in shown
    assert answer.status_code == 303
    assert "Taken up" in rosa.get(page).text
    listed = words(orchard.test_client().get(PAGE).text)
    assert "a call to the program" in listed
    assert "a curator’s call" in listed
    assert "We called too. Thank you." in orchard.test_client().get(link).text
    assert "Taken up" in rosa.get(f"{LIST}/done").text


def test_the_form_begins_with_what_was_sent(orchard, rosa):
    page, _ = one(orchard, about="phone", said="559-555-0199")

    shown = rosa.get(page).text

    assert 'value="559-555-0199"' in shown
    assert "(559) 555-0100" in shown


@pytest.mark.parametrize(
    ("sent_fields", "fields", "there"),
    [
        (
            {"about": "phone", "said": "559-555-0199"},
            {"value": "559-555-0188"},
            "(559) 555-0188",
        ),
        (
            {"about": "website", "said": "orchard.example"},
            {"value": "orchard.example"},
            "orchard.example",
        ),
        (
            {"about": "address", "said": "9 Plum Lane"},
            {"street": "9 Plum Lane", "city": "Fresno", "state": "ca", "postal_code": "93701"},
            "9 Plum Lane",
        ),
        (
            {"words": "They see couples."},
            {"term": "aftercare", "statement": "no"},
            "a report sent to this site",
        ),
    ],
)
def test_it_may_be_taken_up_otherwise_than_it_was_sent(orchard, rosa, sent_fields, fields, there):
    page, _ = one(orchard, **sent_fields)

    answer = press(rosa, f"{page}/take", evidence="family", **fields)

    assert answer.status_code == 303, words(answer.text)
    assert there in words(orchard.test_client().get(PAGE).text)


@pytest.mark.parametrize(
    ("sent_fields", "fields"),
    [
        ({"about": "phone", "said": "559-555-0199"}, {"value": "559-555-0188"}),
        ({"about": "phone", "said": "559-555-0199"}, {"value": "x", "evidence": "call"}),
        ({"about": "website", "said": "a.example"}, {"value": "a b", "evidence": "call"}),
        ({"about": "address", "said": "x"}, {"street": "x", "evidence": "call"}),
        (
            {"about": "address", "said": "x"},
            {"city": "Fresno", "state": "XX", "postal_code": "93701", "evidence": "call"},
        ),
        ({"term": "detox", "words": "x"}, {"term": "detox", "evidence": "call"}),
        ({"term": "detox", "words": "x"}, {"statement": "yes", "evidence": "call"}),
        ({"words": "x"}, {"evidence": "call"}),
        ({"about": "do_not_list"}, {"evidence": "family"}),
        ({"about": "moved", "said": "x"}, {"successor": "nobody", "evidence": "call"}),
        ({"about": "moved", "said": "x"}, {"successor": ORCHARD, "evidence": "call"}),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_changes(orchard, rosa, sent_fields, fields):
    page, _ = one(orchard, **sent_fields)

    answer = press(rosa, f"{page}/take", **fields)

    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert len(sent(orchard)) == 1


def test_declining_needs_a_reason_that_the_sender_reads(orchard, rosa):
    page, link = one(orchard, about="closed")
    silent = press(rosa, f"{page}/decline")

    answer = press(rosa, f"{page}/decline", **{"no-reason": "They answered the phone."})

    assert silent.status_code == 422
    assert "Enter a reason" in silent.text
    assert answer.status_code == 303
    assert "They answered the phone." in orchard.test_client().get(link).text
    assert orchard.test_client().get(PAGE).status_code == 200


def test_of_two_curators_the_second_learns_that_it_was_decided(orchard, rosa):
    page, _ = one(orchard, about="closed")
    ana = orchard.test_client()
    sign_in(ana, "admin")
    press(rosa, f"{page}/decline", **{"no-reason": "No."})

    answer = press(ana, f"{page}/take", evidence="call")

    assert answer.status_code == 409
    assert "Somebody else has decided this" in answer.text
    assert orchard.test_client().get(PAGE).status_code == 200


def test_what_was_held_back_is_let_through(orchard, rosa):
    page, _ = one(orchard, words="I type fast.", website="x")

    press(rosa, f"{page}/let-through")

    assert [each.words for each in sent(orchard)] == ["I type fast."]


def test_what_never_was_has_no_page(rosa):
    assert rosa.get(f"{LIST}/99").status_code == 404


def test_an_old_address_says_kindly_that_a_program_closed(orchard, rosa):
    page, _ = one(orchard, about="closed")

    press(rosa, f"{page}/take", evidence="call")

    answer = orchard.test_client().get(PAGE)
    assert answer.status_code == 410
    assert "This program has closed." in answer.text
    assert 'href="/programs/in/ca/fresno"' in answer.text
    assert "Orchard" not in orchard.test_client().get("/programs/in/ca/fresno").text


def test_an_old_address_leads_to_where_a_program_moved(orchard, rosa):
    page, _ = one(orchard, about="moved", said="Noise House took it over")
    successor = "https://site.example/programs/noise-house-fresno-ca/"

    press(
        rosa,
        f"{page}/take",
        evidence="call",
        moved_to="Noise House took it over",
        successor=successor,
    )

    answer = orchard.test_client().get(PAGE)
    assert answer.status_code == 410
    assert "Noise House took it over" in answer.text
    assert 'href="/programs/noise-house-fresno-ca"' in answer.text


def test_whoever_asked_not_to_be_listed_is_named_and_no_more(orchard, rosa):
    page, _ = one(orchard, about="do_not_list")

    press(rosa, f"{page}/take", evidence="call")

    answer = orchard.test_client().get(PAGE)
    assert "This program asked not to be listed here." in answer.text
    assert "555-0100" not in answer.text
    assert "Orchard Street" not in answer.text


def test_a_program_is_put_back(orchard, rosa):
    press(rosa, f"/curate/gone/{ORCHARD}", ending="closed", evidence="call")
    shown = rosa.get("/curate/gone").text

    press(rosa, f"/curate/gone/{ORCHARD}/lift")

    assert "It has closed" in shown
    assert "None is gone" in rosa.get("/curate/gone").text
    assert orchard.test_client().get(PAGE).status_code == 200


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"ending": "closed"},
        {"ending": "do_not_list", "evidence": "family"},
        {"ending": "moved", "evidence": "call", "successor": "nobody"},
    ],
)
def test_a_program_is_not_taken_off_without_a_reason_to(orchard, rosa, fields):
    answer = press(rosa, f"/curate/gone/{ORCHARD}", **fields)

    assert answer.status_code == 422
    assert orchard.test_client().get(PAGE).status_code == 200


def test_who_decided_is_told_to_curators_alone(orchard, rosa):
    page, link = one(orchard, about="closed")

    press(rosa, f"{page}/decline", **{"no-reason": "No."})

    assert "Rosa" in rosa.get(page).text
    assert "Rosa" not in orchard.test_client().get(link).text


def test_a_program_that_was_called_speaks_for_itself(orchard, rosa):
    client = orchard.test_client()
    asked = client.get(f"{PAGE}/claim").text
    with orchard.app_context():
        request = Request("Kim", "", today())
        claiming.ask(db.session, TAXONOMY, ORCHARD, request, today())
        (waiting,) = claiming.waiting(db.session)
    uncalled = press(rosa, f"/curate/claims/{waiting.id}/hand-over", days="7")
    handed = press(rosa, f"/curate/claims/{waiting.id}/hand-over", called="y", days="7")
    link = link_in(handed.text)

    answer = press(client, link, about="phone", said="559-555-0199")

    assert "(559) 555-0100" in asked
    assert uncalled.status_code == 422
    assert answer.status_code == 303
    assert "Nobody has decided yet." in client.get(link).text
    with orchard.app_context():
        (kept,) = db.session.query(Suggestion).all()
        offered, _ = deciding.look(db.session, TAXONOMY, kept.id, today())
    assert (offered.sender, offered.evidence) == ("program", "program")
    assert link.rpartition("/")[2] not in rosa.get("/curate/claims").text


def test_a_link_that_was_ended_opens_nothing(orchard, rosa):
    with orchard.app_context():
        claiming.ask(db.session, TAXONOMY, ORCHARD, Request("Kim", "", today()), today())
        (waiting,) = claiming.waiting(db.session)
    link = link_in(press(rosa, f"/curate/claims/{waiting.id}/hand-over", called="y", days="7").text)

    press(rosa, f"/curate/claims/{waiting.id}/revoke")

    assert orchard.test_client().get(link).status_code == 410
    assert press(orchard.test_client(), link, words="x").status_code == 410
    assert press(rosa, f"/curate/claims/{waiting.id}/refuse").status_code == 409
