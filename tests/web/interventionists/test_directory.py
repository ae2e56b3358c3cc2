"""The directory for families: money first, the place in no address, and the order as published."""

import re
import shutil

import pytest

from matcher.app import create_app
from matcher.domain.interventionists.vocabulary import Approach, Payer, Proof, Standing, Tie
from matcher.persistence.base import db
from matcher.services.interventionists import reviewing, writing
from matcher.services.interventionists.reviewing import Verdict
from matcher.services.interventionists.writing import Joined
from tests.builders import FRESNO, SAN_FRANCISCO
from tests.directory import section, words
from tests.interventionists import ON, a_profile_kept, profile_kept
from tests.keeping import client_keeping
from tests.stored import a_listing, some_places
from tests.support.accounts import sign_in
from tests.support.application import csrf_token, told

PAGE = "/interventionists"


def furnish(app):
    """Keep places, three programs and three interventionists."""
    with app.app_context():
        some_places(db.session)
        a_listing(db.session, "alder", name="Alder House", codes="SA PIEC")
        a_listing(db.session, "birch", name="Birch House", at=SAN_FRANCISCO)
        a_listing(db.session, "noise", name="Noise")
        a_profile_kept(
            db.session,
            "Zoe Quince",
            areas=[("Fresno, CA", FRESNO, 30)],
            remote=False,
            approaches=[Approach.SURPRISE],
            ties=[("alder-house-alder", Tie.WORKED_WITH), ("birch-house-birch", Tie.WORKED_WITH)],
        )
        zoe = a_profile_kept(db.session, "Max Medlar", payers=[Payer.FAMILY, Payer.REFERRAL_FEE])
        writing.declare(
            db.session,
            zoe,
            "alder-house-alder",
            Joined(tie=Tie.PAID_BY, since_year=2021, words="for referrals"),
            ON,
        )
        a_profile_kept(db.session, "Draft Person", published=False)
    return app


@pytest.fixture(scope="module")
def house(tmp_path_factory, migrated):
    """One furnished house, for tests that leave it as it is."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copy(migrated, folder / migrated.name)
    app = create_app(told(folder))
    app.testing = True
    return furnish(app)


def names(page):
    return re.findall(r'class="result__name"><a [^>]*>([^<]+)</a>', page)


def address(app, name):
    page = app.test_client().get(PAGE).text
    return re.search(rf'href="([^"]+)">{name}</a>', page)[1]


def test_everyone_published_is_there_by_name_and_the_rule_is_said(house):
    page = house.test_client().get(PAGE)

    assert names(page.text) == ["Max Medlar", "Zoe Quince"]
    assert "Nobody can pay for a better place" in page.text
    assert "no-store" not in page.headers["Cache-Control"]
    assert "ETag" in page.headers


def test_money_is_the_first_thing_said_of_anybody(house):
    page = house.test_client().get(PAGE).text
    [card] = re.findall(r"<article.*?Max Medlar.*?</article>", page, re.DOTALL)[:1]

    said = words(card[card.index("Who pays them") :])

    assert said.startswith(
        "Who pays them Says that Alder House pays them. Since 2021."
        " In their words: “for referrals” Only declared. Nobody has checked it yet."
        " Says that they are paid for sending people to programs."
    )


def test_a_place_is_sent_by_post_and_stands_in_no_address(house):
    client = house.test_client()

    sent = client.post(PAGE, data={"near": "Fresno, CA"})
    page = client.get(sent.location)

    assert (sent.status_code, sent.location) == (303, PAGE)
    assert names(page.text) == ["Zoe Quince", "Max Medlar"]
    assert "Works around your place." in page.text
    assert 'value="Fresno, CA"' in page.text
    assert page.headers["Cache-Control"] == "no-store"


def test_the_nearest_programs_that_list_it_are_offered(house):
    client = house.test_client()
    client.post(PAGE, data={"near": "Fresno, CA"})

    nearby = words(section(client.get(PAGE).text, "programs"))

    assert "Alder House" in nearby
    assert "Noise" not in nearby
    assert "Birch" not in nearby


@pytest.mark.parametrize(
    ("near", "expected"),
    [
        ("Springfield", "Several places have this name. Choose one."),
        ("Nowhere at all", "Enter a ZIP code, or a city and state"),
    ],
)
def test_a_place_that_is_not_one_place_is_asked_again(house, near, expected):
    client = house.test_client()

    page = client.post(PAGE, data={"near": near})

    assert page.status_code == 422
    assert expected in page.text
    assert f'value="{near}"' in page.text
    assert names(page.text) == []


def test_a_place_may_be_chosen_from_those_that_were_meant(house):
    client = house.test_client()

    sent = client.post(PAGE, data={"near": "Springfield", "instead": "Springfield, IL"})

    assert sent.status_code == 303
    assert 'value="Springfield, IL"' in client.get(PAGE).text


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"manner": "surprise"}, ["Zoe Quince"]),
        ({"manner": "invites"}, ["Max Medlar"]),
        ({"remote": "y"}, ["Max Medlar"]),
        ({"language": "es"}, []),
        ({"near": "94110"}, ["Max Medlar"]),
        ({"manner": "", "language": ""}, ["Max Medlar", "Zoe Quince"]),
    ],
)
def test_filters_leave_out_who_does_not_fit(house, asked, expected):
    client = house.test_client()
    client.post(PAGE, data=asked)

    page = client.get(PAGE).text

    assert names(page) == expected
    assert ("Nobody here fits all of that" in page) is (not expected)


def test_an_answer_that_is_none_of_the_choices_is_refused(house):
    assert house.test_client().post(PAGE, data={"manner": "magic"}).status_code == 422


def test_the_place_of_the_other_answers_serves_until_one_is_named(house):
    client = client_keeping(house, {"near": "Fresno, CA"})

    page = client.get(PAGE).text

    assert names(page) == ["Zoe Quince", "Max Medlar"]


def test_programs_on_the_list_are_counted_and_named_money_first(house):
    client = client_keeping(house, None, ["alder", "birch"])

    page = client.get(PAGE).text
    client.post(PAGE, data={"knows": "y"})

    assert "Knows 2 programs on your list." in page
    assert "Knows one program on your list." in page
    assert "Says that they have worked with Birch House." in page
    assert names(client.get(PAGE).text) == ["Max Medlar", "Zoe Quince"]
    assert "Knows a program on my list" not in house.test_client().get(PAGE).text


def test_a_filter_for_a_list_that_is_empty_filters_nothing(house):
    client = house.test_client()

    client.post(PAGE, data={"knows": "y"})

    assert names(client.get(PAGE).text) == ["Max Medlar", "Zoe Quince"]


def test_an_empty_directory_says_what_to_do(client):
    page = client.get(PAGE).text

    assert "No interventionist has published a profile here yet" in page
    assert "FindTreatment.gov" in page
    assert "1-800-662-4357" in page
    assert "What to ask before you hire one" in page
    assert "Stop and think when you see this" in page
    assert "Only about 30 of 100 families" in page


def test_a_profile_says_who_pays_before_anything_else(house):
    page = words(house.test_client().get(address(house, "Max Medlar")).text)

    order = [
        "Says that Alder House pays them.",
        "Paying for referrals is a federal crime",
        "Says that the family pays them.",
        "Call (559) 555-0100",
        "How they work",
        "Training and licenses",
        "What it costs",
        "What to ask before you hire one",
    ]
    assert [each for each in order if each not in page] == []
    assert sorted(order, key=page.index) == order
    assert "Declared by Max Medlar on 20 November 2026." in page


def test_a_confirmed_tie_says_by_what_and_since_when_and_not_by_whom(app):
    house = furnish(app)
    with house.app_context():
        [(tie)] = [
            each
            for card in reviewing.waiting(db.session)
            for each in card.connections
            if each.of_money
        ]
        verdict = Verdict(standing=Standing.CONFIRMED, by="Secret Admin", proof=Proof.PROGRAM)
        reviewing.judge_connection(db.session, tie.id, verdict, ON)

    page = house.test_client().get(address(house, "Max Medlar")).text

    assert "<strong>Alder House pays them.</strong>" in page
    assert "Confirmed on 20 November 2026 by the program’s own word." in page
    assert "Secret Admin" not in page


def test_a_draft_a_hidden_and_an_unknown_profile_have_no_page(app):
    house = furnish(app)
    client = house.test_client()
    max_page = address(house, "Max Medlar")
    with house.app_context():
        hidden = next(each for each in reviewing.waiting(db.session) if each.name == "Max Medlar")
        reviewing.hide(db.session, hidden.id, "Admin", "It promises a cure.", ON)
        draft = a_profile_kept(db.session, "Other Draft", published=False)
        slug = profile_kept(db.session, draft).slug

    for path in (max_page, f"{PAGE}/{slug}", f"{PAGE}/made-up"):
        assert client.get(path).status_code == 404
    assert names(client.get(PAGE).text) == ["Zoe Quince"]


def test_what_somebody_writes_is_never_markup(app):
    with app.app_context():
        a_profile_kept(db.session, "<b>Bold</b>", about="<script>1</script>", paid_words="<i>&</i>")
    page = app.test_client().get(PAGE).text
    whole = (
        app.test_client()
        .get(
            re.search(r'href="(/interventionists/b-[^"]+|/interventionists/[^"]*bold[^"]*)"', page)[
                1
            ]
        )
        .text
    )

    for markup in ("<b>Bold", "<script>1", "<i>&"):
        assert markup not in page + whole


def test_a_program_s_page_shows_who_is_joined_to_it_money_first(house):
    page = house.test_client().get("/programs/alder-house-alder").text

    said = words(section(page, "interventionists"))

    assert "Lists working with a professional interventionist" in said
    assert said.index("Says that Alder House pays them.") < said.index(
        "Says that they have worked with Alder House."
    )
    assert "Draft" not in said


def test_a_program_nobody_is_joined_to_says_only_what_its_listing_says(house):
    said = words(section(house.test_client().get("/programs/noise-noise").text, "interventionists"))

    assert "Did not say anything about working with a professional interventionist" in said
    assert "Says that" not in said


def test_signing_in_changes_no_page_for_families(house):
    client = house.test_client()
    sign_in(client, "interventionist")

    assert names(client.get(PAGE).text) == ["Max Medlar", "Zoe Quince"]


def test_what_was_looked_for_is_said_to_be_kept_and_goes_with_the_rest(house):
    client = house.test_client()
    assert "looked for an interventionist" not in client.get("/guide/what-is-kept").text
    client.post(PAGE, data={"near": "Fresno, CA"})

    assert "looked for an interventionist" in client.get("/guide/what-is-kept").text

    token = csrf_token(client)
    client.post("/guide/what-is-kept/delete", data={"csrf_token": token})
    assert 'value="Fresno, CA"' not in client.get(PAGE).text
