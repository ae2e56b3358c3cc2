"""Two listings face to face, in words: what the pages of duplicates show."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from matcher.domain.outcome import Outcome
from matcher.domain.provenance import Statement
from matcher.domain.taxonomy import Directory, Taxonomy
from matcher.services.duplicates.facing import Choice, Facing, Kind, Obstacle, Pick
from matcher.services.duplicates.merging import picked
from matcher.services.duplicates.pairs import Paired, Show, Side, side
from matcher.web.curate.words import FIELD_LABELS
from matcher.web.forms.base import Words
from matcher.web.forms.merging import NOTHING, MergeForm, merge_form

SHOW_LABELS = {
    Show.LIKELY: _l("Likely one program"),
    Show.POSSIBLE: _l("Worth a look"),
    Show.NOT_SAME: _l("Not the same"),
}
STATEMENT_LABELS = {
    Statement.YES.value: _l("A curator recorded: yes"),
    Statement.NO.value: _l("A curator recorded: no"),
    Statement.CLEARED.value: _l("A curator recorded: nobody knows"),
}
OUTCOME_LABELS = {
    Outcome.MET.value: _l("Lists it"),
    Outcome.UNKNOWN.value: _l("Did not say"),
    Outcome.UNLISTED.value: _l("Did not list it"),
    Outcome.UNMET.value: _l("Says no"),
}
OBSTACLE_LABELS = {
    Obstacle.ALREADY_MERGED: _l("One of the two is part of another program already."),
    Obstacle.GONE: _l(
        "A curator took one of the two off the list. Put it back first, if it is still there."
    ),
    Obstacle.DRAFT_OPEN: _l(
        "Somebody has unpublished changes of the listing that would go. Publish or drop them first."
    ),
}
FOLLOWER_LABELS = {
    "suggestion": _l("Suggestions"),
    "claim": _l("Requests to look after the listing"),
    "connection": _l("Connections that interventionists declare"),
    "case_entry": _l("Places on the lists of cases"),
}
DIRECTORY_LABELS = {
    Directory.SU: _l("The substance use directory"),
    Directory.MH: _l("The mental health directory"),
}


@dataclass(frozen=True, slots=True)
class Summary:
    """One thing that a merge would do, before it is done."""

    title: Words
    value: Words
    from_other: bool


@dataclass(frozen=True, slots=True)
class FacingPage:
    """What the page of one pair needs."""

    pair: Paired
    facing: Facing
    taxonomy: Taxonomy
    stays_is: str
    """“one” or “other”."""

    @property
    def stays(self) -> Side:
        """The listing that would stay."""
        return side(self.facing.stays.known)

    @property
    def other(self) -> Side:
        """The listing that would become part of it."""
        return side(self.facing.other.known)

    @property
    def the_other_way(self) -> str:
        """Which would stay if the two changed places."""
        return "other" if self.stays_is == "one" else "one"

    @property
    def obstacles(self) -> list[Words]:
        """Why the two cannot be merged."""
        return [OBSTACLE_LABELS[each] for each in self.facing.obstacles]

    @property
    def following(self) -> list[tuple[Words, int]]:
        """What follows, and how many of it."""
        return [
            (FOLLOWER_LABELS[table], count)
            for table, count in self.facing.following.items()
            if count
        ]

    @property
    def coming(self) -> list[Words]:
        """What only the other tells of."""
        return [self._title(name) for name in self.facing.coming]

    @property
    def directories_moving(self) -> list[Words]:
        """Directories whose row comes along."""
        return [DIRECTORY_LABELS[each] for each in self.facing.directories_moving]

    @property
    def directories_staying(self) -> list[Words]:
        """Directories of which both have a row."""
        return [DIRECTORY_LABELS[each] for each in self.facing.directories_staying]

    def form(self) -> MergeForm:
        """Return the form, each choice with its two values in words."""
        choices = self.facing.choices
        form = merge_form(
            self.facing,
            {each.key: self._title(each.name) for each in choices},
            {each.key: self._values(each) for each in choices},
        )
        if not form.is_submitted():
            form.stays.data, form.seen.data = self.stays_is, self.facing.seen
        return form

    def summary(self, form: MergeForm) -> list[Summary]:
        """Return what each choice comes to."""
        picks = form.to_picks()
        return [
            Summary(
                self._title(each.name),
                self._values(each)[picked(each, picks)],
                picked(each, picks) is Pick.OTHER,
            )
            for each in self.facing.choices
            if each.kind is not Kind.ANSWER or picked(each, picks) is Pick.OTHER
        ]

    def _title(self, name: str) -> Words:
        return title_of(self.taxonomy, name)

    def _values(self, choice: Choice) -> dict[Pick, Words]:
        labels = {Kind.FACT: STATEMENT_LABELS, Kind.ANSWER: OUTCOME_LABELS}.get(choice.kind, {})
        return {
            Pick.STAYS: labels.get(choice.stays, choice.stays or NOTHING),
            Pick.OTHER: labels.get(choice.other, choice.other or NOTHING),
        }


def title_of(taxonomy: Taxonomy, name: str) -> Words:
    """Return what a term or a field is called."""
    label = FIELD_LABELS.get(name)
    return taxonomy.term(name).label if label is None else label
