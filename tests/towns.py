"""A town where every step of a plan can be filled, and a far one where only a stay is to be had."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matcher.domain.geography import Point
from tests.builders import FRESNO, SAN_FRANCISCO
from tests.stored import a_listing, some_places

PLAIN = "SA NU MD ADLT MALE FEM CMHA"
"""What every program of the town says: it treats opioid use and takes Medicaid."""

TREATS = f"{PLAIN} UB BU OTP"
"""And what all but the detox say: methadone and buprenorphine are started and go on."""

ACROSS_TOWN = Point(FRESNO.latitude + 0.05, FRESNO.longitude)


def a_town(session: Session) -> None:
    """Keep a detox with beds, a clinic with couples sessions, a house to live in, and noise."""
    some_places(session)
    a_listing(
        session,
        "detox",
        codes=f"{PLAIN} DT RD MDET ODTX ADTX BDTX RES",
        at=ACROSS_TOWN,
        name="Pear Tree Detox",
    )
    a_listing(
        session,
        "clinic",
        codes=f"{TREATS} OP ORT OIT ICO GCO MCO FCO ACC DP",
        name="Quince Clinic",
    )
    a_listing(
        session,
        "house",
        codes=f"{TREATS} RES RL RS ICO GCO ACC",
        at=Point(FRESNO.latitude, FRESNO.longitude + 0.3),
        name="Orchard House",
    )
    a_listing(session, "far house", codes=f"{TREATS} RES RL", at=SAN_FRANCISCO, name="Bay House")
    a_listing(session, "noise", codes="SUMH GT OMB", name="Noise")
    a_listing(session, "nowhere", codes=TREATS, at=None, name="Nowhere")
    a_listing(session, "gone", codes=f"{TREATS} OP ACC MCO", listed=False, name="Gone")
