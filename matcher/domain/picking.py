"""What families name most, to be weighed on the front page without answering a question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from matcher.domain.criteria import Criterion, Must, Wish
from matcher.domain.family_rules import JOINT
from matcher.domain.intake import merge
from matcher.domain.message import Message, msg
from matcher.domain.needs import Needs
from matcher.domain.refining import ONCE_A_MUST, Importance


@dataclass(frozen=True, slots=True)
class Pick:
    """One thing that may matter, in a family's words."""

    name: str
    label: Message
    terms: tuple[str, ...]

    @property
    def criterion(self) -> Criterion:
        """What it asks of a program."""
        return Criterion(self.terms)


PICKS = (
    Pick(
        "detox", msg("Medical detox (stopping safely, with doctors and nurses)"), ("medical_detox",)
    ),
    Pick(
        "medicine",
        msg("Methadone or buprenorphine for heroin, fentanyl or pills"),
        ("maintenance_medication",),
    ),
    Pick("psychiatry", msg("A psychiatrist, or medicine for mental health"), ("psychiatry",)),
    Pick("family", msg("Sessions or a program for the family"), ("family_programming",)),
    Pick("couples", msg("Sessions for a couple"), ("couples_sessions",)),
    Pick(
        "live_in",
        msg("A place to live during treatment (residential)"),
        ("residential_short", "residential_long", "inpatient_hospital"),
    ),
    Pick("at_home", msg("Visits while living at home (outpatient)"), ("outpatient",)),
    Pick("aftercare", msg("Care after treatment ends (aftercare)"), ("aftercare",)),
    Pick("medicaid", msg("Takes Medicaid"), ("medicaid",)),
    Pick("insurance", msg("Takes private insurance"), ("private_insurance",)),
    Pick(
        "low_cost",
        msg("Free, or costs less for people who earn less"),
        ("free_care", "sliding_fee", "payment_assistance"),
    ),
    Pick("spanish", msg("Care in Spanish"), ("spanish",)),
)
"""The dozen, in the order they are offered."""

BECAUSE = (msg("You chose this on the first page."),)


def picked(needs: Needs, picks: Mapping[str, Importance], *, joint: bool) -> Needs:
    """Return the search with what was picked; a must stays one, and a wish weighs 3.

    *joint* is False where rule 13 fires: then nothing is asked for that a couple or a family
    does together, whoever picked it.
    """
    chosen = [
        _asked(pick.criterion, picks[pick.name])
        for pick in PICKS
        if picks.get(pick.name, Importance.SKIP) is not Importance.SKIP
        and (joint or JOINT.isdisjoint(pick.terms))
    ]
    if not chosen:
        return needs
    musts, wishes = merge([*needs.musts, *needs.wishes, *chosen])
    return replace(needs, musts=musts, wishes=wishes)


def read_picks(written: Mapping[str, object]) -> dict[str, Importance]:
    """Understand picks as plain JSON values; what an older version wrote otherwise is left."""
    names = {pick.name for pick in PICKS}
    return {
        name: Importance(str(value))
        for name, value in written.items()
        if name in names and value in (Importance.MUST, Importance.NICE)
    }


def write_picks(picks: Mapping[str, Importance]) -> dict[str, str]:
    """Return what matters, and nothing else, as plain JSON values."""
    return {name: how.value for name, how in picks.items() if how is not Importance.SKIP}


def _asked(criterion: Criterion, how: Importance) -> Must | Wish:
    if how is Importance.MUST:
        return Must(criterion, BECAUSE)
    return Wish(criterion, ONCE_A_MUST, BECAUSE)
