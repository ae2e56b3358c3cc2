"""Forms of a professional's cases. None of them asks for a person's name."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from matcher.domain.cases.nicknames import LONGEST_NICKNAME, NEVER, Suspicion, suspicion
from matcher.domain.cases.packets import LONGEST_NOTE, ORDER_LABELS, PAGE_LABELS, Order, Page
from matcher.domain.cases.script_answers import LONGEST_ANSWER, SAID_LABELS, Said, ScriptAnswer
from matcher.domain.cases.statuses import LABELS, Status
from matcher.domain.questions import CallQuestion
from matcher.services.cases.calling import LONGEST_LINE, LONGEST_NOTES, LONGEST_SAID, Call, Saved
from matcher.services.cases.packets import Packet, Setting
from matcher.services.cases.shortlisting import LONGEST_TITLE
from matcher.web.forms.base import AnyOf, AtMost, BaseForm, OneOf, Required, any_of, one_of
from matcher.web.i18n import say

_TIME = re.compile(r"([01]?\d|2[0-3]):[0-5]\d")

FARTHEST_AHEAD = timedelta(days=1)
"""It may be tomorrow already where the professional is."""


class NicknameForm(BaseForm):
    """What a case is called."""

    nickname = StringField(
        _l("Nickname"),
        [Required(_l("a nickname")), AtMost(LONGEST_NICKNAME, _l("the nickname"))],
    )
    insist = BooleanField(_l("It is nobody’s name: keep it as it is"))
    suspected: Suspicion | None = None

    @property
    def may_insist(self) -> bool:
        """Whether the only thing against the nickname is that it looks like a name."""
        return self.suspected is not None and self.suspected not in NEVER

    def validate_nickname(self, field: StringField) -> None:
        """Refuse what says who it is about; what only looks so may be insisted on."""
        self.suspected = suspicion(field.data or "")
        match self.suspected:
            case Suspicion.EMAIL:
                raise StopValidation(
                    gettext("Choose a nickname without an e-mail address, such as Blue heron.")
                )
            case Suspicion.NUMBER:
                raise StopValidation(
                    gettext(
                        "Choose a nickname without a phone number, a birthday or another long"
                        " number, such as Blue heron."
                    )
                )
            case Suspicion.FULL_NAME if not self.insist.data:
                raise StopValidation(
                    gettext(
                        "This looks like somebody’s name. Choose a nickname that only you"
                        " understand, such as Blue heron."
                    )
                )


class TitleForm(BaseForm):
    """What a shortlist is called."""

    title = StringField(
        _l("What is this shortlist for?"),
        [Required(_l("a few words")), AtMost(LONGEST_TITLE, _l("the title"))],
    )


class LookForm(BaseForm):
    """Part of a nickname to look for."""

    words = StringField(_l("Find a case by its nickname"), [AtMost(LONGEST_NICKNAME, _l("it"))])


class DayField(DateField):
    """A day; what is none is left for the form to say so in its own words."""

    data: Any
    """A date, or None where none was typed."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was sent."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.data = None


class CallForm(BaseForm):
    """One call: where it stands, with whom, what was said, and every answer."""

    status = one_of(
        _l("Where it stands now"), Status, {each: _l(LABELS[each].template) for each in Status}
    )
    reason = StringField(_l("Why it is ruled out"), [AtMost(LONGEST_LINE, _l("the reason"))])
    called_on = DayField(_l("Day of the call"))
    called_at = StringField(_l("Time, such as 14:30"))
    who = StringField(_l("Who you talked to"), [AtMost(LONGEST_LINE, _l("this line"))])
    said = TextAreaField(_l("What was said"), [AtMost(LONGEST_SAID, _l("what was said"))])
    next_step = StringField(
        _l("What follows, and by when"), [AtMost(LONGEST_LINE, _l("this line"))]
    )
    notes = TextAreaField(_l("Private notes"), [AtMost(LONGEST_NOTES, _l("the notes"))])

    questions: tuple[CallQuestion, ...] = ()
    on: date

    def validate_called_on(self, field: DayField) -> None:
        """Ask for a day that has come."""
        if field.data is None or field.data > self.on + FARTHEST_AHEAD:
            raise StopValidation(
                gettext("Enter the day of the call, today or earlier, such as 2026-03-31.")
            )

    def validate_called_at(self, field: StringField) -> None:
        """Ask for hours and minutes, where anything was typed."""
        if field.data and not _TIME.fullmatch(field.data):
            raise StopValidation(gettext("Enter the time as hours and minutes, such as 14:30."))

    def validate_status(self, field: OneOf) -> None:
        """Ask where it stands."""
        if field.data is None:
            raise StopValidation(gettext("Choose where it stands now."))

    def validate_reason(self, field: StringField) -> None:
        """Ask why a program was ruled out."""
        if self.status.data is Status.RULED_OUT and not field.data:
            raise StopValidation(gettext("Say in a few words why it is ruled out."))

    def asked(self) -> list[tuple[CallQuestion, Any, Any]]:
        """Return each question with its two fields: yes or no, and words."""
        return [(each, self[_said(each)], self[_words(each)]) for each in self.questions]

    def to_saved(self) -> Saved:
        """Return what one press sends."""
        return Saved(
            status=Status(str(self.status.data)),
            on=self.called_on.data,
            time=self.called_at.data or "",
            who=self.who.data or "",
            said=self.said.data or "",
            next_step=self.next_step.data or "",
            reason=(self.reason.data or "") if self.status.data is Status.RULED_OUT else "",
            notes=self.notes.data or "",
            answers={
                question.id: ScriptAnswer(said.data, words.data or "")
                for question, said, words in self.asked()
            },
        )


def call_form(call: Call, on: date) -> CallForm:
    """Return the form of one call, filled with what is known."""
    fields: dict[str, Any] = {}
    labels = {each: _l(SAID_LABELS[each].template) for each in Said}
    for question, answer in call.script:
        asked = say(question.question)
        fields[_said(question)] = one_of(asked, Said, labels, default=answer.said)
        fields[_words(question)] = StringField(
            gettext("In their words: %(question)s", question=asked),
            [AtMost(LONGEST_ANSWER, _l("the answer"))],
            default=answer.words,
        )
    form: CallForm = type("OneCallForm", (CallForm,), fields)(
        data={
            "status": call.status,
            "reason": call.reason,
            "notes": call.notes,
            "called_on": on,
            **{_said(question): answer.said for question, answer in call.script},
            **{_words(question): answer.words for question, answer in call.script},
        }
    )
    form.questions, form.on = tuple(question for question, _ in call.script), on
    return form


class PacketForm(BaseForm):
    """What a packet holds."""

    note = TextAreaField(_l("Your note to the family"), [AtMost(LONGEST_NOTE, _l("the note"))])
    programs = AnyOf(_l("Programs"))
    pages = any_of(
        _l("Pages"), Page, {each: _l(words.template) for each, words in PAGE_LABELS.items()}
    )
    order = one_of(
        _l("Order of the programs"),
        Order,
        {each: _l(words.template) for each, words in ORDER_LABELS.items()},
    )

    def offer(self, packet: Packet) -> PacketForm:
        """Offer the programs of the list, filled with what was chosen before."""
        entries = [(each.id, each.state.name) for each in packet.entries]
        self.programs.choices = [SelectChoice(value=id_, label=name) for id_, name in entries]
        if not self.is_submitted():
            setting = packet.setting
            self.note.data, self.order.data = setting.note, setting.order
            self.pages.data = list(setting.pages)
            self.programs.data = [id_ for id_, _ in entries if id_ not in setting.left_out]
        return self

    def validate_programs(self, field: AnyOf) -> None:
        """Ask for one program at least."""
        if not field.data:
            raise StopValidation(gettext("Choose at least one program."))

    def to_setting(self) -> Setting:
        """Return what was chosen."""
        offered = [choice.value for choice in self.programs.choices]
        return Setting(
            self.note.data or "",
            tuple(Page(each) for each in self.pages.data or ()),
            Order(self.order.data or Order.AS_LISTED),
            frozenset(offered) - frozenset(self.programs.data or ()),
        )


def _said(question: CallQuestion) -> str:
    return f"said-{question.id}"


def _words(question: CallQuestion) -> str:
    return f"words-{question.id}"
