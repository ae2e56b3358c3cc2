"""A shared copy: what it shows, to whom, for how long, and above all what it does not."""

import re
from datetime import timedelta
from html import unescape

import pytest

from matcher.domain.geography import Point
from matcher.persistence.base import db
from matcher.persistence.listings import Location
from matcher.persistence.sharing import SharedCopy
from matcher.web.given import today
from tests.keeping import client_keeping as keeping
from tests.stored import TAXONOMY, a_listing
from tests.support.application import csrf_token

HEROIN = {
    "near": "36.7378,-119.7871",
    "within_miles": 50,
    "for": "spouse",
    "substances": ["heroin"],
    "couples": "wanted",
    "both_use": "yes",
    "payment": ["medicaid"],
}
ALCOHOL = {
    "near": "37.7749,-122.4194",
    "for": "child",
    "substances": ["alcohol"],
    "daily": "yes",
    "withdrawal_history": "seizure",
    "afraid": "yes",
    "closeness": "away_is_fine",
}


@pytest.fixture
def programs(app):
    """Two listings near each other, and one that nobody shares."""
    with app.app_context():
        a_listing(db.session, "zinnia", name="Zinnia House", codes="SUMH OTP MU MD CBT")
        a_listing(
            db.session, "alder", name="Alder House", codes="SUMH HID DM SF", at=Point(36.9, -119.7)
        )
        a_listing(db.session, "noise", name="Noise House", codes="SUMH")
    return ["zinnia", "alder"]


def share(client, **fields):
    """Share the list, and return the addresses of the link and of the one that ends it."""
    page = client.post("/shortlists/share", data={"csrf_token": csrf_token(client), **fields})
    assert page.status_code == 200
    addresses = re.findall(r'class="long-address" href="https?://[^/]+([^"]+)"', page.text)
    return tuple(map(unescape, addresses))


def copy_of(app, answers, shortlist, **fields):
    """Return the page that a stranger sees, of a list made for *answers*."""
    link, _ = share(keeping(app, answers, shortlist), **fields)
    return app.test_client().get(link)


def test_two_different_searches_leave_the_same_copy_byte_for_byte(app, programs):
    one = copy_of(app, HEROIN, programs)
    other = copy_of(app, ALCOHOL, list(reversed(programs)))

    assert one.data == other.data


def test_a_search_leaves_the_same_copy_as_none(app, programs):
    assert copy_of(app, HEROIN, programs).data == copy_of(app, None, programs).data


def test_two_different_searches_leave_the_same_headers(app, programs):
    one = copy_of(app, HEROIN, programs).headers
    other = copy_of(app, ALCOHOL, list(reversed(programs))).headers

    assert dict(one) == dict(other)


def test_without_the_tick_a_copy_has_the_listings_facts_alone(app, programs):
    page = copy_of(app, HEROIN, programs).text

    assert "Alder House" in page
    assert "Medicaid" in page
    for telling in ("wish", "must", "miles", "score", "You said", "Ask:", "away"):
        assert telling not in page


def test_without_the_tick_programs_stand_by_name(app, programs):
    page = copy_of(app, HEROIN, programs).text

    assert page.index("Alder House") < page.index("Zinnia House")


def test_with_the_tick_a_copy_says_why_in_the_makers_order(app, programs):
    page = copy_of(app, HEROIN, programs, reasons="y").text

    assert page.index("Zinnia House") < page.index("Alder House")
    assert "What to ask" in page
    assert "away" in page


def test_the_tick_shares_nothing_where_nothing_was_asked(app, programs):
    ticked = copy_of(app, None, programs, reasons="y")

    assert ticked.data == copy_of(app, None, programs).data


def test_a_copy_never_says_that_somebody_is_afraid(app, programs):
    page = copy_of(app, ALCOHOL, programs, reasons="y").text

    for telling in ("violence", "safety services", "799-7233", "afraid", "START"):
        assert telling not in page


def test_a_copy_is_kept_by_no_search_engine_and_no_cache(app, programs):
    copy = copy_of(app, HEROIN, programs)

    assert copy.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert copy.headers["Cache-Control"] == "no-store"
    assert '<meta name="robots" content="noindex, nofollow">' in copy.text
    assert "Set-Cookie" not in copy.headers


def test_the_links_are_shown_once_with_a_code_for_a_camera(app, programs):
    client = keeping(app, HEROIN, programs)

    page = client.post("/shortlists/share", data={"csrf_token": csrf_token(client)})

    assert '<svg viewBox="0 0' in page.text or 'class="qr"' in page.text
    assert page.text.count("long-address") == 2
    assert page.headers["Cache-Control"] == "no-store"


def test_a_link_ends_after_seven_days_unless_something_else_was_chosen(app, programs):
    share(keeping(app, None, programs))
    share(keeping(app, None, programs), days="30")

    with app.app_context():
        days = [(row.expires_on - today()).days for row in db.session.query(SharedCopy)]
    assert days == [7, 30]


def test_an_expired_link_says_so_kindly(app, programs):
    link, _ = share(keeping(app, None, programs))
    with app.app_context():
        db.session.query(SharedCopy).update({"expires_on": today() - timedelta(days=1)})
        db.session.commit()

    answer = app.test_client().get(link)

    assert answer.status_code == 410
    assert "This link has ended" in answer.text
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_the_private_link_ends_the_other_at_once(app, programs):
    link, private = share(keeping(app, None, programs))
    stranger = app.test_client()

    ended = stranger.post(private, data={"csrf_token": csrf_token(stranger)})

    assert ended.status_code == 303
    answer = app.test_client().get(link)
    assert answer.status_code == 410
    assert "This link was ended" in answer.text


def test_the_private_link_asks_before_it_ends_anything(app, programs):
    link, private = share(keeping(app, None, programs))

    asked = app.test_client().get(private)

    assert "Nobody has opened the list yet." in asked.text
    assert app.test_client().get(link).status_code == 200


def test_the_private_link_says_how_often_the_list_was_opened(app, programs):
    link, private = share(keeping(app, None, programs))
    app.test_client().get(link)
    app.test_client().get(link)

    assert "The list was opened 2 times" in app.test_client().get(private).text


def test_once_ended_the_private_link_says_that_too(app, programs):
    _, private = share(keeping(app, None, programs))
    stranger = app.test_client()
    stranger.post(private, data={"csrf_token": csrf_token(stranger)})

    assert stranger.get(private).status_code == 410


@pytest.mark.parametrize("address", ["/shortlists/shared/guessed", "/shortlists/revoke/guessed"])
def test_a_guessed_link_opens_nothing_and_says_what_may_be_wrong(client, address):
    answer = client.get(address)

    assert answer.status_code == 404
    assert "We do not know this link" in answer.text


def test_an_empty_list_cannot_be_shared(client):
    answer = client.post("/shortlists/share", data={"csrf_token": csrf_token(client)})

    assert answer.status_code == 422
    assert "There is nothing on your list to share" in answer.text


def test_a_number_of_days_that_was_not_offered_is_refused(app, programs):
    client = keeping(app, None, programs)

    answer = client.post(
        "/shortlists/share", data={"csrf_token": csrf_token(client), "days": "3650"}
    )

    assert answer.status_code == 422


def test_no_log_line_holds_a_token(app, programs, caplog, capsys):
    link, private = share(keeping(app, None, programs))
    app.test_client().get(link)
    app.test_client().get(private)

    written = capsys.readouterr()
    logged = written.out + written.err + caplog.text
    assert link.rpartition("/")[2] not in logged
    assert private.rpartition("/")[2] not in logged


def test_a_confidential_program_is_shared_without_its_street(app, programs):
    with app.app_context():
        hidden = {"confidential": True, "street": "", "postal_code": "", "precision": "city"}
        db.session.query(Location).filter_by(id="alder-location").update(hidden)
        db.session.commit()

    page = copy_of(app, HEROIN, ["alder"], reasons="y").text + copy_of(app, None, ["alder"]).text

    assert "the address is private" in page
    assert "Pear Street" not in page


@pytest.mark.parametrize("fields", [{}, {"reasons": "y"}], ids=["facts alone", "with reasons"])
def test_a_copy_of_twenty_stays_light(app, fields):
    with app.app_context():
        everything = " ".join(TAXONOMY.codes)
        ids = [
            a_listing(db.session, f"p{n}", name=f"House {n}", codes=everything) for n in range(20)
        ]

    page = copy_of(app, HEROIN, ids, **fields)

    assert len(page.data) < 60_000


def test_a_long_copy_with_reasons_is_read_in_parts(app):
    with app.app_context():
        ids = [a_listing(db.session, f"p{n}", name=f"House {n}") for n in range(7)]
    link, _ = share(keeping(app, HEROIN, ids), reasons="y")

    page = app.test_client().get(f"{link}?part=2").text

    assert "This is part 2 of 2" in page
    assert re.findall(r"result__number\">(\d)", page) == ["6", "7"]
