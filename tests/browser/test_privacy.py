"""What a family answers is nowhere but in its own sealed cookie.

One walk with marked answers, and a look into everything that is written, sent or kept meanwhile.
"""

import base64
import re
import sqlite3
from itertools import chain

import pytest

from tests.support.browser import PHONE, serving, watched_page
from tests.support.walking import Walk

pytestmark = pytest.mark.browser

PLACE = "93721"
GIVEN = {
    "danger": ["Someone is violent, or threatens to be"],
    "near": PLACE,
    "for": ["My husband or wife"],
    "substances": ["Heroin", "Alcohol"],
    "withdrawal_history": ["A seizure"],
    "medication_now": ["Methadone"],
    "pregnant": ["Yes"],
    "payment": ["Medicaid"],
    "both_use": ["Yes"],
    "couples": ["Yes"],
    "partner_substances": ["Methamphetamine"],
    "afraid": ["Yes"],
}
TYPED = "marigold"
MARKS = (
    *(PLACE, TYPED, "spouse", "husband", "heroin", "alcohol", "seizure", "withdrawal", "methadone"),
    *(
        "pregnan",
        "medicaid",
        "partner",
        "couple",
        "amphet",
        "afraid",
        "violen",
        "danger",
        "overdos",
    ),
)


def tables(server):
    """Every row of every table, as text, counted by table."""
    path = server.database_url.removeprefix("sqlite:///")
    with sqlite3.connect(path) as database:
        names = [
            name
            for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        return {name: database.execute(f"SELECT * FROM {name}").fetchall() for name in names}  # noqa: S608  names of our own tables


def marks_in(words):
    """The marks that stand somewhere in *words*."""
    return {mark for mark in MARKS if mark in words.lower()}


@pytest.fixture(scope="module")
def walked(browser, tmp_path_factory):
    """Walk from the first page to a program, refine and come back, and keep all that was seen."""
    with serving(tmp_path_factory.mktemp("marked")) as server:
        before = tables(server)
        with watched_page(browser, server.url, viewport=PHONE) as (page, watch):
            headers = []
            page.on("request", lambda request: headers.append(request.headers))
            walk = Walk(page, by_hand=True)
            walk.open("/find")
            walk.answer_all(GIVEN)
            walk.press("Open the two private answers", "link")
            walk.press("Back to your answers", "link")
            walk.press("Show programs", "link")
            with page.expect_navigation():
                page.locator(".result__name a").first.click()
            page.get_by_role("textbox").first.fill(TYPED)
            walk.open("/")
            page.get_by_label("Where should we look?").fill(PLACE)
            walk.press("Show programs")
            walk.open("/healthz")
            metrics = page.request.get("/metrics").text()
            yield {
                "addresses": watch.requests,
                "headers": headers,
                "cookies": page.context.cookies(),
                "log": server.log.read_text(),
                "metrics": metrics,
                "before": before,
                "after": tables(server),
                "titles": walk.titles,
            }


def test_the_walk_met_everything_it_marks(walked):
    assert len(walked["addresses"]) > 60
    assert walked["log"].count('"event": "request"') > 60


def test_no_address_holds_an_answer(walked):
    # Nobody's answer names a program: its own address says what it is called.
    addresses = [re.sub(r"/programs/.*", "", each) for each in walked["addresses"]]

    assert {each for each in addresses if marks_in(each)} == set()


def test_no_page_is_told_where_one_came_from(walked):
    assert [each["referer"] for each in walked["headers"] if "referer" in each] == []


def test_no_line_of_any_log_holds_an_answer_or_an_address(walked):
    # A place of ours in the code may be called what a person uses.
    # The millionths of a second of some line may be the place by chance.
    log = re.sub(r'"timestamp": "[^"]*"', "", walked["log"])
    lines = [each for each in log.splitlines() if '"event": "request"' in each]

    assert marks_in(" ".join(lines)) == set()
    assert marks_in(log) & {PLACE, TYPED} == set()
    assert "127.0.0.1 - -" not in walked["log"]


def test_no_metric_holds_an_answer(walked):
    assert marks_in(walked["metrics"]) & {PLACE, TYPED, "heroin", "husband", "spouse"} == set()


def test_no_table_gained_lost_or_changed_a_row(walked):
    counted = {name: len(rows) for name, rows in walked["after"].items()}

    assert counted == {name: len(rows) for name, rows in walked["before"].items()}
    assert walked["after"] == walked["before"]


def test_no_cookie_can_be_read(walked):
    (cookie,) = walked["cookies"]
    sealed = cookie["value"]
    padded = sealed + "=" * (-len(sealed) % 4)
    tries = (sealed, base64.urlsafe_b64decode(padded).decode("latin-1"))

    assert marks_in(" ".join(tries)) & {PLACE, "heroin", "spouse", "seizure", "violen"} == set()
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Lax"
    assert len(sealed) < 3500


def test_no_tab_is_named_after_an_answer(walked):
    assert marks_in(" ".join(chain(walked["titles"]))) == set()
