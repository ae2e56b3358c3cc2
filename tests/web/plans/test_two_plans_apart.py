"""Where somebody is afraid, no door to one plan tells that there is another; elsewhere it may."""

import re

import pytest

from matcher.persistence.base import db
from matcher.persistence.sharing import SharedCopy
from matcher.services.sealed_copies import hashed, unseal
from tests.keeping import client_keeping
from tests.planning import AFRAID, ALCOHOL, COUPLE, share, words

PAGES = ["/plan/{}", "/plan/{}/map/1", "/plan/{}/week/1", "/plan/{}/packet/1", "/plan/{}/share/1"]
LINKS = [{}, {"reasons": "y"}]
TELLING = ("couple", "partner", "the two", "the other one", "violence", "afraid", "together")

OTHERS = [ALCOHOL, {"substances": ["heroin"], "pregnant": "yes"}, {"substances": ["gambling"]}]
FIRSTS = [["heroin"], ["alcohol", "cocaine"], ["gambling"]]


def seen(town, answers, page):
    """Return a page as it is sent, but for the forms' tokens."""
    shown = client_keeping(town, answers).get(page)
    assert shown.status_code == 200
    return re.sub(r'name="csrf_token" value="[^"]+"', "", shown.text)


def opened(town, answers, whose, fields):
    """Return what a stranger sees through the link to a plan."""
    link, _ = share(client_keeping(town, answers), f"/plan/{whose}/share/1", **fields)
    return town.test_client().get(link)


def contents(town, answers, whose):
    """Return what a copy with the tick holds."""
    link, _ = share(client_keeping(town, answers), f"/plan/{whose}/share/1", reasons="y")
    token = link.rpartition("/")[2]
    with town.app_context():
        row = db.session.query(SharedCopy).filter_by(token_hash=hashed(token)).one()
        return unseal(row.sealed, token)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_the_same_whoever_the_other_is(town, page):
    pages = [seen(town, AFRAID | {"partner": other}, page.format("oak")) for other in OTHERS]

    assert pages[0] == pages[1] == pages[2]


@pytest.mark.parametrize("page", PAGES)
def test_the_others_page_does_not_know_the_first(town, page):
    pages = [seen(town, AFRAID | {"substances": first}, page.format("elm")) for first in FIRSTS]

    assert pages[0] == pages[1] == pages[2]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("whose", "other"), [("oak", "elm"), ("elm", "oak")])
def test_no_page_tells_of_the_other_or_leads_there(town, page, whose, other):
    shown = client_keeping(town, AFRAID).get(page.format(whose))

    assert f"/plan/{other}" not in shown.text
    assert 'href="/plan"' not in shown.text
    assert [word for word in TELLING if word in words(shown).lower()] == []


@pytest.mark.parametrize("fields", LINKS, ids=["facts alone", "the plan"])
def test_a_link_shows_the_same_whoever_the_other_is(town, fields):
    copies = [opened(town, AFRAID | {"partner": other}, "oak", fields) for other in OTHERS]

    assert copies[0].data == copies[1].data == copies[2].data


@pytest.mark.parametrize("fields", LINKS, ids=["facts alone", "the plan"])
def test_the_others_link_does_not_know_the_first(town, fields):
    copies = [opened(town, AFRAID | {"substances": first}, "elm", fields) for first in FIRSTS]

    assert copies[0].data == copies[1].data == copies[2].data


@pytest.mark.parametrize("whose", ["oak", "elm"])
def test_a_link_to_the_plan_tells_of_nobody_else(town, whose):
    said = words(opened(town, AFRAID, whose, {"reasons": "y"})).lower()

    assert [word for word in TELLING if word in said] == []


def test_what_a_copy_holds_is_the_same_whoever_the_other_is(town):
    held = [contents(town, AFRAID | {"partner": other}, "oak") for other in OTHERS]

    assert held[0] == held[1] == held[2]


def test_a_copy_holds_nothing_of_the_fear(town):
    held = str(contents(town, AFRAID, "oak"))

    assert "domestic_violence_services" not in held
    assert "couples" not in held


@pytest.mark.parametrize("answers", [COUPLE, AFRAID], ids=["together", "afraid"])
def test_two_plans_have_two_links(town, answers):
    client = client_keeping(town, answers)

    pairs = [share(client, f"/plan/{whose}/share/1", reasons="y") for whose in ("oak", "elm")]

    theirs, yours = (town.test_client().get(link) for link, _ in pairs)
    assert len({*pairs[0], *pairs[1]}) == 4
    assert pairs[1][0] not in theirs.text
    assert pairs[0][0] not in yours.text
    assert theirs.data != yours.data


def test_where_nobody_is_afraid_link_and_packet_say_what_is_done_together(town):
    link = opened(town, COUPLE, "oak", {"reasons": "y"})
    packet = client_keeping(town, COUPLE).get("/plan/oak/packet/1")

    for shown in (link, packet):
        assert "Together: sessions as a couple" in words(shown)


def test_the_service_answers_for_each_as_if_the_other_were_not_there(town):
    api = town.test_client()

    def answered(first, second):
        asked = {"people": [first, second], "near": "Fresno, CA", "within_miles": 50}
        return api.post("/api/v1/plans", json=asked).json["plans"]

    heroin = {"substances": ["heroin"], "couples": "wanted", "afraid": "yes"}
    made = [answered(heroin, other) for other in OTHERS]

    firsts = [[plan for plan in plans if plan["person"] == 0] for plans in made]
    assert firsts[0] == firsts[1] == firsts[2]
    assert {plan["pair"] for plans in made for plan in plans} == {None}
    assert not any(step["joint"] for plans in made for plan in plans for step in plan["steps"])
