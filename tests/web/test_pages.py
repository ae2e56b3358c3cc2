import re

import pytest

from matcher.domain.criteria import Criterion, Must, Wish
from matcher.domain.geography import Point
from matcher.domain.needs import Needs
from matcher.domain.outcome import Outcome
from matcher.domain.ranking import arithmetic

GUIDE = (
    "/guide/tonight",
    "/guide/for-you",
    "/guide/what-to-expect",
    "/guide/warning-signs",
    "/guide/insurance-questions",
    "/guide/how-ranking-works",
    "/guide/privacy",
    "/guide/what-is-kept",
    "/guide/what-is-kept/deleted",
)
TELLING = re.compile(
    "heroin|opioid|alcohol|drug|detox|treatment|addict|recover|rehab|overdose|couple", re.IGNORECASE
)
UNKIND = re.compile(r"addict\b|addicts|abuse|loved one|clean\b|!(?!doctype)", re.IGNORECASE)


def words_of(page):
    """What a reader sees of *page*."""
    body = re.sub(r"(?s)<head>.*?</head>|<script.*?</script>", "", page)
    return re.sub(r"<[^>]+>", " ", body)


@pytest.mark.parametrize("path", GUIDE)
def test_a_page_of_the_guide_is_open_to_everyone_and_carries_the_helplines(client, path):
    page = client.get(path)

    assert page.status_code == 200
    for address in ("tel:911", "tel:988", "tel:+18006624357"):
        assert f'href="{address}"' in page.text
    assert "FindTreatment.gov" in page.text
    assert page.text.count("<h1") == 1


@pytest.mark.parametrize("path", [*GUIDE, "/nowhere"])
def test_a_tab_never_names_a_substance_or_a_treatment(client, path):
    title = re.search(r"<title>(.*?)</title>", client.get(path).text)[1]

    assert title.endswith("\u2013 Guidebook")
    assert not TELLING.search(title)
    assert not TELLING.search(path)


@pytest.mark.parametrize("path", GUIDE)
def test_a_page_speaks_kindly(client, path):
    assert UNKIND.findall(words_of(client.get(path).text)) == []


@pytest.mark.parametrize("path", GUIDE)
def test_a_page_asks_nobody_else_and_holds_no_script_or_style_of_its_own(client, path):
    page = client.get(path).text

    loaded = re.findall(r'(?:src|srcset|<link[^>]+href)="([^"]+)"', page)
    assert [address for address in loaded if not address.startswith("/static/")] == []
    assert "<style" not in page
    assert " style=" not in page
    assert re.findall(r"<script(?![^>]+src=)", page) == []
    assert re.findall(r"\son\w+=", page) == []


@pytest.mark.parametrize("path", GUIDE)
def test_ids_are_unique_and_links_inside_the_guide_lead_somewhere(client, path):
    page = client.get(path).text

    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for address in set(re.findall(r'href="(/guide/[^"#]+)', page)):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/guide/tonight", "2 to 3 minutes"),
        ("/guide/tonight", "it can kill"),
        ("/guide/tonight", "Naloxone does no harm"),
        ("/guide/tonight", "48 hours"),
        ("/guide/for-you", "62 percent"),
        ("/guide/for-you", "37 percent"),
        ("/guide/for-you", "1-800-799-7233"),
        ("/guide/for-you", "42 CFR Part 2"),
        ("/guide/for-you", "not your fault"),
        ("/guide/what-to-expect", "raises the risk of overdose"),
        ("/guide/what-to-expect", "ask about this before admission"),
        ("/guide/warning-signs", "18 U.S.C. 220"),
        ("/guide/warning-signs", "Health Affairs"),
        ("/guide/privacy", "What it cannot erase"),
        ("/guide/privacy", "12 hours"),
        ("/guide/insurance-questions", "in network"),
    ],
)
def test_a_fact_that_must_be_said_is_said(client, path, words):
    assert words in client.get(path).text


def test_the_example_on_the_ranking_page_is_what_the_rules_give(client):
    wishes = tuple(
        Wish(Criterion((term,)), weight)
        for term, weight in (("couples_sessions", 3), ("aftercare", 2), ("psychiatry", 1))
    )
    needs = Needs(Point(36.7, -119.8), wishes=wishes)
    outcomes = (Outcome.MET, Outcome.UNKNOWN, Outcome.UNLISTED)

    sums = arithmetic(needs, (), outcomes, 15)

    page = client.get("/guide/how-ranking-works").text
    for points in (*sums.wish_points, sums.distance_points, sums.score):
        assert f">{points + 1e-9:.2f}<" in page


def test_the_table_on_the_ranking_page_is_what_the_rules_give(client):
    musts = (Must(Criterion(("detox",))),)
    needs = Needs(Point(36.7, -119.8), musts=musts)

    page = client.get("/guide/how-ranking-works").text

    for outcome in (Outcome.UNKNOWN, Outcome.UNLISTED):
        doubt = arithmetic(needs, (outcome,), (), 0).doubt
        row = f'<td class="number">{outcome.credit}</td><td class="number">{doubt}</td>'
        assert row in page


def test_what_is_kept_says_so(client):
    page = client.get("/guide/what-is-kept").text

    assert "No answers, and no list." in page
    assert "Delete what is kept" in page
