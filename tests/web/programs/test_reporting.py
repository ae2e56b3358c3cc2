"""Reporting what is wrong: anybody may, nobody is asked who they are, and a link tells the rest."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from matcher.persistence.base import db
from matcher.persistence.suggestions import Suggestion
from matcher.services import suggesting
from matcher.web.given import today
from tests.directory import a_row, an_app_listing, listing
from tests.web.sending import link_in, opened, report, sent

PAGE = "/programs/orchard-fresno-ca"


@pytest.fixture(scope="module")
def house(tmp_path_factory, migrated):
    """Orchard and another program, for tests that leave them as they are."""
    rows = (a_row("Orchard"), a_row("Noise House", 1))
    return an_app_listing(tmp_path_factory.mktemp("reporting"), migrated, *rows)


@pytest.fixture
def orchard(app):
    listing(app, a_row("Orchard"), a_row("Noise House", 1))
    return app


def said(each):
    return (each.about, each.term, each.statement, each.said, each.words, each.heard)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            {"about": "term", "term": "aftercare", "is_true": "yes", "heard": "called"},
            ("term", "aftercare", "yes", "", "", "called"),
        ),
        ({"term": "aftercare", "is_true": "no"}, ("term", "aftercare", "no", "", "", "")),
        ({"words": " It is green. "}, ("other", "", "", "", "It is green.", "")),
        (
            {"term": "detox", "words": "Only on weekdays."},
            ("term", "detox", "", "", "Only on weekdays.", ""),
        ),
        (
            {"about": "phone", "said": "(559) 555-0199"},
            ("phone", "", "", "(559) 555-0199", "", ""),
        ),
        (
            {"about": "address", "said": "9 Plum Lane", "term": "detox", "is_true": "yes"},
            ("address", "", "", "9 Plum Lane", "", ""),
        ),
        (
            {"about": "website", "said": "https://orchard.example"},
            ("website", "", "", "https://orchard.example", "", ""),
        ),
        ({"about": "closed"}, ("closed", "", "", "", "", "")),
        ({"about": "moved", "said": "Clovis"}, ("moved", "", "", "Clovis", "", "")),
        ({"about": "do_not_list"}, ("do_not_list", "", "", "", "", "")),
    ],
)
def test_a_report_is_kept_for_the_curators(orchard, fields, expected):
    answer = report(orchard.test_client(), **fields)

    assert answer.status_code == 200
    assert "Thank you" in answer.text
    assert [said(each) for each in sent(orchard)] == [expected]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"about": "term"},
        {"term": "aftercare"},
        {"is_true": "yes"},
        {"about": "phone"},
        {"about": "phone", "said": "call them"},
        {"about": "website"},
        {"about": "address"},
        {"about": "moved"},
        {"about": "other"},
        {"about": "the weather", "words": "x"},
        {"term": "nothing we know", "words": "x"},
        {"words": "x" * (suggesting.LONGEST_WORDS + 1)},
        {"about": "address", "said": "x" * (suggesting.LONGEST_SAID + 1)},
    ],
)
def test_a_report_that_says_nothing_is_asked_again(house, fields):
    page = report(house.test_client(), **fields)

    assert page.status_code == 422
    assert "error-summary" in page.text
    assert sent(house) == []


def test_what_was_typed_and_when_the_form_was_opened_stays_when_it_is_asked_again(house):
    seal = opened(house)

    page = report(house.test_client(), about="phone", said="call them", opened=seal).text

    assert 'value="call them"' in page
    assert f'name="opened" value="{seal}"' in page


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"website": "spam.example"}, "hidden_field"),
        ({"opened": ""}, "hurry"),
        ({"opened": "orchard-fresno-ca:1.forged"}, "hurry"),
        ({"words": "Buy at https://spam.example"}, "links"),
        ({"words": "see WWW.spam.example"}, "links"),
        ({"about": "moved", "said": "http://spam.example"}, "links"),
    ],
)
def test_what_a_machine_may_have_sent_is_held_back_and_not_thrown_away(orchard, fields, why):
    page = report(orchard.test_client(), **({"words": "Buy now"} | fields))

    assert "Thank you" in page.text
    assert sent(orchard) == []
    assert [each.held_for for each in sent(orchard, "held")] == [why]


@pytest.mark.parametrize("seconds_ago", [0.5, 25 * 60 * 60])
def test_a_form_sent_faster_than_one_reads_or_a_day_later_is_held_back(orchard, seconds_ago):
    seal = opened(orchard, seconds_ago=seconds_ago)

    report(orchard.test_client(), words="The gate is green.", opened=seal)

    assert [each.held_for for each in sent(orchard, "held")] == ["hurry"]


def test_the_seal_of_one_listing_is_good_for_no_other(orchard):
    seal = opened(orchard, "noise-house-fresno-ca")

    report(orchard.test_client(), words="The gate is green.", opened=seal)

    assert [each.held_for for each in sent(orchard, "held")] == ["hurry"]


def test_the_same_words_twice_are_held_back(orchard):
    report(orchard.test_client(), words="The gate is green.")
    report(orchard.test_client(), "noise-house-fresno-ca", words="the gate IS green.")

    assert len(sent(orchard)) == 1
    assert [each.held_for for each in sent(orchard, "held")] == ["repeated"]


def test_no_more_reports_are_taken_than_curators_can_read(orchard):
    client = orchard.test_client()
    report(client, words="Held back", website="spam.example")
    for each in range(suggesting.MOST_A_DAY_OF_A_PROGRAM):
        report(client, words=f"Report {each}")

    page = report(client, words="One too many")

    assert page.status_code == 429
    assert "We cannot take more reports today" in page.text
    assert len(sent(orchard)) == suggesting.MOST_A_DAY_OF_A_PROGRAM


def test_a_report_changes_nothing_on_the_page(orchard):
    before = orchard.test_client().get(PAGE).text

    report(orchard.test_client(), term="aftercare", is_true="yes")

    assert orchard.test_client().get(PAGE).text == before


def test_a_report_asks_for_nothing_about_a_person_and_keeps_nothing(orchard):
    page = orchard.test_client().get(f"{PAGE}/report").text
    report(orchard.test_client(), words="The gate is green.")

    fields = set(re.findall(r'<(?:input|select|textarea)[^>]* name="(\w+)"', page))
    assert fields == {
        *{"csrf_token", "website", "opened", "about", "term", "is_true", "said", "words", "heard"}
    }
    assert "We do not ask who you are" in page
    (kept,) = sent(orchard)
    assert (kept.sender, kept.account_id, kept.claim_id) == ("public", None, None)


def test_a_sender_gets_a_link_once_that_no_row_holds(orchard):
    page = report(orchard.test_client(), words="The gate is green.")

    token = link_in(page.text).rpartition("/")[2]
    (kept,) = sent(orchard)
    assert page.headers["Cache-Control"] == "no-store"
    assert token not in {str(value) for value in vars(kept).values()}


def decide(app, **values):
    with app.app_context():
        db.session.execute(sa.update(Suggestion).values(decided_by="Rosa", **values))
        db.session.commit()


@pytest.mark.parametrize(
    ("decision", "sentence"),
    [
        (None, "Nobody has decided yet."),
        ({"state": "taken", "reason": "Thank you!"}, "Taken up on"),
        ({"state": "declined", "reason": "We called."}, "The listing stays as it was."),
    ],
)
def test_the_link_says_what_became_of_it_and_why(orchard, decision, sentence):
    link = link_in(report(orchard.test_client(), words="A very private matter").text)
    if decision:
        decide(orchard, decided_on=today(), **decision)

    answer = orchard.test_client().get(link)

    assert sentence in answer.text
    assert (decision or {"reason": ""})["reason"] in answer.text
    assert "A very private matter" not in answer.text
    assert "Rosa" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]


def test_that_something_was_held_back_is_for_curators_alone(orchard):
    link = link_in(report(orchard.test_client(), words="x", website="y").text)

    assert "Nobody has decided yet." in orchard.test_client().get(link).text


def test_a_link_ends_after_ninety_days(orchard):
    link = link_in(report(orchard.test_client(), words="The gate is green.").text)
    with orchard.app_context():
        long_ago = today() - timedelta(days=suggesting.LINK_DAYS)
        db.session.execute(sa.update(Suggestion).values(received_on=long_ago))
        db.session.commit()

    answer = orchard.test_client().get(link)

    assert answer.status_code == 410
    assert "This link has ended" in answer.text


def test_a_link_nobody_was_given_opens_nothing(house):
    answer = house.test_client().get("/programs/reports/none")

    assert answer.status_code == 404
    assert "We do not know this link" in answer.text


@pytest.mark.parametrize("path", ["report", "claim", "claim/asked"])
def test_a_program_that_never_was_cannot_be_reported(house, path):
    answer = house.test_client().get(f"/programs/nobody/{path}")

    assert answer.status_code == 404
    assert "There is no page at this address" in answer.text
