"""The routes of the way in. Every answer travels by POST, and stands in no address."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matcher.services import browsing
from matcher.web import kept
from matcher.web.access import public
from matcher.web.find import answering, checking, way
from matcher.web.find.answering import answers_here
from matcher.web.find.way import Standing, Visit
from matcher.web.forms.base import BaseForm
from matcher.web.forms.find import SKIP, ShortForm, question_form, values
from matcher.web.given import given

bp = Blueprint("find", __name__)


@bp.get("/")
@public
def front() -> ResponseReturnValue:
    """Ask where, how far and what matters, or offer the questions one at a time."""
    shown = answering.short_answers()
    return _front(ShortForm(data=shown, farther=shown.get("within")))


@bp.post("/")
@public
def search() -> ResponseReturnValue:
    """Keep the short answers and show what fits."""
    form = ShortForm(farther=request.form.get("within"))
    if not form.validate():
        return _front(form), HTTPStatus.UNPROCESSABLE_ENTITY
    answering.keep_short(form)
    return redirect(url_for("matches.show"), HTTPStatus.SEE_OTHER)


@bp.get("/find")
@public
def start() -> ResponseReturnValue:
    """Begin at the first question."""
    return redirect(url_for("find.ask", number=1))


@bp.get("/find/<int(min=1):number>")
@public
def ask(number: int) -> ResponseReturnValue:
    """Ask one question, with what was answered before already chosen."""
    if cards := answering.cards_before(_here()):
        return _to_read(cards)
    standing = way.at(number, answers_here(), Visit.read(request.args))
    if standing is None:
        return redirect(url_for("find.check"))
    gone = number > 1 and kept.answers() is None
    return _question(standing, question_form(standing.question, answers_here()), gone=gone)


@bp.post("/find/<int(min=1):number>")
@public
def take(number: int) -> ResponseReturnValue:
    """Keep one answer, and go on to what comes next."""
    before, visit = answers_here(), Visit.read(request.form)
    standing = way.of(request.form.get("question", ""), before, visit)
    if standing is None:
        return redirect(checking.not_asked(), HTTPStatus.SEE_OTHER)
    form = question_form(standing.question, before)
    if SKIP not in request.form and not form.validate():
        return _question(standing, form), HTTPStatus.UNPROCESSABLE_ENTITY
    return redirect(_kept(standing, form, first=number == 1), HTTPStatus.SEE_OTHER)


@bp.post("/find/read")
@public
def read() -> ResponseReturnValue:
    """Put the cards away once they were read, and go on."""
    return redirect(answering.put_cards_away() or url_for("find.check"), HTTPStatus.SEE_OTHER)


@bp.get("/find/check-your-answers")
@public
def check() -> ResponseReturnValue:
    """Show every answer with a way to change it; the private ones only say that they exist."""
    if cards := answering.cards_before(_here()):
        return _to_read(cards)
    note = request.args.get("note")
    return render_template("find/check.html", view=checking.check_page(), note=note)


@bp.get("/find/private-answers")
@public
def private() -> ResponseReturnValue:
    """Show the answers that are shown nowhere else, because somebody asked to see them."""
    return render_template("find/private.html", lines=checking.private_lines())


@bp.post("/find/start-again")
@public
def start_again() -> ResponseReturnValue:
    """Forget the answers, and begin anew."""
    kept.forget_what_was_asked()
    return redirect(url_for("find.front"), HTTPStatus.SEE_OTHER)


def _here() -> str:
    """Return the address of this page, as `url_for` writes it."""
    return request.full_path.rstrip("?")


def _front(form: ShortForm) -> str:
    return render_template(
        "find/front.html",
        form=form,
        ages=browsing.ages(given().session),
        has_samples=browsing.are_samples(given().session),
        has_answers=bool(kept.answers()),
    )


def _question(standing: Standing, form: BaseForm, *, gone: bool = False) -> str:
    about = standing.question.about(answers_here())
    return render_template(
        "find/question.html", standing=standing, form=form, about=about, gone=gone
    )


def _to_read(cards: object) -> str:
    return render_template("find/read_first.html", cards=cards, for_whom=answers_here().for_whom)


def _kept(standing: Standing, form: BaseForm, *, first: bool) -> str:
    """Keep an answer and return the page after it, which says so where earlier ones are gone."""
    gone = not first and kept.answers() is None
    before = answers_here()
    now = answering.keep(standing.question, () if SKIP in request.form else values(form))
    following = checking.answers_gone() if gone else way.after(standing, before, now)
    answering.keep_cards(standing.question, now, following)
    return following
