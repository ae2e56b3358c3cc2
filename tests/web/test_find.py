"""The way in, as a browser meets it: one question a page, and nothing that was typed is lost."""

import re
import shutil

import pytest

from matcher.app import create_app
from matcher.domain.cards import CARDS
from matcher.domain.picking import PICKS
from matcher.domain.wizard_questions import QUESTIONS
from matcher.persistence.base import db
from matcher.web.sealing import Sealer
from tests.stored import a_listing, some_places
from tests.support.application import SECRET, told

FRONT = {"near": "Fresno, CA", "within": "50"}
AFRAID = "If you are afraid of someone"
OVERDOSE = "If someone is overdosing now"
SUICIDE = "If someone thinks of suicide"
CHECK = "/find/check-your-answers"
GONE = "There are no earlier answers here"


@pytest.fixture(scope="module")
def house(tmp_path_factory, migrated):
    """Compose an application over one listing, without the guard of forms, for reading only."""
    folder = tmp_path_factory.mktemp("find")
    shutil.copy(migrated, folder / migrated.name)
    app = create_app(told(folder))
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        some_places(db.session)
        a_listing(db.session, "orchard", codes="SA DT MDET OP")
    return app


@pytest.fixture
def client(house):
    return house.test_client()


def kept(client):
    """What the browser keeps, opened with the key."""
    cookie = client.get_cookie("session")
    return Sealer(SECRET).open(cookie.value).values if cookie else {}


def asked(page):
    """The id of the question that a page asks."""
    found = re.search(r'name="question" value="([^"]+)"', page.text)
    return found and found[1]


def answer(client, question, *values, at=1, **more):
    """Send the form of one question and return the page that comes after it."""
    sent = {"question": question, "answer": list(values), **more}
    return client.post(f"/find/{at}", data=sent, follow_redirects=True)


def answer_all(client, **given):
    """Walk through every question, answering those that are named and skipping the others."""
    page, seen = client.get("/find", follow_redirects=True), []
    for _ in range(len(QUESTIONS) + 5):
        if page.request.path == CHECK:
            return page, seen
        question = asked(page)
        if question is None:
            page = client.post("/find/read", follow_redirects=True)
            continue
        seen.append(question)
        values = given.get(question, ())
        values = [values] if isinstance(values, str) else values
        page = answer(client, question, *values, at=len(seen), **({} if values else {"skip": "y"}))
    raise AssertionError(seen)


def checked(page):
    """The values that stand chosen on a page."""
    boxes = re.findall(r'<input type="(?:radio|checkbox)"[^>]*>', page.text)
    return [re.search(r'value="([^"]*)"', box)[1] for box in boxes if "checked" in box]


# The front page


def test_a_place_alone_is_enough_for_a_first_list(client):
    page = client.post("/", data=FRONT, follow_redirects=True)

    assert page.request.path == "/matches"
    assert "Orchard Program" in page.text


def test_what_was_picked_counts_and_says_why(client):
    page = client.post("/", data=FRONT | {"pick_detox": "must"}, follow_redirects=True)

    assert kept(client)["picks"] == {"detox": "must"}
    assert "You chose this on the first page." in page.text


def test_the_front_page_remembers_what_it_was_told(client):
    client.post("/", data=FRONT | {"within": "100", "pick_spanish": "nice"})

    page = client.get("/")

    assert 'value="Fresno, CA"' in page.text
    assert '<option value="100" selected>' in page.text
    assert checked(page).count("nice") == 1


def test_the_front_page_leaves_the_other_answers_alone(client):
    answer(client, "substances", "heroin", at=5)

    client.post("/", data=FRONT)

    assert kept(client)["answers"]["substances"] == ["heroin"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Enter a ZIP code, or a city and state, such as Fresno, CA."),
        ("Nowhereville", "Enter a ZIP code, or a city and state, such as Fresno, CA."),
        ("Springfield", "Several places have this name. Choose one."),
        ("x" * 81, "Shorten the place to 80 characters or fewer."),
    ],
)
def test_a_place_that_cannot_be_used_says_what_to_do_and_keeps_everything(client, typed, sentence):
    sent = FRONT | {"near": typed, "within": "100", "pick_detox": "must"}

    page = client.post("/", data=sent)

    assert page.status_code == 422
    assert sentence in page.text
    assert f'value="{typed}"' in page.text
    assert '<option value="100" selected>' in page.text
    assert checked(page).count("must") == 1
    assert "answers" not in kept(client)


def test_an_ambiguous_place_is_chosen_among_buttons(client):
    page = client.post("/", data=FRONT | {"near": "Springfield"})
    offered = re.findall(r'name="instead" value="([^"]+)"', page.text)

    chosen = FRONT | {"near": "Springfield", "instead": offered[1]}
    page = client.post("/", data=chosen, follow_redirects=True)

    assert offered == ["Springfield, IL", "Springfield, MA"]
    assert "Programs near Springfield, MA" in page.text


def test_a_misspelled_place_offers_those_spelled_nearly_so(client):
    page = client.post("/", data=FRONT | {"near": "Frezno"})

    assert re.findall(r'name="instead" value="([^"]+)"', page.text) == ["Fresno, CA"]


def test_the_enter_key_never_chooses_a_place_by_chance(client):
    page = client.post("/", data=FRONT | {"near": "Springfield"})
    form = page.text[page.text.index('action="/"') :]

    first = re.search(r"<button[^>]*>", form)[0]

    assert "instead" not in first


def test_the_page_says_that_nothing_is_for_sale_and_how_old_it_is(client):
    page = client.get("/").text

    assert "nobody can pay for a better place" in page
    assert "SAMHSA directory 2023, January 2023" in page


# One question a page


def test_each_question_is_one_page_that_says_why_and_can_be_skipped(client):
    page, seen = answer_all(client)

    assert page.status_code == 200
    assert seen == [each.id for each in QUESTIONS if not each.id.startswith("partner_")][:4] + [
        each.id
        for each in QUESTIONS[4:]
        if not each.id.startswith("partner_") and each.id not in {"daily", "withdrawal_history"}
    ]
    assert kept(client)["answers"] == {}


@pytest.mark.parametrize("number", range(1, 20))
def test_a_question_has_its_reason_a_way_back_and_a_way_past_it(client, number):
    page = client.get(f"/find/{number}")
    question = next(each for each in QUESTIONS if each.id == asked(page))

    assert f"<title>Question {number} of" in page.text
    assert str(question.why).split(".", maxsplit=1)[0] in page.text
    assert 'name="skip"' in page.text
    assert "Back" in page.text
    assert page.text.count("<h1") == 1


def test_no_address_names_a_question_because_those_asked_tell_what_was_answered(client):
    both = {"substances": "alcohol", "both_use": "yes", "afraid": "yes", "danger": "violence"}
    addresses = []
    page = client.get("/find", follow_redirects=True)

    for number in range(1, len(QUESTIONS) + 1):
        addresses.append(page.request.full_path)
        if asked(page) is None:
            page = client.post("/find/read", follow_redirects=True)
            addresses.append(page.request.full_path)
        if page.request.path != CHECK:
            given = both.get(asked(page))
            page = answer(client, asked(page), *filter(None, [given]), at=number)

    assert {re.sub(r"\d+", "N", each) for each in addresses} == {"/find/N?", f"{CHECK}?"}


def test_going_back_shows_what_was_answered(client):
    answer_all(client, near="93701", substances=["heroin", "alcohol"])

    assert 'value="93701"' in client.get("/find/2").text
    assert checked(client.get("/find/5")) == ["heroin", "alcohol"]


def test_an_answer_that_was_not_offered_is_refused_in_words(client):
    page = answer(client, "for", "landlord", at=4)

    assert page.status_code == 422
    assert "Choose one of the answers on this page." in page.text


def test_a_place_in_the_questions_is_chosen_among_buttons_too(client):
    page = answer(client, "near", "Springfield", at=2)
    assert page.status_code == 422

    answer(client, "near", "Springfield", at=2, instead="Springfield, IL")

    assert kept(client)["answers"]["near"] == "Springfield, IL"


def test_the_second_partner_is_asked_about_where_both_use(client):
    _, seen = answer_all(client, both_use="yes", partner_substances="alcohol")

    partner = [each for each in seen if each.startswith("partner_")]
    assert partner[:3] == ["partner_substances", "partner_daily", "partner_withdrawal_history"]


def test_past_the_last_question_stands_the_check_page(client):
    page = client.get("/find/99", follow_redirects=True)

    assert page.request.path == CHECK


# What has to be read before the next question


@pytest.mark.parametrize(
    ("question", "given", "titles"),
    [
        ("danger", ["overdose_now"], [OVERDOSE]),
        ("danger", ["suicidal"], [SUICIDE]),
        ("danger", ["violence"], [AFRAID]),
        ("danger", ["overdose_now", "suicidal", "violence"], [OVERDOSE, SUICIDE, AFRAID]),
        ("danger", [], []),
        ("afraid", ["yes"], [AFRAID]),
        ("afraid", ["no"], []),
        ("afraid", ["skip"], []),
        ("substances", ["heroin"], []),
    ],
)
def test_a_card_comes_right_after_its_answer_and_before_anything_else(
    client, question, given, titles
):
    page = answer(client, question, *given)

    assert re.findall(r'<h2 class="card__title">([^<]+)', page.text) == titles
    assert (asked(page) is None) is bool(titles)


def test_a_card_stays_on_a_refresh_and_is_gone_once_it_was_read(client):
    answer(client, "danger")
    address = answer(client, "afraid", "yes", at=15).request.path
    again = client.get(address)
    client.post("/find/read")

    after = client.get(address)

    assert AFRAID in again.text
    assert AFRAID not in after.text
    assert asked(after) == "family_part"


def test_a_card_that_was_left_behind_does_not_come_back_later(client):
    answer(client, "danger")
    address = answer(client, "afraid", "yes", at=15).request.path
    answer(client, "for", "spouse", at=4)

    page = client.get(address)

    assert AFRAID not in page.text


def test_the_card_about_fear_stands_on_no_page_that_somebody_else_may_see(client):
    answer_all(client, near="Fresno, CA", danger="violence", afraid="yes")
    pages = ["/", CHECK, "/matches", "/find/1", "/programs/orchard-program-orchard"]

    shown = [client.get(page).text for page in pages]

    assert [page for page, text in zip(pages, shown, strict=True) if AFRAID in text] == []


# Checking the answers


def test_the_check_page_shows_each_answer_and_where_to_change_it(client):
    page, _ = answer_all(client, near="93701", substances="heroin", both_use="yes")

    assert "93701" in page.text
    assert "Heroin" in page.text
    assert page.text.count("then=check") == len(re.findall(r"<dt>", page.text))


def test_the_check_page_says_nothing_of_danger_and_fear(client):
    open_to_all, _ = answer_all(client, near="93701")
    page, _ = answer_all(client, near="93701", danger=["violence", "suicidal"], afraid="yes")

    assert re.sub(r'value="[^"]{50,}"', "", page.text) == re.sub(
        r'value="[^"]{50,}"', "", open_to_all.text
    )


def test_the_private_answers_are_shown_where_somebody_opens_them(client):
    answer_all(client, danger="violence", afraid="yes")

    page = client.get("/find/private-answers")

    assert "Someone is violent, or threatens to be" in page.text
    assert page.text.count("then=check") == 2


def test_a_change_comes_back_to_the_check_page(client):
    answer_all(client, near="93701", **{"for": "spouse"})

    page = answer(client, "for", "child", at=4, then="check")

    assert page.request.path == CHECK
    assert kept(client)["answers"]["for"] == "child"


def test_a_change_asks_only_what_it_has_opened(client):
    answer_all(client, substances="heroin")

    first = answer(client, "substances", "alcohol", at=5, then="check")
    more = re.search(r'name="more" value="(\d+)"', first.text)[1]
    second = answer(client, "daily", "yes", at=6, then="check", more=more)
    last = answer(client, "withdrawal_history", "none", at=7, then="check", more="0")

    assert [asked(first), asked(second)] == ["daily", "withdrawal_history"]
    assert last.request.path == CHECK


def test_a_change_that_adds_a_partner_asks_about_them_all_the_way(client):
    answer_all(client)
    page = answer(client, "both_use", "yes", at=12, then="check")

    seen = []
    while page.request.path != CHECK:
        seen.append(asked(page))
        more = re.search(r'name="more" value="(\d+)"', page.text)[1]
        given = ["alcohol"] if seen[-1] == "partner_substances" else []
        page = answer(client, seen[-1], *given, then="check", more=more)

    assert seen == [each.id for each in QUESTIONS if each.id.startswith("partner_")]


def test_without_a_place_the_check_page_asks_for_it(client):
    page, _ = answer_all(client)

    assert "We still need a place to measure from" in page.text
    assert 'href="/matches"' not in page.text


def test_starting_again_forgets_the_answers_and_leaves_the_list_of_programs(client):
    answer_all(client, near="Fresno, CA")
    client.post("/shortlists/add", data={"program": "orchard", "back": "/matches"})

    client.post("/find/start-again")

    assert set(kept(client)) - {"csrf_token"} == {"shortlist"}


# Refresh, back, two tabs, and answers that are gone


def test_two_tabs_keep_what_both_answered(client):
    client.get("/find/4")
    answer(client, "substances", "heroin", at=5)

    answer(client, "for", "spouse", at=4)

    assert kept(client)["answers"] == {"substances": ["heroin"], "for": "spouse"}


def test_an_answer_to_a_question_that_another_tab_has_closed_is_explained(client):
    answer(client, "substances", "heroin", at=5)

    page = answer(client, "daily", "yes", at=6)

    assert page.status_code == 200
    assert "That question is not asked any more" in page.text
    assert "daily" not in kept(client)["answers"]


@pytest.mark.parametrize("number", [2, 9])
def test_answers_that_are_gone_are_named_where_somebody_comes_back(client, number):
    assert GONE in client.get(f"/find/{number}").text


def test_an_answer_sent_after_the_others_are_gone_is_kept_and_says_so(client):
    page = answer(client, "payment", "medicaid", at=11)

    assert GONE in page.text
    assert kept(client)["answers"] == {"payment": ["medicaid"]}


def test_the_first_question_speaks_of_nothing_gone(client):
    assert GONE not in client.get("/find/1").text
    assert GONE not in answer(client, "danger").text


def test_answers_of_another_version_of_ours_are_no_error(client):
    sealed = client.application.session_interface.seal(
        client.application, {"answers": {"near": "Fresno, CA", "mood": "blue"}}
    )
    client.set_cookie("session", sealed)

    assert client.get("/find/1").status_code == 200
    assert client.get(CHECK).status_code == 200


# Everything at once


def test_everything_filled_in_still_fits_in_the_cookie(client):
    for pick in PICKS:
        FRONT_FULL[f"pick_{pick.name}"] = "must"
    client.post("/", data=FRONT_FULL)
    for question in QUESTIONS:
        words = [choice.value for choice in question.choices]
        if question.shape == "one":
            words = [max(words, key=len)]
        elif question.shape == "place":
            words = ["Fresno, CA"]
        if question.id in {"both_use", "afraid"}:
            words = ["yes"]
        if question.id.endswith("who"):
            words.remove("adolescents")
        answer(client, question.id, *words, at=2)
    for step in range(6):
        client.post("/matches/refine", data=_weighing(client, step))
    for number in range(20):
        program = f"0f8fad5b-d9cb-469f-a165-70867728{number:04}"
        client.post("/shortlists/add", data={"program": program, "back": "/matches"})

    held = kept(client)

    assert set(held["answers"]) >= {"partner", "danger", "afraid", "payment", "near"}
    assert len(held["answers"]["partner"]) == 9
    assert len(held["picks"]) == 12
    assert len(held["steps"]) == 6
    assert len(client.get_cookie("session").value) + len("session=") < 3500


FRONT_FULL = dict(FRONT)


def _weighing(client, step):
    """Everything on the list weighed anew, as the whole form would send it."""
    page = client.get("/matches").text
    fields = set(re.findall(r'name="(weigh-[^"]+)"', page))
    how = ("must", "nice")[step % 2]
    radius = ("10", "25")[step % 2]
    return dict.fromkeys(sorted(fields), how) | {"radius": radius, "closeness": "balanced"}


# Cards on the list, exactly when their rule fires

WHEN = {
    "overdose_now": {"danger": "overdose_now"},
    "suicidal": {"danger": "suicidal"},
    "withdrawal_emergency": {"substances": "alcohol", "withdrawal_history": "seizure"},
    "do_not_stop_suddenly": {"substances": "alcohol", "daily": "yes"},
    "pregnancy": {"pregnant": "yes"},
    "opioids": {"substances": "heroin"},
    "keep_medication": {"medication_now": "methadone"},
    "couples_evidence": {"both_use": "yes", "couples": "wanted"},
    "family": {"for": "spouse"},
}
ALWAYS = {"waiting", "red_flags"}
QUIET = {"substances": "cannabis", "for": "self", "near": "Fresno, CA"}


def cards_on(page):
    titles = {str(card.title): card_id.value for card_id, card in CARDS.items()}
    return {titles[each] for each in re.findall(r'<h2 class="card__title">([^<]+)', page.text)}


@pytest.mark.parametrize("card", sorted(WHEN))
def test_a_card_is_on_the_list_when_its_rule_fires(client, card):
    answer_all(client, **(QUIET | WHEN[card]))

    assert card in cards_on(client.get("/matches"))


@pytest.mark.parametrize("card", sorted(WHEN))
def test_a_card_is_not_on_the_list_when_its_rule_does_not_fire(client, card):
    answer_all(client, **QUIET)

    assert card not in cards_on(client.get("/matches"))


def test_what_concerns_everyone_is_on_every_list_and_fear_is_on_none(client):
    answer_all(client, **QUIET, danger="violence", afraid="yes")

    assert cards_on(client.get("/matches")) == ALWAYS


def test_emergencies_come_before_the_list(client):
    answer_all(client, **(QUIET | WHEN["do_not_stop_suddenly"]))

    page = client.get("/matches").text

    assert page.index("Do not stop suddenly") < page.index("Orchard Program")


@pytest.mark.parametrize("address", ["/", "/find/1", "/find/9", CHECK, "/find/private-answers"])
def test_every_page_of_the_way_in_can_be_left_at_once(client, address):
    page = client.get(address)

    assert "Leave this page" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert re.search(r"<title>(?:Start|Question \d+ of \d+|Your answers) .", page.text)
