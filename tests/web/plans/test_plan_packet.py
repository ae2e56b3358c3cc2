"""The packet of one plan: what one person carries to the phone."""

import pytest

from tests.keeping import client_keeping
from tests.planning import COUPLE, HEROIN, words


@pytest.fixture
def paper(town):
    """Open the packet of somebody who gave these answers."""

    def opened(answers=HEROIN, page="/plan/oak/packet/2"):
        return client_keeping(town, answers).get(page)

    return opened


@pytest.mark.parametrize(
    "said",
    [
        "A stay first",
        "Step 1: Detox with a bed and medical staff",
        "Pear Tree Detox",
        "3.5 miles from home",
        "to book the first appointment at Orchard House before discharge.",
        "17 miles from one to the other",
        "Pear Tree Detox: (559) 555-0100 · Orchard House: (559) 555-0100",
        "Step 4: Aftercare",
        "Is methadone or buprenorphine started before discharge?",
        "What will it cost us, in writing?",
        "Some weeks away from home.",
        "Ask for CRAFT",
        "The insurance card, both sides.",
        "A photo ID and the insurance card.",
        "Printed on",
        "Call to confirm.",
        "FindTreatment.gov",
    ],
)
def test_the_packet_of_a_plan_holds(paper, said):
    assert said in words(paper())


def test_a_packet_holds_the_plan_it_was_asked_for_alone(paper):
    said = words(paper(page="/plan/oak/packet/1"))

    assert "Medicine first" in said
    assert "A stay first" not in said
    assert "Pear Tree Detox" not in said


def test_a_program_of_several_steps_is_called_once_for_all_of_them(paper):
    page = paper()

    assert page.text.count('<article class="sheet') == 3
    assert words(page).count("What happens the day after discharge?") == 3


def test_a_gap_is_a_gap_on_paper_too(paper):
    said = words(paper(HEROIN | {"within_miles": 10}))

    assert "A gap: no program within 10 miles offers what this step needs." in said
    assert "The nearest one that may is 17 miles from home: Orchard House" in said
    assert "1-800-662-4357" in said


def test_each_of_two_people_prints_a_packet_of_their_own(paper):
    theirs = words(paper(COUPLE))
    yours = words(paper(COUPLE, page="/plan/elm/packet/1"))

    assert "A stay first" in theirs
    assert "A stay first" not in yours
    for said in (theirs, yours):
        assert "Together: sessions as a couple" in said


def test_the_plan_page_leads_to_the_packet_of_each_plan(paper):
    page = paper(page="/plan/oak").text

    assert 'href="/plan/oak/packet/1"' in page
    assert 'href="/plan/oak/packet/2"' in page


@pytest.mark.parametrize("page", ["/plan/elm/packet/1", "/plan/oak/packet/3"])
def test_there_is_no_packet_of_a_plan_that_is_not_there(paper, page):
    assert paper(page=page).status_code == 404


def test_a_packet_is_stored_nowhere_light_and_its_tab_tells_nothing(paper):
    page = paper(COUPLE)

    assert page.headers["Cache-Control"] == "no-store"
    assert len(page.data) < 100_000
    assert "<title>Packet " in page.text
