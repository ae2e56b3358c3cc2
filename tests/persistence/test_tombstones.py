"""Programs that are gone: what no store may take, and how an import knows them again."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from matcher.domain.tombstone import Ending, Gone
from matcher.persistence import tombstones
from matcher.persistence.listings import Program
from matcher.persistence.tombstones import Tombstone
from tests.support.store import TODAY, a_listing_row, an_edition, ids, marks, noise, take_in

GOOD = {
    "kind": "closed",
    "moved_to": "",
    "evidence": "call",
    "recorded_by": "Rosa",
    "recorded_on": TODAY,
}


@pytest.fixture
def known(store, taxonomy):
    rows = [
        a_listing_row(),
        a_listing_row(3, "Hidden House", confidential=True, street1="9 Plum Lane"),
        *noise(),
    ]
    take_in(store, taxonomy, an_edition(*rows))
    return {name.split("/")[1]: id_ for name, id_ in ids(store).items()}


def bury(store, program_id, **changed):
    store.execute(sa.insert(Tombstone).values(program_id=program_id, **(GOOD | changed)))


BAD = [
    ({"kind": "asleep"}, "ck_tombstone_kind_known"),
    ({"evidence": "rumour"}, "ck_tombstone_evidence_known"),
    ({"recorded_by": ""}, "ck_tombstone_attributed"),
    ({"kind": "do_not_list", "evidence": "family"}, "ck_tombstone_called_first"),
    ({"successor_id": "Noise 0"}, "ck_tombstone_only_movers_lead_on"),
    ({"kind": "moved", "successor_id": "Orchard House"}, "ck_tombstone_leads_elsewhere"),
]


def test_each_bad_row_is_refused_by_the_constraint_that_says_so(store, known):
    for changed, constraint in BAD:
        there = {key: known.get(value, value) for key, value in changed.items()}
        with pytest.raises(IntegrityError, match=constraint), store.begin_nested():
            bury(store, known["Orchard House"], **there)


def test_one_program_has_one_tombstone(store, known):
    bury(store, known["Orchard House"])

    with pytest.raises(IntegrityError):
        bury(store, known["Orchard House"], kind="moved")


def test_a_program_that_is_gone_is_found_by_its_id(store, known):
    bury(store, known["Orchard House"], kind="do_not_list")

    found = tombstones.tombstones(store)

    assert len(found) == 1
    assert found.of_program(known["Orchard House"]).kind is Ending.DO_NOT_LIST
    assert found.of_program(known["Noise 0"]) is None


ROWS = [
    (marks(), True),
    (marks("The Orchard House, Inc.", street1="12 Pear St."), True),
    (marks("Another Name"), True),  # the same phone there
    (marks(street1="99 Far Away Road", zip_code="00000"), True),  # names and phone
    (marks("Another Name", phone="212-555-0199"), False),
    (marks("Another Name", street1="99 Far Away Road"), False),
    (marks("", street1="", zip_code="", phone=""), False),
    (marks("Noise 0", street1="0 Elsewhere Road", phone=""), False),
]


def test_a_row_that_is_no_program_we_know_is_compared_with_those_that_are_gone(store, known):
    bury(store, known["Orchard House"])
    found = tombstones.tombstones(store)

    alike = [found.of_row(row) is not None for row, _ in ROWS]

    assert alike == [expected for _, expected in ROWS]


def test_a_confidential_program_is_known_by_the_address_that_nobody_is_told(store, known):
    bury(store, known["Hidden House"])
    row = marks("Another Name", street1="9 Plum Ln", phone="559-555-0100")

    assert tombstones.tombstones(store).of_row(row) is not None


def test_what_became_of_programs_is_told_of_those_alone_that_are_gone(store, known):
    orchard, noise_house = known["Orchard House"], known["Noise 0"]
    bury(store, orchard, kind="moved", successor_id=noise_house, moved_to="Boston")

    found = tombstones.gone(store, [orchard, noise_house])

    assert found == {orchard: Gone(Ending.MOVED, noise_house, "Boston", TODAY)}


def test_a_program_is_listed_again_only_where_a_directory_still_holds_it(store, known, taxonomy):
    orchard = known["Orchard House"]
    take_in(store, taxonomy, an_edition(*noise(), year=2024))

    def listed_after(program_id, *, gone):
        tombstones.set_listed(store, program_id, gone=gone)
        store.flush()
        return store.scalar(sa.select(Program.listed).where(Program.id == program_id))

    assert listed_after(known["Noise 0"], gone=True) is False
    assert listed_after(known["Noise 0"], gone=False) is True
    assert listed_after(orchard, gone=False) is False
