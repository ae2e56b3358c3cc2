"""One import under review, as its page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from flask import url_for

from matcher.domain.outcome import Outcome
from matcher.domain.taxonomy import Taxonomy
from matcher.services import import_review
from matcher.services.import_differences import TERM
from matcher.services.import_report import Difference
from matcher.services.import_review import Effect, Line, Page, Review
from matcher.web.curate import import_words
from matcher.web.forms.base import Words


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that differs, in words."""

    what: Words
    before: Words
    after: Words


@dataclass(frozen=True, slots=True)
class ImportPage:
    """The page of one upload."""

    review: Review
    counts: Mapping[Effect, int]
    effect: Effect | None
    """Of which findings are shown; None where there are none at all."""
    found: Page
    field: str
    """Of which field the changes are shown; empty: of all."""
    digest: str
    taxonomy: Taxonomy

    @classmethod
    def read(
        cls,
        session: Any,
        taxonomy: Taxonomy,
        review_id: int,
        asked: Mapping[str, str],
        now: datetime,
    ) -> ImportPage:
        """Read the upload, and the page of findings that was asked for."""
        review = import_review.review(session, review_id, now)
        counts = import_review.counts(session, review_id)
        wanted = asked.get("effect", "")
        effect = Effect(wanted) if wanted in counts else next(iter(counts), None)
        number, field = asked.get("page", ""), asked.get("field", "")
        field = field if field in import_words.FIELDS else ""
        found = import_review.page(
            session,
            review_id,
            effect or "",
            field,
            int(number) if number.isdecimal() and len(number) < 6 else 1,
        )
        return cls(
            review,
            counts,
            effect,
            found,
            field,
            import_review.digest_of(session, review_id),
            taxonomy,
        )

    @staticmethod
    def words() -> Any:
        """Return the words for states and effects."""
        return import_words

    @property
    def vintages(self) -> list[tuple[str, date]]:
        """Each directory of the file, and the day its edition speaks for."""
        told: Mapping[str, str] = self.review.report.get("vintages", {})
        return [(name, date.fromisoformat(day)) for name, day in told.items()]

    @property
    def hint(self) -> Words:
        """What the findings that are shown mean, now or looking back."""
        if self.effect is None:
            return ""
        if self.review.undone:
            return import_words.EFFECT_HINTS_UNDONE[self.effect]
        if self.review.change_set_id:
            return import_words.EFFECT_HINTS_DONE[self.effect]
        return import_words.EFFECT_HINTS[self.effect]

    @property
    def fields(self) -> list[tuple[str, Words, int]]:
        """The fields that change anywhere, with how often; empty where nothing changes."""
        if self.effect is not Effect.CHANGED:
            return []
        changed: Mapping[str, int] = self.review.report.get("changed_fields", {})
        return [
            (name, import_words.FIELDS[name], count)
            for name, count in changed.items()
            if name in import_words.FIELDS and name != "codes"
        ]

    def address(self, effect: str, page: int = 1, field: str = "") -> str:
        """Return the address of a page of findings."""
        asked: dict[str, Any] = {"effect": effect}
        asked |= {"field": field} if field else {}
        asked |= {"page": page} if page > 1 else {}
        return f"{url_for('imports.show', review_id=self.review.id)}?{urlencode(asked)}"

    @property
    def previous(self) -> str | None:
        """The address of the page of findings before this one."""
        at = self.found.number
        return self.address(self.effect or "", at - 1, self.field) if at > 1 else None

    @property
    def next(self) -> str | None:
        """The address of the page of findings after this one."""
        at = self.found.number
        more = at < self.found.pages
        return self.address(self.effect or "", at + 1, self.field) if more else None

    def changed(self, line: Line) -> list[Changed]:
        """Return what differs in one program."""
        return [self._changed(each) for each in line.differences]

    def reason(self, line: Line) -> Words:
        """Return why a row is left out."""
        return import_words.ENDINGS.get(line.reason, line.reason)

    def _changed(self, each: Difference) -> Changed:
        if not each.what.startswith(TERM):
            what = import_words.FIELDS.get(each.what, each.what)
            if each.what == "codes":
                return Changed(what, *import_words.OTHER_CODES)
            return Changed(what, each.before, each.after)
        term = self.taxonomy.terms.get(each.what.removeprefix(TERM))
        return Changed(
            term.label if term else each.what,
            import_words.OUTCOMES[Outcome(each.before)],
            import_words.OUTCOMES[Outcome(each.after)],
        )
