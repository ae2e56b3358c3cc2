"""The plan pages: a path for each person, gaps as gaps, changes by hand, the first week."""

import re

import pytest

from matcher.persistence.base import db
from matcher.web import kept
from tests.keeping import client_keeping
from tests.planning import AFRAID, ALCOHOL, COUPLE, HEROIN, WHY_DETOX, WITH_ALCOHOL, words
from tests.stored import a_listing


@pytest.fixture
def client(town):
    """Ask the town's application as a browser of one's own does."""
    return town.test_client()


@pytest.fixture
def visit(client):
    """Open a page as somebody who gave these answers."""

    def opened(answers=HEROIN, page="/plan/oak"):
        with client.session_transaction() as browser:
            browser[kept.ANSWERS] = answers
        return client.get(page)

    return opened


@pytest.fixture
def send(client):
    """Press a button on a plan page."""

    def pressed(page, **fields):
        shown = client.get("/plan/oak").text
        token = re.search(r'name="csrf_token" value="([^"]+)"', shown)[1]
        return client.post(page, data={"csrf_token": token} | fields)

    return pressed


def source(response):
    """Return all that a page sends, but for the forms' tokens."""
    return re.sub(r'name="csrf_token" value="[^"]+"', "", response.text)


def test_opioids_show_two_plans_side_by_side_with_what_each_asks_of_the_family(visit):
    said = words(visit())

    assert "Side by side" in said
    assert "Medicine first" in said
    assert "A stay first" in said
    assert "Life goes on at home." in said
    assert "Some weeks away from home." in said


def test_a_step_names_its_program_its_miles_and_what_to_ask(visit):
    said = words(visit())

    assert "Step 1: Detox with a bed and medical staff" in said
    assert "Pear Tree Detox" in said
    assert "3.5 miles from home" in said
    assert "Is methadone or buprenorphine started before discharge?" in said
    assert "What will it cost us, in writing?" in said


@pytest.mark.parametrize("page", ["", "/week/1", "/week/2", "/packet/1", "/packet/2", "/map/1"])
def test_every_page_of_a_plan_says_why_detox_comes_before_medicine(visit, page):
    said = words(visit(WITH_ALCOHOL, page=f"/plan/oak{page}"))

    assert WHY_DETOX in said
    assert "Begin with medicine" not in said
    assert "Medicine first" not in said


@pytest.mark.parametrize("page", ["", "/week/2", "/packet/2", "/map/2"])
def test_detox_from_opioids_alone_does_not_speak_of_alcohol(visit, page):
    assert "because stopping suddenly" not in words(visit(page=f"/plan/oak{page}"))


def test_a_hand_over_says_what_to_ask_how_far_and_whom_to_call(visit):
    page = visit()

    said = words(page)
    line = (
        "Ask Pear Tree Detox (Orchard House) to book the first appointment at Orchard House"
        " before discharge."
    )
    assert line in said
    assert "17 miles from one to the other" in said
    assert said.index(line) < said.index("Step 2: Live-in treatment")
    assert 'href="tel:+1-559-555-0100"' in page.text


def test_a_gap_is_drawn_as_a_gap_with_the_nearest_program_and_the_helpline(visit):
    said = words(visit(HEROIN | {"within_miles": 10}))

    assert "A gap: no program within 10 miles offers what this step needs." in said
    assert "The nearest one that may is 17 miles from home: Orchard House" in said
    assert "A person can look with you: 1-800-662-4357" in said


def test_the_familys_own_way_and_the_objective_stand_beside_every_plan(visit):
    said = words(visit(HEROIN | {"substances": ["cannabis"]}))

    assert "Ask for CRAFT" in said
    assert "One hour a week that is only yours" in said
    assert "plus 5 points each time two steps in a row are at one program" in said
    assert "Side by side" not in said


def test_one_person_is_led_straight_to_their_plan(visit):
    response = visit(page="/plan")

    assert (response.status_code, response.location) == (302, "/plan/oak")


@pytest.mark.parametrize("answers", [COUPLE, AFRAID])
def test_two_people_choose_between_two_pages(visit, answers):
    response = visit(answers, page="/plan")

    assert re.findall(r'href="(/plan/\w+)"', response.text) == ["/plan/oak", "/plan/elm"]
    assert "Their plan" in words(response)
    assert "Your plan" in words(response)


def test_of_two_plans_that_meet_one_leads_to_the_other(visit):
    assert 'href="/plan"' in visit(COUPLE).text


def test_the_map_numbers_the_programs_as_the_steps_they_fill(visit):
    page = visit(page="/plan/oak/map/2")

    assert re.findall(r'href="/plan/oak#way-2-step-(\d)" aria-label="Number (\d)', page.text) == [
        ("1", "1"),
        ("2", "2"),
        ("3", "3"),
    ]


def test_a_joint_step_stands_in_both_plans(visit):
    theirs, yours = words(visit(COUPLE)), words(visit(COUPLE, page="/plan/elm"))

    for said in (theirs, yours):
        assert "Together: sessions as a couple" in said
        assert "Each of the two can start without the other." in said


def test_where_someone_is_afraid_neither_page_tells_of_the_other(visit):
    pages = {name: visit(AFRAID, page=f"/plan/{name}") for name in ("oak", "elm")}

    for name, response in pages.items():
        other = "elm" if name == "oak" else "oak"
        said = words(response).lower()
        assert f"/plan/{other}" not in response.text
        assert 'href="/plan"' not in response.text
        for word in ("couple", "partner", "the two", "the other one", "violence", "afraid"):
            assert word not in said, word


def test_where_someone_is_afraid_a_page_is_the_same_whoever_the_other_is(visit):
    others = [ALCOHOL, {"substances": ["heroin"], "pregnant": "yes"}, {"substances": ["gambling"]}]

    pages = [source(visit(AFRAID | {"partner": other})) for other in others]

    assert pages[0] == pages[1] == pages[2]


def test_where_someone_is_afraid_the_others_page_does_not_know_the_first(visit):
    firsts = [["heroin"], ["alcohol", "cocaine"], ["gambling"]]

    pages = [source(visit(AFRAID | {"substances": first}, page="/plan/elm")) for first in firsts]

    assert pages[0] == pages[1] == pages[2]


def test_the_tab_names_no_substance_and_no_treatment(visit):
    for page in ("/plan/oak", "/plan/oak/week/1"):
        title = re.search(r"<title>(.*?)</title>", visit(page=page).text)[1]
        assert not re.search("detox|heroin|medicine|treatment", title, re.IGNORECASE)


def test_a_program_put_in_by_hand_shows_what_it_costs(visit, send):
    visit()

    response = send("/plan/oak/change", way="1", step="2", program="house")

    assert (response.status_code, response.location) == (303, "/plan/oak#way-1")
    said = words(visit())
    assert "You changed this plan" in said
    assert "Costs" in said[said.index("You changed this plan") :]


def test_changes_by_hand_can_be_taken_back(visit, send):
    visit()
    send("/plan/oak/change", way="1", step="2", program="house")

    send("/plan/oak/best")

    assert "You changed this plan" not in words(visit())


def test_changes_by_hand_end_with_the_answers_they_were_made_for(visit, send):
    visit()
    send("/plan/oak/change", way="1", step="2", program="house")

    said = words(visit(HEROIN | {"mental_health": "yes"}))

    assert "You changed this plan" not in said


def test_every_alternative_says_what_it_would_cost(visit):
    said = words(visit())

    assert "Another program for “Aftercare”" in said
    assert re.search(r"Orchard House, Fresno (Costs|Adds) [\d.]+ points", said)


@pytest.fixture
def weigh(client):
    """Weigh something by hand, as somebody did before they opened the plan."""

    def weighed(picks=None, **importance):
        with client.session_transaction() as browser:
            browser[kept.PICKS] = picks or {}
            browser[kept.STEPS] = [{"importance": importance}] if importance else []

    return weighed


NO_ANSWERS = {"near": "Fresno, CA", "within_miles": 50}


def test_what_must_be_by_the_front_page_must_be_in_the_plan(visit, weigh):
    weigh({"detox": "must", "medicaid": "must", "live_in": "must", "couples": "must"})

    said = words(visit(NO_ANSWERS))

    assert "Step 1: Detox with a bed and medical staff" in said
    assert "Step 2: Live-in treatment" in said
    assert re.search(r"Step 3: Outpatient treatment.*?Quince Clinic", said)
    assert "cannot follow" not in said


def test_who_says_no_to_a_payer_of_the_front_page_fills_no_step(visit, weigh):
    """In the town that is everybody but one, who does not say how one may pay."""
    weigh({"insurance": "must"})

    page = visit(NO_ANSWERS)

    assert set(re.findall(r'path__program"><a [^>]+>([^<]+)', page.text)) == {"Noise"}
    assert "A gap: no program within 50 miles" in words(page)
    assert "Are you in network with our plan?" in words(page)


def test_what_the_list_lets_go_of_is_let_go_of_in_the_plan(visit, weigh):
    before = words(visit(HEROIN | {"payment": "private_insurance"}))
    weigh(private_insurance="skip")

    after = words(visit())

    assert "Are you in network with our plan?" in before
    assert "Are you in network with our plan?" not in after


@pytest.mark.parametrize(
    ("answers", "importance", "expected"),
    [
        (HEROIN, {"naloxone": "must"}, None),
        (HEROIN | {"substances": ["alcohol"]}, {"medical_detox": "skip"}, "medical detox"),
        (HEROIN | {"medication_now": "methadone"}, {"medical_detox": "must"}, "medical detox"),
        (HEROIN, {"aftercare": "skip"}, "aftercare"),
    ],
)
def test_the_page_says_exactly_what_medical_rules_do_not_let_it_follow(
    visit, weigh, answers, importance, expected
):
    weigh(**importance)

    said = words(visit(answers))

    told = re.search(r"This plan cannot follow what you chose for: (.*?)\.", said)
    assert (told and told[1]) == expected


def test_a_shorter_way_is_followed_and_nothing_is_said_of_it(visit, client):
    with client.session_transaction() as browser:
        browser[kept.STEPS] = [{"radius": "10"}]

    said = words(visit())

    assert "A gap: no program within 10 miles" in said
    assert "cannot follow" not in said


def test_what_was_weighed_is_the_first_ones_and_counts_for_the_other_in_the_step_for_two(
    visit, weigh
):
    weigh({"aftercare": "must"})

    said = "counts only in the step for two."
    assert said in words(visit(COUPLE, page="/plan/elm"))
    assert said not in words(visit(COUPLE))


APART = COUPLE | {"couples": "no"}


@pytest.mark.parametrize("answers", [APART, APART | {"afraid": "no"}, AFRAID, APART | AFRAID])
def test_a_plan_kept_apart_does_not_know_what_was_weighed_for_the_other(visit, weigh, answers):
    before = source(visit(answers, page="/plan/elm"))
    weigh({"aftercare": "must", "medicaid": "must"}, open_to_everyone="skip")

    assert source(visit(answers, page="/plan/elm")) == before


def test_changes_by_hand_end_with_the_weights_they_were_made_for(visit, send, weigh):
    visit()
    send("/plan/oak/change", way="1", step="2", program="house")
    weigh({"family": "nice"})

    assert "You changed this plan" not in words(visit())


def test_what_is_kept_names_the_programs_put_in_by_hand(visit, send, client):
    visit()
    before = words(client.get("/guide/what-is-kept"))
    send("/plan/oak/change", way="1", step="2", program="house")

    after = words(client.get("/guide/what-is-kept"))

    assert "by hand" not in before
    assert "1 program that you put into a plan by hand." in after


@pytest.mark.parametrize("fields", [{}, {"way": "1"}, {"way": "x", "step": "0", "program": "y"}])
def test_a_change_that_is_none_is_refused(visit, send, fields):
    visit()

    assert send("/plan/oak/change", **fields).status_code == 422


def test_the_programs_of_a_plan_go_on_the_list_for_the_packet(visit, send, client):
    visit()

    response = send("/plan/oak/keep/2")

    assert response.location == "/shortlists"
    with client.session_transaction() as browser:
        assert browser[kept.SHORTLIST] == ["detox", "house", "clinic"]


def test_the_first_week_goes_day_by_day(visit):
    said = words(visit(page="/plan/oak/week/2"))

    assert [f"Day {number}" in said for number in range(1, 8)] == [True] * 7
    assert "Call Pear Tree Detox (Orchard House)." in said
    assert "Get naloxone today." in said
    assert "at Orchard House before discharge." in said


@pytest.mark.parametrize("page", ["/plan/oak/week/2", "/plan/oak/map/2"])
def test_pages_beside_the_plan_say_how_old_their_listings_are(visit, page):
    said = words(visit(page=page))

    assert said.count("Listed in the federal directory, January 2023. Call to confirm.") == 1


@pytest.mark.parametrize(("who", "expected"), [([], 5), (["women"], 0)])
def test_the_first_week_says_whom_a_listing_names(app, who, expected):
    """On the day of each call, and beside the number of each step."""
    women = "SA NU MD ADLT FEM UB BU OTP OP ORT OIT ICO ACC"
    with app.app_context():
        a_listing(db.session, "rose", name="Rose", codes=women)
        a_listing(db.session, "sage", name="Sage", codes=women)
    answers = {"near": "36.7378,-119.7871", "within_miles": 50, "substances": ["heroin"]}

    said = words(client_keeping(app, answers | {"who": who}).get("/plan/oak/week/1"))

    assert said.count("This listing names women only. Ask before you go.") == expected


def test_nobody_stops_alcohol_alone_in_the_first_week(visit):
    said = words(visit(HEROIN | {"substances": ["alcohol"]}, page="/plan/oak/week/1"))

    assert "Nobody stops alcohol or benzodiazepines suddenly" in said


@pytest.mark.parametrize(
    "page", ["/plan/elm", "/plan/oak/week/3", "/plan/oak/week/0", "/plan/birch"]
)
def test_what_is_not_there_is_not_found(visit, page):
    assert visit(page=page).status_code == 404


def test_without_answers_the_page_says_where_to_start(client):
    response = client.get("/plan")

    assert response.status_code == 200
    assert "Nothing was asked yet" in words(response)


def test_without_a_place_the_page_asks_for_one(visit):
    assert "Where should we look?" in words(visit({"substances": ["heroin"]}))


def test_a_plan_is_stored_nowhere_and_light(visit):
    response = visit(COUPLE)

    assert response.headers["Cache-Control"] == "no-store"
    assert len(response.data) < 100_000


def test_the_plan_of_somebody_else_is_spoken_of_as_theirs(visit):
    assert "Their plan, from Fresno, CA." in words(visit(HEROIN | {"for": "child"}))
    assert "Your plan, from Fresno, CA." in words(visit(HEROIN | {"for": "self"}))
