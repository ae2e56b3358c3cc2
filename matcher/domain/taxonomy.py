"""The terms a family may ask about, and how a set of survey codes answers each.

The rule is DESIGN section 3. Terms: `seeds/taxonomy.csv`; codes: `seeds/service_codes.csv`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from functools import cached_property

from matcher.domain.message import Message, verbatim
from matcher.domain.outcome import Outcome

LONGEST_WORD = 100
"""Comparing spellings takes time that grows with their length."""


class UnknownTerm(LookupError):
    """A name that is no term of the taxonomy."""

    def __init__(self, term: str) -> None:
        """Remember the *term* that was asked for."""
        super().__init__(f"There is no term “{term}”.")
        self.term = term


class Directory(StrEnum):
    """The federal survey a row came from."""

    SU = "SU"  # drug and alcohol use
    MH = "MH"  # mental health


@dataclass(frozen=True, slots=True)
class ServiceCode:
    """One code of the federal directory, in its category (question) of the survey."""

    code: str
    category: str
    category_name: str
    name: str
    directories: frozenset[Directory]


@dataclass(frozen=True, slots=True)
class Term:
    """One fact a program can state, and the codes that state it."""

    slug: str
    group: str
    label: str
    any_of: frozenset[str]
    none_of: frozenset[str]
    decided_by: str | None
    """The survey category that was asked; None where no single category decides."""
    closed: bool
    """Whether an answered category without a code of this term means no."""
    parent: str | None
    """The term without which this one cannot be met."""
    phrase: str
    """The label as it stands inside a sentence: “Lists couples sessions”."""
    question: str
    """What to ask when calling, where the answer is not known."""
    named: Message = field(init=False, repr=False, compare=False)
    """The phrase, ready to stand in a sentence: a page of results names hundreds."""
    titled: Message = field(init=False, repr=False, compare=False)
    """The label, ready to stand at the head of a line."""

    def __post_init__(self) -> None:
        """Make what is said of the term."""
        object.__setattr__(self, "named", verbatim(self.phrase))
        object.__setattr__(self, "titled", verbatim(self.label))


@dataclass(frozen=True)
class Taxonomy:
    """All terms in their published order, and all codes by their name."""

    terms: Mapping[str, Term]
    codes: Mapping[str, ServiceCode]
    _asked: dict[tuple[str, frozenset[Directory]], bool] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def term(self, slug: str) -> Term:
        """Return the term called *slug*.

        :raise UnknownTerm: when there is none.
        """
        try:
            return self.terms[slug]
        except KeyError:
            raise UnknownTerm(slug) from None

    def similar(self, word: str) -> list[str]:
        """Return up to three slugs spelled much like *word*, the most alike first."""
        return get_close_matches(word[:LONGEST_WORD], self.terms, n=3)

    @cached_property
    def fingerprint(self) -> str:
        """A name for all that imported answers depend on: the terms, their order, the codes."""
        terms = [
            (
                term.slug,
                sorted(term.any_of),
                sorted(term.none_of),
                term.decided_by,
                term.closed,
                term.parent,
            )
            for term in self.terms.values()
        ]
        codes = [
            (code.code, code.category, sorted(code.directories))
            for _, code in sorted(self.codes.items())
        ]
        return hashlib.sha256(repr((terms, codes)).encode()).hexdigest()

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The slugs, parents before their children."""
        roots = [term.slug for term in self.terms.values() if term.parent is None]
        children = [term.slug for term in self.terms.values() if term.parent is not None]
        return (*roots, *children)

    def unknown_codes(self, codes: Iterable[str]) -> list[str]:
        """Return those of *codes* that the taxonomy does not know, sorted."""
        return sorted(set(codes) - self.codes.keys())

    def outcomes(
        self,
        codes: frozenset[str],
        directories: frozenset[Directory],
        overrule: Callable[[str, Outcome], Outcome] | None = None,
    ) -> dict[str, Outcome]:
        """Answer every term from a facility's joined *codes*.

        *overrule* sees each term with its imported answer and has the last word, so that what
        a curator says of a parent decides its children; a child never changes its parent.
        """
        answered = {self.codes[code].category for code in codes if code in self.codes}
        outcomes: dict[str, Outcome] = {}
        for slug in self.order:
            imported = self._outcome(self.terms[slug], codes, directories, answered, outcomes)
            outcomes[slug] = overrule(slug, imported) if overrule else imported
        return {slug: outcomes[slug] for slug in self.terms}

    def _outcome(
        self,
        term: Term,
        codes: frozenset[str],
        directories: frozenset[Directory],
        answered: set[str],
        parents: Mapping[str, Outcome],
    ) -> Outcome:
        if codes & term.none_of:
            return Outcome.UNMET
        if codes & term.any_of:
            return Outcome.MET
        if term.parent is not None and parents[term.parent] is Outcome.UNMET:
            return Outcome.UNMET
        if term.decided_by not in answered:
            return Outcome.UNKNOWN
        if not term.any_of:
            return Outcome.MET if term.none_of else Outcome.UNKNOWN
        if not self._was_asked(term, directories):
            return Outcome.UNKNOWN
        return Outcome.UNMET if term.closed else Outcome.UNLISTED

    def _was_asked(self, term: Term, directories: frozenset[Directory]) -> bool:
        """Whether the survey of one of *directories* offers a code of *term* in its category."""
        key = (term.slug, directories)
        if key not in self._asked:
            self._asked[key] = any(
                code.category == term.decided_by and code.directories & directories
                for code in (self.codes[name] for name in term.any_of if name in self.codes)
            )
        return self._asked[key]
