"""All cases of whoever is signed in, and one of them: begun, named, taken in hand, deleted."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matcher.services import suggesting
from matcher.services.cases import copying, keeping, listing, opening
from matcher.services.cases.keeping import TooManyCases
from matcher.services.cases.owner import NotYours
from matcher.services.cases.sealing import SealedOtherwise
from matcher.web import errors, in_hand
from matcher.web.access import role
from matcher.web.cases import looking
from matcher.web.cases.case_page import CasePage
from matcher.web.cases.mine import ROLES, labels, now, owner
from matcher.web.forms.cases import LookForm, NicknameForm
from matcher.web.given import given, today
from matcher.web.headers import private

bp = Blueprint("cases", __name__, url_prefix="/cases")

WHERETO = {
    "questions": "find.start",
    "check": "find.check",
    "words": "one_box.ask",
    "programs": "matches.show",
    "plan": "plans.choose",
    "names": "programs.by_name",
}
"""Where somebody may go with a case in hand."""

bp.context_processor(labels)


@bp.get("")
@role(*ROLES)
@private
def show() -> ResponseReturnValue:
    """Show what needs a call today, and one page of all cases."""
    page = request.args.get("page", 1, type=int)
    view = listing.overview(given().session, given().listings, owner(), page, today())
    note = request.args.get("note")
    return render_template("cases/cases.html", view=view, form=LookForm(), note=note)


@bp.post("/find")
@role(*ROLES)
@private
def look() -> ResponseReturnValue:
    """Keep the nickname that was typed, for it may stand in no address."""
    form = LookForm()
    if form.validate():
        looking.keep(form.words.data or "")
    return redirect(url_for("cases.found"), HTTPStatus.SEE_OTHER)


@bp.get("/find")
@role(*ROLES)
@private
def found() -> ResponseReturnValue:
    """Show the cases whose nicknames hold what was typed."""
    words = looking.words()
    lines = listing.found(given().session, given().listings, owner(), words, today())
    return render_template("cases/found.html", lines=lines, words=words, form=LookForm())


@bp.get("/corrections")
@role(*ROLES)
@private
def corrections() -> ResponseReturnValue:
    """Show what became of the answers that were sent to the curators, from whatever case."""
    terms = given().taxonomy.terms
    words = suggesting.words_of_account(given().session, owner().id)
    sent = [(each, terms[each.term].label if each.term in terms else "") for each in words]
    return render_template("cases/corrections.html", sent=sent)


@bp.get("/new")
@role(*ROLES)
@private
def ask_nickname() -> ResponseReturnValue:
    """Ask what a new case shall be called, and say why never by a name."""
    return render_template("cases/new.html", form=NicknameForm())


@bp.post("/new")
@role(*ROLES)
@private
def begin() -> ResponseReturnValue:
    """Begin a case."""
    form = NicknameForm()
    if not form.validate():
        return render_template("cases/new.html", form=form), HTTPStatus.UNPROCESSABLE_ENTITY
    case_id = keeping.open_case(given().session, owner(), form.nickname.data, now())
    return redirect(url_for("cases.one", case_id=case_id), HTTPStatus.SEE_OTHER)


@bp.get("/<string(length=20):case_id>")
@role(*ROLES)
@private
def one(case_id: str) -> ResponseReturnValue:
    """Show one case, with its first shortlist open."""
    return _case_page(case_id, None)


@bp.get("/<string(length=20):case_id>/lists/<string(length=20):list_id>")
@role(*ROLES)
@private
def shortlist(case_id: str, list_id: str) -> ResponseReturnValue:
    """Show one case, with another of its shortlists open."""
    return _case_page(case_id, list_id)


@bp.post("/<string(length=20):case_id>/take")
@role(*ROLES)
@private
def take(case_id: str) -> ResponseReturnValue:
    """Take a case in hand, and go where its answers, programs or plans are."""
    keeping.row_of(given().session, owner(), case_id)
    in_hand.take(case_id, request.form.get("list", "")[:20])
    endpoint = WHERETO.get(request.form.get("to", ""), WHERETO["check"])
    return redirect(url_for(endpoint), HTTPStatus.SEE_OTHER)


@bp.post("/put-away")
@role(*ROLES)
@private
def put_away() -> ResponseReturnValue:
    """Work on no case any more."""
    in_hand.put_away()
    return redirect(url_for("cases.show"), HTTPStatus.SEE_OTHER)


@bp.post("/<string(length=20):case_id>/seen")
@role(*ROLES)
@private
def seen(case_id: str) -> ResponseReturnValue:
    """Remember that what moved was seen."""
    opening.have_seen(given().session, given().listings, owner(), case_id, now())
    return redirect(url_for("cases.one", case_id=case_id), HTTPStatus.SEE_OTHER)


@bp.get("/<string(length=20):case_id>/rename")
@role(*ROLES)
@private
def ask_new_nickname(case_id: str) -> ResponseReturnValue:
    """Ask what a case shall be called from now on."""
    case = keeping.the_case(given().session, owner(), case_id)
    form = NicknameForm(data={"nickname": case.nickname})
    return render_template("cases/rename.html", case=case, form=form)


@bp.post("/<string(length=20):case_id>/rename")
@role(*ROLES)
@private
def rename(case_id: str) -> ResponseReturnValue:
    """Call a case otherwise."""
    case, form = keeping.the_case(given().session, owner(), case_id), NicknameForm()
    if not form.validate():
        page = render_template("cases/rename.html", case=case, form=form)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    keeping.rename(given().session, owner(), case_id, form.nickname.data, now())
    return redirect(url_for("cases.one", case_id=case_id), HTTPStatus.SEE_OTHER)


@bp.get("/<string(length=20):case_id>/delete")
@role(*ROLES)
@private
def ask_to_delete(case_id: str) -> ResponseReturnValue:
    """Say what goes with a case, and offer a copy first."""
    case = keeping.the_case(given().session, owner(), case_id)
    links = copying.links_left(given().session, owner(), case_id, today())
    return render_template("cases/delete.html", case=case, links=links)


@bp.post("/<string(length=20):case_id>/delete")
@role(*ROLES)
@private
def delete(case_id: str) -> ResponseReturnValue:
    """Delete a case for good."""
    keeping.delete_case(given().session, owner(), case_id)
    if (hand := in_hand.in_hand()) is not None and hand.case.id == case_id:
        in_hand.put_away()
    return redirect(url_for("cases.show", note="deleted"), HTTPStatus.SEE_OTHER)


@bp.app_errorhandler(NotYours)
def not_yours(_: NotYours) -> ResponseReturnValue:
    """Say of somebody else's case what is said of none at all."""
    return errors.tell(HTTPStatus.NOT_FOUND, None)


@bp.app_errorhandler(SealedOtherwise)
def sealed_otherwise(_: SealedOtherwise) -> ResponseReturnValue:
    """Say that what was kept cannot be opened, and what may have happened."""
    return render_template("cases/sealed.html"), HTTPStatus.INTERNAL_SERVER_ERROR


@bp.errorhandler(TooManyCases)
def too_many(_: TooManyCases) -> ResponseReturnValue:
    """Say that an account holds as many cases as it may."""
    page = render_template("cases/too_many.html", most=keeping.MOST_CASES)
    return page, HTTPStatus.CONFLICT


def _case_page(case_id: str, list_id: str | None) -> str:
    opened = opening.open_list(
        given().session, given().listings, owner(), case_id, list_id, today()
    )
    return render_template("cases/case.html", view=CasePage(opened, today()))
