"""How the programs of a case stand now: put to its needs, ranked, and compared with last time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from matcher.domain import result_words
from matcher.domain.answer_reading import AnswersNotUnderstood
from matcher.domain.cases.moving import State, key_of, moved, outcomes_of
from matcher.domain.geography import PlaceAmbiguous, PlaceNotFound
from matcher.domain.message import Message
from matcher.domain.needs import Needs
from matcher.domain.taxonomy import Taxonomy
from matcher.services import written_needs
from matcher.services.asking import PlaceMissing, Search, understand
from matcher.services.choosing import Choice, choices
from matcher.services.current import CurrentListings


@dataclass(frozen=True, slots=True)
class Stand:
    """One program as it stands for one case."""

    choice: Choice
    state: State


Seen = dict[str, State]
"""How each entry of a shortlist stood when its owner last looked."""


def write_seen(seen: Seen) -> dict[str, Any]:
    """Return it as values that JSON can hold."""
    return {entry_id: state.write() for entry_id, state in seen.items()}


def read_seen(written: Mapping[str, Any] | None) -> Seen:
    """Return what `write_seen` wrote; nothing was seen where nothing was written."""
    return {entry_id: State.read(state) for entry_id, state in (written or {}).items()}


def search_of(session: Session, needs: Mapping[str, Any]) -> Search | None:
    """Return the search of a case; None as long as its answers do not say where to look."""
    try:
        return understand(
            session, needs.get("answers", {}), needs.get("steps", ()), needs.get("picks")
        )
    except (AnswersNotUnderstood, PlaceMissing, PlaceNotFound, PlaceAmbiguous):
        return None


def mark(search: Search | None) -> str:
    """Tell one search from another, without telling what is asked."""
    if search is None:
        return ""
    told = json.dumps(written_needs.write(search.place, search.needs), sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def stand(
    session: Session,
    listings: CurrentListings,
    search: Search | None,
    program_ids: Collection[str],
    on: date,
) -> dict[str, Stand]:
    """Return how programs stand now, by id; one that is in no directory any more has none."""
    needs = None if search is None else search.needs
    who = () if search is None else search.answers.who
    chosen = choices(session, listings.taxonomy, program_ids, needs, on, who)
    ranks, asked = _ranks(session, listings, needs, program_ids, on), mark(search)
    return {
        each.program.id: Stand(
            each,
            State(
                each.program.name,
                each.program.phone,
                each.program.listed,
                ranks.get(each.program.id),
                outcomes_of(each.findings),
                asked,
            ),
        )
        for each in chosen
    }


def _ranks(
    session: Session,
    listings: CurrentListings,
    needs: Needs | None,
    program_ids: Collection[str],
    on: date,
) -> dict[str, int]:
    if needs is None or not program_ids:
        return {}
    return listings.snapshot(session, on).index.ask(needs).ranks(program_ids)


def gone(state: State) -> State:
    """Return how a program stands that is in no directory any more."""
    return replace(state, listed=False, rank=None, outcomes={})


def what_moved(
    seen: Seen, now: Mapping[str, State], search: Search | None, taxonomy: Taxonomy
) -> dict[str, Message]:
    """Say of each entry that is otherwise than it was seen, what moved and why."""
    phrases = {} if search is None else phrases_of(search.needs, taxonomy)
    found = {
        entry_id: moved(before, now[entry_id], phrases)
        for entry_id, before in seen.items()
        if entry_id in now
    }
    return {entry_id: said for entry_id, said in found.items() if said is not None}


def phrases_of(needs: Needs, taxonomy: Taxonomy) -> dict[str, Message]:
    """Name each criterion as it is called inside a sentence, by its key."""
    asked: Iterable[Any] = (*needs.musts, *needs.wishes)
    return {key_of(each.criterion): result_words.phrase(each.criterion, taxonomy) for each in asked}
