"""From a family's answers to a search and the cards beside it.

The rules stand in `medical_rules` and `family_rules`, one function a row of CLINICAL section 1.
Where CLINICAL says nothing: no answer to `within_miles` looks anywhere and none to `closeness`
takes the search's own default, as `POST /api/v1/matches` does; a partner who is described counts
whatever `both_use` says, because a card too many is safer than one too few; where rule 13 fires
the family card stays, so that its absence tells nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from matcher.domain.answers import Answers, Closeness, ForWhom
from matcher.domain.cards import CardId
from matcher.domain.criteria import Criterion, Must, Wish
from matcher.domain.family_rules import FAMILY_RULES, JOINT, someone_is_afraid
from matcher.domain.geography import Point
from matcher.domain.medical_rules import MEDICAL_RULES
from matcher.domain.message import Message
from matcher.domain.needs import CLOSENESS, Needs
from matcher.domain.rule import Rule
from matcher.domain.safety import ShownCard, shown
from matcher.domain.voice import COUPLE, Person

RULES: tuple[Rule, ...] = tuple(
    sorted((*MEDICAL_RULES, *FAMILY_RULES), key=lambda rule: rule.number)
)

SHARE_OF_NEARNESS = {
    Closeness.NEAR_HOME: 0.6,
    Closeness.BALANCED: CLOSENESS,
    Closeness.AWAY_IS_FINE: 0.1,
}

_WITHOUT_FAMILY_CARD = frozenset({None, ForWhom.SELF, ForWhom.CLIENT})


@dataclass(frozen=True, slots=True)
class Intake:
    """What the answers ask of programs, and the cards they bring up, in order."""

    musts: tuple[Must, ...]
    wishes: tuple[Wish, ...]
    closeness: float
    within_miles: int | None
    """None: anywhere."""
    cards: tuple[ShownCard, ...]

    @property
    def open_cards(self) -> tuple[ShownCard, ...]:
        """The cards that may stand on results, the check page, a plan, a packet or a copy."""
        return tuple(each for each in self.cards if not each.card.private)

    def at(self, point: Point) -> Needs:
        """Return the search from *point*."""
        return Needs(point, self.within_miles, self.musts, self.wishes, closeness=self.closeness)


def needs_from(answers: Answers, rules: Iterable[Rule] = RULES) -> Intake:
    """Put the answers through the rules."""
    asked: list[Must | Wish] = []
    cards: list[tuple[CardId, Person]] = []
    partner = partner_alone(answers)
    for rule in rules:
        for each in rule.ask(answers):
            if isinstance(each, CardId):
                cards.append((each, Person.PERSON))
            else:
                asked.append(each)
        if partner is not None and rule.cards_for_partner:
            cards += [
                (each, Person.PARTNER) for each in rule.ask(partner) if isinstance(each, CardId)
            ]
    cards += [(card, Person.PERSON) for card in _for_everyone(answers)]
    if someone_is_afraid(answers):
        asked = list(_without_joint(asked))
    musts, wishes = merge(asked)
    return Intake(
        musts=musts,
        wishes=wishes,
        closeness=SHARE_OF_NEARNESS[answers.closeness or Closeness.BALANCED],
        within_miles=answers.within.miles if answers.within else None,
        cards=shown(cards),
    )


def merge(asked: Iterable[Must | Wish]) -> tuple[tuple[Must, ...], tuple[Wish, ...]]:
    """Ask each thing once: must beats wish, the larger weight wins, all reasons are kept.

    Criteria are the same where their sets of terms are.
    """
    criteria: dict[frozenset[str], Criterion] = {}
    weights: dict[frozenset[str], int | None] = {}
    because: dict[frozenset[str], dict[Message, None]] = {}
    for each in asked:
        key = each.criterion.key
        criteria.setdefault(key, each.criterion)
        because.setdefault(key, {}).update(dict.fromkeys(each.because))
        before = weights.get(key, 0)
        if isinstance(each, Must) or before is None:
            weights[key] = None
        else:
            weights[key] = max(before, each.weight)
    musts = (
        Must(criteria[key], tuple(because[key])) for key, weight in weights.items() if not weight
    )
    wishes = (
        Wish(criteria[key], weight, tuple(because[key]))
        for key, weight in weights.items()
        if weight
    )
    return tuple(musts), tuple(wishes)


def partner_alone(answers: Answers) -> Answers | None:
    """Return what was said of the second partner as if they were looked for alone.

    Who asks for their own partner is the second one themselves.
    """
    if answers.partner is None:
        return None
    who_asks = answers.for_whom
    if who_asks in COUPLE:
        for_whom: ForWhom | None = ForWhom.SELF
    else:
        for_whom = ForWhom.PARTNER if who_asks is ForWhom.SELF else who_asks
    partner = answers.partner
    return Answers(
        for_whom=for_whom,
        near=answers.near,
        within=answers.within,
        closeness=answers.closeness,
        substances=partner.substances,
        daily=partner.daily,
        withdrawal_history=partner.withdrawal_history,
        medication_now=partner.medication_now,
        pregnant=partner.pregnant,
        mental_health=partner.mental_health,
        payment=partner.payment,
        who=partner.who,
        ready=partner.ready,
    )


def _for_everyone(answers: Answers) -> Iterator[CardId]:
    """The cards that need no rule."""
    if answers.for_whom not in _WITHOUT_FAMILY_CARD:
        yield CardId.FAMILY
    yield CardId.WAITING
    yield CardId.RED_FLAGS


def _without_joint(asked: Iterable[Must | Wish]) -> Iterator[Must | Wish]:
    """Rule 13: take the joint terms out of every criterion, and drop what is left empty."""
    for each in asked:
        terms = tuple(term for term in each.criterion.terms if term not in JOINT)
        if terms:
            yield replace(each, criterion=Criterion(terms))
