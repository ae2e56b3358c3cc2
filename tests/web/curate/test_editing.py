"""Editing one program: kept as a draft, shown before it is published, and nobody's work is lost."""

from datetime import timedelta

import pytest

from matcher.domain.details import Field
from matcher.domain.outcome import Outcome
from matcher.domain.provenance import Evidence
from matcher.web.given import today
from tests.curating import ORCHARD, SLUG, a_curator, acts, id_of, orchard_now, send, send_page
from tests.directory import words
from tests.stored import TAXONOMY

CALL = {"evidence": "call", "source": "call with the intake desk"}


@pytest.fixture
def app(house):
    return house


@pytest.fixture
def orchard(app):
    return id_of(app)


@pytest.fixture
def ada(app, orchard):
    return a_curator(app, name="Ada")


def publish(client, **more):
    return send(client, f"{ORCHARD}/changes", "/publish", **({"why": "I called them"} | more))


def draft_of(client, **fields):
    """Save answers as a draft."""
    return send(client, ORCHARD, "say-detox", **(CALL | fields))


def test_every_term_is_there_with_the_answer_the_public_reads(ada):
    page = ada.get(ORCHARD).text

    for term in TAXONOMY.terms.values():
        assert f'name="say-{term.slug}"' in page
    assert page.count('class="answer answer--') >= len(TAXONOMY.terms)


def test_a_draft_changes_nothing_for_the_public_until_it_is_published(app, ada):
    page = draft_of(ada, say__aftercare="yes").text

    assert "Nobody but you sees this yet" in page
    assert orchard_now(app).outcome("aftercare") is Outcome.UNKNOWN
    publish(ada)
    assert orchard_now(app).outcome("aftercare") is Outcome.MET


def test_one_block_of_grounds_counts_for_a_whole_call(app, ada):
    terms = list(TAXONOMY.terms)[:20]

    draft_of(ada, note="spoke twice", **{f"say__{term}": "yes" for term in terms})
    publish(ada)

    said = {orchard_now(app).answer(term).provenance for term in terms}
    (one,) = said
    assert (one.source, one.evidence, one.on) == (CALL["source"], Evidence.CALL, today())
    assert one.recorded_by == "Ada"


def test_one_answer_may_rest_on_something_else(app, ada):
    draft_of(
        ada,
        say__aftercare="yes",
        say__detox="no",
        evidence__detox="regulator",
        source__detox="state license of 2026",
    )
    publish(ada)

    program = orchard_now(app)
    assert program.answer("aftercare").provenance.source == CALL["source"]
    assert program.answer("detox").provenance.source == "state license of 2026"
    assert program.answer("detox").provenance.evidence is Evidence.REGULATOR


def test_what_rests_on_something_else_does_so_after_the_page_is_saved_again(app, ada):
    own = {"evidence__detox": "regulator", "source__detox": "state license"}
    draft_of(ada, say__aftercare="yes", say__psychiatry="yes", say__detox="no", **own)

    draft_of(ada, say__life_skills="yes")
    publish(ada)

    assert orchard_now(app).answer("detox").provenance.source == "state license"


def test_an_answer_without_evidence_is_asked_again(app, ada):
    page = send(ada, ORCHARD, "say-detox", say__aftercare="yes")

    assert page.status_code == 422
    assert "Choose what it rests on." in page.text
    assert 'name="say-aftercare" value="yes" autocomplete="off" checked' in page.text


@pytest.mark.parametrize("said", ["no", "cleared"])
def test_no_and_nobody_knows_can_be_recorded_too(app, ada, said):
    expected = {"no": Outcome.UNMET, "cleared": Outcome.UNKNOWN}[said]

    draft_of(ada, say__medicaid=said)
    publish(ada)

    assert orchard_now(app).outcome("medicaid") is expected


def test_what_is_taken_back_lets_the_directory_speak_again(app, ada):
    draft_of(ada, say__medicaid="no")
    publish(ada)

    draft_of(ada, say__medicaid="take-back")
    publish(ada)

    answer = orchard_now(app).answer("medicaid")
    assert answer.outcome is Outcome.MET
    assert answer.provenance.recorded_by is None


def test_only_what_a_curator_said_can_be_taken_back(ada):
    assert 'value="take-back"' not in ada.get(ORCHARD).text


def test_the_page_can_show_some_answers_alone_and_saving_keeps_the_others(app, ada):
    draft_of(ada, say__aftercare="yes")
    page = ada.get(f"{ORCHARD}?show=met").text
    assert "say-aftercare" not in page

    send_page(ada, page, "say-medicaid", say__medicaid="no", **CALL)
    publish(ada)

    program = orchard_now(app)
    assert program.outcome("aftercare") is Outcome.MET
    assert program.outcome("medicaid") is Outcome.UNMET


def test_a_choice_that_is_left_again_leaves_the_draft(ada):
    draft_of(ada, say__aftercare="yes", say__detox="no")

    page = draft_of(ada, say__aftercare="leave").text

    assert "Aftercare" not in words(page)


def test_a_preview_is_the_page_that_publishing_makes(app, ada):
    draft_of(ada, say__aftercare="yes")

    preview = ada.get(f"{ORCHARD}/preview")

    assert "A preview: nobody else sees this yet" in preview.text
    assert preview.headers["Cache-Control"] == "no-store"
    publish(ada)
    public = ada.get(f"/programs/{SLUG}").text
    facts = 'aria-labelledby="facts"'
    assert preview.text.partition(facts)[2] == public.partition(facts)[2]


def test_a_preview_leaves_no_trace(app, ada, orchard):
    draft_of(ada, say__aftercare="yes")
    before = acts(app, orchard)

    ada.get(f"{ORCHARD}/preview")

    assert acts(app, orchard) == before
    assert orchard_now(app).outcome("aftercare") is Outcome.UNKNOWN


def test_what_follows_from_an_answer_is_shown_before_it_is_published(ada):
    page = words(draft_of(ada, say__detox="cleared").text)

    assert "It follows from the others." in page
    assert "Medical detox" in page


def test_publishing_asks_why_and_the_history_tells(app, ada, orchard):
    draft_of(ada, say__aftercare="yes")

    refused = publish(ada, why=" ")
    publish(ada)

    assert refused.status_code == 422
    assert (acts(app, orchard)[0].by, acts(app, orchard)[0].why) == ("Ada", "I called them")


def test_the_public_page_names_no_curator(ada, client):
    draft_of(ada, say__aftercare="yes")
    publish(ada)

    page = client.get(f"/programs/{SLUG}").text

    assert "noted by a curator" in page
    assert "Ada" not in page


def test_a_draft_that_was_put_away_can_be_taken_up_again(app, ada):
    draft_of(ada, say__aftercare="yes")

    away = send(ada, f"{ORCHARD}/changes", "/drop").text
    assert "Put away in the last 30 days" in away
    send_page(ada, away, "/take-up")
    publish(ada)

    assert orchard_now(app).outcome("aftercare") is Outcome.MET


def test_nobody_sees_or_touches_the_draft_of_another(app, ada, orchard):
    draft_of(ada, say__aftercare="yes")
    ben = a_curator(app, name="Ben")

    page = ben.get(f"{ORCHARD}/changes").text
    drop = send(ada, f"{ORCHARD}/changes", "/publish", follow=False, why="")

    assert "Your draft is empty" in page
    assert drop.status_code == 422
    taken = send_page(ben, ada.get("/curate/drafts").text.replace(token(ada), token(ben)), "/drop")
    assert taken.status_code == 404
    assert "say-aftercare" in ada.get(f"{ORCHARD}?show=draft").text


def token(client):
    return client.get("/curate/drafts").text.partition('name="csrf_token" value="')[2].split('"')[0]


def test_two_curators_who_change_the_same_see_both_words_and_lose_nothing(app, ada):
    ben = a_curator(app, name="Ben")
    draft_of(ada, say__aftercare="yes", say__psychiatry="yes")
    draft_of(ben, say__aftercare="no", say__life_skills="yes")
    publish(ada)

    both = publish(ben)

    assert both.status_code == 409
    said = words(both.text)
    assert "Before nothing recorded" in said
    assert "Theirs, published Yes" in said
    assert "Yours No" in said
    assert orchard_now(app).outcome("aftercare") is Outcome.MET
    send_page(ben, both.text, "/publish", whose__aftercare="mine")
    program = orchard_now(app)
    assert program.outcome("aftercare") is Outcome.UNMET
    assert {program.outcome(term) for term in ("psychiatry", "life_skills")} == {Outcome.MET}


def test_a_page_opened_before_the_other_published_is_not_written_over_them(app, ada):
    ben = a_curator(app, name="Ben")
    old_page = ben.get(ORCHARD).text
    draft_of(ada, say__aftercare="yes")
    publish(ada)

    send_page(ben, old_page, "say-detox", say__aftercare="no", **CALL)

    assert publish(ben).status_code == 409


def test_what_a_third_one_says_while_two_are_compared_is_shown_too(app, ada):
    ben, cleo = a_curator(app, name="Ben"), a_curator(app, name="Cleo")
    draft_of(ada, say__aftercare="yes")
    draft_of(ben, say__aftercare="no")
    publish(ada)
    both = publish(ben)
    draft_of(cleo, say__aftercare="cleared")
    publish(cleo)

    again = send_page(ben, both.text, "/publish", whose__aftercare="mine")

    assert again.status_code == 409
    assert "Theirs, published Nobody knows" in words(again.text)


def test_two_windows_of_one_curator_lose_nothing(app, ada):
    other_window = ada.get(ORCHARD).text
    draft_of(ada, say__aftercare="yes")

    noticed = send_page(ada, other_window, "say-detox", say__detox="no", **CALL)

    assert noticed.status_code == 409
    assert "changed in another window" in noticed.text
    assert 'name="say-detox" value="no" autocomplete="off" checked' in noticed.text
    assert "say-aftercare" in ada.get(f"{ORCHARD}?show=draft").text


def details_of(client, **fields):
    return send(client, f"{ORCHARD}/details", "value-hours", **(CALL | fields))


def test_details_are_published_with_their_day_and_evidence(app, ada, client):
    details_of(
        ada,
        value__hours="Monday to Friday, 8 to 6",
        value__beds="3 for women",
        value__price="$9,000 for 30 days",
        value__visiting="Sundays",
        value__phone_rules="Phones stay at the desk",
        value__staff="Two licensed counselors",
        value__accessibility="Step-free",
        value__wait="Two days",
    )
    publish(ada)

    page = words(client.get(f"/programs/{SLUG}").text)

    on = f"{today().day} {today():%B %Y}"
    for said in ("Monday to Friday, 8 to 6", "$9,000 for 30 days", "Sundays", "Step-free"):
        assert said in page
    assert f"3 for women So on {on}; ask. From call with the intake desk: a curator’s call." in page
    assert "Ada" not in page


def test_a_detail_that_ran_out_says_what_it_was(app, ada, orchard):
    details_of(ada, value__beds="3 for women")
    publish(ada)
    program = orchard_now(app)
    bed = program.details[Field.BEDS]

    assert bed.expires_on == today() + timedelta(days=3)
    then = ada.get(f"/curate/history/{SLUG}/on/{(today() + timedelta(days=9)).isoformat()}")
    assert "It was “3 for women” on" in words(then.text)


def test_phones_are_checked(ada):
    page = details_of(ada, value__phone="call me")

    assert page.status_code == 422
    assert "Enter a phone number with its area code" in page.text


ADDRESS = {
    "address__street": "7 Quiet Lane",
    "address__street2": "",
    "address__city": "Fresno",
    "address__state": "CA",
    "address__postal_code": "93701",
    "address__latitude": "",
    "address__longitude": "",
}


def test_a_new_address_is_placed_by_its_zip_code(app, ada):
    details_of(ada, **ADDRESS)
    publish(ada)

    program = orchard_now(app)
    assert (program.street, program.precision) == ("7 Quiet Lane", "zip")


def test_an_address_that_is_nowhere_is_asked_again(app, ada):
    page = details_of(
        ada, **(ADDRESS | {"address__city": "Atlantis", "address__postal_code": "00001"})
    )

    assert page.status_code == 422
    assert "We know neither this ZIP code nor this city" in page.text


def test_own_coordinates_place_an_address_exactly(app, ada):
    where = {"address__latitude": "36.5", "address__longitude": "-119.5"}
    details_of(ada, **(ADDRESS | where))
    publish(ada)

    program = orchard_now(app)
    assert (program.precision, program.point.latitude) == ("exact", 36.5)


def test_a_confidential_address_is_hidden_from_the_public_and_kept_for_curators(app, ada):
    details_of(ada, **ADDRESS, value__confidential="yes")
    publish(ada)

    program = orchard_now(app)
    assert program.confidential
    assert (program.street, program.postal_code) == ("", "")
    assert "7 Quiet Lane" in ada.get(f"{ORCHARD}/details").text


def test_saving_the_details_untouched_changes_nothing(ada):
    page = send(ada, f"{ORCHARD}/details", "value-hours").text

    assert "Your draft is empty" in page


def test_what_is_so_today_can_be_confirmed_without_typing_it_again(app, ada):
    details_of(ada, do__phone="say")
    publish(ada)

    assert orchard_now(app).details[Field.PHONE].value == orchard_now(app).phone


@pytest.mark.parametrize("address", [ORCHARD, f"{ORCHARD}/details", f"{ORCHARD}/changes"])
def test_pages_of_a_program_that_is_not_there_say_so(ada, address):
    assert ada.get(address.replace("orchard", "nobody")).status_code == 404
