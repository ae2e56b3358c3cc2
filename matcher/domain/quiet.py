"""What counts and is named on no page: the wish that rule 13 adds where somebody is afraid.

A page may be read over a shoulder, by the person it protects against; whoever is not afraid has
no such wish, so its name alone would tell. What it gives stands in every family's sum, under the
same words (`result_words.wishes_counted`). It is told by why it is asked, so that whoever asks for
such services openly reads of them like of anything else.
"""

from __future__ import annotations

from collections.abc import Iterable

from matcher.domain.criteria import Finding, Must, Wish
from matcher.domain.message import msg

FOR_EVERYONE = msg("We look at safety services for everyone.")
"""Why it is asked, in the words of CLINICAL section 1."""


def is_quiet(asked: Must | Wish) -> bool:
    """Whether nobody asked for it but rule 13."""
    return asked.because == (FOR_EVERYONE,)


def spoken(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that a page may name."""
    return tuple(each for each in findings if not each.quiet)
