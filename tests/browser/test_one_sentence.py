"""Both situations of the design, from one sentence to a printed packet, with a keyboard alone.

On a phone and on a desk, with and without scripts; every page on the way is held to its promises.
"""

import io

import pytest
from pypdf import PdfReader

from tests.browser.choosing import ONE, TWO, keep_the_first, write_in_the_box
from tests.support.browser import DESK, PHONE, assert_reflows
from tests.support.walking import Walk, Weights, with_care

pytestmark = pytest.mark.browser

LETTER = (612, 792)  # points
ON_PAPER = 3


def sheets(page):
    """Print *page*, and return the paper."""
    return PdfReader(io.BytesIO(page.pdf(format="Letter"))).pages


def words_on(pages):
    return " ".join(" ".join(sheet.extract_text() for sheet in pages).split())


def walk_to_a_packet(page, sentence, looking=with_care):
    """Walk from the box to the packet; return what was seen and the names on the list."""
    weights = Weights(page)
    walk = Walk(page, looking)
    write_in_the_box(walk, sentence)
    walk.press("Check and change your answers", "link")
    walk.press("Show programs", "link")
    names = keep_the_first(walk, ON_PAPER)
    walk.press("On your list", "link")
    walk.press("Compare side by side", "link")
    walk.press("Show only what differs", "link")
    walk.press("Back to your list", "link")
    walk.press("Print a packet for your calls", "link")
    assert weights.too_heavy == {}
    return walk.seen, names


@pytest.mark.parametrize("sentence", [ONE, TWO], ids=["a spouse", "a couple"])
@pytest.mark.parametrize(
    ("width", "javascript", "looking"),
    [
        (PHONE["width"], False, with_care),
        (PHONE["width"], True, assert_reflows),
        (DESK["width"], False, assert_reflows),
        (DESK["width"], True, with_care),
    ],
    ids=["a phone without scripts", "a phone", "a desk without scripts", "a desk"],
)
def test_one_sentence_leads_to_a_printed_packet(open_page, width, javascript, looking, sentence):
    page = open_page(width, javascript=javascript)

    seen, names = walk_to_a_packet(page, sentence, looking)
    paper = sheets(page)
    printed = words_on(paper)

    assert seen[1] == "This is what we understood"
    assert seen[-1] == "Programs to call"
    assert len(names) == ON_PAPER
    for number, name in enumerate(names, start=1):
        assert f"{number}. {name}" in printed
    for words in ("Printed on", "Why it is on your list", "Your call", "1-800-662-4357"):
        assert words in printed
    assert "Leave this page" not in printed
    assert {(float(each.mediabox.width), float(each.mediabox.height)) for each in paper} == {LETTER}


def test_each_program_of_a_packet_begins_on_a_sheet_of_its_own(plain_page):
    _, names = walk_to_a_packet(plain_page, ONE, assert_reflows)
    paper = [words_on([sheet]) for sheet in sheets(plain_page)]

    begins = [
        [number for number, name in enumerate(names) if f"{number + 1}. {name}" in each]
        for each in paper
    ]
    first, *rest = [found for found in begins if found]
    assert first == list(range(ON_PAPER))  # the overview
    assert rest == [[number] for number in range(ON_PAPER)]
    assert len(paper) <= 1 + 3 * ON_PAPER
    assert all(paper)
