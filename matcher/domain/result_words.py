"""What a result says of itself: why it is there, what could lift it, how its score adds up."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from matcher.domain.answers import Who
from matcher.domain.criteria import Criterion, Finding, Kind
from matcher.domain.message import Message, msg
from matcher.domain.needs import Needs
from matcher.domain.operator import ask_who_may_come
from matcher.domain.outcome import Outcome
from matcher.domain.program import Program
from matcher.domain.quiet import spoken
from matcher.domain.ranking import Standing
from matcher.domain.refining import ANYWHERE, Importance, Step, asked
from matcher.domain.sentences import all_of, any_of, apart, some_of
from matcher.domain.taxonomy import Taxonomy

NAMED_AT_MOST = 2
"""More things than this in one sentence are no longer read."""
NAMED_ALONE = 3
"""So many are, where the sentence is about nothing else or begins with them."""
ASKED_FOR_EVERYBODY = ("open_to_everyone",)
"""What rule 21 asks for every family; that a program has it tells it from no other."""
BESIDE_SAFETY = frozenset({"joint_commission", "carf", "state_licensed"})
"""Wishes of every family (rule 21) that share their line of the sum with what counts quietly: alone
it would give nothing to anybody but those whom rule 13 protects, and so tell them by its points."""

_WORDS = {
    Outcome.MET: msg("Yes"),
    Outcome.UNKNOWN: msg("Ask"),
    Outcome.UNLISTED: msg("Not listed"),
    Outcome.UNMET: msg("No"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """What a result says of itself that it shares with all who answer the same."""

    why: Message
    order: Message
    counted: tuple[tuple[Message, float], ...]
    """What its wishes gave: points by answer and weight, the best answer first."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A score as it is shown: rounded rows that add up to the rounded total."""

    rows: tuple[tuple[Message, float], ...]
    """What counted, and the points it gave."""
    total: float


class Teller:
    """Tells of many results of one search: what they answer alike is put into words once.

    It lives as long as the search does, and no longer: it knows what was asked.
    """

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._taxonomy = taxonomy
        self._said: dict[tuple[tuple[Outcome, ...], tuple[Outcome, ...]], Said] = {}

    def of(self, standing: Standing, findings: Sequence[Finding]) -> Said:
        """Return what a result says of itself."""
        answers = standing.musts, standing.wishes
        said = self._said.get(answers)
        if said is None:
            said = self._said[answers] = Said(
                why(spoken(findings), self._taxonomy),
                order(findings, standing),
                wishes_counted(findings, self._taxonomy),
            )
        return said


def why(findings: Iterable[Finding], taxonomy: Taxonomy) -> Message:
    """Say in one sentence why a program is on the list, by the names of what it lists."""
    asked = sorted(findings, key=lambda each: -(each.weight or 0))
    wishes = [each for each in asked if each.kind is Kind.WISH]
    musts = [each for each in asked if each.kind is Kind.MUST]
    chosen = [each for each in musts if each.criterion.terms != ASKED_FOR_EVERYBODY]
    match (chosen or ([] if wishes else musts), wishes):
        case ([], []):
            return msg("Ordered by distance alone, because you asked for nothing else.")
        case ([], _):
            listed = _wishes_listed(wishes, NAMED_ALONE, taxonomy)
            return msg("Lists %(wishes)s.", wishes=listed)
        case (must, []):
            return msg("Lists %(musts)s.", musts=_musts_listed(must, taxonomy))
        case (must, _):
            return msg(
                "Lists %(musts)s; %(wishes)s.",
                musts=_musts_listed(must, taxonomy),
                wishes=_wishes_listed(wishes, NAMED_AT_MOST, taxonomy),
            )


def _musts_listed(musts: Sequence[Finding], taxonomy: Taxonomy) -> Message:
    listed = _met(musts)
    if not listed:
        return msg("none of what you must have")
    named = _named(listed, NAMED_ALONE, taxonomy)
    if len(listed) == len(musts):
        return named
    return msg(
        "%(named)s, %(listed)s of the %(musts)s things you must have",
        named=named,
        listed=len(listed),
        musts=len(musts),
    )


def _wishes_listed(wishes: Sequence[Finding], most: int, taxonomy: Taxonomy) -> Message:
    listed = _met(wishes)
    if not listed:
        return msg("none of your wishes")
    return msg(
        "%(met)s of your %(all)s wishes: %(named)s",
        met=len(listed),
        all=len(wishes),
        named=_named(listed, most, taxonomy),
    )


def _met(findings: Iterable[Finding]) -> list[Finding]:
    return [each for each in findings if each.outcome is Outcome.MET]


def _named(findings: Sequence[Finding], most: int, taxonomy: Taxonomy) -> Message:
    phrases = [phrase(each.criterion, taxonomy) for each in findings[:most]]
    return some_of(phrases, len(findings) - len(phrases))


def phrase(criterion: Criterion, taxonomy: Taxonomy) -> Message:
    """Name a criterion inside a sentence: “medical detox”, “Medicaid or a sliding fee”."""
    return any_of([taxonomy.term(term).named for term in criterion.terms])


def title(criterion: Criterion, taxonomy: Taxonomy) -> Message:
    """Name a criterion at the head of a line."""
    if len(criterion.terms) == 1:
        return taxonomy.term(criterion.terms[0]).titled
    return msg("Any of these: %(what)s", what=phrase(criterion, taxonomy))


def what_would_lift(
    rank: int, rank_if_confirmed: int | None, findings: Iterable[Finding], taxonomy: Taxonomy
) -> Message | None:
    """Say which place a program would take if what it left open were a yes.

    None where that takes something that may not be named.
    """
    if rank_if_confirmed is None or rank_if_confirmed >= rank:
        return None
    unknown = [each for each in findings if each.outcome is Outcome.UNKNOWN]
    if any(each.quiet for each in unknown):
        return None
    if len(unknown) > NAMED_AT_MOST:
        what = msg("all %(number)s things it has not answered", number=len(unknown))
    else:
        what = all_of([phrase(each.criterion, taxonomy) for each in unknown])
    if rank_if_confirmed == 1:
        return msg("Would be first on this list if it confirms %(what)s.", what=what)
    return msg(
        "Would be number %(rank)s instead of %(now)s if it confirms %(what)s.",
        rank=rank_if_confirmed,
        now=rank,
        what=what,
    )


def only_for(program: Program, who: Collection[Who]) -> Message | None:
    """Say that a program may be for others only, as far as the family said who they are."""
    run_for = ask_who_may_come(program.operator, who)
    named = _names_only(program, who)
    if run_for is None or named is None:
        return run_for or named
    return msg("%(run_for)s %(named)s", run_for=run_for, named=named)


def _names_only(program: Program, who: Collection[Who]) -> Message | None:
    if Who.WOMEN in who or Who.MEN in who:
        return None
    match (program.outcome("women"), program.outcome("men")):
        case (Outcome.MET, Outcome.UNMET | Outcome.UNLISTED):
            return msg("This listing names women only. Ask before you go.")
        case (Outcome.UNMET | Outcome.UNLISTED, Outcome.MET):
            return msg("This listing names men only. Ask before you go.")
        case _:
            return None


def order(findings: Iterable[Finding], standing: Standing) -> Message:
    """Say what comes before the score: how certain everything is that must be."""
    musts = [each for each in findings if each.kind is Kind.MUST]
    if not musts:
        return msg("The higher score comes first. The numbers are rounded so that they add up.")
    if standing.arithmetic.doubt == 0:
        return msg(
            "It lists everything you must have, so there is no doubt. Less doubt comes first,"
            " then the higher score. The numbers are rounded so that they add up."
        )
    return msg(
        "Doubt about what you must have: %(doubt)s. Less doubt comes first, then the higher"
        " score. The numbers are rounded so that they add up.",
        doubt=f"{standing.arithmetic.doubt:g}",
    )


def the_sum(standing: Standing, counted: Iterable[tuple[Message, float]]) -> Sum:
    """Lay out a score so that the numbers on the page add up to the last digit.

    *counted* is what its wishes gave. What must be decides the order before any points do, so it
    has no line here.
    """
    parts = standing.arithmetic
    rows = [(_NO_WISHES, parts.base_points)] if parts.base_points else list(counted)
    rows.append((_NEARNESS, parts.distance_points))
    rounded, total = rounded_together([points for _, points in rows], parts.score)
    whats = [what for what, _ in rows]
    return Sum(tuple(zip(whats, rounded, strict=True)), total)


_NO_WISHES = msg("You have no wishes, so nothing is missing")
_NEARNESS = msg("How near it is")


def wishes_counted(
    findings: Iterable[Finding], taxonomy: Taxonomy
) -> tuple[tuple[Message, float], ...]:
    """Return one row for the wishes of each answer and weight, the best answer first.

    The last one is the same for every family, whether or not something counts quietly in it.
    """
    alike: dict[tuple[Outcome, int], list[Finding]] = {}
    together: list[Finding] = []
    for each in findings:
        if each.quiet or (each.kind is Kind.WISH and each.criterion.key <= BESIDE_SAFETY):
            together.append(each)
        elif each.kind is Kind.WISH:
            alike.setdefault((each.outcome, each.weight or 0), []).append(each)
    ordered = sorted(alike, key=lambda key: (-key[0].credit, -key[1]))
    rows = [
        (
            msg(
                "%(answer)s, weight %(weight)s: %(what)s",
                answer=_WORDS[outcome],
                weight=weight,
                what=_listed(alike[outcome, weight], taxonomy),
            ),
            _points(alike[outcome, weight]),
        )
        for outcome, weight in ordered
    ]
    named = spoken(together)
    if rows and not named:  # both were weighed away by hand
        best, points = rows[0]
        whole = msg("%(best)s; for everyone: safety services", best=best)
        return ((whole, points + _points(together)), *rows[1:])
    return (*rows, (_for_everyone(named, taxonomy), _points(together)))


def _for_everyone(named: Sequence[Finding], taxonomy: Taxonomy) -> Message:
    if not named:
        return _NO_WISHES
    return msg(
        "We look at this for everyone: %(what)s; safety services", what=_listed(named, taxonomy)
    )


def _listed(findings: Iterable[Finding], taxonomy: Taxonomy) -> Message:
    return apart([phrase(each.criterion, taxonomy) for each in findings])


def _points(findings: Iterable[Finding]) -> float:
    return sum(each.points for each in findings)


def rounded_together(
    parts: Sequence[float], total: float, digits: int = 2
) -> tuple[list[float], float]:
    """Round *parts* so that they add up to the rounded *total*: the largest remainders go up."""
    unit: int = 10**digits
    whole = round(total * unit)
    kept = [math.floor(part * unit + 1e-9) for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda index: kept[index] - parts[index] * unit)
    for index in by_remainder[: max(0, whole - sum(kept))]:
        kept[index] += 1
    return [each / unit for each in kept], whole / unit


def told(step: Step, needs: Needs, taxonomy: Taxonomy) -> Message:
    """Say what one change on the list was."""
    names = {
        each.name: phrase(each.criterion, taxonomy)
        for each in asked(needs, step)
        if each.name in step.importance
    }
    if len(names) + bool(step.radius) + bool(step.closeness) != 1:
        return msg("several changes at once")
    if step.radius:
        return _radius_told(step.radius)
    if step.closeness:
        return msg("how much being near home counts")
    name, what = next(iter(names.items()))
    match step.importance[name]:
        case Importance.MUST:
            return msg("%(what)s: must have", what=what)
        case Importance.NICE:
            return msg("%(what)s: nice to have", what=what)
        case Importance.SKIP:
            return msg("%(what)s: skip", what=what)


def _radius_told(radius: str) -> Message:
    if radius == ANYWHERE:
        return msg("looking anywhere")
    return msg("looking within %(miles)s miles", miles=radius)
