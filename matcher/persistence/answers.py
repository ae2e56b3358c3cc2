"""All answers of a program in one string: one letter a term, in the taxonomy's order (ADR 0005)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select, true, update
from sqlalchemy.orm import Session

from matcher.domain.outcome import Outcome
from matcher.domain.program import Answer
from matcher.domain.provenance import Provenance
from matcher.domain.taxonomy import Directory, Taxonomy
from matcher.persistence.listings import ListingState, Program, SourceRecord

LETTERS = {
    Outcome.MET: "m",
    Outcome.UNKNOWN: "u",
    Outcome.UNLISTED: "l",
    Outcome.UNMET: "n",  # said no
}
OUTCOMES = {letter: outcome for outcome, letter in LETTERS.items()}


MOST_NAMED = 5000
"""Programs named in one question; for more, all are looked at: databases limit its values."""


class AnswersOutOfDate(RuntimeError):
    """The stored answers were derived under another taxonomy; `setup` derives them anew."""

    def __init__(self) -> None:
        super().__init__("The stored answers are of another taxonomy: run `setup`.")


class PackedAnswers(Mapping[str, Answer]):
    """A program's answers, read from its string when asked."""

    __slots__ = ("_letters", "_palette", "_positions")

    def __init__(
        self, letters: str, positions: Mapping[str, int], palette: Mapping[str, Answer]
    ) -> None:
        self._letters = letters
        self._positions = positions
        self._palette = palette

    def __getitem__(self, term: str) -> Answer:
        return self._palette[self._letters[self._positions[term]]]

    def get(self, term: str, default: Any = None) -> Any:
        """Return the answer to *term*; a page asks for hundreds, and Mapping's own way is long."""
        position = self._positions.get(term)
        return default if position is None else self._palette[self._letters[position]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._positions)

    def __len__(self) -> int:
        return len(self._positions)


def positions(taxonomy: Taxonomy) -> dict[str, int]:
    """Return where in the string each term's letter stands."""
    return {slug: position for position, slug in enumerate(taxonomy.terms)}


def palette(imported_from: Provenance | None) -> dict[str, Answer]:
    """Return the four answers an import can give, to be shared by all programs of one source."""
    return {
        letter: Answer(outcome, None if outcome is Outcome.UNKNOWN else imported_from)
        for letter, outcome in OUTCOMES.items()
    }


def pack(outcomes: Iterable[Outcome]) -> str:
    """Write *outcomes*, given in the taxonomy's order, as one string."""
    return "".join(LETTERS[outcome] for outcome in outcomes)


def derive(taxonomy: Taxonomy, codes: frozenset[str], directories: frozenset[Directory]) -> str:
    """Answer every term from imported codes alone."""
    return pack(taxonomy.outcomes(codes, directories).values())


def digest(taxonomy: Taxonomy) -> str:
    """Return a name for everything the letters depend on."""
    return taxonomy.fingerprint


def split_codes(written: str) -> list[str]:
    """Return the codes of a cell in their order; `*` parts categories and is no code."""
    return written.replace("*", " ").split()


def read_directories(written: str) -> frozenset[Directory]:
    """Return the directories that `SU+MH` and its parts stand for."""
    return frozenset(Directory(name) for name in written.split("+") if name)


def write_directories(directories: Iterable[Directory]) -> str:
    """Return *directories* as one word, SU first."""
    present = set(directories)
    return "+".join(directory for directory in Directory if directory in present)


def joined_codes(
    session: Session, program_ids: Iterable[str] | None = None
) -> dict[str, frozenset[str]]:
    """Return the codes in force of programs (all by default), joined over their directories.

    A directory that no longer holds a program has no say, unless none holds it any more.
    """
    query = select(SourceRecord.program_id, SourceRecord.current, SourceRecord.codes)
    if program_ids is not None:
        query = query.where(SourceRecord.program_id.in_(list(program_ids)))
    written: dict[str, list[tuple[bool, str]]] = {}
    for program_id, current, codes in session.execute(query):
        written.setdefault(program_id, []).append((current, codes))
    return {program_id: in_force(records) for program_id, records in written.items()}


def in_force(records: Iterable[tuple[bool, str]]) -> frozenset[str]:
    """Join the codes of the records (current, codes) that still count."""
    known = list(records)
    counting = [codes for current, codes in known if current] or [codes for _, codes in known]
    return frozenset(code for codes in counting for code in split_codes(codes))


def check(session: Session, taxonomy: Taxonomy) -> None:
    """Make sure that the stored strings, where there are any, can be read by *taxonomy*.

    :raise AnswersOutOfDate: where they were derived under another.
    """
    if up_to_date(session, taxonomy):
        return
    if session.scalar(select(Program.id).limit(1)) is not None:
        raise AnswersOutOfDate


# Asked whenever programs are read: built once, and of a column alone.
_DIGEST = select(ListingState.__table__.c.taxonomy_digest)


def up_to_date(session: Session, taxonomy: Taxonomy) -> bool:
    """Whether the stored strings were derived under *taxonomy*."""
    return session.connection().scalar(_DIGEST) == digest(taxonomy)


def derive_for(session: Session, taxonomy: Taxonomy, program_ids: Collection[str]) -> int:
    """Derive the strings of some programs anew; return how many changed."""
    if len(program_ids) > MOST_NAMED:
        return _derive(session, taxonomy, true(), None)
    return _derive(session, taxonomy, Program.id.in_(list(program_ids)), program_ids)


def derive_all(session: Session, taxonomy: Taxonomy) -> int:
    """Derive every program's string anew; return how many changed."""
    changed = _derive(session, taxonomy, true(), None)
    session.execute(
        update(ListingState).values(
            taxonomy_digest=digest(taxonomy), version=ListingState.version + 1
        )
    )
    return changed


def _derive(
    session: Session,
    taxonomy: Taxonomy,
    condition: ColumnElement[bool],
    program_ids: Collection[str] | None,
) -> int:
    codes = joined_codes(session, program_ids)
    changed: list[dict[str, str | date]] = []
    for program_id, directories, answers in session.execute(
        select(Program.id, Program.directories, Program.answers).where(condition)
    ):
        joined = codes.get(program_id, frozenset())
        derived = derive(taxonomy, joined, read_directories(directories))
        if derived != answers:
            changed.append({"id": program_id, "answers": derived})
    if changed:
        session.execute(update(Program), changed)
    return len(changed)
