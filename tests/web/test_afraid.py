"""Who is afraid of a partner is asked in private, and no page tells the partner what they said."""

import re
from html import unescape

import pytest

from tests.casework import Professional
from tests.directory import a_row, an_app_listing, press
from tests.keeping import client_keeping
from tests.support.application import csrf_token
from tests.web.sending import link_in

SELF = {
    "near": "36.7378,-119.7871",
    "within_miles": 50,
    "for": "self",
    "substances": ["heroin"],
    "payment": ["medicaid"],
    "closeness": "near_home",
}
"""Nothing is asked for that rule 13 takes away, so the pages may not differ at all."""

COUPLE = SELF | {
    "for": "spouse",
    "couples": "wanted",
    "both_use": "yes",
    "family_part": "yes",
    "partner": {"substances": ["alcohol"]},
}

CALM = {"afraid": "no"}
AFRAID = {
    "afraid": {"afraid": "yes"},
    "violence": {"danger": ["violence"]},
    "both": {"afraid": "yes", "danger": ["violence"]},
}

TELLING = ("domestic violence", "safety services", "domestic_violence", "violence", "afraid")

CODES = "SA * DT * HID * MDET * ODTX * UB * BU * OTP * OP * RES * RL * MD * ACC * STAG"
ROWS = {
    "Alder House": (0.2, f"{CODES} * TRC"),  # has not answered, and nothing can lift it
    "Birch House": (6, f"{CODES} * DV * CM"),
    "Cedar House": (20, f"{CODES} * CM"),
    "Elm House": (48, f"{CODES} * DVFP * CM * JC"),
}
"""Apart enough that no answer to one thing lifts one over the next."""


@pytest.fixture(scope="module")
def app(tmp_path_factory, migrated):
    rows = (a_row(name, miles, codes) for name, (miles, codes) in ROWS.items())
    return an_app_listing(tmp_path_factory.mktemp("afraid"), migrated, *rows)


def slugs(page):
    return list(dict.fromkeys(re.findall(r'href="/programs/([\w-]+-fresno-ca)"', page)))


def words(page):
    """Return each line that a page holds, in any order, without its links, tokens and numbers."""
    told = re.sub(r'name="csrf_token" value="[^"]+"|/shared/[\w-]+|/revoke/[\w-]+', "", page)
    told = re.sub(r'<svg[^>]*class="qr".*?</svg>', "", told, flags=re.DOTALL)
    return sorted(re.sub(r"\d+(?:\.\d+)?", "#", unescape(told)).splitlines())


class Walk:
    """Every page that somebody sees who looks for programs, as they come to it."""

    def __init__(self, app, answers):
        self.client = client_keeping(app, answers)
        self.pages = {}

    def everywhere(self):
        results = self.open("/matches")
        self.open("/matches/map")
        self.open("/find/check-your-answers")
        for slug in slugs(results):
            self.open(f"/programs/{slug}")
        self.lists(results)
        self.plans()
        self.changes()
        return self.pages

    def lists(self, results):
        for program in dict.fromkeys(re.findall(r'name="program" value="([^"]+)"', results)):
            self.send("/shortlists/add", program=program)
        for page in ("", "/share", "/clear"):
            self.open(f"/shortlists{page}")
        for page in ("/compare", "/compare?show=differences", "/packet"):
            self.open(page)
        for tick in ({}, {"reasons": "y"}):
            self.shared("/shortlists/share", tick)

    def plans(self):
        self.open("/plan")
        for whose in ("oak", "elm"):
            if self.client.get(f"/plan/{whose}").status_code != 200:
                continue
            for page in ("", "/map/1", "/week/1", "/packet/1", "/share/1"):
                self.open(f"/plan/{whose}{page}")
            for tick in ({}, {"reasons": "y"}):
                self.shared(f"/plan/{whose}/share/1", tick)

    def changes(self):
        """Change the list, its quiet part too, as one can who writes the form by hand."""
        name = "domestic_violence_services"
        for how in ("must", "skip"):
            self.seen(f"refined {how}", press(self.client, "/matches/refine", **{f"w-{name}": how}))
        self.seen("dropped", press(self.client, "/matches/change", drop="aftercare"))
        wishes = re.findall(r'name="(w-[\w-]+)" value="nice" checked', self.open("/matches"))
        skipped = dict.fromkeys(wishes, "skip")
        self.seen("no wishes", press(self.client, "/matches/refine", **skipped))

    def shared(self, page, tick):
        made = self.send(page, **tick)
        self.seen(f"{page} made {tick}", made)
        self.seen(f"{page} opened {tick}", self.client.get(link_in(unescape(made.text))))

    def send(self, page, **fields):
        return self.client.post(page, data={"csrf_token": csrf_token(self.client)} | fields)

    def open(self, page):
        return self.seen(page, self.client.get(page, follow_redirects=True))

    def seen(self, name, answer):
        assert answer.status_code in {200, 302, 303}, (name, answer.status)
        self.pages[name] = answer.text
        return answer.text


def found(pages):
    """Return how often each telling word stands on each page."""
    return {
        (name, word): count
        for name, page in pages.items()
        for word in TELLING
        if (count := page.lower().count(word))
    }


@pytest.fixture(scope="module")
def calm(app):
    return Walk(app, SELF | CALM).everywhere()


@pytest.fixture(scope="module")
def calm_couple(app):
    return Walk(app, COUPLE | CALM).everywhere()


def test_the_walk_comes_to_every_kind_of_page(calm, calm_couple):
    assert len(calm) == 31
    assert {"/matches", "/packet", "/compare", "/plan/oak/week/1"} <= set(calm)
    assert {"/plan/elm", "/plan/elm/packet/1"} <= set(calm_couple)
    assert "How its score adds up" in calm["/matches"]
    assert "What you asked for, and how to change it" in calm["/matches"]


@pytest.mark.parametrize("answer", AFRAID.values(), ids=AFRAID)
def test_every_page_reads_the_same_word_for_word(app, calm, answer):
    afraid = Walk(app, SELF | answer).everywhere()

    assert list(afraid) == list(calm)
    assert [name for name in calm if words(afraid[name]) != words(calm[name])] == []


@pytest.mark.parametrize("answer", AFRAID.values(), ids=AFRAID)
def test_a_couples_pages_say_nothing_telling_that_a_calm_couples_do_not(app, calm_couple, answer):
    afraid = Walk(app, COUPLE | answer).everywhere()

    said, expected = found(afraid), found(calm_couple)
    assert {key: said[key] for key in said if said[key] > expected.get(key, 0)} == {}


def test_where_the_order_shows_it_counts_all_the_same(app):
    def score(answer):
        page = client_keeping(app, SELF | answer).get("/matches").text
        return re.findall(r"Score, out of #?.*?<td>([\d.]+)</td>", page, re.DOTALL)

    assert score(CALM) != score(AFRAID["afraid"])


def test_every_family_reads_that_safety_services_are_looked_at(calm):
    rows = re.findall(r"<td>(We look at this[^<]+)</td><td>([\d.]+)</td>", calm["/matches"])

    assert {what.rpartition("; ")[2] for what, _ in rows} == {"safety services"}
    assert len(rows) == len(ROWS)
    assert all(float(points) for _, points in rows)


def test_a_professionals_pages_do_not_tell_it_either(app):
    pages = []
    for answer in (CALM, AFRAID["afraid"]):
        pro = Professional(app)
        case = pro.begin(answers=SELF | answer)
        pro.press(f"{case}/take", to="check", follow=False)
        results = pro.client.get("/matches").text
        programs = list(dict.fromkeys(re.findall(r'name="program" value="([^"]+)"', results)))
        calls = [pro.add(case, program) for program in programs]
        shortlist = pro.first_list(case)
        addresses = [case, f"{shortlist}/compare", f"{shortlist}/packet", *calls]
        pages.append({place: pro.client.get(each) for place, each in enumerate(addresses)})

    assert all(each.status_code == 200 for shown in pages for each in shown.values())
    said = [found({name: each.text for name, each in shown.items()}) for shown in pages]
    assert said[0] == said[1]
