"""Taking corrections in: what a machine sends is held back, and uses up nobody else’s room."""

import pytest
import sqlalchemy as sa

from matcher.domain.taxonomy import UnknownTerm
from matcher.persistence.suggestions import Suggestion
from matcher.services import claiming, suggesting
from matcher.services.claiming import Request
from matcher.services.showing import ProgramUnknown
from matcher.services.suggesting import (
    ANYBODY,
    Correction,
    EnoughForToday,
    Held,
    Sender,
    suggest,
    word_of,
)
from tests.support.accounts import an_account
from tests.support.store import TODAY, a_listing_row, an_edition, noise, take_in

ORCHARD = "orchard-house-fresno-ca"
MACHINE = Sender(suspect=Held.HURRY)


@pytest.fixture
def send(sqlite_store, taxonomy):
    take_in(sqlite_store, taxonomy, an_edition(a_listing_row(), *noise()))

    def send(words="x", sender=ANYBODY, slug=ORCHARD, **says):
        return suggest(sqlite_store, taxonomy, slug, Correction(words=words, **says), TODAY, sender)

    return send


def kept(session):
    return session.scalar(sa.select(sa.func.count()).select_from(Suggestion))


def test_what_is_held_back_has_a_limit_of_its_own(sqlite_store, send, monkeypatch):
    monkeypatch.setattr(suggesting, "MOST_HELD_A_DAY", 2)
    for each in range(3):
        send(f"Spam {each}", MACHINE)

    after = send("The gate is green.")

    assert (kept(sqlite_store), after.held) == (3, None)


def test_a_machine_that_is_let_go_is_told_what_everybody_is_told(send, monkeypatch):
    monkeypatch.setattr(suggesting, "MOST_HELD_A_DAY", 0)

    sent = send("Spam", MACHINE)

    assert sent.suggestion_id is None
    assert sent.token


def test_the_public_is_limited_over_all_programs_too(send, monkeypatch):
    monkeypatch.setattr(suggesting, "MOST_A_DAY", 1)
    send("One")

    with pytest.raises(EnoughForToday):
        send("Two", slug="noise-0-san-francisco-ca")


def test_a_professional_is_neither_limited_nor_held_back(sqlite_store, send, monkeypatch):
    monkeypatch.setattr(suggesting, "MOST_A_DAY", 0)
    kim = an_account(sqlite_store, "interventionist")

    sent = [send("See https://orchard.example", Sender.professional(kim.id)) for _ in range(2)]

    assert [(each.held, each.token) for each in sent] == [(None, None)] * 2
    assert {word.state for word in suggesting.words_of_account(sqlite_store, kim.id)} == {"new"}


def test_a_link_of_a_program_takes_so_much_a_day(sqlite_store, taxonomy, send, monkeypatch):
    monkeypatch.setattr(suggesting, "MOST_A_DAY_OF_A_CLAIM", 1)
    send()
    claiming.ask(sqlite_store, taxonomy, ORCHARD, Request("Kim", "", TODAY), TODAY)
    program = Sender.program(claiming.waiting(sqlite_store)[0].id)
    send("One", program)

    with pytest.raises(EnoughForToday):
        send("Two", program)


def test_a_sender_reads_their_own_and_no_other(sqlite_store, send):
    mine, _ = send("mine", term="detox", is_true=True), send("noise")

    word = word_of(sqlite_store, mine.token, TODAY)

    assert (word.term, word.slug, word.state) == ("detox", ORCHARD, "new")


def test_a_sender_never_learns_that_something_was_held_back(sqlite_store, send):
    sent = send("I type fast.", MACHINE)

    assert sent.held is Held.HURRY
    assert word_of(sqlite_store, sent.token, TODAY).state == "new"


def test_nothing_is_kept_of_what_does_not_exist(sqlite_store, send):
    with pytest.raises(ProgramUnknown):
        send(slug="nobody")
    with pytest.raises(UnknownTerm):
        send(term="levitation")
    sqlite_store.rollback()
    assert kept(sqlite_store) == 0
