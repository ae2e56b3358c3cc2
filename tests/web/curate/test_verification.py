"""Calls: assigned, written down line by line, approved by a second person, told to the public."""

import re

import pytest

from matcher.domain.details import Field
from matcher.domain.outcome import Outcome
from matcher.domain.provenance import Evidence
from matcher.web.given import today
from tests.curating import (
    ORCHARD,
    SLUG,
    a_curator,
    acts,
    fields_of,
    id_of,
    orchard_now,
    send,
    send_page,
)
from tests.directory import words

CALLS = "/curate/verification"


@pytest.fixture
def app(house):
    return house


@pytest.fixture
def ada(app):
    return a_curator(app, name="Ada")


@pytest.fixture
def ben(app):
    return a_curator(app, name="Ben")


@pytest.fixture
def call(app, ada):
    """Let Ada take Orchard on; return the address of her call sheet."""
    page = send(ada, CALLS, "/assign", program=[id_of(app)]).text
    return re.search(rf"{CALLS}/\d+", page)[0]


def heard(client, call, *, submit=True, **fields):
    said = {
        "spoke_with": "intake",
        "heard__term-aftercare": "yes",
        "heard__detail-phone": "other",
        "value__detail-phone": "559-555-0199",
    } | fields
    if submit:
        said["submit"] = "y"
    return send(client, call, "spoke_with", **said)


def approve(client, call):
    return send(client, call, "/approve")


def test_what_is_due_is_assigned_to_whoever_takes_it(ada, call):
    page = ada.get(CALLS).text

    assert "Yours to call (1)" in page
    assert "Orchard" in page.partition("Waiting for a second person")[0]


def test_nothing_heard_is_published_before_a_second_person_approves(app, ada, ben, call):
    heard(ada, call)
    assert orchard_now(app).outcome("aftercare") is Outcome.UNKNOWN

    approve(ben, call)

    program = orchard_now(app)
    said = program.answer("aftercare").provenance
    assert program.outcome("aftercare") is Outcome.MET
    assert (said.evidence, said.recorded_by, said.on) == (Evidence.CALL, "Ada", today())
    assert said.source == "a call with the intake desk"
    assert program.phone == "559-555-0199"


def test_the_history_names_both(app, ada, ben, call):
    heard(ada, call)
    approve(ben, call)

    newest = acts(app, id_of(app))[0]

    assert (newest.kind, newest.by) == ("call", "Ben")
    assert "by Ada" in newest.why


def test_nobody_approves_their_own_call(app, ada, call):
    heard(ada, call)
    page = ada.get(call).text
    assert "/approve" not in page

    token = dict(fields_of(ada.get(CALLS).text, "/assign"))["csrf_token"]
    refused = ada.post(f"{call}/approve", data={"csrf_token": token, "seen": "999999"})

    assert refused.status_code == 403
    assert orchard_now(app).outcome("aftercare") is Outcome.UNKNOWN


def test_a_call_that_is_sent_back_says_why_and_can_be_handed_in_again(app, ada, ben, call):
    heard(ada, call)
    send(ben, call, "/send-back", reason="Ask for the fax too.")

    page = ada.get(call).text
    assert "Ask for the fax too." in page
    assert 'value="559-555-0199"' in page
    heard(ada, call)
    approve(ben, call)
    assert orchard_now(app).outcome("aftercare") is Outcome.MET


def test_sending_back_asks_for_a_reason(ada, ben, call):
    heard(ada, call)

    assert send(ben, call, "/send-back").status_code == 422


def test_what_they_could_not_tell_stays_as_it_is(app, ada, ben, call):
    heard(ada, call, **{"heard__term-medicaid": "unsure", "note__term-medicaid": "ask billing"})
    before = orchard_now(app).answer("medicaid")

    approve(ben, call)

    assert orchard_now(app).answer("medicaid") == before


def test_a_detail_that_is_still_so_counts_anew(app, ada, ben, call):
    heard(ada, call, **{"heard__detail-phone": "same"})
    before = orchard_now(app).phone

    approve(ben, call)

    phone = orchard_now(app).details[Field.PHONE]
    assert (phone.value, phone.provenance.on) == (before, today())


def test_a_listing_that_changed_while_somebody_looked_is_looked_at_again(app, ada, ben, call):
    heard(ada, call)
    old_page = ben.get(call).text
    send(ada, ORCHARD, "say-detox", say__aftercare="no", evidence="call")
    send(ada, f"{ORCHARD}/changes", "/publish", why="news")

    noticed = send_page(ben, old_page, "/approve")

    assert noticed.status_code == 409
    assert "was changed while you looked" in noticed.text
    assert orchard_now(app).outcome("aftercare") is Outcome.UNMET


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"spoke_with": None}, "Choose who it was"),
        ({"called_on": "2999-01-01"}, "it cannot be tomorrow"),
        ({"value__detail-phone": "none"}, "Enter a phone number"),
        (
            {"heard__term-aftercare": "not-asked", "heard__detail-phone": "not-asked"},
            "at least one",
        ),
        ({"heard__detail-hours": "same"}, "The listing says nothing yet"),
    ],
)
def test_a_call_that_is_not_whole_is_not_handed_in(ada, ben, call, fields, expected):
    page = heard(ada, call, **fields)

    assert page.status_code == 422
    assert expected in page.text
    assert "Waiting for a second person (0)" in ben.get(CALLS).text


def test_a_call_can_be_saved_and_gone_on_with(ada, call):
    heard(ada, call, submit=False, spoke_with=None)

    assert 'value="559-555-0199"' in ada.get(call).text


def test_nobody_else_writes_on_a_call_sheet(ada, ben, call):
    page = ada.get(call).text
    token = dict(fields_of(ben.get(CALLS).text, "/assign"))["csrf_token"]

    refused = ben.post(call, data=dict(fields_of(page, "spoke_with")) | {"csrf_token": token})

    assert refused.status_code == 404


def test_a_call_is_handed_over_with_what_was_written(ada, ben, call):
    heard(ada, call, submit=False)
    page = ben.get(call).text
    me = re.search(r'<option value="(\d+)"[^>]*>I do', page)[1]

    send_page(ben, page, "/hand-over", to=me)

    assert 'value="559-555-0199"' in ben.get(call).text


def test_what_was_put_away_comes_back_with_what_was_written(app, ada, ben, call):
    heard(ada, call, submit=False)
    send(ada, call, "/put-away")
    assert ada.get(call).status_code == 404

    send(ben, CALLS, "/assign", program=[id_of(app)])

    assert 'value="559-555-0199"' in ben.get(call).text


def test_two_who_take_the_same_listing_do_not_both_get_it(app, ada, ben, call):
    send(ben, CALLS, "/assign", program=[id_of(app)])

    assert "Yours to call (0)" in ben.get(CALLS).text
    assert "Yours to call (1)" in ada.get(CALLS).text


def test_the_public_page_says_what_was_checked_when_and_how(ada, ben, call, client, app):
    heard(ada, call)
    approve(ben, call)

    page = words(app.test_client().get(f"/programs/{SLUG}").text)

    assert "What people checked, and when" in page
    assert "a curator’s call: 2 answers Phone Aftercare" in page
    assert "Ada" not in page
    assert "Ben" not in page
