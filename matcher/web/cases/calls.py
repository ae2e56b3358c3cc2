"""One call on one screen: where it stands, with whom, what was said, and the answers."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matcher.domain.cases.script_answers import report
from matcher.services.cases import calling
from matcher.services.cases.calling import Call, NothingToSuggest
from matcher.services.suggesting import EnoughForToday
from matcher.web.access import role
from matcher.web.cases.mine import ROLES, labels, now, owner
from matcher.web.forms.cases import CallForm, call_form
from matcher.web.given import given, today
from matcher.web.headers import private

bp = Blueprint(
    "case_calls",
    __name__,
    url_prefix="/cases/<string(length=20):case_id>/programs/<string(length=20):entry_id>",
)

bp.context_processor(labels)


@bp.get("")
@role(*ROLES)
@private
def show(case_id: str, entry_id: str) -> ResponseReturnValue:
    """Show everything for one call."""
    call = _call(case_id, entry_id)
    return _page(call, call_form(call, today()))


@bp.post("")
@role(*ROLES)
@private
def save(case_id: str, entry_id: str) -> ResponseReturnValue:
    """Keep the whole call with one press."""
    call = _call(case_id, entry_id)
    form = call_form(call, today())
    if not form.validate():
        return _page(call, form), HTTPStatus.UNPROCESSABLE_ENTITY
    place = (case_id, entry_id)
    calling.save_call(given().session, given().listings, owner(), place, form.to_saved(), now())
    return redirect(_here(case_id, entry_id, note="saved"), HTTPStatus.SEE_OTHER)


@bp.post("/suggest")
@role(*ROLES)
@private
def suggest(case_id: str, entry_id: str) -> ResponseReturnValue:
    """Send one answer to the curators, without a word of what was typed."""
    question = request.form.get("question", "")
    try:
        calling.suggest_answer(
            given().session, given().listings, owner(), (case_id, entry_id), question, now()
        )
    except NothingToSuggest:
        return redirect(_here(case_id, entry_id), HTTPStatus.SEE_OTHER)
    except EnoughForToday:
        return redirect(_here(case_id, entry_id, note="enough"), HTTPStatus.SEE_OTHER)
    return redirect(_here(case_id, entry_id, note="suggested"), HTTPStatus.SEE_OTHER)


@bp.post("/contacts/<int:contact_id>/acted-on")
@role(*ROLES)
@private
def act_on(case_id: str, entry_id: str, contact_id: int) -> ResponseReturnValue:
    """Note whether what was to follow a call was done."""
    done = request.form.get("done") == "yes"
    place = (case_id, entry_id)
    calling.act_on(given().session, owner(), place, contact_id, now(), done=done)
    return redirect(f"{_here(case_id, entry_id)}#log", HTTPStatus.SEE_OTHER)


@bp.get("/contacts/<int:contact_id>/delete")
@role(*ROLES)
@private
def ask_to_forget(case_id: str, entry_id: str, contact_id: int) -> ResponseReturnValue:
    """Ask before a line of the log goes."""
    contact = calling.the_contact(given().session, owner(), (case_id, entry_id), contact_id)
    return render_template(
        "cases/forget_contact.html", case_id=case_id, entry_id=entry_id, contact=contact
    )


@bp.post("/contacts/<int:contact_id>/delete")
@role(*ROLES)
@private
def forget(case_id: str, entry_id: str, contact_id: int) -> ResponseReturnValue:
    """Delete a line of the log."""
    calling.forget_contact(given().session, owner(), (case_id, entry_id), contact_id, now())
    return redirect(f"{_here(case_id, entry_id)}#log", HTTPStatus.SEE_OTHER)


def _call(case_id: str, entry_id: str) -> Call:
    return calling.open_call(given().session, given().listings, owner(), case_id, entry_id, today())


def _page(call: Call, form: CallForm) -> str:
    kept = {question.id: answer for question, answer in call.script}
    suggestible = {question.id for question, answer in call.script if report(question, answer)}
    return render_template(
        "cases/call.html",
        call=call,
        form=form,
        kept=kept,
        suggestible=suggestible if call.choice else set(),
        note=request.args.get("note"),
    )


def _here(case_id: str, entry_id: str, note: str | None = None) -> str:
    return url_for("case_calls.show", case_id=case_id, entry_id=entry_id, note=note)
