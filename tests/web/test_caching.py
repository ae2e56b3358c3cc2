"""What shows nobody's needs travels compressed; a page that holds a secret never does."""

import gzip
import re

import brotli
import pytest

from tests.directory import a_row, an_app_listing, asking

FRESNO = "/programs/in/ca/fresno"
ANY = {"Accept-Encoding": "gzip, deflate, br, zstd"}


@pytest.fixture(scope="module")
def house(tmp_path_factory, migrated):
    return an_app_listing(tmp_path_factory.mktemp("house"), migrated, a_row("Orchard"))


@pytest.fixture(scope="module")
def orchard(house):
    return re.search('href="(/programs/orchard[^"]*)"', house.test_client().get(FRESNO).text)[1]


@pytest.mark.parametrize("address", ["/programs", FRESNO, "/static/app.css"])
@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0.1, gzip", "gzip", gzip.decompress),
        ("", None, bytes),
        ("identity", None, bytes),
    ],
)
def test_a_public_page_travels_in_the_form_that_was_asked_for(
    house, address, accepted, encoding, unpack
):
    plain = house.test_client().get(address).data

    answer = house.test_client().get(address, headers={"Accept-Encoding": accepted})

    assert answer.headers.get("Content-Encoding") == encoding
    assert unpack(answer.data) == plain
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert "Accept-Encoding" in answer.headers["Vary"]


@pytest.mark.parametrize("address", ["/programs", "/static/app.css"])
@pytest.mark.parametrize("accepted", ["br", ""])
def test_a_page_the_browser_has_is_not_sent_again_in_whatever_form_it_came(
    house, address, accepted
):
    headers = {"Accept-Encoding": accepted}
    first = house.test_client().get(address, headers=headers)

    again = house.test_client().get(
        address, headers={**headers, "If-None-Match": first.headers["ETag"]}, buffered=True
    )

    assert (again.status_code, again.data) == (304, b"")


def test_style_is_a_quarter_of_its_size_on_the_way(house):
    style = house.test_client().get("/static/app.css", headers=ANY)

    assert len(style.data) < 12_000


@pytest.mark.parametrize(
    "address",
    ["/", "/find/1", "/matches", "/matches/map", "/plan", "/shortlists", "/guide/what-is-kept"],
)
def test_a_page_that_holds_a_persons_needs_or_token_is_never_compressed(house, address):
    answer = asking(house).get(address, headers=ANY)

    assert answer.headers["Cache-Control"] == "no-store"
    assert "Content-Encoding" not in answer.headers


def test_a_program_shown_to_somebody_with_answers_is_not_compressed(house, orchard):
    assert asking(house).get(orchard).status_code == 200
    assert "Content-Encoding" not in asking(house).get(orchard, headers=ANY).headers
    assert house.test_client().get(orchard, headers=ANY).headers["Content-Encoding"] == "br"


def test_what_the_api_answers_to_needs_is_not_compressed(house):
    answer = house.test_client().post(
        "/api/v1/matches", json={"near": "41.6,-87.3", "must": ["detox"]}, headers=ANY
    )

    assert answer.status_code == 200
    assert "Content-Encoding" not in answer.headers


def test_a_stretch_of_a_file_is_sent_as_it_lies_here(house):
    with house.test_client().get(
        "/static/app.css", headers={**ANY, "Range": "bytes=0-99"}, buffered=True
    ) as answer:
        assert (answer.status_code, len(answer.data)) == (206, 100)
        assert "Content-Encoding" not in answer.headers
