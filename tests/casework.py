"""A professional at work in tests: their browser, their cases, and the forms they press."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from matcher.domain.cases.statuses import Status
from matcher.importers.source import ListingRow
from matcher.persistence.base import db
from matcher.services.cases import calling, keeping, packets, shortlisting
from matcher.services.cases.calling import Saved
from matcher.services.cases.owner import Owner
from matcher.services.cases.packets import Shared
from matcher.services.cases.sealing import Seal
from matcher.services.current import CurrentListings
from tests.builders import FRESNO
from tests.directory import SURE, a_row
from tests.stored import TAXONOMY, a_listing
from tests.support.accounts import an_account, sign_in
from tests.support.application import SECRET, csrf_token

DAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)
NEEDS: dict[str, Any] = {
    "near": f"{FRESNO.latitude},{FRESNO.longitude}",
    "within_miles": 50,
    "for": "client",
    "substances": ["heroin"],
    "payment": ["medicaid"],
}


def an_owner(session: Session, email: str | None = None) -> Owner:
    """Keep a professional's account, and return them at work."""
    account = an_account(session, "interventionist", email)
    return Owner(account.id, Seal(SECRET, account.id))


def a_case(
    session: Session,
    owner: Owner,
    nickname: str = "Blue heron",
    answers: Mapping[str, Any] | None = NEEDS,
    now: datetime = NOW,
) -> str:
    """Keep a case with these answers, and return its id."""
    case_id = keeping.open_case(session, owner, nickname, now)
    if answers:
        keeping.keep_needs(session, owner, case_id, {"answers": dict(answers)}, now)
    return case_id


def first_list(session: Session, owner: Owner, case_id: str) -> str:
    """Return the shortlist that every case begins with."""
    return shortlisting.lists_of(session, owner, case_id)[0].id


def an_entry(
    session: Session,
    owner: Owner,
    case_id: str,
    program_id: str,
    now: datetime = NOW,
    listings: CurrentListings | None = None,
) -> str:
    """Put a program on the first shortlist of a case, and return its entry."""
    place = (case_id, first_list(session, owner, case_id))
    held = listings or CurrentListings(TAXONOMY)
    entry = shortlisting.add(session, held, owner, place, program_id, now)
    assert entry, "the program is listed"
    return entry


def a_whole_case(session: Session, owner_id: int) -> dict[str, Any]:
    """Keep a case with everything in it; return the arguments of every address that leads to it."""
    owner, listings = Owner(owner_id, Seal(SECRET, owner_id)), CurrentListings(TAXONOMY)
    case_id = a_case(session, owner)
    program_id = a_listing(session, f"program-of-{case_id}", codes="SA OP UB")
    entry_id = an_entry(session, owner, case_id, program_id, listings=listings)
    place = (case_id, first_list(session, owner, case_id))
    calling.save_call(
        session, listings, owner, (case_id, entry_id), Saved(Status.HAS_BED, DAY, who="Rosa"), NOW
    )
    packets.share(session, listings, owner, place, Shared(7, reasons=False), NOW)
    (contact,) = calling.open_call(session, listings, owner, case_id, entry_id, DAY).log
    (link,) = packets.the_links(session, owner, case_id, DAY)
    return {
        "case_id": case_id,
        "list_id": place[1],
        "entry_id": entry_id,
        "contact_id": contact.id,
        "link_id": link.id,
    }


class Professional:
    """A professional's browser."""

    def __init__(self, app: Flask, email: str | None = None, role: str = "interventionist") -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()
        self.account = sign_in(self.client, role, email)
        self.owner = Owner(self.account.id, Seal(SECRET, self.account.id))

    def get(self, address: str, **options: Any) -> Any:
        """Open an address."""
        return self.client.get(address, **options)

    def press(self, address: str, *, follow: bool = True, **fields: Any) -> Any:
        """Send a form of a page that was just opened."""
        data = {"csrf_token": csrf_token(self.client), **fields}
        return self.client.post(address, data=data, follow_redirects=follow)

    def begin(self, nickname: str = "Blue heron", answers: Mapping[str, Any] | None = None) -> str:
        """Keep a case, and return its address."""
        with self.app.app_context():
            return f"/cases/{a_case(db.session, self.owner, nickname, answers)}"

    def add(self, case: str, program_id: str) -> str:
        """Put a program on the first list of a case, and return the address of its call."""
        case_id = case.rsplit("/", maxsplit=1)[-1]
        with self.app.app_context():
            listings = self.app.extensions["matcher"].listings
            entry = an_entry(db.session, self.owner, case_id, program_id, listings=listings)
        return f"{case}/programs/{entry}"

    def first_list(self, case: str) -> str:
        """Return the address of the first list of a case."""
        case_id = case.rsplit("/", maxsplit=1)[-1]
        with self.app.app_context():
            return f"{case}/lists/{first_list(db.session, self.owner, case_id)}"


def some_rows() -> list[ListingRow]:
    """Return three programs near Fresno; nobody knows whether the last one takes Medicaid."""
    return [
        a_row("Alder", 2, SURE),
        a_row("Birch", 6, SURE, phone="559-555-0102"),
        a_row("Cedar", 12, "SA * OP * UB", phone="559-555-0103"),
    ]
