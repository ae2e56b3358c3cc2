"""The work on an uploaded import, in a process of its own: searches share no breath with it.

Started as `python -m matcher.services.import_work`, it is told on its standard input which
database and which upload; an address may hold a password, so it stands on no command line. Where
it is killed, nothing of it is in the directory: the upload's page says so and offers to go on.
"""

from __future__ import annotations

import json
import logging
import secrets
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from matcher.domain.taxonomy import Taxonomy
from matcher.importers.seeds import read_taxonomy
from matcher.importers.source import Reading, SourceRefused
from matcher.persistence import import_reviews as store
from matcher.persistence.base import new_engine
from matcher.persistence.import_reviews import ImportReview, State
from matcher.persistence.journal import Change, Kind
from matcher.services.import_planning import Planned, plan
from matcher.services.import_report import Options
from matcher.services.import_review import keep_findings
from matcher.services.importing import write
from matcher.services.process_alive import own_name
from matcher.services.sources import read_source
from matcher.services.undoing import NothingToUndo, undo

ROOT = Path(__file__).resolve().parents[2]
BEAT_EVERY = timedelta(seconds=1)
AT_ONCE = 1000
"""Findings kept in one transaction, so that no other writer waits long."""

MOVED = "moved"
"""The message where the directory is not what it was when the upload was looked over."""

Clock = Callable[[], datetime]
log = logging.getLogger(__name__)


def begin(session: Session, review_id: int) -> None:
    """Start the work on an upload in a process of its own, and do not wait for it."""
    told = json.dumps({"database": _address(session), "review": review_id})
    session.rollback()  # what the worker writes must not wait for what was read here
    worker = subprocess.Popen(
        [sys.executable, "-m", "matcher.services.import_work"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        text=True,
    )
    threading.Thread(target=worker.communicate, args=(told,), daemon=True).start()


def work(engine: Engine, taxonomy: Taxonomy, review_id: int, clock: Clock) -> None:
    """Do what an upload waits for: read it, apply it, or take it back."""
    job = _Job(engine, taxonomy, review_id, clock)
    try:
        if job.claim(State.WAITING, State.READING):
            job.read()
        elif job.claim(State.ASKED, State.APPLYING):
            job.apply()
        elif job.claim(State.ASKED_BACK, State.TAKING_BACK):
            job.take_back()
    except SourceRefused as refused:
        job.end(State.REFUSED, str(refused))
    except Exception:
        log.exception("an import under review broke")
        job.end(State.FAILED, "")


class _Job:
    """One piece of work on one upload."""

    def __init__(self, engine: Engine, taxonomy: Taxonomy, review_id: int, clock: Clock) -> None:
        self.engine = engine
        self.taxonomy = taxonomy
        self.id = review_id
        self.clock = clock
        self.done = self.total = 0
        self.beat_at = clock()
        self.name = f"{secrets.token_hex(8)}@{own_name()}"

    def claim(self, since: State, state: State) -> bool:
        """Take the work on; False where another has, or there is none of that sort."""
        with Session(self.engine) as session:
            claimed = store.move(
                session,
                self.id,
                [since],
                state=state,
                worker=self.name,
                beat_at=self.clock(),
                done=0,
                total=0,
            )
            session.commit()
        return claimed

    def read(self) -> None:
        """Find out what the file would do, and keep it to be looked over."""
        with Session(self.engine) as session:
            review = session.get_one(ImportReview, self.id)
            reading = self._reading(session, review)
            options = self._options(review, dry_run=True)
            planned = plan(session, self.taxonomy, reading, options, self._advance)
            session.rollback()
            self._keep(session, planned, "")

    def apply(self) -> None:
        """Do exactly what was looked over; where it would be anything else, show that instead."""
        with Session(self.engine) as session:
            review = session.get_one(ImportReview, self.id)
            looked_over = review.digest
            reading = self._reading(session, review)
            options = self._options(review, dry_run=False)
            planned = plan(session, self.taxonomy, reading, options, self._advance)
            session.rollback()
            written = None
            if planned.digest == looked_over:
                written = write(session, self.taxonomy, reading, options, planned)
                planned = written.planned
            if written is None or planned.digest != looked_over:
                session.rollback()
                self._keep(session, planned, MOVED)
                return
            moved = store.move(
                session,
                self.id,
                [State.APPLYING],
                self.name,
                state=State.APPLIED,
                change_set_id=written.change_set_id,
                ended_at=self.clock(),
                worker="",
                report=json.dumps(asdict(planned.report), ensure_ascii=False),
            )
            store.forget_content(session, self.id)
            self._commit_if(session, moved=moved)

    def take_back(self) -> None:
        """Undo what was applied; programs that were edited since keep their edits."""
        with Session(self.engine) as session:
            review = session.get_one(ImportReview, self.id)
            set_id = review.change_set_id
            if set_id is None:
                raise ValueError("nothing was applied")
            change = Change(
                Kind.UNDO,
                review.made_by,
                self.clock(),
                review.file_name,
                review.account_id,
                undoes=set_id,
            )
            with suppress(NothingToUndo):  # somebody did it from the history meanwhile
                undo(session, self.taxonomy, set_id, change)
            over = {"state": State.TAKEN_BACK, "worker": "", "ended_at": self.clock()}
            moved = store.move(session, self.id, [State.TAKING_BACK], self.name, **over)
            self._commit_if(session, moved=moved)

    @staticmethod
    def _commit_if(session: Session, *, moved: bool) -> None:
        """Keep nothing where somebody took this worker for dead and began again."""
        if moved:
            session.commit()
        else:
            session.rollback()

    def end(self, state: State, message: str) -> None:
        """Say that it cannot go on."""
        with Session(self.engine) as session:
            at_work = [State.READING, State.APPLYING]
            told = {"state": state, "message": message, "worker": ""}
            store.move(session, self.id, at_work, self.name, **told)
            # What was applied stays applied: it can be asked for once more.
            back = {"state": State.APPLIED, "worker": ""}
            store.move(session, self.id, [State.TAKING_BACK], self.name, **back)
            session.commit()

    def _reading(self, session: Session, review: ImportReview) -> Reading:
        """Read the file under its own name: the name may tell its vintage."""
        content = store.content(session, self.id)
        if content is None:
            raise SourceRefused("The file is not here any more: upload it again.")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / review.file_name
            path.write_bytes(content)
            reading = read_source(path, self.taxonomy, review.kind)
        self.total = len(reading.rows)
        self._beat()
        return reading

    def _options(self, review: ImportReview, *, dry_run: bool) -> Options:
        now = self.clock()
        return Options(
            on=now.date(),
            vintage=review.vintage,
            dry_run=dry_run,
            complete=review.complete,
            at=now,
            by=review.made_by,
            account_id=review.account_id,
        )

    def _keep(self, session: Session, planned: Planned, message: str) -> None:
        at_work = [State.READING, State.APPLYING]
        if not store.move(session, self.id, at_work, self.name, beat_at=self.clock()):
            session.rollback()
            return
        store.forget_findings(session, self.id)
        session.commit()
        for start in range(0, len(planned.findings), AT_ONCE):
            keep_findings(session, self.id, planned.findings[start : start + AT_ONCE])
            store.beat(session, self.id, self.done, self.total, self.clock())
            session.commit()
        store.move(
            session,
            self.id,
            at_work,
            self.name,
            state=State.READY,
            message=message,
            digest=planned.digest,
            report=json.dumps(asdict(planned.report), ensure_ascii=False),
            worker="",
            done=self.total,
            total=self.total,
        )
        session.commit()

    def _advance(self) -> None:
        self.done += 1
        if self.clock() - self.beat_at >= BEAT_EVERY:
            self._beat()

    def _beat(self) -> None:
        self.beat_at = self.clock()
        # Who writes so long that a beat cannot get in will be done by the next one.
        with suppress(OperationalError), Session(self.engine) as session:
            store.beat(session, self.id, self.done, self.total, self.beat_at)
            session.commit()


def now() -> datetime:
    """Return this moment."""
    return datetime.now(UTC)


def _address(session: Session) -> str:
    """Return the address of the database, good in any folder."""
    bind = session.get_bind()
    url = (bind if isinstance(bind, Engine) else bind.engine).url
    if url.drivername == "sqlite" and url.database:
        url = url.set(database=str(Path(url.database).absolute()))
    return url.render_as_string(hide_password=False)


def main() -> None:
    """Do the work that standard input tells of."""
    told = json.loads(sys.stdin.read())
    logging.basicConfig(level=logging.WARNING)
    engine = new_engine(make_url(told["database"]).render_as_string(hide_password=False))
    work(engine, read_taxonomy(), told["review"], now)
    engine.dispose()


if __name__ == "__main__":
    main()
