"""What moved on a shortlist since its owner last looked, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from matcher.domain.criteria import Criterion, Finding
from matcher.domain.message import Message, msg
from matcher.domain.outcome import Outcome
from matcher.domain.sentences import apart, some_of

NAMED_AT_MOST = 3

_ASKED_ANEW = msg("you changed what is asked")
_OTHERS_CHANGED = msg("other programs changed")


@dataclass(frozen=True, slots=True)
class State:
    """How one program stands for one case, as much of it as is compared."""

    name: str
    """Kept for the day when the listing is gone altogether."""
    phone: str
    listed: bool
    rank: int | None
    """None where it is not in the ranking: out of range, refused, without a place, or not asked."""
    outcomes: Mapping[str, Outcome]
    """By the key of the criterion."""
    asked: str = ""
    """Which search it was put to: where that changed, a rank may move although no listing did."""

    def write(self) -> dict[str, Any]:
        """Return it as values that JSON can hold."""
        return {
            "name": self.name,
            "phone": self.phone,
            "listed": self.listed,
            "rank": self.rank,
            "outcomes": {key: outcome.value for key, outcome in self.outcomes.items()},
            "asked": self.asked,
        }

    @classmethod
    def read(cls, written: Mapping[str, Any]) -> State:
        """Return what `write` wrote."""
        outcomes = {key: Outcome(word) for key, word in written["outcomes"].items()}
        return cls(
            written["name"],
            written["phone"],
            written["listed"],
            written["rank"],
            outcomes,
            written["asked"],
        )


def key_of(criterion: Criterion) -> str:
    """Return what a criterion is called in what is kept: its terms, in any order."""
    return "-or-".join(sorted(criterion.key))


def outcomes_of(findings: Iterable[Finding]) -> dict[str, Outcome]:
    """Return the outcome of each criterion by its key."""
    return {key_of(each.criterion): each.outcome for each in findings}


def moved(seen: State, now: State, phrases: Mapping[str, Message]) -> Message | None:
    """Say what is otherwise than it was seen, and why; None where nothing is.

    *phrases* name the criteria that are asked now.
    """
    reasons = [*_listing(seen, now), *_answers(seen, now, phrases)]
    if seen.rank == now.rank and not reasons:
        return None
    if not reasons:
        reasons = [_OTHERS_CHANGED if seen.asked == now.asked else _ASKED_ANEW]
    return msg("%(rank)s: %(why)s.", rank=_rank(seen.rank, now.rank), why=apart(reasons))


def _rank(was: int | None, now: int | None) -> Message:
    match (was, now):
        case (None, None):
            return msg("Not in the ranking")
        case (None, int()):
            return msg("Was not in the ranking, now %(now)s", now=now)
        case (int(), None):
            return msg("Was %(was)s, now not in the ranking", was=was)
        case _ if was == now:
            return msg("Still %(now)s", now=str(now))
        case _:
            return msg("Was %(was)s, now %(now)s", was=str(was), now=str(now))


def _listing(seen: State, now: State) -> Iterable[Message]:
    if seen.listed and not now.listed:
        yield msg("no longer listed")
    if now.listed and not seen.listed:
        yield msg("listed again")
    if seen.phone != now.phone and now.phone:
        yield msg("the phone number changed")
    if seen.phone and not now.phone and now.listed:
        yield msg("the listing no longer gives a phone number")


def _answers(seen: State, now: State, phrases: Mapping[str, Message]) -> Iterable[Message]:
    """Say what the listing answers otherwise, of what was asked then and is asked now."""
    changed: dict[str, list[Message]] = {}
    for key, outcome in now.outcomes.items():
        said = _change(seen.outcomes.get(key), outcome)
        if said and key in phrases:
            changed.setdefault(said, []).append(phrases[key])
    for said, template in _CHANGES.items():
        if said in changed:
            named = changed[said][:NAMED_AT_MOST]
            what = some_of(named, len(changed[said]) - len(named))
            yield Message(template.template, (("what", what),))


_CHANGES = {
    "gained": msg("now lists %(what)s"),
    "refused": msg("now says no to %(what)s"),
    "lost": msg("no longer lists %(what)s"),
    "reopened": msg("no longer says no to %(what)s"),
}


def _change(before: Outcome | None, now: Outcome) -> str | None:
    """Name what became of one answer; one that was not asked then says nothing."""
    if before is None or before is now:
        return None
    if now is Outcome.MET:
        return "gained"
    if now is Outcome.UNMET:
        return "refused"
    return {Outcome.MET: "lost", Outcome.UNMET: "reopened"}.get(before)
