"""What was weighed by hand and a plan does not follow, as its page says it."""

from __future__ import annotations

from matcher.domain.message import Message, msg
from matcher.domain.plans.followed import not_followed
from matcher.domain.plans.plan import Plans, PlanStep
from matcher.domain.result_words import phrase
from matcher.domain.sentences import apart
from matcher.services.asking import Search
from matcher.web.given import given


def unused(search: Search, made: Plans, person: int) -> Message | None:
    """Say what one person's plans do not follow; None where they follow everything."""
    steps = [step for plan in made.of(person) for step in plan.steps]
    if person > 0:
        return _of_the_other(search, steps)
    left = [
        phrase(each, given().taxonomy)
        for each in not_followed(search.answered, search.needs, steps)
    ]
    if not left:
        return None
    return msg(
        "This plan cannot follow what you chose for: %(what)s. Medical rules decide which steps"
        " it has and what they must offer.",
        what=apart(left),
    )


def _of_the_other(search: Search, steps: list[PlanStep]) -> Message | None:
    """Say what the plans of a second person take of it: what was weighed is the first one's."""
    change = search.weighing.change
    weighed = search.picks or change.importance or change.closeness
    if not weighed or not any(step.joint for step in steps):
        return None  # of a plan kept apart nothing tells of the other's, whyever it is
    return msg(
        "Here, what you chose on the front page or on the list of results counts only in the"
        " step for two."
    )
