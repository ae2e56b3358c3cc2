"""Facts about people put together as one family's answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from matcher.domain.answer_reading import FIELDS, PARTNER_FIELDS, read_answers
from matcher.domain.answers import Answers, ForWhom
from matcher.domain.one_box.denial import Said
from matcher.domain.one_box.lexicon import RELATIONS, About
from matcher.domain.one_box.people import BOTH, COUPLE, PAIR, SELF, SOMEBODY, Mention
from matcher.domain.one_box.phrases import Phrase

LISTS = frozenset(field.name for field in FIELDS if field.many)
QUESTIONS = {
    "within": "within_miles",
    "holistic": "extras",
    "life_skills": "extras",
    "peer": "extras",
}
"""The wizard's question of a field, where it has another name."""

ANONYMOUS = "partner"
"""The other half of a couple whom nothing names."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What one phrase says, how it is meant, and of whom."""

    phrase: Phrase
    said: Said
    about: Mention | None

    @property
    def value(self) -> str | None:
        """The answer it gives; None: it gives none."""
        if self.said is Said.OPEN:
            return None
        meaning = self.phrase.meaning
        return meaning.value if self.said is Said.YES else meaning.if_not


@dataclass(frozen=True, slots=True)
class Assembled:
    """The answers, and what became of each fact."""

    answers: Answers
    questions: tuple[tuple[str, range], ...]
    """By question: the words that answered it."""
    used: tuple[Fact, ...]
    ruled_out: tuple[Fact, ...]
    people: tuple[int, ...]
    """The words that name those the answers speak of."""


def assemble(
    facts: Sequence[Fact], named: Sequence[Mention], plain: Sequence[str], near: str | None
) -> Assembled:
    """Put the facts together; what contradicts itself gives no answer."""
    person, partner = _two(facts, named)
    given: dict[str, Any] = {} if near is None else {"near": near}
    second: dict[str, Any] = {}
    used: list[Fact] = []
    questions: list[tuple[str, range]] = []
    answered = [fact for fact in facts if fact.value is not None]
    for fact in _without_contradictions(answered, person, partner, plain):
        targets = list(_targets(fact, person, partner))
        for target in targets:
            prefix = "" if target == "person" else "partner_"
            _put(given if target == "person" else second, fact)
            field = fact.phrase.meaning.field
            span = range(fact.phrase.first, fact.phrase.last + 1)
            questions.append((prefix + QUESTIONS.get(field, field), span))
        if targets:
            used.append(fact)
    if second:
        given["partner"] = second
        given["both_use"] = "yes"
    people = [each for each in named if each.who in {person, partner, BOTH, PAIR}]
    whom = _for_whom(person, named)
    if whom is not None:
        given["for"] = whom.value
        questions.insert(0, ("for", _naming(person, people, plain)))
    return Assembled(
        answers=read_answers(_as_json(given)),
        questions=tuple(questions),
        used=tuple(used),
        ruled_out=tuple(
            fact for fact in facts if fact.said is Said.NO and fact.phrase.meaning.if_not is None
        ),
        people=tuple(
            here
            for here, word in enumerate(plain)
            if (word in RELATIONS and any(word in _words_for(each) for each in people))
            or any(each.who == PAIR and each.at == here for each in people)
        ),
    )


def _words_for(mention: Mention) -> list[str]:
    return [*mention.who.split(), mention.with_relation]


def _two(facts: Sequence[Fact], named: Sequence[Mention]) -> tuple[str | None, str | None]:
    """Say who is looked for first, and who is the second one of a couple that both use."""
    using = [
        fact
        for fact in facts
        if fact.phrase.meaning.field == "substances" and fact.said is Said.YES
    ]
    described = [
        fact
        for fact in facts
        if fact.phrase.meaning.about is About.PERSON
        and fact.value is not None
        and fact.phrase.meaning.field != "payment"
    ]
    people = list(dict.fromkeys(who for fact in using for who in _who(fact.about)))
    if not people:
        people = list(dict.fromkeys(who for fact in described for who in _who(fact.about)))[:1]
    relations = list(dict.fromkeys(each.who for each in named if each.calls and each.who != SELF))
    if people[:1] == [SOMEBODY] and len(relations) == 1:
        people[0] = relations[0]
    if not people:
        only_self = named and all(each.who == SELF for each in named)
        people = relations[:1] or ([SELF] if only_self else [])
    if not people:
        return None, None
    first, others = people[0], people[1:]
    second = [other for other in others if _are_a_couple(first, other)]
    return first, second[0] if second else None


def _who(mention: Mention | None) -> tuple[str, ...]:
    """Name the one or two people of a mention."""
    if mention is None:
        return (SOMEBODY,)
    if mention.who == PAIR:
        return (SOMEBODY, ANONYMOUS)
    if mention.who != BOTH:
        return (mention.who,)
    other = mention.with_relation or ANONYMOUS
    return (other, SELF) if mention.relation_first else (SELF, other)


def _are_a_couple(one: str, other: str) -> bool:
    def is_half(who: str) -> bool:
        return who == ANONYMOUS or RELATIONS.get(who) in COUPLE

    if {one, other} == {SOMEBODY, ANONYMOUS}:
        return True
    return (one == SELF and is_half(other)) or (other == SELF and is_half(one))


def _for_whom(person: str | None, named: Sequence[Mention]) -> ForWhom | None:
    if person == SELF:
        return ForWhom.SELF
    called = [each.calls for each in named if each.who == person and each.calls]
    return called[0] if called else RELATIONS.get(person or "")


def _targets(fact: Fact, person: str | None, partner: str | None) -> Iterator[str]:
    """Say whose answer a fact is: the person's, the partner's, both, or nobody's we ask about."""
    meaning = fact.phrase.meaning
    if meaning.about is About.FAMILY:
        yield "person"
        return
    asked_of_partner = meaning.field in {field.name for field in PARTNER_FIELDS}
    for who in _who(fact.about):
        if who in {person, SOMEBODY} or (meaning.field == "payment" and partner is None):
            yield "person"
        elif who == partner and asked_of_partner:
            yield "partner"


def _without_contradictions(
    facts: Iterable[Fact], person: str | None, partner: str | None, plain: Sequence[str]
) -> Iterator[Fact]:
    """Yield the facts but those of one question that say different things."""
    kept = list(facts)
    values: dict[tuple[str, str], set[str | None]] = {}
    for fact in kept:
        for target in _targets(fact, person, partner):
            values.setdefault((target, fact.phrase.meaning.field), set()).add(fact.value)
    for fact in kept:
        name = fact.phrase.meaning.field
        several = any(len(values.get((target, name), ())) > 1 for target in ("person", "partner"))
        if name in LISTS or not several:
            yield fact
        elif name == "setting" and "or" in plain:
            meaning = replace(fact.phrase.meaning, value="any")
            yield replace(fact, phrase=replace(fact.phrase, meaning=meaning))


def _put(given: dict[str, Any], fact: Fact) -> None:
    name, value = fact.phrase.meaning.field, fact.value
    if name in LISTS:
        given[name] = list(dict.fromkeys([*given.get(name, []), value]))
    else:
        given[name] = value


def _naming(person: str | None, people: Sequence[Mention], plain: Sequence[str]) -> range:
    """Return the words that first name the person: “my husband”, “I”."""
    at = next(each.at for each in people if person in {each.who, each.with_relation, SELF})
    relation = next((here for here in range(at, len(plain)) if plain[here] == person), at)
    first = relation - 1 if relation and plain[relation - 1] in {"my", "our"} else relation
    return range(min(first, at), max(relation, at) + 1) if relation - at < 5 else range(at, at + 1)


def _as_json(given: dict[str, Any]) -> dict[str, Any]:
    """Write the distance as the API does: a number, or null for anywhere."""
    if "within" in given:
        within = given.pop("within")
        given["within_miles"] = None if within == "anywhere" else int(within)
    return given
