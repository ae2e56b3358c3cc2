"""The map of one plan: its programs, numbered as the steps they fill."""

from __future__ import annotations

from collections.abc import Iterator

from matcher.domain.geography import Precision
from matcher.services.asking import Search
from matcher.services.towns import towns_around
from matcher.web.given import given
from matcher.web.maps.drawing import FARTHEST_AREA, Drawing, Pin, Town, search_map
from matcher.web.plans.plan_page import PlanCard


def plan_map(card: PlanCard, search: Search, steps: str) -> Drawing:
    """Draw one plan around home; a program that fills several steps stands once, at its first.

    *steps* is the address of the page on which the steps stand.
    """
    middle, within = search.place.point, search.needs.within_miles
    towns = (
        ()
        if within is None or within > FARTHEST_AREA
        else towns_around(given().session, middle, within)
    )
    return search_map(
        list(_pins(card, steps)),
        middle,
        within,
        [Town(town.label.partition(",")[0], town.point) for town in towns],
    )


def _pins(card: PlanCard, steps: str) -> Iterator[Pin]:
    drawn: set[str] = set()
    for each in card.steps:
        filling = each.step.filling
        if filling is None or filling.program.id in drawn:
            continue
        program = filling.program
        drawn.add(program.id)
        yield Pin(
            number=each.position + 1,
            name=program.name,
            place=f"{program.city}, {program.state}",
            href=f"{steps}#{each.anchor}",
            point=program.point,
            miles=filling.standing.miles,
            approximate=program.precision in {Precision.CITY, Precision.ZIP},
        )
