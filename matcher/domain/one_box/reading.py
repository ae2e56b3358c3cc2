"""From one sentence to answers: what was said, of whom, and what was left over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from matcher.domain.answer_reading import LONGEST_PLACE
from matcher.domain.answers import Answers
from matcher.domain.one_box.assembling import Fact, assemble
from matcher.domain.one_box.denial import denied_from, how_said
from matcher.domain.one_box.ordinary import CARRYING, NEGATORS
from matcher.domain.one_box.people import about, mentions
from matcher.domain.one_box.phrases import ORDINARY, Phrase, phrases, spelled
from matcher.domain.one_box.places import NamedPlace, places
from matcher.domain.one_box.words import Word, split

LONGEST = 600
"""Characters that are read; a sentence is shorter."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One answer that was understood, and the words it came from."""

    question: str
    """The id of the wizard's question."""
    words: str


@dataclass(frozen=True, slots=True)
class Understood:
    """What a sentence says, for the person to confirm."""

    answers: Answers = field(default_factory=Answers)
    heard: tuple[Heard, ...] = ()
    ruled_out: tuple[str, ...] = ()
    """What was said not to be so, where that is no answer of its own: “no Medicaid”."""
    not_understood: tuple[str, ...] = ()
    """The words that may matter and gave no answer."""


def understand(sentence: str) -> Understood:
    """Read what *sentence* says and nothing else."""
    text = sentence[:LONGEST]
    if text.isupper():
        text = text.lower()
    words = split(text)
    every = [each for each in places(text, words, ORDINARY) if len(each.text) <= LONGEST_PLACE]
    denied = [each for each in every if _is_denied(words, each)]
    place = _clearest([each for each in every if each not in denied])
    in_places = {here for each in every for here in _span(each)}
    plain = ["" if here in in_places else word for here, word in enumerate(spelled(words))]
    found = phrases(plain, words, in_places)
    named = mentions(plain, words)
    facts = [
        Fact(phrase, how, about(phrase, named, words))
        for phrase, how in zip(found, how_said(found, plain, words), strict=True)
    ]
    assembled = assemble(facts, named, plain, None if place is None else place.text)

    used = {here for fact in assembled.used for here in _span(fact.phrase)}
    ruled_out = _ruled_out(assembled.ruled_out, denied, plain, words)
    known = used | {here for span in ruled_out for here in span} | set(assembled.people)
    unclear = {here for fact in facts for here in _span(fact.phrase)} | in_places
    known |= set(_span(place))
    return Understood(
        assembled.answers,
        tuple(dict.fromkeys(_heard(text, words, assembled.questions, place))),
        tuple(_quoted(text, words, span) for span in ruled_out),
        tuple(_left_over(text, words, plain, known, unclear - known)),
    )


def _clearest(every: Sequence[NamedPlace]) -> NamedPlace | None:
    """Choose the place to look from: the clearest; where two are as clear, neither."""
    best = max((each.strength for each in every), default=0)
    clearest = [each for each in every if each.strength == best]
    same = {each.text.casefold() for each in clearest}
    return clearest[0] if len(same) == 1 else None


def _is_denied(words: Sequence[Word], place: NamedPlace) -> bool:
    """Whether it was said not to be there: “not in Fresno”, “anywhere but Los Angeles”."""
    before = [word.plain for word in words[max(place.first - 3, 0) : place.first]]
    return bool({"not", "except", "nowhere"} & set(before)) or before[-2:] == ["anywhere", "but"]


def _ruled_out(
    facts: Iterable[Fact], denied: Iterable[NamedPlace], plain: Sequence[str], words: Sequence[Word]
) -> list[range]:
    """Return what was denied, each with its “not”; a list that one “not” denies is one."""
    spans: list[range] = []
    for fact in facts:
        span = range(denied_from(fact.phrase, plain, words), fact.phrase.last + 1)
        if spans and span.start < spans[-1].stop:
            span = range(spans.pop().start, span.stop)
        spans.append(span)
    return spans + [_span(each) for each in denied]


def _span(stretch: NamedPlace | Phrase | None) -> range:
    return range(0) if stretch is None else range(stretch.first, stretch.last + 1)


def _heard(
    text: str,
    words: Sequence[Word],
    questions: Iterable[tuple[str, range]],
    place: NamedPlace | None,
) -> Iterator[Heard]:
    if place is not None:
        yield Heard("near", _quoted(text, words, _span(place)))
    for question, span in questions:
        yield Heard(question, _quoted(text, words, span))


def _quoted(text: str, words: Sequence[Word], span: range) -> str:
    return text[words[span[0]].start : words[span[-1]].end]


def _left_over(
    text: str, words: Sequence[Word], plain: Sequence[str], known: set[int], unclear: set[int]
) -> Iterator[str]:
    """Yield the words that may matter, those that stand together as one."""
    run: list[int] = []
    for here in range(len(words) + 1):
        matters = here < len(words) and here not in known and _matters(plain, here, unclear)
        if run and (not matters or words[here].before):
            yield _quoted(text, words, range(run[0], run[-1] + 1))
            run = []
        if matters:
            run.append(here)


def _matters(plain: Sequence[str], here: int, unclear: set[int]) -> bool:
    if here in unclear:
        return True
    word = plain[here]
    if word.isdecimal():
        return plain[here + 1 : here + 2] in (["miles"], ["mile"])
    if word in {"miles", "mile"}:
        return here > 0 and plain[here - 1].isdecimal()
    ordinary = word in CARRYING or word in NEGATORS
    return len(word) > 1 and not ordinary
