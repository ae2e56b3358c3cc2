"""The link to a plan: what it shows, to whom, for how long, and above all what it does not."""

import re
from datetime import timedelta

import pytest

from matcher.persistence.base import db
from matcher.persistence.sharing import SharedCopy
from matcher.services.sealed_copies import hashed
from matcher.web.given import today
from tests.keeping import client_keeping
from tests.planning import AFRAID, COUPLE, HEROIN, WHY_DETOX, WITH_ALCOHOL, share, words
from tests.support.application import csrf_token

PAGE = "/plan/oak/share/2"
WHOLE = {"reasons": "y"}
TOWN = ["clinic", "detox", "house"]


@pytest.fixture
def link(town):
    """Share a plan of somebody who gave these answers, and return its link."""

    def made(answers=HEROIN, page=PAGE, **fields):
        return share(client_keeping(town, answers), page, **fields)[0]

    return made


@pytest.fixture
def stranger(town):
    """Ask as a browser that keeps nothing."""
    return town.test_client()


def test_with_the_tick_the_link_shows_the_plan(link, stranger):
    said = words(stranger.get(link(**WHOLE)))

    assert "Step 1: Detox with a bed and medical staff" in said
    assert "Pear Tree Detox" in said
    assert "3.5 miles from home" in said
    assert "Is methadone or buprenorphine started before discharge?" in said
    assert "17 miles from one to the other" in said
    assert "to book the first appointment at Orchard House before discharge." in said
    assert "Ask for CRAFT" in said


def test_the_link_says_why_detox_comes_before_medicine(link, stranger):
    said = words(stranger.get(link(WITH_ALCOHOL, page="/plan/oak/share/1", **WHOLE)))

    assert "Detox with medicine, then home" in said
    assert WHY_DETOX in said


def test_the_link_shows_the_steps_as_the_plan_page_does(link, stranger, town):
    step = re.compile(
        r"<h3>(Step .*?)</h3>|path__program\"><a href=\"(.*?)\"|([\d.]+ miles?) from home"
    )
    page = client_keeping(town, HEROIN).get("/plan/oak").text
    mine = page[
        page.index('id="way-2-step-1"') : page.index("This plan has", page.index("way-2-step-1"))
    ]

    theirs = stranger.get(link(**WHOLE)).text

    assert step.findall(theirs) == step.findall(mine)


def test_without_the_tick_a_plan_is_a_list_like_any_other_byte_for_byte(link, stranger, town):
    as_a_list = client_keeping(town, None, TOWN)
    listed, _ = share(as_a_list, "/shortlists/share")

    shared = stranger.get(link())

    assert shared.data == stranger.get(listed).data


def test_without_the_tick_not_even_the_address_tells_of_a_plan(link):
    assert re.fullmatch(r"/shortlists/shared/[\w-]{32}", link())


def test_without_the_tick_the_copy_does_not_hold_the_steps(link, stranger):
    token = link().rpartition("/")[2]

    assert stranger.get(f"/plan/shared/{token}").status_code == 404


def test_a_gap_is_shared_as_a_gap(link, stranger):
    said = words(stranger.get(link(HEROIN | {"within_miles": 10}, **WHOLE)))

    assert "A gap: no program within 10 miles offers what this step needs." in said
    assert "The nearest one that may is 17 miles from home: Orchard House" in said


def test_a_program_put_in_by_hand_goes_along(town, stranger):
    client = client_keeping(town, HEROIN)
    token = csrf_token(client)
    client.post(
        "/plan/oak/change", data={"csrf_token": token, "way": "1", "step": "2", "program": "house"}
    )

    opened, _ = share(client, "/plan/oak/share/1", **WHOLE)

    assert "Orchard House" in words(stranger.get(opened))


def test_a_plan_of_gaps_alone_has_nothing_to_share_but_itself(town, stranger):
    nowhere = client_keeping(town, HEROIN | {"near": "41.5,-110.5", "within_miles": 10})

    refused = nowhere.post(PAGE, data={"csrf_token": csrf_token(nowhere)})

    assert refused.status_code == 422
    assert "There is something to share only with the plan itself." in words(refused)


def test_whoever_shares_a_step_taken_together_is_told_that_it_speaks_of_both(town):
    asked = [client_keeping(town, answers).get(PAGE) for answers in (COUPLE, AFRAID, HEROIN)]

    warned = ["says something about both" in words(page) for page in asked]

    assert warned == [True, False, False]


def test_a_shared_plan_is_kept_by_no_search_engine_and_no_cache(link, stranger):
    opened = stranger.get(link(**WHOLE))

    assert opened.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert opened.headers["Cache-Control"] == "no-store"
    assert '<meta name="robots" content="noindex, nofollow">' in opened.text
    assert "Set-Cookie" not in opened.headers
    assert "<title>Shared with you " in opened.text


def test_a_shared_plan_has_no_form_and_leads_to_nobodys_plan(link, stranger):
    main = re.search(r"<main.*?</main>", stranger.get(link(COUPLE, **WHOLE)).text, re.DOTALL)[0]

    assert "<form" not in main
    assert "/plan" not in main


def test_the_private_link_ends_a_shared_plan_at_once(town, stranger):
    opened, ends = share(client_keeping(town, HEROIN), PAGE, **WHOLE)

    stranger.post(ends, data={"csrf_token": csrf_token(stranger)})

    assert stranger.get(opened).status_code == 410


def test_a_shared_plan_ends_by_itself(link, town, stranger):
    opened = link(**WHOLE)
    with town.app_context():
        row = db.session.query(SharedCopy).filter_by(token_hash=hashed(opened.rpartition("/")[2]))
        assert row.one().expires_on == today() + timedelta(days=7)
        row.update({"expires_on": today()})
        db.session.commit()

    ended = stranger.get(opened)

    assert ended.status_code == 410
    assert "This link has ended" in words(ended)


def test_a_guessed_link_opens_nothing(stranger):
    assert stranger.get("/plan/shared/guessed").status_code == 404


def test_the_table_holds_nothing_of_a_plan(link, town):
    token = link(**WHOLE).rpartition("/")[2]

    with town.app_context():
        row = db.session.query(SharedCopy).filter_by(token_hash=hashed(token)).one()
        held = f"{row.token_hash} {row.revoke_hash} {row.sealed}"

    for secret in (token, "house", "Fresno", "stay_first", "withdrawal"):
        assert secret not in held


@pytest.mark.parametrize("page", ["/plan/elm/share/1", "/plan/oak/share/3"])
def test_a_plan_that_is_not_there_cannot_be_shared(town, page):
    client = client_keeping(town, HEROIN)

    assert client.get(page).status_code == 404
    assert client.post(page, data={"csrf_token": csrf_token(client)}).status_code == 404
