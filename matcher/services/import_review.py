"""Looking an uploaded import over before it is applied, and taking it back afterwards."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from matcher.domain.taxonomy import Taxonomy
from matcher.persistence import directory, journal, recording
from matcher.persistence import import_reviews as store
from matcher.persistence.import_reviews import AT_WORK, OVER, ImportReview, State, Wanted
from matcher.services import undoing
from matcher.services.import_report import Difference, Effect, Finding
from matcher.services.process_alive import is_alive
from matcher.services.sources import AUTO, READERS

__all__ = ["KINDS", "OVER", "Effect", "Line", "Review", "State", "Upload"]

KINDS = (AUTO, *READERS)
LARGEST_UPLOAD = 32 * 1024 * 1024
"""Fifteen times the directory of 2023."""
LONGEST_FILE_NAME = 200
"""In bytes, as disks count."""
PAGE = 50
MOST_LISTED = 50

SILENT_AFTER = timedelta(minutes=3)
"""Whoever has not been heard of for so long is not at work any more."""


class ReviewUnknown(LookupError):
    """There is no such upload."""


class NotNow(RuntimeError):
    """The upload is not in a state in which this can be done; its page says in which it is."""


class UploadRefused(ValueError):
    """The upload cannot be kept; the message is one sentence that says why."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as somebody hands it in."""

    file_name: str
    content: bytes
    kind: str
    vintage: date | None
    complete: bool


@dataclass(frozen=True, slots=True)
class Uploader:
    """Who uploads, applies or takes back."""

    account_id: int | None
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """One finding, as a page shows it."""

    effect: Effect
    row: int | None
    program_id: str | None
    name: str
    place: str
    differences: tuple[Difference, ...]
    reason: str
    slug: str | None
    """Of its page; None where the program is not there yet."""


@dataclass(frozen=True, slots=True)
class Named:
    """A program, by its name and the address of its page."""

    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class UndoPreview:
    """What taking an import back would do."""

    restored: int
    """How many programs become again what they were."""
    kept: list[Named]
    """Those that were changed again since: they keep what was said of them later."""


@dataclass(frozen=True, slots=True)
class Review:
    """One upload, as a page shows it."""

    id: int
    file_name: str
    kind: str
    vintage: date | None
    complete: bool
    by: str
    at: datetime
    state: State
    done: int
    total: int
    stopped: bool
    """Whether whoever was at work on it is gone: the work can be begun again."""
    message: str
    report: Mapping[str, Any]
    """The numbers, as `import --json` prints them; empty until there are any."""
    change_set_id: int | None
    undone: bool
    ended_at: datetime | None

    @property
    def at_work(self) -> bool:
        """Whether it is worth looking again soon."""
        return self.state in AT_WORK and not self.stopped


@dataclass(frozen=True, slots=True)
class Page:
    """Some of what an upload would do."""

    lines: list[Line]
    number: int
    pages: int
    count: int


def upload(session: Session, upload: Upload, by: Uploader, at: datetime) -> int:
    """Keep a file to be read in the background; return the id of its review.

    :raise UploadRefused: where it is empty, too large, or has no name.
    """
    name = _file_name(upload.file_name)
    if not upload.content:
        raise UploadRefused(f"{name} is empty.")
    if len(upload.content) > LARGEST_UPLOAD:
        raise UploadRefused(f"{name} is larger than {LARGEST_UPLOAD // 1024**2} MB.")
    review = ImportReview(
        file_name=name,
        kind=upload.kind,
        vintage=upload.vintage,
        complete=upload.complete,
        account_id=by.account_id,
        made_by=by.name,
        made_at=at,
        state=State.WAITING,
        done=0,
        total=0,
        worker="",
        beat_at=at,
        message="",
        digest="",
        report="",
    )
    id_ = store.add(session, review, upload.content)
    session.commit()
    return id_


def reviews(session: Session, now: datetime) -> list[Review]:
    """Return the newest uploads first."""
    return [_review(session, each, now) for each in store.newest(session, MOST_LISTED)]


def review(session: Session, id_: int, now: datetime) -> Review:
    """Return one upload.

    :raise ReviewUnknown: where there is none.
    """
    return _review(session, _row(session, id_), now)


def count_ready(session: Session) -> int:
    """Return how many uploads wait to be looked over."""
    return store.count_ready(session)


def page(session: Session, id_: int, effect: str, field: str, number: int) -> Page:
    """Return a page of what an upload would do; a number past the end shows the last page."""
    wanted = Wanted(effect, field)
    count = store.count_findings(session, id_, wanted)
    pages = max(1, -(-count // PAGE))
    number = min(max(number, 1), pages)
    rows = store.findings(session, id_, wanted, limit=PAGE, offset=(number - 1) * PAGE)
    slugs = recording.slugs(session, {each.program_id for each in rows if each.program_id})
    return Page([_line(each, slugs) for each in rows], number, pages, count)


def read_again(session: Session, id_: int, now: datetime) -> None:
    """Begin again what nobody is at work on any more, or what is to be looked over anew.

    :raise NotNow: where somebody is at work on it, or it is over.
    """
    row = _row(session, id_)
    current = _review(session, row, now)
    if current.at_work or (current.state in OVER and not current.stopped):
        raise NotNow
    values: dict[str, Any] = {"beat_at": now, "worker": "", "done": 0, "total": 0}
    if current.state in OVER:
        _moved(store.move(session, id_, [current.state], state=State.ASKED_BACK, **values))
    else:
        values |= {"state": State.WAITING, "message": "", "digest": ""}
        _moved(store.move(session, id_, [current.state], **values))
    session.commit()


def ask_to_apply(session: Session, id_: int, digest: str, by: Uploader, now: datetime) -> None:
    """Let what was looked over be applied in the background, in the name of *by*.

    :raise NotNow: where it is not ready, or what was looked at is not what stands there now.
    """
    row = _row(session, id_)
    if row.digest != digest or not digest:
        raise NotNow
    values: dict[str, Any] = {
        "account_id": by.account_id,
        "made_by": by.name,
        "beat_at": now,
        "worker": "",
    }
    _moved(store.move(session, id_, [State.READY], state=State.ASKED, done=0, **values))
    session.commit()


def drop(session: Session, id_: int, now: datetime) -> None:
    """Leave the directory as it is, and delete the bytes.

    :raise NotNow: where somebody is at work on it, or it is over.
    """
    current = review(session, id_, now)
    if current.at_work or current.state in OVER:
        raise NotNow
    _moved(store.move(session, id_, [current.state], state=State.DROPPED, ended_at=now, worker=""))
    store.forget_content(session, id_)
    store.forget_findings(session, id_)
    session.commit()


def counts(session: Session, id_: int) -> dict[Effect, int]:
    """Return how many findings there are of each effect, those with none left out."""
    found = store.effects(session, id_)
    return {effect: found[effect] for effect in Effect if effect in found}


def digest_of(session: Session, id_: int) -> str:
    """Return the name of what is to be looked over, for `ask_to_apply`."""
    return _row(session, id_).digest


def preview_undo(session: Session, taxonomy: Taxonomy, id_: int, on: date) -> UndoPreview:
    """Say what taking an applied import back would do.

    :raise NotNow: where it was not applied, or was taken back.
    """
    row = _row(session, id_)
    if row.change_set_id is None:
        raise NotNow
    try:
        found = undoing.preview(session, row.change_set_id)
    except undoing.NothingToUndo as nothing:
        raise NotNow from nothing
    kept = directory.programs_by_ids(session, taxonomy, found.changed_since, on)
    return UndoPreview(len(found.restored), [Named(each.name, each.slug) for each in kept.values()])


def ask_to_undo(session: Session, id_: int, by: Uploader, now: datetime) -> None:
    """Let an applied import be taken back in the background, in the name of *by*.

    :raise NotNow: where it was not applied, or was taken back.
    """
    current = review(session, id_, now)
    if current.undone:
        raise NotNow
    values: dict[str, Any] = {
        "account_id": by.account_id,
        "made_by": by.name,
        "beat_at": now,
        "worker": "",
    }
    _moved(store.move(session, id_, [State.APPLIED], state=State.ASKED_BACK, **values))
    session.commit()


def keep_findings(session: Session, id_: int, found: list[Finding]) -> None:
    """Keep what an upload would do; the caller commits."""
    store.add_findings(
        session,
        id_,
        (
            {
                "effect": each.effect,
                "row_number": each.row,
                "program_id": each.program_id,
                "name": each.name,
                "place": each.place,
                "differences": [[one.what, one.before, one.after] for one in each.differences],
                "reason": each.reason,
            }
            for each in found
        ),
    )


def _file_name(told: str) -> str:
    """Return the last part of a name, as it may stand on a disk and on a page."""
    last = told.replace("\\", "/").rpartition("/")[2]
    name = " ".join("".join(each if each.isprintable() else " " for each in last).split())
    if not name.strip(".") or len(name.encode()) > LONGEST_FILE_NAME:
        raise UploadRefused("The file has no name that can be kept.")
    return name


def _row(session: Session, id_: int) -> ImportReview:
    row = store.by_id(session, id_)
    if row is None:
        raise ReviewUnknown
    return row


def _moved(moved: bool) -> None:  # noqa: FBT001  the answer of the store
    if not moved:
        raise NotNow


def _review(session: Session, row: ImportReview, now: datetime) -> Review:
    state = State(row.state)
    set_id = row.change_set_id
    return Review(
        id=row.id,
        file_name=row.file_name,
        kind=row.kind,
        vintage=row.vintage,
        complete=row.complete,
        by=row.made_by,
        at=row.made_at,
        state=state,
        done=row.done,
        total=row.total,
        stopped=state in AT_WORK and _silent(row, now),
        message=row.message,
        report=json.loads(row.report) if row.report else {},
        change_set_id=set_id,
        undone=state is State.TAKEN_BACK
        or (set_id is not None and bool(journal.undone_by(session, [set_id]))),
        ended_at=row.ended_at,
    )


def _silent(row: ImportReview, now: datetime) -> bool:
    if row.worker and not is_alive(row.worker):
        return True
    return row.beat_at is None or now - row.beat_at > SILENT_AFTER


def _line(row: store.ImportFinding, slugs: Mapping[str, str]) -> Line:
    return Line(
        Effect(row.effect),
        row.row_number,
        row.program_id,
        row.name,
        row.place,
        tuple(Difference(*each) for each in json.loads(row.differences)),
        row.reason,
        slugs.get(row.program_id or ""),
    )
