"""Of whom each phrase speaks: “I”, “my husband”, “we”, “he”."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matcher.domain.answers import ForWhom
from matcher.domain.one_box.lexicon import RELATIONS
from matcher.domain.one_box.ordinary import word_set
from matcher.domain.one_box.phrases import VOCABULARY, Phrase
from matcher.domain.one_box.words import Word

SELF = "self"
BOTH = "both"
PAIR = "pair"
"""A couple who both use, told of by somebody else."""

SOMEBODY = "somebody"

COUPLE = frozenset({ForWhom.SPOUSE, ForWhom.PARTNER})

_PLURAL = word_set("they them their theyre")
_PRONOUNS = word_set("he she him her his hers they them their hes shes theyre himself")
_AUXILIARY = word_set(
    "am m are re was were have ve had been be do would d will ll just really also now still"
)
_SEEKING = word_set(
    "look looking search searching find finding seeking trying hope hoping think believe know love"
    " live living worry worried afraid scared found ask asking call calling heard wish care help"
    " prefer like guess suspect married feel"
)
"""Verbs of those who ask for somebody."""

_ME_AND_MY = frozenset(
    (me, joined, "my") for me in ("me", "i", "myself") for joined in ("and", "&")
)
_WANTING = frozenset({"need", "want", "wanna", "needed", "wanted"})
_OWN = frozenset({"stop", "quit", "get", "detox", "cut", "recover"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A word that names one of the people, and whom."""

    at: int
    who: str
    """“self”, “both”, “pair”, “somebody”, or the word of a relation."""
    calls: ForWhom | None = None
    with_relation: str = ""
    """Who the other half of “both” is, where that is said."""
    relation_first: bool = False


def mentions(plain: Sequence[str], words: Sequence[Word]) -> list[Mention]:
    """Find everyone who is spoken of, in order."""
    found: list[Mention] = []
    for here in range(len(plain)):
        mention = _mention(plain, words, here, found)
        if mention is not None:
            found.append(mention)
    return found


def about(phrase: Phrase, named: Sequence[Mention], words: Sequence[Word]) -> Mention | None:
    """Return of whom *phrase* speaks; None where nobody is named."""
    first, last = _sentence(words, phrase.first)
    inside = [each for each in named if phrase.first <= each.at <= phrase.last]
    before = [each for each in named if first <= each.at < phrase.first]
    after = [each for each in named if phrase.last < each.at <= last]
    earlier = [each for each in named if each.at < first]
    if before or inside:
        return (before or inside)[-1]
    if after:
        return after[0]
    return earlier[-1] if earlier else None


def _mention(
    plain: Sequence[str], words: Sequence[Word], here: int, found: Sequence[Mention]
) -> Mention | None:
    word = plain[here]
    if word in RELATIONS:
        return None if _denied(plain, here) else _relation(plain, here)
    if word in _PRONOUNS:
        return _pronoun(plain[here], found, here)
    if word == "couple":
        return _pair(plain, here, found)
    if word in {"my", "our"}:
        return _owned(plain, words, here)
    if word in {"we", "us"}:
        return _ours(plain, here, found)
    if word in {"i", "me", "myself"}:
        return _myself(plain, here)
    return None


def _pronoun(word: str, found: Sequence[Mention], here: int) -> Mention:
    """Read “he”: who was spoken of last, but the one who asks; “they” are both of a pair."""
    if found and found[0].who == PAIR:
        return Mention(here, PAIR if word in _PLURAL else SOMEBODY)
    for each in reversed(found):
        if each.with_relation:
            return Mention(here, each.with_relation, RELATIONS[each.with_relation])
        if each.who not in {SELF, BOTH}:
            return Mention(here, each.who, each.calls)
    return Mention(here, SOMEBODY)


def _pair(plain: Sequence[str], here: int, found: Sequence[Mention]) -> Mention | None:
    """Read “a couple who both drink” as two people, where nobody else was named before."""
    if "both" not in plain[here + 1 : here + 3] or found or _denied(plain, here):
        return None
    return Mention(here, PAIR)


def _owned(plain: Sequence[str], words: Sequence[Word], here: int) -> Mention | None:
    """Read “my alcoholic son” as the son, and “my drinking” as the one who asks."""
    if _denied(plain, here):
        return None
    relation = _relation_ahead(plain, words, here)
    if relation is not None:
        return Mention(here, plain[relation], RELATIONS[plain[relation]])
    owned = [word for word in plain[here + 1 : here + 3] if word in VOCABULARY]
    if plain[here] == "my" and owned and owned[0] not in RELATIONS:
        return Mention(here, SELF, ForWhom.SELF)
    return None


def _ours(plain: Sequence[str], here: int, found: Sequence[Mention]) -> Mention | None:
    """Read “we” as the couple, where half of it was named; not where “we” only ask."""
    of_both = plain[max(here - 2, 0) : here] == ["both", "of"]
    if not of_both and (plain[here] == "us" or _only_asks(plain, here + 1, others=True)):
        return None
    relations = [each for each in found if each.calls in COUPLE]
    other = relations[-1].who if relations else ""
    return Mention(here, BOTH, None, other, relation_first=bool(relations))


def _relation(plain: Sequence[str], here: int) -> Mention:
    """Read a relation: with the one who asks it is both, and somebody’s relation is neither."""
    word = plain[here]
    if tuple(plain[max(here - 3, 0) : here]) in _ME_AND_MY:
        return Mention(here, BOTH, None, word)
    if here > 1 and plain[here - 1] == "s" and plain[here - 2] in RELATIONS:
        return Mention(here, f"{plain[here - 2]} {word}", ForWhom.FRIEND)
    return Mention(here, word, RELATIONS[word])


def _myself(plain: Sequence[str], here: int) -> Mention | None:
    """Read “I” as one who uses, alone or with a relation; not where “I” only asks."""
    before = plain[here - 1] if here else ""
    if before in {"and", "&"} and here > 1 and plain[here - 2] in RELATIONS:
        return Mention(here, BOTH, None, plain[here - 2], relation_first=True)
    if plain[here + 1 : here + 3] in (["and", "my"], ["&", "my"]) and _is_relation(plain, here + 3):
        return None  # the relation that follows says so
    if plain[here] in {"me", "myself"}:
        return Mention(here, SELF, ForWhom.SELF) if before == "for" else None
    others = any(word in RELATIONS or word in _PRONOUNS for word in plain)
    return None if _only_asks(plain, here + 1, others=others) else Mention(here, SELF, ForWhom.SELF)


def _only_asks(plain: Sequence[str], after: int, *, others: bool) -> bool:
    """Whether “I” or “we” is only who asks, wants or knows."""
    here = after
    while here < len(plain) and plain[here] in _AUXILIARY:
        here += 1
    verb = plain[here] if here < len(plain) else ""
    if verb in _SEEKING:
        return True
    if verb in _WANTING:
        return others and not _OWN & set(plain[here + 1 : here + 3])
    return False


def _relation_ahead(plain: Sequence[str], words: Sequence[Word], here: int) -> int | None:
    """Return where “my” ends in a relation: “my 16 year old son”."""
    for position in range(here + 1, min(here + 6, len(plain))):
        if words[position].before or plain[position] in {"and", "but", "who", "s", "use", "with"}:
            return None
        if plain[position] in RELATIONS:
            return None if plain[position + 1 : position + 2] == ["s"] else position
    return None


def _is_relation(plain: Sequence[str], here: int) -> bool:
    return here < len(plain) and plain[here] in RELATIONS


def _denied(plain: Sequence[str], here: int) -> bool:
    return "not" in plain[max(here - 2, 0) : here]


def _sentence(words: Sequence[Word], here: int) -> tuple[int, int]:
    first = here
    while first > 0 and words[first].before != ".":
        first -= 1
    last = here
    while last + 1 < len(words) and words[last + 1].before != ".":
        last += 1
    return first, last
