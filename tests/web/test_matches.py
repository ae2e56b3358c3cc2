"""The page of results: chosen from, explained, and changed in place."""

import re
from decimal import Decimal
from html import unescape

import pytest

from matcher.services.results import ON_A_PAGE
from tests.directory import (
    ASKS,
    HEROIN,
    NEAR_MISS,
    REFUSED,
    SURE,
    a_row,
    an_app_listing,
    asking,
    listing,
    names,
    press,
    section,
    words,
)

LARGEST = 100_000
EVERYTHING = {
    **HEROIN,
    "near": "Fresno, CA",
    "danger": ["suicidal"],
    "substances": ["heroin", "alcohol", "benzodiazepines", "cocaine", "gambling"],
    "daily": "yes",
    "withdrawal_history": "seizure",
    "medication_now": "methadone",
    "pregnant": "yes",
    "mental_health": "yes",
    "both_use": "yes",
    "couples": "wanted",
    "partner": {"substances": ["heroin"], "pregnant": "yes"},
    "holistic": "yes",
    "life_skills": "yes",
    "peer": "yes",
    "payment": ["medicaid", "medicare", "sliding_fee"],
    "who": ["veterans", "older_adults"],
    "language": ["spanish"],
    "ready": "unsure",
}


@pytest.fixture(scope="module")
def four(tmp_path_factory, migrated):
    """One program of each kind, the surest one farthest away, and noise out of range."""
    return an_app_listing(
        tmp_path_factory.mktemp("four"),
        migrated,
        a_row("Sure House", 20),
        a_row("Silent House", 3, ASKS),
        a_row("Cash House", 2, NEAR_MISS),
        a_row("Refusing House", 1, REFUSED),
        a_row("Faraway House", 90),
    )


@pytest.fixture(scope="module")
def various(tmp_path_factory, migrated):
    """Programs that differ in what they offer, and all meet what anybody here must have."""
    codes = ["", "MCO FCO", "ACC", "MCO * ACC * DP", "NOE * RELP * CBT", "SP * VET * PW"]
    rows = (
        a_row(f"Number {n}", 1 + 3.7 * n, f"SA * DT * HID * MDET * UB * MOA * {more}")
        for n, more in enumerate(codes)
    )
    return an_app_listing(tmp_path_factory.mktemp("various"), migrated, *rows)


def shown(client, address="/matches"):
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.text


def test_sure_comes_before_ask_and_near_misses_stand_apart(four):
    page = shown(asking(four))

    assert names(section(page, "sure")) == ["Sure House"]
    assert names(section(page, "ask")) == ["Silent House"]
    assert "Cash House" in section(page, "near-misses")
    assert "Refusing House" not in page
    assert "Faraway House" not in page


def test_a_near_miss_says_what_is_missing(four):
    page = section(shown(asking(four)), "near-misses")

    assert "Says no to Medicaid (SAMHSA directory 2023)." in words(page)


def test_a_card_is_read_in_the_order_a_person_needs(app):
    listing(app, a_row("Orchard", codes=f"{SURE} * OIT * MCO"))

    card = words(section(shown(asking(app, couples="wanted")), "sure"))

    expected = [
        "1. Orchard",
        "Fresno, CA · 5.0 miles away",
        "Call (559) 555-0100",
        "; 2 of your",
        "Ask when you call",
        "What is missing",
        "Listed in the federal directory, January 2023. Call to confirm.",
        "How its score adds up",
        "Add to my list",
    ]
    positions = [card.index(words) for words in expected]
    assert positions == sorted(positions)


def test_a_phone_with_an_extension_dials_it(app):
    listing(app, a_row("Orchard", phone="559-555-0100 x123"))

    page = shown(asking(app))

    assert 'href="tel:+1-559-555-0100;ext=123"' in page
    assert "Call (559) 555-0100 ext. 123" in page


def sums(page):
    """Return the rows and the total of every sum on the page, as they are printed."""
    for table in re.findall(r'class="arithmetic">.*?</details>', page, re.DOTALL):
        *rows, total = [Decimal(number) for number in re.findall(r"<td>(-?[\d.]+)</td>", table)]
        yield rows, total


@pytest.mark.parametrize("answers", [HEROIN, EVERYTHING], ids=["a few wishes", "every wish"])
def test_the_arithmetic_on_the_page_adds_up_to_the_score_shown(various, answers):
    page = shown(asking(various, answers, near=HEROIN["near"], payment=["not_sure"]))

    found = list(sums(page))

    assert found
    assert [sum(rows) for rows, _ in found] == [total for _, total in found]


def test_with_everything_skipped_the_score_is_distance_and_base(app):
    listing(app, a_row("Orchard", 25))
    client = asking(app)
    form = dict.fromkeys(re.findall(r'name="(w-[^"]+)"', shown(client)), "skip")

    page = press(client, "/matches/refine", **form).text

    assert "Ordered by distance alone" in page
    assert [sum(rows) for rows, _ in sums(page)] == [Decimal("82.50")]


def test_every_criterion_shows_why_it_was_asked(four):
    page = shown(asking(four))

    rows = re.findall(r"<legend>.*?</legend>", page, re.DOTALL)

    assert len(rows) > 10
    assert [words(row) for row in rows if "<span>" not in row] == []
    assert any("You said heroin." in row for row in rows)


def test_looking_farther_adds_what_the_button_says(four):
    client = asking(four)
    before = names(shown(client))

    page = press(client, "/matches/change", radius="100").text

    assert "Widening to 100 miles adds 1." in words(section(shown(asking(four)), "changes"))
    assert sorted(names(page)) == sorted([*before, "Faraway House"])


def test_asking_for_less_adds_what_the_button_says(four):
    client = asking(four)
    said = words(section(shown(client), "changes"))

    page = press(client, "/matches/change", relax="medicaid").text

    assert "Not insisting on Medicaid adds 1. You said you would pay with Medicaid." in said
    assert sorted(names(page)) == ["Cash House", "Silent House", "Sure House"]


def test_a_change_can_be_undone(four):
    client = asking(four)
    before = names(shown(client))
    changed = press(client, "/matches/change", relax="medicaid").text

    page = press(client, "/matches/undo").text

    assert "You changed: Medicaid: nice to have." in words(changed)
    assert names(page) == before
    assert "You changed" not in page


def test_all_changes_can_be_undone_at_once(four):
    client = asking(four)
    before = names(shown(client))
    press(client, "/matches/change", relax="medicaid")
    press(client, "/matches/change", radius="anywhere")

    page = press(client, "/matches/as-answered").text

    assert names(page) == before


def test_undoing_once_keeps_the_change_before(four):
    client = asking(four)
    press(client, "/matches/change", relax="medicaid")
    press(client, "/matches/change", radius="anywhere")

    page = press(client, "/matches/undo").text

    assert sorted(names(page)) == ["Cash House", "Silent House", "Sure House"]


def test_more_changes_than_are_kept_are_still_all_in_force(four):
    client = asking(four)
    press(client, "/matches/change", relax="medicaid")
    for radius in ["10", "25", "50", "100", "250", "500", "anywhere", "25"]:
        page = press(client, "/matches/change", radius=radius).text

    assert sorted(names(page)) == ["Cash House", "Silent House", "Sure House"]


def test_the_whole_form_changes_what_differs_and_nothing_else(four):
    client = asking(four)
    press(
        client,
        "/matches/refine",
        **{"radius": "100", "closeness": "near_home", "w-medicaid": "skip", "w-nonsense": "must"},
    )

    with client.session_transaction() as kept:
        steps = kept["steps"]

    assert steps == [
        {"radius": "100", "closeness": "near_home", "importance": {"medicaid": "skip"}}
    ]


def test_a_form_that_changes_nothing_is_no_change(four):
    client = asking(four)

    page = press(client, "/matches/refine", radius="50", closeness="balanced").text

    assert "You changed" not in page


@pytest.mark.parametrize(
    "fields", [{"radius": "-3"}, {"radius": "inf"}, {"closeness": "2"}, {"w-medicaid": "always"}]
)
def test_what_the_form_does_not_offer_changes_nothing(four, fields):
    page = press(asking(four), "/matches/refine", **fields).text

    assert "You changed" not in page


def test_what_is_not_among_the_wishes_can_be_asked_for_where_the_search_began(four):
    (refine,) = re.findall(r'<details class="refine.*?</details>', shown(asking(four)), re.DOTALL)

    assert '<a href="/">Ask for something that is not among these</a>' in refine


def test_a_wish_can_become_a_must(four):
    client = asking(four)

    page = press(client, "/matches/refine", **{"w-aftercare": "must"}).text

    assert "of the 4 things you must have" in page
    assert names(section(page, "sure")) == []


def test_no_change_needs_a_token_of_another_site(four):
    client = asking(four)

    answer = client.post("/matches/change", data={"radius": "anywhere"})

    assert answer.status_code == 400


def test_a_program_that_could_be_first_says_what_it_would_take(app):
    listing(app, a_row("Known House", 10), a_row("Silent House", 1, ASKS))

    page = words(section(shown(asking(app)), "ask"))

    assert "Would be first on this list if it confirms" in page


def test_nine_hundred_matches_come_in_pages(app):
    listing(app, *(a_row(f"House {n:03}", 0.05 * n + 0.01) for n in range(900)))
    client = asking(app)

    first, second, last = (shown(client, f"/matches?page={n}") for n in (1, 2, 129))

    assert "900 list everything you must have" in first
    assert names(first) == [f"House {n:03}" for n in range(ON_A_PAGE)]
    assert names(second) == [f"House {n:03}" for n in range(ON_A_PAGE, 2 * ON_A_PAGE)]
    assert names(last)[-1] == "House 899"
    assert "Page 129 of 129" in last


@pytest.mark.parametrize(("sure", "ask"), [(1, 1), (6, 3), (7, 1), (8, 8), (20, 2), (0, 9)])
def test_every_way_down_the_list_leads_to_what_it_names(app, sure, ask):
    listing(
        app,
        *(a_row(f"Sure {n:02}", n + 1) for n in range(sure)),
        *(a_row(f"Silent {n:02}", n + 1, ASKS) for n in range(ask)),
    )
    client = asking(app)

    for page in range(1, 1 + -(-(sure + ask) // ON_A_PAGE)):
        here = f"/matches?page={page}"
        (ways,) = re.findall(r'<ul class="jump-list">.*?</ul>', shown(client, here), re.DOTALL)
        leads = re.findall(r'href="([^"#]*)#([^"]+)"', ways)
        assert [part for _, part in leads] == ["sure", "ask"][not sure :]
        for address, part in leads:
            assert f'id="{part}"' in shown(client, address or here)


@pytest.mark.parametrize(
    ("asked", "expected"), [("0", 1), ("-1", 1), ("nonsense", 1), ("2", 2), ("99", 3)]
)
def test_a_page_that_is_not_there_is_the_nearest_one(app, asked, expected):
    listing(app, *(a_row(f"House {n:02}", n + 1) for n in range(2 * ON_A_PAGE + 1)))

    page = shown(asking(app), f"/matches?page={asked}")

    assert f"Page {expected} of 3" in page


def test_no_address_on_the_page_holds_an_answer(app):
    listing(app, *(a_row(f"House {n:02}", n + 1) for n in range(30)))

    page = shown(asking(app), "/matches?page=2")

    addresses = {unescape(each) for each in re.findall(r'(?:href|action)="([^"#]+)', page)}
    queries = {each.partition("?")[2] for each in addresses if "/static/" not in each}
    assert queries == {"", "page=2", "page=3"}  # the map of this page, and the next one
    assert not [each for each in addresses for word in ("heroin", "36.7") if word in each]


def test_one_match_is_a_list_of_one(app):
    listing(app, a_row("Only House"))

    page = shown(asking(app))

    assert names(page) == ["Only House"]
    assert "1 lists everything you must have" in page
    assert "Page 1" not in page


def test_with_none_in_range_the_nearest_few_are_shown_and_said_to_be_outside(app):
    far = [a_row(f"Far {n}", 60 + n) for n in range(5)]
    listing(app, a_row("Refusing House", 1, REFUSED), *reversed(far))

    page = shown(asking(app))

    assert "No program within 50 miles fits" in page
    assert names(section(page, "nearest")) == ["Far 0", "Far 1", "Far 2"]
    assert "farther away than you said you would go" in page
    assert "1-800-662-4357" in page


def test_with_none_anywhere_it_says_so_and_what_to_give_up(app):
    listing(app, a_row("Cash House", 2, NEAR_MISS))

    page = shown(asking(app, within_miles=None))

    assert "No program says yes, or leaves it open, to everything you must have" in page
    assert "Not insisting on Medicaid adds 1." in words(page)
    assert section(page, "nearest") == ""


@pytest.mark.parametrize(
    ("within", "expected"),
    [(50, "There are no listings within 50 miles."), (None, "There are no listings yet.")],
)
def test_an_empty_directory_is_said_kindly(app, within, expected):
    page = shown(asking(app, within_miles=within))

    assert expected in page
    assert "A person can look with you" in page


def test_the_page_says_how_much_it_covers_and_how_old_that_is(four):
    page = shown(asking(four))

    assert "4 listings within 50 miles, none checked this year: call to confirm." in page


@pytest.mark.parametrize(
    ("within", "expected"), [(50, "1 listing within 50 miles"), (None, "1 listing in all")]
)
def test_one_listing_is_said_as_one(app, within, expected):
    listing(app, a_row("Only House"))

    page = shown(asking(app, within_miles=within))

    assert f"{expected}, not checked this year: call to confirm." in page


def test_programs_that_nobody_can_place_are_counted(app):
    nowhere = a_row("Lost House", latitude="", longitude="", zip="", city="", state="CA")
    listing(app, a_row("Orchard"), nowhere)

    page = shown(asking(app))

    assert "One more program is not on the list" in page


@pytest.mark.parametrize(("who", "expected"), [([], 1), (["older_adults"], 1), (["veterans"], 0)])
def test_a_program_that_is_run_for_veterans_says_so_to_everybody_else(app, who, expected):
    listing(app, a_row("Orchard", codes=f"{SURE} * VAMC"), a_row("Elm", 2, f"{SURE} * PVTN"))

    page = shown(asking(app, who=who))

    assert page.count("The Department of Veterans Affairs runs it, for veterans.") == expected


@pytest.mark.parametrize(
    ("codes", "who", "expected"),
    [
        ("FEM", [], "women only"),
        ("MALE", [], "men only"),
        ("FEM * MALE", [], None),
        ("", [], None),
        ("FEM", ["women"], None),
    ],
)
def test_a_listing_for_one_sex_says_so_where_the_family_did_not(app, codes, who, expected):
    listing(app, a_row("Orchard", codes=f"{SURE} * {codes}"))

    page = shown(asking(app, who=who))

    assert re.findall(r"This listing names (\w+ only)", page) == ([expected] if expected else [])


def test_emergencies_come_before_anything_else(four):
    page = shown(asking(four, danger=["suicidal"]))

    assert page.index("If someone thinks of suicide") < page.index("Sure House")
    assert page.index("If someone thinks of suicide") < page.index("list everything")


def test_where_seconds_count_the_call_comes_before_the_words(four):
    page = words(shown(asking(four, danger=["suicidal"])))

    card = page[page.index("If someone thinks of suicide") :]
    assert card.startswith("If someone thinks of suicide Call 988")


def test_nobody_is_told_to_call_911_before_what_it_is_for(four):
    page = words(shown(asking(four, substances=["alcohol"], daily="yes")))

    card = page[page.index("Do not stop suddenly") :]
    assert not card.startswith("Do not stop suddenly Call 911")


def test_the_cards_stand_in_their_order(four):
    page = shown(asking(four, EVERYTHING, near=HEROIN["near"]))

    titles = [words(each) for each in re.findall(r'<h2 class="card__title">.*?</h2>', page)]
    assert titles == [
        "If someone thinks of suicide",
        "Call a doctor before stopping",
        "Do not stop suddenly",
        "In pregnancy, call a doctor first",
        "Opioids: what keeps people alive",
        "Keep the medicine going",
        "Treatment as a couple: what is known",
        "Help for the family",
        "What to do while waiting",
        "Be careful when a program does this",
    ]


@pytest.mark.parametrize("told", [{"afraid": "yes"}, {"danger": ["violence"]}])
def test_a_watching_partner_reads_nothing_of_fear(four, told):
    client = asking(four, couples="wanted", **told)

    page = shown(client)

    assert "If you are afraid" not in page
    assert "1-800-799-7233" not in page
    assert 'href="/guide/more-support"' in page


def test_more_support_shows_everyone_the_same(four, client):
    afraid = asking(four, afraid="yes").get("/guide/more-support").text

    assert "1-800-799-7233" in afraid
    assert afraid == client.get("/guide/more-support").text


def test_no_change_brings_back_what_fear_took_out(four):
    client = asking(four, couples="wanted", afraid="yes")

    page = press(client, "/matches/refine", **{"w-couples_sessions": "must"}).text

    assert "ouples sessions" not in page


def test_made_up_programs_are_called_samples(app):
    listing(app, a_row("Orchard (sample)", sample=True))

    page = shown(asking(app))

    assert "These are sample listings" in page
    assert "Sample: a made-up program" in page


def test_the_page_is_stored_nowhere(four):
    answer = asking(four).get("/matches")

    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers


def test_without_answers_the_page_says_where_to_start(client):
    page = shown(client)

    assert "Nothing was asked yet" in page
    assert 'href="/"' in page


def test_answers_that_ran_out_are_said_to_be_gone(client):
    client.set_cookie("session", "not-ours-any-more")

    page = shown(client)

    assert "Your answers are no longer on this device" in page
    assert "12 hours" in page


def test_answers_of_an_older_version_count_as_gone(app):
    page = shown(asking(app, substances=["a word we no longer know"]))

    assert "Your answers are no longer on this device" in page


@pytest.mark.parametrize("near", [None, "Nowhere At All, ZZ"])
def test_a_place_that_cannot_be_found_is_asked_for(app, near):
    page = shown(asking(app, near=near))

    assert "Where should we look?" in page


def test_everything_answered_and_everything_changed_still_fits_the_cookie(four):
    client = asking(four, EVERYTHING, near=HEROIN["near"])
    fields = re.findall(r'name="(w-[^"]+)" value="must"', shown(client))
    for value in ["skip", "must", "nice"] * 3:
        press(client, "/matches/refine", radius="100", **dict.fromkeys(fields, value))

    cookie = client.get_cookie("session")

    assert len(cookie.value) < 3500


def first_party_bytes(client, address):
    """Return what a page weighs with its style, its scripts and its icon, not compressed."""
    page = shown(client, address)
    assets = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page))
    assert {each.partition("?")[0].rpartition(".")[2] for each in assets} == {"css", "js", "svg"}
    weight = len(page.encode())
    for each in assets:
        with client.get(unescape(each)) as answer:
            weight += len(answer.data)
    return weight


def test_a_family_that_answered_everything_gets_light_pages(app):
    codes = "SA * DT * HID * MDET * UB * MOA"
    long = "A House With a Rather Long Name"
    listing(app, *(a_row(f"{long} {n:02}", n, codes) for n in range(1, 40)))
    client = asking(app, EVERYTHING, near=HEROIN["near"], within_miles=100)
    program = re.search(r'href="(/programs/a-house[^"]+)"', shown(client))[1]

    weights = {
        each: first_party_bytes(client, each) for each in ("/matches", program, "/", "/find/4")
    }

    assert {each: weight for each, weight in weights.items() if weight >= LARGEST} == {}


def test_coming_back_from_the_list_leads_to_the_same_program(four):
    client = asking(four)
    [[id_, back]] = re.findall(
        r'name="program" value="([^"]+)">\s*<input type="hidden" name="back" value="([^"]+)"',
        section(shown(client), "sure"),
    )

    answer = press(client, "/shortlists/add", follow=False, program=id_, back=unescape(back))

    anchor = answer.headers["Location"].partition("#")[2]
    assert answer.headers["Location"].startswith("/matches#")
    assert f'id="{anchor}"' in shown(client)
    assert "Take off my list" in section(shown(client), "sure")
