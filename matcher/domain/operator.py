"""Who runs a program, where that may decide who can be treated there."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from matcher.domain.answers import Who
from matcher.domain.message import Message, msg


class Operator(StrEnum):
    """The operators of the federal directory that treat some people first, by its codes."""

    VETERANS_AFFAIRS = "VAMC"
    DEFENSE = "DDF"
    INDIAN_HEALTH_SERVICE = "IH"
    TRIBE = "TBG"


def operator_in(codes: Collection[str]) -> Operator | None:
    """Return the operator that a listing's codes name; None where it is none of these."""
    return next((each for each in Operator if each.value in codes), None)


def ask_who_may_come(operator: Operator | None, who: Collection[Who]) -> Message | None:
    """Say who runs it, so that nobody learns at the door that it treats others.

    None where the family belongs to those it is run for, as far as they said.
    """
    match operator:
        case Operator.VETERANS_AFFAIRS if Who.VETERANS not in who:
            return msg(
                "The Department of Veterans Affairs runs it, for veterans. Ask who may come."
            )
        case Operator.DEFENSE if Who.ACTIVE_DUTY not in who:
            return msg("The Department of Defense runs it. Ask who may come.")
        case Operator.INDIAN_HEALTH_SERVICE:
            return msg("The Indian Health Service runs it. Ask who may come.")
        case Operator.TRIBE:
            return msg("A tribal government runs it. Ask who may come.")
        case _:
            return None
