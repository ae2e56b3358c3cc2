"""The packet: chosen, on a page, and by a link that tells nothing private."""

import re

import pytest

from tests.directory import names, words

PRIVATE = ("Rosalind", "calls at night", "heron", "Left a message")
ALL_PAGES = ["overview", "compare", "sheets", "questions", "lists"]


@pytest.fixture
def worked(pro, calls):
    """Keep a call that no packet may show."""
    pro.press(
        calls["Alder"],
        status="left_message",
        called_on="2026-01-02",
        who="Rosalind",
        said="calls at night",
        notes="calls at night",
    )
    return calls


def entry(call):
    return call.rsplit("/")[-1]


def packet(pro, shortlist, calls, **more):
    chosen = {
        "note": "Call Alder first.\nRosa knows.",
        "programs": [entry(each) for each in calls.values()],
        "pages": ALL_PAGES,
        "order": "as_listed",
    }
    return pro.press(f"{shortlist}/packet/choose", **(chosen | more))


def shared(pro, shortlist, **more):
    page = pro.press(f"{shortlist}/share", days="7", **more).text
    return re.search(r"http://localhost(/cases/shared/[^\"<]+)", page)[1]


def test_it_holds_the_note_and_every_page_and_nothing_private(pro, shortlist, worked):
    page = packet(pro, shortlist, worked).text

    said = words(page[page.index("<main") : page.index("</main")])
    for printed in ("Call Alder first.", "Side by side", "Your call", "To bring on the first day"):
        assert printed in said
    for secret in PRIVATE:
        assert secret.lower() not in said.lower()


@pytest.mark.parametrize(
    ("left_out", "gone"),
    [
        ("compare", "Side by side"),
        ("questions", "Your call"),
        ("sheets", "Why it is on your list"),
        ("lists", "To bring on the first day"),
        ("overview", "Called on"),
    ],
)
def test_each_page_can_be_left_out(pro, shortlist, calls, left_out, gone):
    with_it = words(packet(pro, shortlist, calls).text)
    pages = [each for each in ALL_PAGES if each != left_out]

    without = words(packet(pro, shortlist, calls, pages=pages).text)

    assert gone in with_it
    assert gone not in without


def test_programs_are_chosen_and_ordered(pro, shortlist, calls):
    some = [entry(calls[name]) for name in ("Alder", "Cedar")]

    page = packet(pro, shortlist, calls, programs=some, order="by_name").text

    assert re.findall(r"<h2>(\d\. \w+)</h2>", page) == ["1. Alder", "2. Cedar"]


def test_a_packet_without_a_program_is_refused_and_the_note_stays(pro, shortlist):
    page = pro.press(f"{shortlist}/packet/choose", follow=False, note="Call me", order="by_name")

    assert page.status_code == 422
    assert "Choose at least one program." in page.text
    assert "Call me" in page.text


@pytest.mark.parametrize("reasons", [{}, {"reasons": "y"}], ids=["facts alone", "with reasons"])
def test_a_shared_copy_shows_the_note_and_nothing_private(app, pro, shortlist, worked, reasons):
    packet(pro, shortlist, worked)

    answer = app.test_client().get(shared(pro, shortlist, **reasons))

    said = words(answer.text)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "Call Alder first." in said
    assert sorted(names(answer.text)) == ["Alder", "Birch", "Cedar"]
    assert ("How it answers" in said) == bool(reasons)
    assert ("away" in said) == bool(reasons)
    for secret in (*PRIVATE, pro.account.name, pro.account.email):
        assert secret.lower() not in said.lower()


def test_a_case_lists_its_links_with_how_often_each_was_opened_and_ends_them(
    app, pro, case, shortlist
):
    link, stranger = shared(pro, shortlist), app.test_client()
    stranger.get(link)
    stranger.get(link)
    before = pro.get(f"{case}/links").text
    end = re.search(r'action="([^"]+/end)"', before)[1]

    after = pro.press(end).text

    assert "Opened 2 times" in words(before)
    assert "It has ended." in words(after)
    assert link not in before
    assert stranger.get(link).status_code == 410
    assert stranger.get("/cases/shared/no-such-link").status_code == 404


def test_a_link_to_a_plan_that_was_made_with_the_case_in_hand_belongs_to_the_case(
    app, pro, case, shortlist
):
    page = pro.press("/plan/oak/share/1", days="7", reasons="y").text
    link = re.search(r"http://localhost(/plan/shared/[^\"<]+)", page)[1]
    opened = app.test_client().get(link).status_code

    listed = words(pro.get(f"{case}/links").text)
    pro.press(f"{case}/delete")

    assert opened == 200
    assert "Opened once" in listed
    assert app.test_client().get(link).status_code == 410
