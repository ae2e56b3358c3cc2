"""Editing one program: its answers and its details, sent as one page each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from matcher.domain.provenance import Evidence, Statement
from matcher.services.deciding import SOURCES
from matcher.services.editing import Edit, FactEdit, Grounds
from matcher.services.sheets import Sheet, TermLine
from matcher.web.forms.base import Mistake
from matcher.web.forms.grounds import LONGEST_NOTE, LONGEST_SOURCE, GroundsForm


class Choice(StrEnum):
    """What a curator does with one answer."""

    LEAVE = "leave"
    YES = "yes"
    NO = "no"
    CLEARED = "cleared"
    TAKE_BACK = "take-back"


CHOICE_LABELS = {
    Choice.LEAVE: _l("Leave"),
    Choice.YES: _l("Yes"),
    Choice.NO: _l("No"),
    Choice.CLEARED: _l("Nobody knows"),
    Choice.TAKE_BACK: _l("Take back"),
}

TAKEN_BACK = Grounds("taken back", Evidence.PROGRAM)
"""What stands in a draft beside an answer that is taken back; nothing of it is published."""


class Showing(StrEnum):
    """Which answers the page shows."""

    ALL = "all"
    MET = "met"
    UNKNOWN = "unknown"
    UNLISTED = "unlisted"
    UNMET = "unmet"
    CURATED = "curated"
    LAPSED = "lapsed"
    DRAFT = "draft"


SHOWING_LABELS = {
    Showing.ALL: _l("All"),
    Showing.MET: _l("Yes"),
    Showing.UNKNOWN: _l("Ask"),
    Showing.UNLISTED: _l("Not listed"),
    Showing.UNMET: _l("No"),
    Showing.CURATED: _l("A curator’s word"),
    Showing.LAPSED: _l("Has run out"),
    Showing.DRAFT: _l("In your draft"),
}


def shows(showing: Showing, line: TermLine) -> bool:
    """Whether a term is on the page."""
    match showing:
        case Showing.ALL:
            return True
        case Showing.CURATED:
            return line.fact is not None
        case Showing.LAPSED:
            return line.lapsed
        case Showing.DRAFT:
            return line.edit is not None
        case _:
            return line.answer.outcome.value == showing.value


@dataclass(slots=True)
class Chosen:
    """What was chosen for one term, and what it rests on where that differs from the page's."""

    line: TermLine
    choice: Choice = Choice.LEAVE
    evidence: str = ""
    source: str = ""
    note: str = ""
    errors: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The term."""
        return self.line.term.slug

    @property
    def choices(self) -> list[Choice]:
        """What can be chosen: only what a curator said can be taken back."""
        offered = list(Choice)
        if self.line.fact is None and self.choice is not Choice.TAKE_BACK:
            offered.remove(Choice.TAKE_BACK)
        return offered

    @property
    def has_own(self) -> bool:
        """Whether it rests on something of its own."""
        return bool(self.evidence or self.source or self.note)


class FactsForm(GroundsForm):
    """Answers of one program, as many as the page shows."""

    seen = HiddenField(default="")
    stamp = HiddenField(default="")

    def begin(self, sheet: Sheet, showing: Showing) -> None:
        """Show a curator's draft over what is published."""
        self.seen.data, self.stamp.data = str(sheet.opened.seen), sheet.opened.stamp
        self.begin_with(sheet.grounds)
        self.chosen = [
            _from_draft(line, sheet.grounds) for line in sheet.lines if shows(showing, line)
        ]

    def take(self, sheet: Sheet, sent: Mapping[str, str]) -> None:
        """Read what was sent of every term that the page showed."""
        self.chosen = [_sent(line, sent) for line in sheet.lines if f"say-{line.term.slug}" in sent]

    def by_group(self, sheet: Sheet) -> list[tuple[object, list[Chosen]]]:
        """Return what the page shows, by group; groups that have nothing are left out."""
        by_name = {each.name: each for each in self.chosen}
        groups = (
            (group, [by_name[line.term.slug] for line in lines if line.term.slug in by_name])
            for group, lines in sheet.groups
        )
        return [(group, chosen) for group, chosen in groups if chosen]

    def is_whole(self) -> bool:
        """Whether all that was chosen can be kept in a draft; else it says what is missing."""
        fine = bool(self.validate())
        for each in self.chosen:
            each.errors = list(_mistakes(each))
            fine = fine and not each.errors
        says = (Choice.YES, Choice.NO, Choice.CLEARED)
        if any(each.choice in says and not each.evidence for each in self.chosen):
            fine = self.require() and fine
        return fine

    def error_list(self) -> list[Mistake]:
        """Return what is wrong, in the order of the page."""
        return [
            *super().error_list(),
            *(
                Mistake(f"say-{each.name}", f"{each.line.term.label}: {each.errors[0]}")
                for each in self.chosen
                if each.errors
            ),
        ]

    @property
    def shown(self) -> set[str]:
        """The terms that the page showed."""
        return {each.name for each in self.chosen}

    def to_edits(self) -> list[Edit]:
        """Return the edits that were chosen."""
        return list(self._edits())

    def _edits(self) -> Iterable[Edit]:
        for each in self.chosen:
            if each.choice is Choice.TAKE_BACK:
                yield FactEdit(each.name, None, TAKEN_BACK)
            elif each.choice is not Choice.LEAVE:
                yield FactEdit(each.name, Statement(each.choice.value), self._grounds(each))

    def _grounds(self, each: Chosen) -> Grounds:
        """Return an answer's own grounds, the page's where it names none."""
        if each.evidence:
            evidence = Evidence(each.evidence)
            return Grounds(each.source or SOURCES[evidence], evidence, each.note)
        common = self.to_grounds()
        return Grounds(each.source or common.source, common.evidence, each.note or common.note)


def seen_number(sent: str | None) -> int | None:
    """Return the number of a change that a form carries; None where it carries none."""
    return int(sent) if sent and sent.isdecimal() and len(sent) < 19 else None


def _from_draft(line: TermLine, common: Grounds | None) -> Chosen:
    edit = line.edit
    if edit is None:
        return Chosen(line)
    if edit.statement is None:
        return Chosen(line, Choice.TAKE_BACK)
    chosen = Chosen(line, Choice(edit.statement.value))
    if edit.grounds != common:
        own = edit.grounds
        chosen.evidence, chosen.note = own.evidence.value, own.note
        chosen.source = "" if own.source == SOURCES[own.evidence] else own.source
    return chosen


def _sent(line: TermLine, sent: Mapping[str, str]) -> Chosen:
    slug = line.term.slug
    said, evidence = sent.get(f"say-{slug}", ""), sent.get(f"evidence-{slug}", "")
    return Chosen(
        line,
        Choice(said) if said in list(Choice) else Choice.LEAVE,
        evidence if evidence in list(Evidence) else "",
        sent.get(f"source-{slug}", "").strip(),
        sent.get(f"note-{slug}", "").strip(),
    )


def _mistakes(each: Chosen) -> Iterable[str]:
    if len(each.source) > LONGEST_SOURCE:
        yield gettext("Shorten the source to %(count)s characters or fewer.", count=LONGEST_SOURCE)
    if len(each.note) > LONGEST_NOTE:
        yield gettext("Shorten the note to %(count)s characters or fewer.", count=LONGEST_NOTE)
