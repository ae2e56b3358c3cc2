"""The table of all listings: filtered, written out, and many rows changed at once and back."""

import csv
import io
import re

import pytest

from matcher.domain.outcome import Outcome
from matcher.persistence import directory
from matcher.persistence.base import db
from matcher.services.bulk_editing import MOST_AT_ONCE
from matcher.web.given import today
from tests.curating import a_curator, fields_of, id_of, orchard_now, send, send_page
from tests.directory import words
from tests.stored import TAXONOMY

TABLE = "/curate/listings"


@pytest.fixture
def app(house):
    return house


@pytest.fixture
def ada(app):
    return a_curator(app, name="Ada")


def outcome_of(app, name, term):
    with app.app_context():
        ids = [id_of(app, name)]
        (program,) = directory.programs_by_ids(db.session, TAXONOMY, ids, today()).values()
        return program.outcome(term)


def chosen(page):
    return re.findall(r'href="/curate/programs/([^"]+)"', page)


def test_the_table_shows_every_listing(ada):
    assert chosen(ada.get(TABLE).text) == ["noise-house-fresno-ca", "orchard-fresno-ca"]


def test_the_order_can_be_turned_round(ada):
    page = send(ada, TABLE, "filter__fields", sort="name", backwards="y").text

    assert chosen(page) == ["orchard-fresno-ca", "noise-house-fresno-ca"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("state=CA", 2),
        ("state=NY", 0),
        ("listed=no", 0),
        ("listed=yes", 2),
        ("checked=yes", 0),
        ("placed=no", 0),
        ("conflicts=yes", 0),
        ("sample=yes", 0),
        ("unknown=25", 2),
        ("unknown=nonsense", 2),
    ],
)
def test_a_choice_narrows_the_table(ada, query, expected):
    assert len(chosen(ada.get(f"{TABLE}?{query}").text)) == expected


def test_a_typed_name_stands_in_no_address(ada):
    answer = send(ada, TABLE, "filter__fields", name="orch", follow=False)

    assert answer.status_code == 200
    assert chosen(answer.text) == ["orchard-fresno-ca"]


def test_choices_alone_stand_in_an_address_that_can_be_kept(ada):
    answer = send(ada, TABLE, "filter__fields", state="CA", follow=False)

    assert answer.headers["Location"] == f"{TABLE}?state=CA"


def test_a_filter_is_kept_under_a_name_and_forgotten_again(app, ada):
    page = send(ada, TABLE, "filter__fields", name="orch").text

    kept = send_page(ada, page, "/keep", title="Orchards").text
    assert chosen(kept) == ["orchard-fresno-ca"]
    assert "Orchards" in ada.get(TABLE).text
    assert "Orchards" not in a_curator(app).get(TABLE).text

    forgotten = send_page(ada, kept, "/forget").text
    assert "Orchards" not in ada.get(TABLE).text
    assert chosen(forgotten) == ["orchard-fresno-ca"]


def test_a_conflict_is_where_a_curator_says_otherwise_than_the_directory(ada):
    address = "/curate/programs/orchard-fresno-ca"
    send(ada, address, "say-detox", say__medicaid="no", say__aftercare="yes", evidence="call")
    send(ada, f"{address}/changes", "/publish", why="a call")

    assert chosen(ada.get(f"{TABLE}?conflicts=yes").text) == ["orchard-fresno-ca"]
    assert chosen(ada.get(f"{TABLE}?checked=yes").text) == ["orchard-fresno-ca"]


def set_on(client, app, *names, **fields):
    """Tick rows, and say what to set."""
    ids = [id_of(app, name) for name in names]
    asked = send(client, TABLE, "data-rows", program=ids).text
    said = {"what": "term:aftercare", "answer": "yes", "evidence": "program", "why": "one letter"}
    return send_page(client, asked, "/set/count", **(said | fields))


def test_one_answer_is_set_on_many_after_a_look_at_the_counts(app, ada):
    counted = set_on(ada, app, "Orchard", "Noise House")
    assert "No curator said anything yet 2" in words(counted.text)
    assert orchard_now(app).outcome("aftercare") is Outcome.UNKNOWN

    done = send_page(ada, counted.text, "/set/apply")

    assert "2 listings were changed" in done.text
    assert outcome_of(app, "Orchard", "aftercare") is Outcome.MET
    assert outcome_of(app, "Noise House", "aftercare") is Outcome.MET


def test_a_change_of_many_is_taken_back_whole_and_brought_back(app, ada):
    done = send_page(ada, set_on(ada, app, "Orchard", "Noise House").text, "/set/apply")

    undone = send_page(ada, done.text, "/undo", why="wrong letter")
    assert outcome_of(app, "Noise House", "aftercare") is Outcome.UNKNOWN

    send_page(ada, undone.text, "/undo", why="right after all")
    assert outcome_of(app, "Noise House", "aftercare") is Outcome.MET


def test_a_row_that_is_not_ticked_is_left_alone(app, ada):
    send_page(ada, set_on(ada, app, "Orchard").text, "/set/apply")

    assert outcome_of(app, "Noise House", "aftercare") is Outcome.UNKNOWN


def test_everything_that_matches_can_be_chosen_beyond_the_page(app, ada):
    asked = send(ada, f"{TABLE}?state=CA", "data-rows", everything="y").text

    assert {id_of(app), id_of(app, "Noise House")} == {
        value for name, value in fields_of(asked, "/set/count") if name == "program"
    }


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"what": ""}, "Choose what you set."),
        ({"answer": ""}, "Choose an answer."),
        ({"evidence": None}, "Choose what it rests on."),
        ({"why": ""}, "Say in a few words why."),
        ({"what": "detail:hours"}, "Write what is so"),
        ({"what": "detail:phone"}, "choice"),
    ],
)
def test_what_is_not_whole_is_asked_again(app, ada, fields, expected):
    page = set_on(ada, app, "Orchard", **fields)

    assert page.status_code == 422
    assert expected in page.text


@pytest.mark.parametrize(
    ("ids", "expected"), [([], "No row is ticked"), (["x"] * (MOST_AT_ONCE + 1), "too many")]
)
def test_no_row_or_too_many_change_nothing(ada, ids, expected):
    page = send(ada, TABLE, "data-rows", program=ids)

    assert page.status_code == 422
    assert expected in page.text


def test_calls_are_assigned_from_the_table(app, ada):
    token = dict(fields_of(ada.get(TABLE).text, "data-rows"))
    me = token["to"]

    page = ada.post(
        f"{TABLE}/assign",
        data={"csrf_token": token["csrf_token"], "to": me, "program": [id_of(app)]},
        follow_redirects=True,
    )

    assert "Yours to call (1)" in page.text


def test_the_file_has_the_rows_that_match(app, ada):
    page = send(ada, TABLE, "filter__fields", name="orch").text
    sent = dict(fields_of(page, "data-rows"))

    file = ada.post(f"{TABLE}/csv", data=sent)

    (row,) = csv.DictReader(io.StringIO(file.text))
    assert (row["program"], row["state"]) == ("Orchard", "CA")
    assert file.headers["Content-Disposition"] == 'attachment; filename="listings.csv"'
