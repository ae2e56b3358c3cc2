"""The packet: what is on the paper."""

import re

import pytest

from matcher.persistence.base import db
from tests.keeping import TWO_SITUATIONS, client_keeping
from tests.stored import a_listing


@pytest.fixture
def programs(app):
    with app.app_context():
        return [
            a_listing(db.session, f"p{number}", name=f"Orchard {number}", codes="CBT DM")
            for number in range(1, 8)
        ]


def packet(app, shortlist, answers=TWO_SITUATIONS["one"], address="/packet"):
    return client_keeping(app, answers, shortlist).get(address)


@pytest.mark.parametrize(
    "words",
    [
        "1. Orchard 1",
        "Printed on ",
        "January 2023. Call to confirm.",
        "Why it is on your list",
        "Your call",
        "Can you see us within 48 hours?",
        "What will it cost us, in writing?",
        "What happens the day after discharge?",
        "To bring on the first day",
        "1-800-662-4357",
        "Suicide and Crisis Lifeline",
        "FindTreatment.gov",
        "written consent",
    ],
)
def test_a_packet_holds_what_a_call_needs(app, programs, words):
    assert words in packet(app, programs[:1]).text


def test_there_is_room_to_write_under_each_question(app, programs):
    page = packet(app, programs[:1]).text

    questions = len(re.findall(r"<li>\s+<p><strong>", page))
    assert 3 <= questions <= page.count("call-script__line")


def test_without_answers_the_three_questions_for_everyone_are_asked(app, programs):
    page = packet(app, programs[:1], answers=None).text

    assert "Can you see us within 48 hours?" in page
    assert "Why it is on your list" not in page


@pytest.mark.parametrize(
    ("address", "first", "absent"),
    [
        ("/packet", "1. Orchard 1", "6. Orchard 6"),
        ("/packet?part=2", "6. Orchard 6", "1. Orchard 1"),
        ("/packet?part=99", "6. Orchard 6", "1. Orchard 1"),
        ("/packet?part=none", "1. Orchard 1", "6. Orchard 6"),
    ],
)
def test_a_long_list_is_printed_in_parts_of_five(app, programs, address, first, absent):
    page = packet(app, programs, address=address).text

    assert first in page
    assert absent not in page
    assert "of 2 of the list" in page


def test_an_empty_list_prints_nothing_and_says_how_to_fill_it(app, programs):
    assert "Your list is empty" in packet(app, []).text


def test_a_packet_never_says_that_somebody_is_afraid(app, programs):
    afraid = {**TWO_SITUATIONS["two"], "afraid": "yes", "danger": ["violence"]}

    page = packet(app, programs[:2], answers=afraid).text

    for telling in ("799-7233", "88788", "afraid", "unsafe"):
        assert telling not in page


def test_a_packet_of_five_with_every_question_is_less_than_100_kb(app, programs):
    page = packet(app, programs[:5], answers=TWO_SITUATIONS["one"])

    assert len(page.data) < 100_000


def test_a_packet_is_stored_nowhere(app, programs):
    assert packet(app, programs).headers["Cache-Control"] == "no-store"
