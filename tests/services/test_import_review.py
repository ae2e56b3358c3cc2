"""An import looked over first: what is applied is what was shown, line for line."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from matcher.domain.details import CuratedDetail, Field
from matcher.domain.provenance import Evidence, Provenance, Statement
from matcher.domain.taxonomy import Directory
from matcher.domain.tombstone import Ending
from matcher.importers.seeds import read_taxonomy
from matcher.persistence import details, journal, recording
from matcher.persistence.import_reviews import ImportFile, ImportFinding, ImportReview, State
from matcher.persistence.journal import Change, Kind
from matcher.persistence.tombstones import Tombstone, set_listed
from matcher.services import import_review, import_work
from matcher.services.import_review import Effect, NotNow, Upload, Uploader, UploadRefused
from matcher.services.importing import Options, run_import
from matcher.services.process_alive import own_name
from matcher.services.republishing import republish
from matcher.services.seeding import seed_samples
from matcher.services.sources import read_source
from tests.builders import a_fact
from tests.support.store import curate, ids
from tests.support.workbook import a_row, write_workbook

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
ME = Uploader(None, "Ada Curator")
ORCHARD = "Orchard House/Orchard House"


class Clock:
    """Tells a moment that only a test moves on."""

    def __init__(self):
        self.now = NOW

    def __call__(self):
        self.now += timedelta(milliseconds=400)
        return self.now


def rows_2022():
    return [
        a_row("Orchard House", Service_code_info="SA DT * OP"),
        a_row("Gone Hall", Street1="1 Fig Road", Service_code_info="SA"),
        *(
            a_row(f"House {n}", Street1=f"{n} Elm Road", Service_code_info="SA OP")
            for n in range(6)
        ),
    ]


def rows_2023():
    return [
        a_row("Orchard House", Phone="559-555-0199", Service_code_info="SA * OP * FCO GCO"),
        a_row("New Hall", Street1="2 Fig Road"),
        *(
            a_row(f"House {n}", Street1=f"{n} Elm Road", Service_code_info="SA OP")
            for n in range(6)
        ),
        a_row("Nowhere", Zip="unknown"),
    ]


@pytest.fixture
def file(tmp_path):
    """Write a workbook and return its bytes."""

    def written(rows, name="su_2023.xlsx"):
        return write_workbook(tmp_path / name, rows).read_bytes()

    return written


@pytest.fixture
def before(tmp_path, taxonomy):
    """Import the edition of 2022 at the terminal."""

    def imported(session):
        path = write_workbook(tmp_path / "su_2022.xlsx", rows_2022())
        run_import(session, taxonomy, read_source(path, taxonomy), Options(on=NOW.date(), at=NOW))

    return imported


def upload(session, content, name="su_2023.xlsx", **more):
    values = {"kind": "auto", "vintage": None, "complete": False} | more
    return import_review.upload(session, Upload(name, content, **values), ME, NOW)


def work(session, taxonomy, id_):
    """Do in this process what another would."""
    session.rollback()
    import_work.work(session.get_bind(), taxonomy, id_, Clock())
    session.expire_all()
    return import_review.review(session, id_, NOW)


def looked_over(session, taxonomy, content, **more):
    id_ = upload(session, content, **more)
    return work(session, taxonomy, id_)


def apply(session, taxonomy, review):
    digest = import_review.digest_of(session, review.id)
    import_review.ask_to_apply(session, review.id, digest, ME, NOW)
    return work(session, taxonomy, review.id)


def lines(session, review, effect=""):
    return import_review.page(session, review.id, effect, "", 1).lines


def dump(session, *, without=()):
    """Return every row of the tables that hold the directory."""
    session.rollback()
    return {
        table.name: sorted(map(tuple, session.execute(select(table))), key=repr)
        for table in journal.journalled()
        if table.name not in without
    }


def test_nothing_changes_while_a_file_is_looked_over(store, taxonomy, file, before):
    before(store)
    was = dump(store)

    review = looked_over(store, taxonomy, file(rows_2023()))

    assert review.state is State.READY
    assert (review.done, review.total) == (8, 8)
    assert dump(store) == was


def test_the_review_names_every_program_and_what_becomes_of_it(
    sqlite_store, taxonomy, file, before
):
    before(sqlite_store)

    review = looked_over(sqlite_store, taxonomy, file(rows_2023()))

    found = {(line.effect, line.name, line.row) for line in lines(sqlite_store, review)}
    assert found == {
        (Effect.CHANGED, "Orchard House", 2),
        (Effect.NEW, "New Hall", 3),
        (Effect.GONE, "Gone Hall", None),
        (Effect.REFUSED, "Nowhere", 10),
    }
    (changed,) = lines(sqlite_store, review, "changed")
    differ = {each.what: (each.before, each.after) for each in changed.differences}
    assert differ["phone"] == ("559-555-0100", "559-555-0199")
    assert differ["term:detox"] == ("met", "unmet")
    (refused,) = lines(sqlite_store, review, "refused")
    assert refused.reason == "zip: “unknown” is no ZIP code"


def test_the_review_and_the_terminal_say_the_same(sqlite_store, taxonomy, file, before, tmp_path):
    before(sqlite_store)
    content = file(rows_2023())

    review = looked_over(sqlite_store, taxonomy, content)

    reading = read_source(tmp_path / "su_2023.xlsx", taxonomy)
    options = Options(on=NOW.date(), dry_run=True)
    report = run_import(sqlite_store, taxonomy, reading, options)
    told = json.loads(json.dumps({name: getattr(report, name) for name in report.__slots__}))
    assert review.report == told


def test_applying_does_what_the_review_showed_row_for_row(store, taxonomy, file, before):
    before(store)
    was = recording.known_programs(store)
    review = looked_over(store, taxonomy, file(rows_2023()))
    shown = lines(store, review)

    applied = apply(store, taxonomy, review)

    store.expire_all()
    is_ = recording.known_programs(store)
    new = {id_ for id_ in is_ if id_ not in was}
    changed = {
        id_
        for id_ in was
        if is_[id_].published.listed
        and (is_[id_].published.phone, is_[id_].published.answers)
        != (was[id_].published.phone, was[id_].published.answers)
    }
    gone = {id_ for id_ in was if was[id_].published.listed and not is_[id_].published.listed}
    assert applied.state is State.APPLIED
    assert new == {line.program_id for line in shown if line.effect is Effect.NEW}
    assert changed == {line.program_id for line in shown if line.effect is Effect.CHANGED}
    assert gone == {line.program_id for line in shown if line.effect is Effect.GONE}
    assert review.report | {"dry_run": False} == applied.report
    assert lines(store, applied) == [
        line if line.effect is not Effect.NEW else lines(store, applied, "new")[0] for line in shown
    ]


def test_applying_comes_to_what_the_terminal_comes_to(
    sqlite_store, taxonomy, file, before, tmp_path
):
    before(sqlite_store)
    review = looked_over(sqlite_store, taxonomy, file(rows_2023()))
    applied = apply(sqlite_store, taxonomy, review)
    in_the_browser = dump(sqlite_store)
    import_review.ask_to_undo(sqlite_store, applied.id, ME, NOW)
    work(sqlite_store, taxonomy, applied.id)

    reading = read_source(tmp_path / "su_2023.xlsx", taxonomy)
    run_import(sqlite_store, taxonomy, reading, Options(on=NOW.date(), at=NOW))

    def without_numbers(rows):
        # Rows that a database numbers get other numbers the second time.
        return {
            name: sorted(repr(row[1:] if name == "source" else row) for row in kept)
            for name, kept in rows.items()
            if name != "source_record"
        }

    assert without_numbers(dump(sqlite_store)) == without_numbers(in_the_browser)


def test_the_bytes_are_kept_until_it_is_applied_and_no_longer(sqlite_store, taxonomy, file):
    review = looked_over(sqlite_store, taxonomy, file(rows_2023()))
    assert sqlite_store.scalars(select(ImportFile.review_id)).all() == [review.id]

    apply(sqlite_store, taxonomy, review)

    assert sqlite_store.scalars(select(ImportFile.review_id)).all() == []


def test_what_is_dropped_leaves_nothing_behind(sqlite_store, taxonomy, file, before):
    before(sqlite_store)
    was = dump(sqlite_store)
    review = looked_over(sqlite_store, taxonomy, file(rows_2023()))
    other = looked_over(sqlite_store, taxonomy, file(rows_2023()))

    import_review.drop(sqlite_store, review.id, NOW)

    assert import_review.review(sqlite_store, review.id, NOW).state is State.DROPPED
    assert sqlite_store.scalars(select(ImportFile.review_id)).all() == [other.id]
    assert set(sqlite_store.scalars(select(ImportFinding.review_id))) == {other.id}
    assert dump(sqlite_store) == was
    with pytest.raises(NotNow):
        apply(sqlite_store, taxonomy, review)


def test_a_directory_that_moved_is_looked_over_again_and_nothing_is_applied(
    store, taxonomy, file, before
):
    before(store)
    review = looked_over(store, taxonomy, file(rows_2023()))
    _edit_phone(store, ids(store)[ORCHARD], "559-555-0133")
    was = dump(store)

    after = apply(store, taxonomy, review)

    assert (after.state, after.message) == (State.READY, import_work.MOVED)
    assert dump(store) == was
    assert lines(store, after, "conflict")[0].program_id == ids(store)[ORCHARD]
    assert apply(store, taxonomy, after).state is State.APPLIED


def test_a_change_elsewhere_is_no_reason_to_look_again(sqlite_store, taxonomy, file, before):
    before(sqlite_store)
    review = looked_over(sqlite_store, taxonomy, file(rows_2023()))
    journal.begin_change(sqlite_store, Change(Kind.EDIT, "Ada", NOW))
    curate(sqlite_store, ids(sqlite_store)["House 1/House 1"], a_fact("both_partners"))

    assert apply(sqlite_store, taxonomy, review).state is State.APPLIED


def test_what_was_looked_at_must_be_what_stands_there(sqlite_store, taxonomy, file):
    review = looked_over(sqlite_store, taxonomy, file(rows_2023()))

    for digest in ("", "another"):
        with pytest.raises(NotNow):
            import_review.ask_to_apply(sqlite_store, review.id, digest, ME, NOW)
    sqlite_store.rollback()
    assert import_review.review(sqlite_store, review.id, NOW).state is State.READY


def test_a_file_that_cannot_be_taken_in_says_why(sqlite_store, taxonomy, before, file):
    before(sqlite_store)

    older = looked_over(sqlite_store, taxonomy, file(rows_2022()), name="su_2021.xlsx")
    text = looked_over(sqlite_store, taxonomy, b"hello", name="a.xlsx")

    assert (older.state, text.state) == (State.REFUSED, State.REFUSED)
    assert "is already of 2022-01-01" in older.message
    assert "not an Excel workbook" in text.message


def test_what_breaks_on_our_side_says_so_and_can_be_begun_again(
    sqlite_store, taxonomy, file, caplog
):
    id_ = upload(sqlite_store, file(rows_2023()))
    sqlite_store.execute(update(ImportReview).values(kind="nonsense"))
    sqlite_store.commit()

    assert work(sqlite_store, taxonomy, id_).state is State.FAILED
    assert "broke" in caplog.text
    sqlite_store.execute(update(ImportReview).values(kind="auto"))
    import_review.read_again(sqlite_store, id_, NOW)
    assert work(sqlite_store, taxonomy, id_).state is State.READY


@pytest.mark.parametrize("state", [State.READING, State.APPLYING, State.TAKING_BACK])
def test_work_of_a_process_that_is_gone_is_said_to_have_stopped(sqlite_store, file, state):
    id_ = upload(sqlite_store, file(rows_2023()))
    host = own_name().rpartition(":")[0]
    values = {"state": state, "beat_at": NOW}

    def seen(worker, later=timedelta(0)):
        sqlite_store.execute(update(ImportReview).values(worker=worker, **values))
        return import_review.review(sqlite_store, id_, NOW + later)

    assert seen(f"{host}:999999999").stopped
    assert seen("another-machine:1", timedelta(minutes=4)).stopped
    assert not seen("another-machine:1").stopped
    assert not seen(own_name(), timedelta(minutes=1)).stopped


def test_stopped_work_begins_again_and_the_first_worker_keeps_nothing(
    sqlite_store, taxonomy, file, before
):
    before(sqlite_store)
    review = looked_over(sqlite_store, taxonomy, file(rows_2023()))
    digest = import_review.digest_of(sqlite_store, review.id)
    import_review.ask_to_apply(sqlite_store, review.id, digest, ME, NOW)
    was = dump(sqlite_store)

    class Interrupted(Clock):
        """While the slow worker reads, somebody takes it for dead and begins again."""

        calls = 0

        def __call__(self):
            self.calls += 1
            if self.calls == 4:
                with Session(sqlite_store.get_bind()) as other:
                    import_review.read_again(other, review.id, NOW + timedelta(minutes=9))
            return super().__call__()

    sqlite_store.rollback()
    import_work.work(sqlite_store.get_bind(), taxonomy, review.id, Interrupted())

    assert dump(sqlite_store) == was
    assert import_review.review(sqlite_store, review.id, NOW).state is State.WAITING
    assert work(sqlite_store, taxonomy, review.id).state is State.READY


def test_two_workers_do_not_do_the_same_work(sqlite_store, taxonomy, file):
    id_ = upload(sqlite_store, file(rows_2023()))
    jobs = [import_work._Job(sqlite_store.get_bind(), taxonomy, id_, Clock()) for _ in range(2)]

    assert [job.claim(State.WAITING, State.READING) for job in jobs] == [True, False]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("", b"a", "no name"),
        ("..", b"a", "no name"),
        ("folder/", b"a", "no name"),
        ("é" * 150, b"a", "no name"),
        ("a.csv", b"", "is empty"),
        ("a.csv", b"0" * (import_review.LARGEST_UPLOAD + 1), "larger than 32 MB"),
    ],
)
def test_what_cannot_be_kept_is_refused(sqlite_store, name, content, message):
    with pytest.raises(UploadRefused, match=message):
        upload(sqlite_store, content, name)


def test_a_file_name_loses_its_folders_and_what_cannot_be_printed(sqlite_store, taxonomy):
    id_ = upload(sqlite_store, b"a", "C:\\me\\su\x00 2023\n.csv")

    assert import_review.review(sqlite_store, id_, NOW).file_name == "su 2023 .csv"


def test_what_contradicts_a_curator_is_shown_and_does_not_win(store, taxonomy, file, before):
    before(store)
    program = ids(store)[ORCHARD]
    journal.begin_change(store, Change(Kind.EDIT, "Ada", NOW))
    curate(
        store,
        program,
        a_fact("detox", Statement.YES, on=NOW.date(), expires_on=date(2027, 1, 1)),
        a_fact("couples_sessions", Statement.NO, on=NOW.date(), expires_on=date(2027, 1, 1)),
        a_fact("both_partners", Statement.YES, on=NOW.date(), expires_on=date(2027, 1, 1)),
    )
    _edit_phone(store, program, "559-555-0133")

    review = looked_over(store, taxonomy, file(rows_2023()))
    apply(store, taxonomy, review)

    (line,) = lines(store, review, "conflict")
    assert [(each.what, each.before, each.after) for each in line.differences] == [
        ("phone", "559-555-0199", "559-555-0133"),
        ("term:detox", "unmet", "met"),
    ]
    assert recording.known_programs(store)[program].published.phone == "559-555-0133"


def test_a_confidential_program_stays_confidential_when_it_moves(
    sqlite_store, taxonomy, file, before
):
    before(sqlite_store)
    program = ids(sqlite_store)[ORCHARD]
    journal.begin_change(sqlite_store, Change(Kind.EDIT, "Ada", NOW))
    details.keep_detail(sqlite_store, program, a_detail(Field.CONFIDENTIAL, value=True))
    sqlite_store.commit()

    moved = [a_row("Orchard House", Street2="Suite 9"), *rows_2023()[1:]]
    apply(sqlite_store, taxonomy, looked_over(sqlite_store, taxonomy, file(moved)))

    address = recording.known_programs(sqlite_store)[program].published.address
    assert address.confidential
    assert (address.street2, address.precision) == ("Suite 9", "city")


@pytest.mark.parametrize("kind", list(Ending))
def test_no_import_brings_back_what_a_curator_took_off_the_list(
    store, taxonomy, file, before, kind
):
    before(store)
    program = ids(store)[ORCHARD]
    _end(store, program, kind)

    review = looked_over(store, taxonomy, file(rows_2023()))
    applied = apply(store, taxonomy, review)

    assert applied.state is State.APPLIED
    assert [(line.program_id, line.reason) for line in lines(store, review, "held")] == [
        (program, kind)
    ]
    assert len(review.report["held_back"]) == 1
    assert recording.known_programs(store)[program].published.listed is False


@pytest.mark.parametrize(
    ("kind", "added"), [(Ending.DO_NOT_LIST, 0), (Ending.CLOSED, 0), (Ending.MOVED, 1)]
)
def test_another_spelling_at_another_street_does_not_slip_past_but_who_moved_may_be_there(
    sqlite_store, taxonomy, file, before, kind, added
):
    before(sqlite_store)
    _end(sqlite_store, ids(sqlite_store)[ORCHARD], kind)
    elsewhere = a_row("ORCHARD HOUSE", Street1="77 New Road", Zip="94110", City="San Francisco")

    review = looked_over(sqlite_store, taxonomy, file([elsewhere, *rows_2022()[1:]]))

    assert review.report["add"] == added
    assert len(lines(sqlite_store, review, "held")) == 1 - added


def test_an_import_is_taken_back_bit_for_bit(store, taxonomy, file, before):
    before(store)
    was = dump(store)
    applied = apply(store, taxonomy, looked_over(store, taxonomy, file(rows_2023())))
    assert dump(store) != was

    preview = import_review.preview_undo(store, taxonomy, applied.id, NOW.date())
    import_review.ask_to_undo(store, applied.id, ME, NOW)
    after = work(store, taxonomy, applied.id)

    assert (after.state, after.undone) == (State.TAKEN_BACK, True)
    assert preview.kept == []
    assert preview.restored == 9
    assert dump(store) == was
    with pytest.raises(NotNow):
        import_review.ask_to_undo(store, applied.id, ME, NOW)


def test_programs_edited_since_keep_their_edits_and_are_named(store, taxonomy, file, before):
    before(store)
    was = recording.known_programs(store)
    applied = apply(store, taxonomy, looked_over(store, taxonomy, file(rows_2023())))
    program = ids(store)[ORCHARD]
    _edit_phone(store, program, "559-555-0155")

    preview = import_review.preview_undo(store, taxonomy, applied.id, NOW.date())
    import_review.ask_to_undo(store, applied.id, ME, NOW)
    work(store, taxonomy, applied.id)

    assert [each.name for each in preview.kept] == ["Orchard House"]
    is_ = recording.known_programs(store)
    assert is_[program].published.phone == "559-555-0155"
    assert is_.keys() == was.keys()


def test_the_first_real_import_can_be_taken_back_to_the_samples(sqlite_store, taxonomy, file):
    seed_samples(sqlite_store, taxonomy, NOW.date())
    was = dump(sqlite_store)
    applied = apply(sqlite_store, taxonomy, looked_over(sqlite_store, taxonomy, file(rows_2023())))
    assert applied.report["samples_removed"] == 63

    import_review.ask_to_undo(sqlite_store, applied.id, ME, NOW)
    work(sqlite_store, taxonomy, applied.id)

    assert dump(sqlite_store) == was


def test_findings_come_in_pages_and_by_field(sqlite_store, taxonomy, file, before):
    before(sqlite_store)
    many = [
        a_row(f"Hall {n}", Street1=f"{n} Oak Road", Service_code_info="SA")
        for n in range(import_review.PAGE + 1)
    ]
    review = looked_over(sqlite_store, taxonomy, file([*rows_2023()[:1], *many]))

    first = import_review.page(sqlite_store, review.id, "new", "", 1)
    last = import_review.page(sqlite_store, review.id, "new", "", 99)
    phones = import_review.page(sqlite_store, review.id, "changed", "phone", 1)
    webs = import_review.page(sqlite_store, review.id, "changed", "website", 1)

    assert (len(first.lines), first.pages, first.count) == (50, 2, 51)
    assert (len(last.lines), last.number) == (1, 2)
    assert (phones.count, webs.count) == (1, 0)


def test_the_desk_counts_what_is_ready(sqlite_store, taxonomy, file):
    looked_over(sqlite_store, taxonomy, file(rows_2023()))
    upload(sqlite_store, file(rows_2023()))

    assert import_review.count_ready(sqlite_store) == 1


def test_a_mental_health_file_is_looked_over_as_one(sqlite_store, taxonomy, file, before):
    before(sqlite_store)
    rows = [a_row("Orchard House", Service_code_info="MH * DBT CFT * CIT")]

    review = looked_over(sqlite_store, taxonomy, file(rows), name="mh_2024.xlsx")
    apply(sqlite_store, taxonomy, review)

    assert (review.report["add"], review.report["change"]) == (0, 1)
    known = recording.known_programs(sqlite_store)[ids(sqlite_store)[ORCHARD]]
    assert known.records.keys() == {Directory.SU, Directory.MH}


def a_detail(field, value):
    said = Provenance("a call", NOW.date(), Evidence.CALL, "Ada")
    return CuratedDetail(field, value, said, date(2027, 1, 1))


def _edit_phone(session: Session, program_id: str, phone: str) -> None:
    """Record a phone as a curator does, published at once."""
    journal.begin_change(session, Change(Kind.EDIT, "Ada", NOW))
    details.keep_detail(session, program_id, a_detail(Field.PHONE, phone))
    republish(session, read_taxonomy(), [program_id], NOW.date())
    session.commit()


def _end(session: Session, program_id: str, kind: Ending) -> None:
    journal.begin_change(session, Change(Kind.TOMBSTONE, "Ada", NOW))
    session.add(
        Tombstone(
            program_id=program_id,
            kind=kind,
            successor_id=None,
            moved_to="",
            evidence="call",
            recorded_by="Ada",
            recorded_on=NOW.date(),
        )
    )
    session.flush()
    set_listed(session, program_id, gone=True)
    session.commit()
