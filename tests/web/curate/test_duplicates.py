"""A curator sees pairs and why, chooses what stays, confirms, and can take everything back."""

import re

import pytest
from sqlalchemy import select

from matcher.domain.provenance import Evidence
from matcher.persistence import duplicates as store
from matcher.persistence.base import db
from matcher.persistence.journal import Change, Kind
from matcher.persistence.listings import Program
from matcher.services.duplicates import facing, merging, pairs
from matcher.services.editing import FactEdit, Grounds, apply_edits
from tests.merging import CURATOR, FIRST, LATER, NOW, two_listings, wanted
from tests.stored import TAXONOMY
from tests.support.accounts import sign_in
from tests.support.application import csrf_token
from tests.support.store import TODAY, a_listing_row, an_edition, ids, noise, take_in

LIST = "/curate/duplicates"


@pytest.fixture
def listed(app):
    """List one program twice, look for pairs, and return the ids."""
    with app.app_context():
        found = two_listings(db.session, TAXONOMY)
        pairs.look(db.session, TODAY)
    return found


@pytest.fixture
def curator(client, listed):
    """Sign a curator in."""
    sign_in(client, "curator")
    return client


def send(client, address, **fields):
    return client.post(address, data={"csrf_token": csrf_token(client), **fields})


def the_pair(app):
    with app.app_context():
        return db.session.scalars(select(store.DuplicatePair.id)).one()


def slugs(app, ids):
    with app.app_context():
        return [db.session.get_one(Program, id_).slug for id_ in ids]


def fields(client, pair_id, **choices):
    """Return what the page of a pair would send."""
    page = client.get(f"{LIST}/{pair_id}?stays=one").text
    seen = re.search(r'name="seen" value="([^"]*)"', page)[1]
    return {"stays": "one", "seen": seen, **choices}


def test_before_anybody_looked_the_page_says_so(client, app):
    sign_in(client, "curator")

    assert "Nobody has looked for pairs yet." in client.get(LIST).text


def test_looking_finds_the_pair_and_says_why(client, app):
    with app.app_context():
        two_listings(db.session, TAXONOMY)
    sign_in(client, "curator")

    answer = send(client, f"{LIST}/look")

    page = client.get(answer.headers["Location"]).text
    assert answer.status_code == 303
    assert "Likely one program (1)" in page
    assert "Same street and ZIP, written differently: 12 Pear" in page
    assert "Names alike:" in page
    assert "Nothing has changed since." in page


def test_what_is_not_the_same_is_remembered_with_who_and_when(curator, app):
    pair_id = the_pair(app)

    answer = send(curator, f"{LIST}/{pair_id}/not-same")

    page = curator.get(answer.headers["Location"]).text
    assert "Likely one program (0)" in page
    assert "are two programs." in page
    with app.app_context():
        pairs.look(db.session, TODAY)  # looking again changes nothing
    decided = curator.get(f"{LIST}?show=not_same").text
    assert "Orchard Hose" in decided
    assert re.search(r"2026<span class=\"quiet\">Curator", decided)


def test_what_was_decided_can_be_taken_back(curator, app):
    pair_id = the_pair(app)
    send(curator, f"{LIST}/{pair_id}/not-same")

    answer = send(curator, f"{LIST}/{pair_id}/take-back")

    assert answer.headers["Location"] == f"{LIST}/{pair_id}"
    assert "Likely one program (1)" in curator.get(LIST).text


def test_the_two_are_shown_face_to_face_differences_to_choose_from(curator, app):
    page = curator.get(f"{LIST}/{the_pair(app)}").text

    assert "Are these one program?" in page
    assert 'name="field-phone"' in page
    assert 'name="field-confidential"' not in page  # alike in both
    assert 'name="answer-detox"' in page


@pytest.mark.parametrize("way", ["one", "other"])
def test_either_may_stay(curator, app, listed, way):
    page = curator.get(f"{LIST}/{the_pair(app)}?stays={way}").text

    order = sorted(listed) if way == "one" else sorted(listed, reverse=True)
    first, second = slugs(app, order)
    assert page.index(f'/programs/{first}"') < page.index(f'/programs/{second}"')


def test_nothing_is_merged_before_it_was_confirmed(curator, app, listed):
    pair_id = the_pair(app)

    asked = fields(curator, pair_id, **{"field-phone": "other"})
    answer = send(curator, f"{LIST}/{pair_id}/check", **asked)

    assert answer.status_code == 200
    assert "from the other listing" in answer.text
    assert "both have a row" in answer.text
    with app.app_context():
        assert store.count_merges(db.session) == 0


def test_a_confirmed_merge_is_done_as_it_was_shown(curator, app, listed):
    pair_id = the_pair(app)
    asked = fields(curator, pair_id, **{"field-phone": "other"})
    shown = send(curator, f"{LIST}/{pair_id}/check", **asked).text
    stays, other = sorted(listed)
    with app.app_context():
        phone = db.session.get_one(Program, other).phone

    carried = dict(
        re.findall(r'type="hidden" name="((?:field|fact|answer)-[^"]+)" value="([^"]*)"', shown)
    )
    answer = send(curator, f"{LIST}/{pair_id}/merge", **(asked | carried))

    assert answer.status_code == 303
    assert "The two are one program now" in curator.get(answer.headers["Location"]).text
    with app.app_context():
        assert store.survivors(db.session) == {other: stays}
        assert db.session.get_one(Program, stays).phone == phone


def merged(client, app):
    pair_id = the_pair(app)
    return send(client, f"{LIST}/{pair_id}/merge", **fields(client, pair_id)).headers["Location"]


def test_the_old_address_leads_to_the_one_that_stays_until_it_is_taken_back(curator, app, listed):
    stays, other = slugs(app, sorted(listed))
    address = merged(curator, app)

    answer = curator.get(f"/programs/{other}")

    assert (answer.status_code, answer.headers["Location"]) == (302, f"/programs/{stays}")
    send(curator, f"{address}/undo")
    assert curator.get(f"/programs/{other}").status_code == 200


def test_a_list_that_holds_either_or_both_shows_the_one_that_stays_once(curator, app, listed):
    stays, other = sorted(listed)
    for each in (other, stays):
        send(curator, "/shortlists/add", program=each)

    merged(curator, app)

    page = curator.get("/shortlists").text
    assert page.count('class="result__name"') == 1
    assert f"/programs/{slugs(app, [stays])[0]}" in page
    send(curator, "/shortlists/remove", program=other)
    send(curator, "/shortlists/remove", program=stays)
    assert "Your list is empty" in curator.get("/shortlists").text


def test_a_copy_that_was_shared_before_shows_the_one_that_stays(curator, app, listed):
    stays, other = sorted(listed)
    for each in (other, stays):
        send(curator, "/shortlists/add", program=each)
    page = send(curator, "/shortlists/share", days="7").text
    link = re.search(r"/shortlists/[^\"\s<]{30,}", page)[0]

    merged(curator, app)

    copy = curator.get(link).text
    here, gone = slugs(app, [stays, other])
    assert copy.count(f'/programs/{here}"') == 1
    assert f'/programs/{gone}"' not in copy


def test_a_merge_is_taken_back_by_one_button(curator, app, listed):
    address = merged(curator, app)

    answer = send(curator, f"{address}/undo")

    assert answer.status_code == 303
    assert "two programs again" in curator.get(answer.headers["Location"]).text
    assert "Likely one program (1)" in curator.get(LIST).text
    assert "Taken back by" in curator.get(f"{LIST}/merges").text


def test_what_curators_said_since_stands_in_the_way_by_name(curator, app, listed):
    pair_id = the_pair(app)
    asked = fields(curator, pair_id, **{"answer-detox": "other"})
    address = send(curator, f"{LIST}/{pair_id}/merge", **asked).headers["Location"]
    with app.app_context():
        statement = facing.Statement.CLEARED
        edit = FactEdit("detox", statement, Grounds("a call", Evidence.CALL))
        change = Change(Kind.EDIT, CURATOR.name, LATER)
        kept = min(listed)
        apply_edits(db.session, TAXONOMY, kept, [edit], change, TODAY)
        db.session.commit()

    answer = send(curator, f"{address}/undo")

    assert answer.status_code == 409
    assert f"<li>{TAXONOMY.term('detox').label}</li>" in answer.text


def test_whoever_chose_before_a_change_is_asked_to_look_again(curator, app, listed):
    pair_id = the_pair(app)
    asked = fields(curator, pair_id) | {"seen": "0-0"}

    for step in ("check", "merge"):
        answer = send(curator, f"{LIST}/{pair_id}/{step}", **asked)
        assert answer.status_code == 409
        assert "was changed while you looked" in answer.text


def test_a_choice_that_was_never_offered_is_refused(curator, app, listed):
    pair_id = the_pair(app)

    asked = fields(curator, pair_id, **{"field-phone": "both"})
    answer = send(curator, f"{LIST}/{pair_id}/check", **asked)

    assert answer.status_code == 422
    assert "Choose one of the answers on this page." in answer.text


def test_what_is_merged_already_is_not_offered_again(curator, app, listed):
    pair_id = the_pair(app)
    merged(curator, app)

    page = curator.get(f"{LIST}/{pair_id}").text

    assert "part of another program already" in page
    assert "See what would happen" not in page


@pytest.mark.parametrize("address", [f"{LIST}/999", f"{LIST}/merges/999", f"{LIST}?decided=999"])
def test_what_is_not_there_is_a_page_that_is_not_there(curator, address):
    assert curator.get(address).status_code == 404


@pytest.mark.parametrize("role", ["interventionist", None])
def test_nobody_else_merges(client, app, listed, role):
    if role:
        sign_in(client, role)
    pair_id = the_pair(app)

    for step in ("merge", "check", "not-same", "take-back"):
        assert send(client, f"{LIST}/{pair_id}/{step}").status_code in {303, 401, 403}
    with app.app_context():
        assert store.count_merges(db.session) == 0
        assert pairs.counted(db.session)[pairs.Show.LIKELY] == 1


def test_a_confidential_street_stands_on_no_page(client, app):
    hidden = a_listing_row(
        3, "Orchard Hose", street1="14 Hidden Way", confidential=True, phone="559-555-0111"
    )
    with app.app_context():
        take_in(db.session, TAXONOMY, an_edition(FIRST, hidden, *noise()))
        one, other = sorted(
            ids(db.session)[name]
            for name in ("Orchard House/Orchard House", "Orchard Hose/Orchard Hose")
        )
        store.keep_found(db.session, {(one, other): 80}, 1, TODAY)
        db.session.commit()
    sign_in(client, "curator")
    pair_id = the_pair(app)

    asked = fields(client, pair_id, **{"field-address": "other"})
    pages = [
        client.get(LIST).text,
        client.get(f"{LIST}/{pair_id}").text,
        send(client, f"{LIST}/{pair_id}/check", **asked).text,
    ]

    assert ["Hidden" in page for page in pages] == [False, False, False]
    assert all("Confidential address in Fresno" in page for page in pages[:2])


def test_merging_twice_at_once_merges_once(app, listed):
    stays, other = listed
    with app.app_context():
        asked = wanted(db.session, TAXONOMY, stays, other)
        merging.merge(db.session, TAXONOMY, asked, CURATOR, NOW)
        with pytest.raises((merging.CannotMerge, merging.ChangedMeanwhile)):
            merging.merge(db.session, TAXONOMY, asked, CURATOR, NOW)
