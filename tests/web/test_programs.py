"""A program's page: every fact with its source, the family's own questions, room to write."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from matcher.domain.provenance import CuratedFact, Evidence, Provenance, Statement
from matcher.persistence.base import db
from matcher.web.given import today
from tests.directory import a_row, an_app_listing, asking, listing, section, words
from tests.stored import TAXONOMY
from tests.support.store import curate

STATIC = Path(__file__).parents[2] / "matcher" / "static"
ORCHARD = "/programs/orchard-fresno-ca"


@pytest.fixture(scope="module")
def house(tmp_path_factory, migrated):
    """Orchard and another program, for tests that leave them as they are."""
    return an_app_listing(
        tmp_path_factory.mktemp("house"),
        migrated,
        a_row("Orchard", 12.3, phone="559-555-0100 x7", intake1="559-555-0177"),
        a_row("Noise House", 1, "SF"),
    )


def page_of(client, address=ORCHARD):
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.text


def a_fact(term, statement, *, days_ago=10, holds_for=365):
    """Build what a curator heard on the phone so many days ago."""
    on = today() - timedelta(days=days_ago)
    said = Provenance("a call to the program", on, Evidence.CALL, recorded_by="Rosa")
    return CuratedFact(term, statement, said, on + timedelta(days=holds_for))


def curated(app, *facts):
    """List Orchard with what a curator says of it."""
    found = listing(app, a_row("Orchard"))
    with app.app_context():
        curate(db.session, found["Orchard"], *facts)


def runs(page):
    """Return (answer, labels, source) for each stretch of facts."""
    pattern = (
        r'<div class="fact-run">.*?answer--(\w+)".*?<ul class="fact-run__labels">(.*?)</ul>'
        r'\s*<p class="fact-run__source">(.*?)</p>'
    )
    for outcome, labels, source in re.findall(pattern, page, re.DOTALL):
        yield outcome, [words(each) for each in re.findall(r"<li>(.*?)</li>", labels)], source


def test_every_term_has_one_of_four_answers(house):
    found = [
        (label, outcome)
        for outcome, labels, _ in runs(page_of(house.test_client()))
        for label in labels
    ]

    answers = dict(found)
    assert len(found) == len(answers) == len(TAXONOMY.terms)
    assert answers["Medicaid"] == "met"
    assert answers["Medicare"] == "unmet"
    assert answers["Aftercare"] == "unknown"
    assert answers["Couples sessions"] == "unknown"


def test_every_answer_names_its_source_its_date_and_its_evidence(house):
    said = {outcome: source for outcome, _, source in runs(page_of(house.test_client()))}

    assert said["met"] == "SAMHSA directory 2023, January 2023: the program’s own word"
    assert said["unmet"] == said["met"]
    assert said["unknown"] == "Nobody has said. Ask."


def test_a_curators_fact_names_the_day_and_the_evidence_but_no_curator(app):
    curated(app, a_fact("aftercare", Statement.YES))

    page = page_of(app.test_client())

    [source] = [source for _, labels, source in runs(page) if "Aftercare" in labels]
    day = today() - timedelta(days=10)
    assert f"{day.day} {day:%B} {day.year}: a curator’s call, noted by a curator" in source
    assert "Rosa" not in page
    assert "Last checked by a person on" in page


def test_a_fact_that_ran_out_says_what_it_was(app):
    curated(app, a_fact("aftercare", Statement.YES, days_ago=400))

    [[outcome, source]] = [
        (outcome, source)
        for outcome, labels, source in runs(page_of(app.test_client()))
        if "Aftercare" in labels
    ]

    assert outcome == "unknown"
    assert "It was yes on" in source
    assert "ask whether it still is" in source


def test_the_page_counts_what_is_stated_and_what_is_not(house):
    page = page_of(house.test_client())

    numbers = [
        int(n) for n in re.findall(r"\d+", re.search(r"Of \d+ things.*?</p>", page, re.DOTALL)[0])
    ]

    assert numbers[0] == len(TAXONOMY.terms) == sum(numbers[1:])


def test_a_program_that_is_run_for_some_says_so(app):
    listing(app, a_row("Orchard", codes="SA * VAMC"))

    page = page_of(app.test_client())

    assert "The Department of Veterans Affairs runs it, for veterans. Ask who may come." in page


def test_the_phones_dial(house):
    page = page_of(house.test_client())

    assert 'href="tel:+1-559-555-0100;ext=7"' in page
    assert 'href="tel:+1-559-555-0177"' in page


def test_a_confidential_address_is_told_by_its_city_alone(app):
    row = a_row("Orchard", street1="77 Secret Lane", zip="93799", confidential=True)
    listing(app, row)

    page = page_of(app.test_client())

    assert "The address is confidential" in page
    assert "Secret" not in page
    assert "93799" not in page


def test_a_program_no_longer_listed_says_so(app):
    listing(app, a_row("Orchard"), a_row("Stays"))
    listing(app, a_row("Stays"), vintage=date(2024, 1, 1))

    page = page_of(app.test_client())

    assert "No longer listed" in page
    assert "What to ask when you call" in page


def test_a_made_up_program_says_so(app):
    listing(app, a_row("Orchard", sample=True))

    assert "These are sample listings" in page_of(app.test_client())


@pytest.mark.parametrize("address", ["/programs/nobody", "/programs/nobody/report"])
def test_a_program_that_never_was_has_no_page(house, address):
    answer = house.test_client().get(address)

    assert answer.status_code == 404
    assert "There is no page at this address" in answer.text


def questions(page):
    return [
        words(each) for each in re.findall(r'class="script__question"[^>]*>(.*?)</label>', page)
    ]


def test_the_script_asks_what_this_family_does_not_know_and_says_why(house):
    page = page_of(asking(house, couples="wanted"))

    script = words(section(page, "script"))

    assert "Do you offer couples sessions, and when in treatment do they start?" in script
    assert "You said you want sessions as a couple." in script
    assert "Built from your answers" in script
    assert questions(page)[-3:] == [
        "Can you see us within 48 hours?",
        "What will it cost us, in writing?",
        "What happens the day after discharge?",
    ]


def test_the_script_does_not_ask_what_the_listing_answers(house):
    page = page_of(asking(house))

    assert "Do you take our state’s Medicaid plan?" not in questions(page)


def test_changes_on_the_list_change_the_script(house):
    client = asking(house, couples="wanted")
    with client.session_transaction() as kept:
        kept["steps"] = [{"importance": {"couples_sessions": "skip"}}]

    page = page_of(client)

    assert not any("couples" in each for each in questions(page))


def test_without_answers_the_script_asks_what_everyone_may_ask(house):
    page = page_of(house.test_client())

    assert "What happens after discharge and for how long do you stay in touch?" in questions(page)
    assert "Can you see us within 48 hours?" in questions(page)
    assert "Lists everything" not in page


def test_the_script_of_a_program_nobody_can_place_is_still_there(app):
    listing(app, a_row("Orchard", latitude="", longitude="", zip="", city="", state="CA"))

    page = page_of(asking(app), "/programs/orchard-ca")

    assert "Can you see us within 48 hours?" in questions(page)
    assert "in a straight line" not in page


def test_every_question_has_room_to_write_that_no_form_sends(house):
    page = page_of(asking(house))

    without_forms = re.sub(r"<form.*?</form>", "", page, flags=re.DOTALL)
    rooms = re.findall(r'<textarea[^>]*data-note="([^"]+)"[^>]*>', without_forms)

    assert len(rooms) == len(set(rooms)) == len(questions(page))
    assert [room for room in re.findall(r"<textarea[^>]*>", page) if " name=" in room] == []


def test_what_is_written_is_kept_in_the_tab_alone():
    script = (STATIC / "notes.js").read_text(encoding="utf-8")

    assert "sessionStorage" in script
    assert not re.search(r"localStorage|fetch|XMLHttp|sendBeacon|cookie", script)


def test_the_way_back_leads_to_the_results(house):
    page = page_of(asking(house))

    assert re.search(r'class="back-link" href="/matches"', page)
    assert "12 miles away, in a straight line" in page


def test_with_answers_the_page_is_stored_nowhere(house):
    answer = asking(house).get(ORCHARD)

    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers


def test_without_answers_the_page_is_sent_again_only_where_it_changed(house):
    client = house.test_client()
    first = client.get(ORCHARD)

    again = client.get(ORCHARD, headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304
    assert "Set-Cookie" not in first.headers
    assert "Cookie" in first.headers["Vary"]


def test_a_light_page(house):
    sizes = {
        address: len(asking(house).get(address).data) for address in (ORCHARD, f"{ORCHARD}/report")
    }

    assert max(sizes.values()) < 100_000
