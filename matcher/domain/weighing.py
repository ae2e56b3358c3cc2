"""What a family weighed by hand: on the front page, and on the list of results since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from matcher.domain.needs import Needs
from matcher.domain.picking import picked
from matcher.domain.refining import Importance, Step, refined


@dataclass(frozen=True, slots=True)
class Weighing:
    """All that was set by hand over what the answers ask; empty where nothing was."""

    picks: Mapping[str, Importance] = field(default_factory=dict)
    """What was weighed on the front page, by the pick's name."""
    change: Step = field(default_factory=Step)
    """What all changes on the list come to."""

    def __bool__(self) -> bool:
        """Whether it weighs anything."""
        return bool(self.picks or self.change)

    def over(self, needs: Needs, *, joint: bool) -> Needs:
        """Return the search that the answers ask, weighed; *joint* is False where rule 13 fires."""
        return refined(picked(needs, self.picks, joint=joint), self.change)


NOTHING_WEIGHED = Weighing()
