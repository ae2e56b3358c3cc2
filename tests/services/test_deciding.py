"""What becomes of a suggestion: the listing changes, or the sender reads why it does not."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from matcher.domain.details import Field, WrittenAddress
from matcher.domain.outcome import Outcome
from matcher.domain.provenance import Evidence, Statement
from matcher.domain.tombstone import Ending
from matcher.persistence import directory, journal
from matcher.persistence.journal import ChangeSet, Kind
from matcher.persistence.suggestions import Suggestion
from matcher.services import deciding, suggesting
from matcher.services.burying import LeadsNowhere, NotCalled
from matcher.services.deciding import AlreadyDecided, Box, SuggestionUnknown, Taken
from matcher.services.suggesting import About, Correction, Held, Sender
from tests.support.accounts import an_account
from tests.support.store import TODAY, a_listing_row, an_edition, noise, take_in

AT = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
ORCHARD = "orchard-house-fresno-ca"
NOISE = "noise-0-san-francisco-ca"


@pytest.fixture
def here(sqlite_store):
    return sqlite_store


@pytest.fixture
def rosa(here, taxonomy):
    take_in(here, taxonomy, an_edition(a_listing_row(), *noise()))
    return an_account(here, "curator", name="Rosa")


@pytest.fixture
def send(here, taxonomy):
    def send(slug=ORCHARD, sender=suggesting.ANYBODY, **says):
        suggesting.suggest(here, taxonomy, NOISE, Correction(words="noise"), TODAY)
        return suggesting.suggest(
            here, taxonomy, slug, Correction(**says), TODAY, sender
        ).suggestion_id

    return send


def take(here, taxonomy, id_, actor, **taken):
    decision = Taken(**({"evidence": Evidence.FAMILY} | taken))
    deciding.take(here, taxonomy, id_, decision, actor, AT)


def orchard(here, taxonomy, slug=ORCHARD):
    return directory.program_by_slug(here, taxonomy, slug, TODAY)


def row(here, id_):
    return here.scalar(
        sa.select(Suggestion).where(Suggestion.id == id_).execution_options(populate_existing=True)
    )


def test_a_fact_is_recorded_with_its_evidence_source_and_day(here, taxonomy, rosa, send):
    id_ = send(term="aftercare", is_true=True)

    take(here, taxonomy, id_, rosa, term="aftercare", statement=Statement.YES, reason="Thanks")

    answer = orchard(here, taxonomy).answer("aftercare")
    assert answer.outcome is Outcome.MET
    assert answer.provenance.evidence is Evidence.FAMILY
    assert answer.provenance.source == "a report sent to this site"
    assert answer.provenance.on == AT.date()
    kept = row(here, id_)
    assert (kept.state, kept.reason, kept.decided_by, kept.decided_on) == (
        *("taken", "Thanks", "Rosa", AT.date()),
    )
    change = journal.change_set(here, kept.change_set_id)
    assert (change.kind, change.made_by, change.account_id) == (Kind.SUGGESTION, "Rosa", rosa.id)


def test_a_curator_may_take_it_up_otherwise_than_it_was_sent(here, taxonomy, rosa, send):
    id_ = send(term="aftercare", is_true=True)
    changed = {"term": "detox", "statement": Statement.NO, "evidence": Evidence.CALL}

    take(here, taxonomy, id_, rosa, **changed, source="the intake desk")

    program = orchard(here, taxonomy)
    assert program.outcome("detox") is Outcome.UNMET
    assert program.answer("detox").provenance.source == "the intake desk"
    assert program.answer("aftercare").provenance is None


@pytest.mark.parametrize(
    ("about", "value", "field"),
    [(About.PHONE, "559-555-0199", "phone"), (About.WEBSITE, "orchard.example", "website")],
)
def test_a_phone_or_website_is_published(here, taxonomy, rosa, send, about, value, field):
    id_ = send(about=about, said=value)

    take(here, taxonomy, id_, rosa, value=value)

    program = orchard(here, taxonomy)
    assert getattr(program, field) == value
    assert program.details[Field(field)].provenance.evidence is Evidence.FAMILY


def test_an_address_is_published_and_placed(here, taxonomy, rosa, send):
    id_ = send(about=About.ADDRESS, said="9 Plum Lane, Boston")
    address = WrittenAddress("9 Plum Lane", "", "Boston", "MA", "02118")

    take(here, taxonomy, id_, rosa, address=address)

    program = orchard(here, taxonomy)
    assert (program.street, program.city, program.state) == ("9 Plum Lane", "Boston", "MA")
    assert program.point.latitude > 42


def test_what_only_words_say_is_taken_up_by_hand_and_changes_nothing(here, taxonomy, rosa, send):
    id_ = send(words="The sign is blue.")
    before = directory.version(here)

    take(here, taxonomy, id_, rosa, reason="We wrote it down.")

    assert directory.version(here) == before
    assert (row(here, id_).state, row(here, id_).change_set_id) == ("taken", None)


def test_a_program_that_closed_leaves_the_list(here, taxonomy, rosa, send):
    id_ = send(about=About.CLOSED)

    take(here, taxonomy, id_, rosa, evidence=Evidence.CALL)

    program = orchard(here, taxonomy)
    assert (program.listed, program.gone.ending) == (False, Ending.CLOSED)
    assert row(here, id_).change_set_id is not None
    assert orchard(here, taxonomy, NOISE).listed


def test_do_not_list_needs_a_call(here, taxonomy, rosa, send):
    id_ = send(about=About.DO_NOT_LIST)

    with pytest.raises(NotCalled):
        take(here, taxonomy, id_, rosa, evidence=Evidence.FAMILY)

    here.rollback()
    assert orchard(here, taxonomy).listed
    assert row(here, id_).state == "new"


def test_a_program_moves_only_to_another_listing(here, taxonomy, rosa, send):
    id_ = send(about=About.MOVED, said="San Francisco")

    with pytest.raises(LeadsNowhere):
        take(here, taxonomy, id_, rosa, successor_slug="nobody")

    here.rollback()
    assert row(here, id_).state == "new"


@pytest.mark.parametrize("first", ["take", "decline"])
def test_what_is_decided_is_decided_once(here, taxonomy, rosa, send, first):
    id_ = send(term="aftercare", is_true=True)
    changes = here.scalar(sa.select(sa.func.count()).select_from(ChangeSet))
    if first == "take":
        take(here, taxonomy, id_, rosa, term="aftercare", statement=Statement.YES)
        changes += 1
    else:
        deciding.decline(here, id_, "We called.", rosa, AT)

    with pytest.raises(AlreadyDecided):
        take(here, taxonomy, id_, rosa, term="aftercare", statement=Statement.NO)
    with pytest.raises(AlreadyDecided):
        deciding.decline(here, id_, "No.", rosa, AT)

    assert row(here, id_).reason == ("" if first == "take" else "We called.")
    assert here.scalar(sa.select(sa.func.count()).select_from(ChangeSet)) == changes


def test_of_two_curators_at_once_one_decides_and_the_other_changes_nothing(
    here, taxonomy, rosa, send, monkeypatch
):
    id_ = send(term="aftercare", is_true=True)
    apply = deciding.editing.apply_edits

    def meanwhile(*arguments):
        set_id = apply(*arguments)
        here.execute(
            sa.update(Suggestion)
            .where(Suggestion.id == id_)
            .values(state="declined", reason="No", decided_by="Ana", decided_on=TODAY)
        )
        return set_id

    monkeypatch.setattr(deciding.editing, "apply_edits", meanwhile)

    with pytest.raises(AlreadyDecided):
        take(here, taxonomy, id_, rosa, term="aftercare", statement=Statement.YES)

    assert orchard(here, taxonomy).answer("aftercare").provenance is None


def test_declining_changes_no_listing(here, taxonomy, rosa, send):
    id_ = send(about=About.CLOSED)
    before = directory.version(here)

    deciding.decline(here, id_, "They answer the phone.", rosa, AT)

    assert directory.version(here) == before
    assert row(here, id_).reason == "They answer the phone."


def test_what_was_held_back_can_be_let_through(here, taxonomy, rosa, send):
    id_ = send(sender=Sender(suspect=Held.HURRY), words="I type fast.")
    before = {box: count for box, (count, _) in deciding.counts(here).items()}

    deciding.let_through(here, id_)

    after = {box: count for box, (count, _) in deciding.counts(here).items()}
    assert (before[Box.HELD], after[Box.HELD]) == (1, 0)
    assert after[Box.NEW] == before[Box.NEW] + 1


@pytest.mark.parametrize(
    ("sender", "expected"),
    [(suggesting.ANYBODY, Evidence.FAMILY), (Sender(suggesting.SenderKind.PROGRAM), "program")],
)
def test_a_program_speaks_for_itself_and_anybody_else_as_a_family(
    here, taxonomy, rosa, send, sender, expected
):
    id_ = send(sender=sender, about=About.PHONE, said="559-555-0199")

    offered, _ = deciding.look(here, taxonomy, id_, TODAY)

    assert offered.evidence == expected


def test_a_curator_sees_what_the_listing_says_and_what_else_waits(here, taxonomy, rosa, send):
    id_ = send(term="aftercare", is_true=True)
    other = send(about=About.CLOSED)

    offered, now = deciding.look(here, taxonomy, id_, TODAY)

    assert (offered.about, offered.statement) == (About.TERM, Statement.YES)
    assert now.answer == orchard(here, taxonomy).answer("aftercare")
    assert [each.id for each in now.others] == [other]


def test_what_there_never_was_cannot_be_decided(here, taxonomy, rosa):
    with pytest.raises(SuggestionUnknown):
        deciding.decline(here, 99, "No.", rosa, AT)
    with pytest.raises(SuggestionUnknown):
        deciding.look(here, taxonomy, 99, TODAY)
    with pytest.raises(SuggestionUnknown):
        deciding.let_through(here, 99)


def test_a_professional_sees_what_became_of_what_they_sent(here, taxonomy, rosa, send):
    kim = an_account(here, "interventionist", name="Kim")
    id_ = send(sender=Sender.professional(kim.id), about=About.CLOSED)
    deciding.decline(here, id_, "They answer.", rosa, datetime(2026, 11, 22, tzinfo=UTC))

    (word,) = suggesting.words_of_account(here, kim.id)

    assert (word.state, word.reason, word.decided_on) == (
        *("declined", "They answer.", date(2026, 11, 22)),
    )
