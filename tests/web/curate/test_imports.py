"""The pages on which an import is looked over, applied and taken back."""

import re

import pytest

from matcher.persistence import places
from matcher.persistence.base import db
from matcher.services import import_review, import_work
from matcher.services.import_review import LARGEST_UPLOAD
from matcher.web.curate.imports import AROUND_THE_FILE, WORKER
from tests.support.accounts import sign_in
from tests.support.application import csrf_token
from tests.support.store import small_gazetteer
from tests.support.workbook import a_row, write_workbook

WORKBOOK = [
    a_row("Orchard House", Service_code_info="SA DT"),
    a_row("Plum Court", Street1="9 Fig Road", Phone="559-555-0190"),
    a_row("Nowhere", Zip="unknown"),
]


@pytest.fixture
def begun():
    """Collect what work was begun, where a test lets none be done."""
    return []


@pytest.fixture
def curator(app, client):
    """Sign a curator in, on an application that does the work at once and in this process."""

    def at_once(session, review_id):
        session.rollback()
        import_work.work(
            session.get_bind(), app.extensions["matcher"].taxonomy, review_id, import_work.now
        )

    app.extensions[WORKER] = at_once
    with app.app_context():
        places.replace_all(db.session, small_gazetteer())
        db.session.commit()
    sign_in(client, "curator")
    return client


@pytest.fixture
def waiting(app, curator, begun):
    """Let nobody do the work."""
    app.extensions[WORKER] = lambda _session, review_id: begun.append(review_id)
    return curator


def hand_in(client, content, name="su_2023.xlsx", **more):
    told = {"csrf_token": csrf_token(client), "kind": "auto", "vintage": "", **more}
    # Written by hand: werkzeug's own writer leaves its temporary file open.
    parts = [f'name="{field}"\r\n\r\n{text}'.encode() for field, text in told.items()]
    if content is not None:
        parts.append(f'name="file"; filename="{name}"\r\n\r\n'.encode() + content)
    body = b"".join(
        b"--part\r\nContent-Disposition: form-data; " + part + b"\r\n" for part in parts
    )
    return client.post(
        "/curate/imports",
        data=body + b"--part--\r\n",
        content_type="multipart/form-data; boundary=part",
    )


@pytest.fixture
def workbook(tmp_path):
    return write_workbook(tmp_path / "su_2023.xlsx", WORKBOOK).read_bytes()


def press(client, address, **more):
    """Press the button of that address on the page of the upload."""
    page = client.get(address.rpartition("/")[0]).text
    digest = re.search(r'name="digest" value="([^"]*)"', page)
    told = {"digest": digest[1]} if digest else {}
    return client.post(address, data={"csrf_token": csrf_token(client), **told, **more})


def test_a_file_is_looked_over_applied_and_taken_back(curator, workbook):
    taken = hand_in(curator, workbook)
    page = curator.get(taken.location).text
    applied = press(curator, f"{taken.location}/apply")
    after = curator.get(applied.location).text
    preview = curator.get(f"{taken.location}/undo").text
    undone = curator.post(f"{taken.location}/undo", data={"csrf_token": csrf_token(curator)})

    assert (taken.status_code, applied.status_code, undone.status_code) == (303, 303, 303)
    assert "New (2)" in page
    assert "Rows that cannot be used (1)" in page
    assert "Orchard House" in page
    assert "Apply it" in page
    assert "What it did" in after
    assert "/programs/orchard-house-fresno-ca" in after
    assert "2 programs become again exactly what they were before" in " ".join(preview.split())
    back = curator.get(undone.location).text
    assert "It was applied, and taken back" in back
    assert "Upload the file once more" in back
    assert curator.get("/programs/orchard-house-fresno-ca").status_code == 404


def test_what_was_done_is_told_as_done(curator, workbook):
    taken = hand_in(curator, workbook)

    before = curator.get(f"{taken.location}?effect=new").text
    press(curator, f"{taken.location}/apply")
    after = curator.get(f"{taken.location}?effect=new").text

    assert "They will be listed." in before
    assert "They will be listed." not in after
    assert "These programs were not here yet." in after


def test_codes_that_decide_no_answer_are_not_shown_as_nothing(curator, tmp_path):
    first = write_workbook(tmp_path / "su_2023.xlsx", [a_row("Orchard House")])
    press(curator, f"{hand_in(curator, first.read_bytes()).location}/apply")
    more = a_row("Orchard House", Service_code_info="SA * OP * ZZZ1")
    second = write_workbook(tmp_path / "su_2024.xlsx", [more])

    page = curator.get(hand_in(curator, second.read_bytes(), "su_2024.xlsx").location).text

    assert "Survey codes that no answer depends on" in page
    assert "<td>as they were</td><td>others than before</td>" in page


def test_nothing_is_listed_before_it_is_applied(curator, workbook):
    hand_in(curator, workbook)

    assert curator.get("/programs/orchard-house-fresno-ca").status_code == 404


def test_what_is_dropped_says_so(curator, workbook):
    taken = hand_in(curator, workbook)

    dropped = press(curator, f"{taken.location}/drop")

    assert "It was dropped" in curator.get(dropped.location).text
    assert press(curator, f"{taken.location}/apply").status_code == 409


def test_findings_are_shown_by_sort_and_by_page(curator, tmp_path):
    rows = [a_row(f"House {n:03}", Street1=f"{n} Elm Road") for n in range(60)]
    path = write_workbook(tmp_path / "su_2023.xlsx", [*rows, a_row("", Zip="93701")])
    address = hand_in(curator, path.read_bytes()).location

    first = curator.get(f"{address}?effect=new").text
    second = curator.get(f"{address}?effect=new&page=2").text
    refused = curator.get(f"{address}?effect=refused").text
    nonsense = curator.get(f"{address}?effect=nonsense&page=x&field=y")

    assert "House 000" in first
    assert "House 059" not in first
    assert "House 059" in second
    assert "name1: is empty" in refused
    assert nonsense.status_code == 200


def test_what_a_curator_says_otherwise_is_shown_beside_the_file(curator, workbook, tmp_path):
    press(curator, f"{hand_in(curator, workbook).location}/apply")
    changed = a_row("Orchard House", Phone="559-555-0177", Service_code_info="SA OP")
    path = write_workbook(tmp_path / "su_2024.xlsx", [changed, WORKBOOK[1]])

    page = curator.get(hand_in(curator, path.read_bytes(), "su_2024.xlsx").location).text

    assert "Changed (1)" in page
    assert "559-555-0100" in page
    assert "559-555-0177" in page
    assert "Only where one thing changes:" in page


def test_while_it_is_read_the_page_looks_again_by_itself(waiting, begun, workbook):
    address = hand_in(waiting, workbook).location

    page = waiting.get(address).text

    assert begun == [1]
    assert "Waiting to be read" in page
    assert '<noscript><meta http-equiv="refresh"' in page
    assert "look_again.js" in page
    assert "Apply it" not in page
    assert press(waiting, f"{address}/apply").status_code == 409


def test_work_that_stopped_says_so_and_can_begin_again(app, waiting, begun, workbook, monkeypatch):
    address = hand_in(waiting, workbook).location
    monkeypatch.setattr(import_review, "SILENT_AFTER", import_review.timedelta(seconds=-1))

    page = waiting.get(address).text
    again = press(waiting, f"{address}/again")

    assert "The work stopped before it was done" in page
    assert "Nothing in the directory was changed" in page
    assert again.status_code == 303
    assert begun == [1, 1]


@pytest.mark.parametrize(
    ("content", "more", "message"),
    [
        (None, {}, "Choose a file."),
        (b"", {}, "is empty"),
        (b"a", {"vintage": "yesterday"}, "Write the day as year, month and day"),
        (b"a", {"kind": "hsds"}, ""),
        (b"a", {"kind": "rumour"}, ""),
    ],
)
def test_what_cannot_be_uploaded_is_said_where_it_was_chosen(curator, content, more, message):
    answer = hand_in(curator, content, **more)

    assert answer.status_code == 422
    assert message in answer.text
    assert "error-summary" in answer.text


def test_a_file_that_is_no_directory_is_refused_on_its_page(curator):
    page = curator.get(hand_in(curator, b"hello", "a.xlsx").location).text

    assert "This file cannot be taken in" in page
    assert "not an Excel workbook" in page


def test_a_workbook_larger_than_other_pages_take_in_is_welcome(curator):
    two_megabytes = b"name1,zip\n" + b" " * (2 * 1024 * 1024)

    assert hand_in(curator, two_megabytes, "a.csv").status_code == 303


def test_a_file_that_is_too_large_is_told_its_limit(curator):
    answer = hand_in(curator, b"0" * (LARGEST_UPLOAD + AROUND_THE_FILE + 1))

    assert answer.status_code == 413
    assert "Choose one of 32 MB or less" in answer.text


def test_other_pages_take_in_no_more_than_before(curator):
    address = hand_in(curator, b"hello", "a.xlsx").location

    answer = curator.post(f"{address}/drop", data={"csrf_token": "x" * (2 * 1024 * 1024)})

    assert answer.status_code == 413


@pytest.mark.parametrize("path", ["", "/apply", "/again", "/drop", "/undo"])
def test_an_upload_that_is_not_there_is_not_found(curator, path):
    address = f"/curate/imports/999{path}"
    token = csrf_token(curator)

    answer = curator.post(address, data={"csrf_token": token}) if path else curator.get(address)

    assert answer.status_code == 404


@pytest.mark.parametrize("role", [None, "interventionist"])
def test_only_curators_and_admins_come_here(app, client, role):
    if role:
        sign_in(client, role)

    shown = client.get("/curate/imports")
    sent = client.post("/curate/imports", data={"csrf_token": csrf_token(client)})

    assert shown.status_code in {303, 403}
    assert sent.status_code in {303, 403}


def test_no_browser_keeps_these_pages(curator, workbook):
    address = hand_in(curator, workbook).location

    for page in ("/curate/imports", address):
        assert curator.get(page).headers["Cache-Control"] == "no-store"
