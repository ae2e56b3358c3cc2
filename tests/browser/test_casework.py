"""A professional in one sitting: from an invitation to three cases, their calls and their packets.

With a keyboard alone; at a desk with scripts, and on a phone without.
"""

import io
import os
import subprocess
import sys
import unicodedata

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect
from pypdf import PdfReader

from matcher.persistence.accounts import Account, AccountEvent, AccountLink, AccountSession
from matcher.persistence.sharing import SharedCopy
from tests.support.accounts import sign_in_browser
from tests.support.browser import (
    DESK,
    HOUSE,
    PHONE,
    SECRET,
    assert_reflows,
    watched_page,
)
from tests.support.walking import Walk, choose, with_care, write

pytestmark = pytest.mark.browser

FAMILIES = {
    "Blue heron": "My client uses heroin and has Medicaid, within 100 miles of Fresno, CA",
    "Grey wren": "A couple who both drink every day near San Francisco, CA",
    "Red kite": "She uses cocaine and needs a psychiatrist near Fresno, CA",
}
NOTE = "Call the first one before ten. I have told them that you will."
PRIVATE = "the mother calls at night"


@pytest.fixture
def server(live_server):
    """Offer the server of all browser tests, and leave it as it was: without accounts."""
    yield live_server
    engine = sa.create_engine(live_server.database_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")
        for table in (AccountEvent, AccountLink, AccountSession, Account, SharedCopy):
            connection.execute(sa.delete(table))
    engine.dispose()


def look(page):
    """Hold our own pages to what they promise to everyone; others look after theirs."""
    assert_reflows(page)
    if "/cases" in page.url:
        with_care(page)


def invitation(server):
    """Invite an interventionist at the terminal; return the link."""
    command = ["users", "add", "rosa@harbor.example", "--role", "interventionist"]
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", *command],
        check=True,
        cwd=HOUSE,
        env={**os.environ, "DATABASE_URL": server.database_url, "SECRET_KEY": SECRET},
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


def take_it_up(walk, link):
    walk.open(link)
    write(walk.page.get_by_label("Your name, as others here see it"), "Rosa Lind")
    write(walk.page.get_by_label("A password", exact=True), "seven slow tortoises")
    walk.press("Go on")


def begin_a_case(walk, nickname, sentence):
    """Begin a case and say in a sentence what is needed; return its address."""
    walk.open("/cases")
    walk.press("New case", "link")
    write(walk.page.get_by_label("Nickname"), nickname)
    walk.press("Begin this case")
    address = walk.page.url
    walk.press("Say it in a sentence")
    write(walk.page.get_by_label("Say it in your own words"), sentence)
    walk.press("Fill in my answers")
    walk.press("Check and change your answers", "link")
    walk.press("Show programs", "link")
    return address


def keep_the_first(walk, count):
    """Put the first *count* programs on the list of the case, and return their names."""
    names = walk.page.locator(".result__name a").all_inner_texts()[:count]
    for name in names:
        walk.press(f"Add to my list ({name})")
    return names


def make_a_call(walk, program, *, scripts=True):
    """Save one call with one press."""
    walk.press(program, "link")
    if scripts:
        here = walk.page.evaluate("new Date().toLocaleDateString('sv')")
        expect(walk.page.get_by_label("Day of the call")).to_have_value(here)
    choose(walk.page.get_by_label("Left a message", exact=True))
    write(walk.page.get_by_label("Who you talked to"), "the front desk")
    write(walk.page.get_by_label("What follows, and by when"), "They call back on Friday")
    write(walk.page.get_by_label("Private notes"), PRIVATE)
    walk.press("Save this call")
    expect(walk.page.get_by_text("Saved.")).to_be_visible()
    walk.press("Back to the shortlist", "link")


def make_a_packet(walk):
    """Choose what goes in, print it, and return what stands on the paper."""
    walk.press("Make a packet", "link")
    write(walk.page.get_by_label("Your note to the family"), NOTE)
    choose(walk.page.get_by_label("Side by side"))
    walk.press("Show the packet")
    paper = PdfReader(io.BytesIO(walk.page.pdf(format="Letter"))).pages
    # Chromium joins f and i into one letter, as printers do.
    texts = (unicodedata.normalize("NFKC", sheet.extract_text()) for sheet in paper)
    return [" ".join(text.split()) for text in texts]


def test_a_professional_goes_from_an_invitation_to_three_packets_in_one_sitting(browser, server):
    # Where it is tomorrow already: the day of a call is the day on this desk.
    desk = {"viewport": DESK, "timezone_id": "Pacific/Kiritimati"}
    with watched_page(browser, server.url, **desk) as (page, watch):
        walk = Walk(page, look)
        take_it_up(walk, invitation(server))
        packets = {}
        for number, (nickname, sentence) in enumerate(FAMILIES.items()):
            if number:
                walk = Walk(page, assert_reflows)  # axe has seen each of these pages
            case = begin_a_case(walk, nickname, sentence)
            names = keep_the_first(walk, 2)
            walk.open(case)
            make_a_call(walk, names[0])
            packets[nickname] = (names, make_a_packet(walk))
        walk.open("/cases")

        assert page.locator(".case-lines__name").all_inner_texts() == list(reversed(FAMILIES))
        assert (watch.strangers, watch.complaints) == ([], [])
    for nickname, (names, sheets) in packets.items():
        said = " ".join(sheets)
        assert NOTE in sheets[0]
        assert [f"{number}. {name}" in said for number, name in enumerate(names, 1)] == [True] * 2
        assert "Side by side" in said
        assert "Your call" in said
        for secret in (nickname, PRIVATE, "front desk", "Rosa Lind", "Leave this page"):
            assert secret not in said


def test_a_case_is_worked_on_a_phone_without_scripts(browser, server):
    with watched_page(browser, server.url, viewport=PHONE, java_script_enabled=False) as (
        page,
        watch,
    ):
        sign_in_browser(page.context, server.url, server.database_url, "interventionist")
        walk = Walk(page, look)
        case = begin_a_case(walk, *next(iter(FAMILIES.items())))
        first, second = keep_the_first(walk, 2)
        walk.open(case)
        walk.press(f"Up ({second})")
        moved = page.locator(".entry__name").all_inner_texts()
        make_a_call(walk, first, scripts=False)
        walk.press("Share by a link", "link")
        walk.press("Make the link")
        link = page.locator(".long-address").inner_text()
        walk.open(f"{case}/links")
        walk.press("End it now (First shortlist)")
        walk.open(f"{case}/copy")
        walk.open(f"{case}/delete")
        walk.press("Delete this case for good")

        assert moved == [second, first]
        assert page.goto(link).status == 410
        assert page.goto(case).status == 404
        assert (watch.strangers, watch.complaints) == ([], [])
