"""What to ask at each step, and at the door between two."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from matcher.domain.criteria import Finding
from matcher.domain.message import Message, msg, verbatim
from matcher.domain.needs import Needs
from matcher.domain.outcome import Outcome
from matcher.domain.plans.kinds import KEEPS, STARTED, StepKind
from matcher.domain.program import Program
from matcher.domain.questions import CallQuestion, call_script
from matcher.domain.taxonomy import Taxonomy

BEFORE_DISCHARGE = msg("Is methadone or buprenorphine started before discharge?")


def step_script(
    step: StepKind,
    findings: Iterable[Finding],
    needs: Needs,
    answers: Callable[[str], Outcome],
    taxonomy: Taxonomy,
) -> tuple[CallQuestion, ...]:
    """Return the call script of one step.

    Medicine that a detox does not list is the first question: without it, the risk of overdose
    rises. Who takes it already asks whether it is kept, not whether it is started.
    """
    script = call_script(findings, needs, answers, taxonomy)
    if step is not StepKind.WITHDRAWAL:
        return script
    takes = any(must.criterion.key <= KEEPS for must in needs.musts)
    first = KEEPS if takes else {STARTED}
    medicine = [each for each in script if each.id in first]
    others = [each for each in script if each.id not in first]
    if not takes:
        medicine = [replace(each, question=BEFORE_DISCHARGE) for each in medicine]
    return (*medicine, *others)


def hand_over(before: Program, after: Program) -> Message:
    """Say what to ask of the first program so that nobody is lost on the way to the second."""
    return msg(
        "Ask %(first)s to book the first appointment at %(second)s before discharge.",
        first=called(before),
        second=called(after),
    )


def called(program: Program) -> Message:
    """Name a program so that a stranger on the phone knows which one is meant.

    Many are listed by the name of their town; who runs them tells them apart.
    """
    if program.organization in {"", program.name}:
        return verbatim(program.name)
    return msg(
        "%(program)s (%(organization)s)",
        program=verbatim(program.name),
        organization=verbatim(program.organization),
    )
