"""One browser, two tabs: a form writes to the case that its page was made for, or to nothing."""

import re
from html import unescape

import pytest
import sqlalchemy as sa

from matcher.persistence import cases as store
from matcher.persistence.base import Base, db
from matcher.web.cases.made_for import depends_on_hand
from matcher.web.csrf import BEFORE_MARK
from matcher.web.sealing import Sealer
from tests.casework import NEEDS, Professional, a_whole_case
from tests.directory import words
from tests.support.accounts import sign_in
from tests.support.application import SECRET, csrf_token
from tests.web.addressing import dummies, rules

FORM = re.compile(r'<form class="flow" method="post" action="([^"]+)">(.*?)</form>', re.DOTALL)
FIELD = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
OWN = {"Sec-Fetch-Site": "same-origin"}
WRITTEN = {"answers", "picks", "steps", "shortlist", "beside", "case"}
"""What a browser keeps that a form of another case could write to."""


class Tab:
    """One page of a browser, with the token that its forms carry."""

    def __init__(self, pro, address="/matches"):
        self.client = pro.client
        self.token = TOKEN.search(pro.get(address).text)[1]

    def press(self, address, *, follow=False, **fields):
        data = {"csrf_token": self.token, **fields}
        return self.client.post(address, data=data, headers=OWN, follow_redirects=follow)


def go_on(client, page):
    """Press the first button of a page that asks."""
    action, inside = next(form for form in FORM.findall(page.text) if "Go on" in form[1])
    fields = {name: unescape(value) for name, value in FIELD.findall(inside)}
    return client.post(action, data=fields, headers=OWN)


def listed(pro, case, name="Birch"):
    return name in pro.get(case).text


def kept_here(client):
    """Return what the browser keeps that a form could write to."""
    values = Sealer(SECRET).open(client.get_cookie("session").value).values
    return {name: value for name, value in values.items() if name in WRITTEN}


def is_asked(answer):
    return answer.status_code == 409 and "The page where you pressed" in answer.text


@pytest.fixture
def other(pro):
    """A second case of the same professional."""
    return pro.begin("Grey wren", answers={**NEEDS, "near": "36.7,-119.7"})


@pytest.fixture
def tab(pro, case, other):
    """A tab where Blue heron is in hand; in another tab Grey wren was taken since."""
    tab = Tab(pro)
    pro.press(f"{other}/take", to="programs", follow=False)
    return tab


def test_a_form_of_one_case_writes_nothing_while_another_is_in_hand(
    pro, case, other, tab, programs
):
    answer = tab.press("/shortlists/add", program=programs["Birch"], back="/matches")

    assert is_asked(answer)
    said = words(answer.text)
    assert "pressed a button was for Blue heron" in said
    assert "The case in hand now is Grey wren" in said
    assert (listed(pro, case), listed(pro, other)) == (False, False)


def test_going_on_does_what_was_asked_for_the_case_of_that_page(pro, case, other, tab, programs):
    asked = tab.press("/shortlists/add", program=programs["Birch"], back="/matches")

    done = go_on(pro.client, asked)

    assert done.location == "/matches"
    assert (listed(pro, case), listed(pro, other)) == (True, False)
    assert "Case in hand: Blue heron" in words(pro.get("/matches").text)


def test_staying_leads_to_the_case_in_hand(pro, case, other, tab, programs):
    asked = tab.press("/shortlists/add", program=programs["Birch"])

    assert f'href="{pro.first_list(other)}">Stay with Grey wren' in asked.text


def test_all_that_was_typed_is_still_there(pro, tab):
    asked = tab.press("/find/in-your-words", sentence="She drinks & needs <help>")

    assert 'name="sentence" value="She drinks &amp; needs &lt;help&gt;"' in asked.text
    assert "Alcohol" in words(go_on(pro.client, asked).text)


def test_what_a_family_began_goes_into_no_case(pro, case):
    pro.press("/cases/put-away")
    tab = Tab(pro, "/")
    pro.press(f"{case}/take", to="check", follow=False)
    before = words(pro.get(case).text)

    asked = tab.press("/", near="37.7749,-122.4194", within="100")

    assert is_asked(asked)
    assert "was for no case" in words(asked.text)
    assert words(pro.get(case).text) == before
    assert go_on(pro.client, asked).location == "/matches"
    assert words(pro.get(case).text) == before
    assert kept_here(pro.client).keys() >= {"answers"}
    assert "Case in hand" not in pro.get("/matches").text


def test_what_was_begun_for_a_case_stays_out_of_the_browser_once_it_is_put_away(pro, case):
    tab = Tab(pro)
    pro.press("/cases/put-away")

    asked = tab.press("/", near="37.7749,-122.4194", within="100")

    assert is_asked(asked)
    assert "No case is in hand now" in words(asked.text)
    assert "answers" not in kept_here(pro.client)
    go_on(pro.client, asked)
    assert "37.7749" in words(pro.get("/find/check-your-answers").text)
    assert "answers" not in kept_here(pro.client)


def test_a_case_that_was_deleted_meanwhile_is_not_gone_on_with(pro, case, programs):
    tab = Tab(pro)
    pro.press(f"{case}/delete")

    asked = tab.press("/shortlists/add", program=programs["Birch"])

    assert is_asked(asked)
    assert "cannot open" in asked.text
    assert "Go on" not in asked.text
    assert "shortlist" not in kept_here(pro.client)


def test_going_on_is_too_late_for_a_case_that_was_deleted_meanwhile(pro, case, tab, programs):
    asked = tab.press("/shortlists/add", program=programs["Birch"])
    pro.press(f"{case}/delete")

    assert is_asked(go_on(pro.client, asked))


def test_another_account_learns_nothing_of_the_case_that_a_page_was_for(app, pro, case, programs):
    tab = Tab(pro)
    sign_in(pro.client, "interventionist")

    asked = tab.press("/shortlists/add", program=programs["Birch"])

    assert is_asked(asked)
    assert "cannot open" in asked.text
    assert "Blue heron" not in asked.text
    assert case not in asked.text


def test_signed_out_and_in_again_the_form_goes_to_the_same_case(pro, case, programs):
    tab = Tab(pro)
    pro.client.delete_cookie("session")
    expired = tab.press("/shortlists/add", program=programs["Birch"], back="/matches")
    tab.token = unescape(TOKEN.search(expired.text.partition("Send my answers")[0])[1])

    asked = tab.press("/shortlists/add", program=programs["Birch"], back="/matches")
    sign_in(pro.client, "interventionist", pro.account.email)
    again = tab.press("/shortlists/add", program=programs["Birch"], back="/matches")

    assert is_asked(asked)
    assert "not signed in any more" in asked.text
    assert "shortlist" not in kept_here(pro.client)
    assert is_asked(again)
    go_on(pro.client, again)
    assert listed(pro, case)


def test_a_program_goes_on_the_list_that_the_page_names(pro, case, programs):
    pro.press(f"{case}/lists/new", title="Second thoughts")
    second = re.search(rf'{case}/lists/[^/"]+(?=">Second)', pro.get(case).text)[0]
    pro.press(f"{case}/take", to="programs", list=second.rpartition("/")[2], follow=False)
    tab = Tab(pro)
    pro.press(f"{case}/take", to="programs", follow=False)

    tab.press("/shortlists/add", program=programs["Birch"])

    assert (listed(pro, second), listed(pro, case)) == (True, False)


def test_putting_away_twice_needs_no_question(pro, case):
    tab = Tab(pro)
    tab.press("/cases/put-away")

    assert tab.press("/cases/put-away").location == "/cases"


def test_pages_that_name_their_case_do_not_ask_what_is_in_hand(pro, case, tab):
    tab.press(f"{case}/rename", nickname="Night heron")

    assert "Night heron" in pro.get(case).text


@pytest.mark.parametrize("more", ["", "/report"])
def test_every_form_of_a_page_carries_one_token_that_is_marked(pro, case, more):
    slug = re.search(r"/programs/[\w-]+", pro.get("/matches").text)[0]

    tokens = set(TOKEN.findall(pro.get(slug + more).text))

    assert len(tokens) == 1
    assert re.fullmatch(r"[\w-]{16}", tokens.pop().partition(BEFORE_MARK)[2])


def test_the_mark_of_a_case_is_not_that_of_anothers(app, pro, case):
    twin = Professional(app)
    twin.press(f"{twin.begin(answers=NEEDS)}/take", to="check", follow=False)

    marks = [Tab(each).token.partition(BEFORE_MARK)[2] for each in (pro, twin)]

    assert marks[0] != marks[1]
    assert case.rpartition("/")[2] not in marks[0]


def test_the_token_of_a_family_has_no_mark(app):
    assert BEFORE_MARK not in csrf_token(app.test_client())


FIELDS = {
    "near": "37.7749,-122.4194",
    "within": "100",
    "radius": "10",
    "question": "near",
    "answer": "37.7749,-122.4194",
    "sentence": "She drinks every day",
    "way": "1",
    "step": "1",
    "days": "7",
    "nickname": "Changed",
}
"""What the forms of families want, all at once."""


class House:
    """An admin, for whom every door opens, with Grey wren in hand and a form of something else."""

    def __init__(self, app, programs):
        self.pro = pro = Professional(app, role="admin")
        self.program = programs["Birch"]
        pro.press("/", near="36.7,-119.7", within="50", follow=False)
        pro.press("/shortlists/add", program=programs["Alder"], follow=False)
        self.nothing = Tab(pro).token, self._sealed()
        blue = pro.begin(answers=NEEDS)
        pro.press(f"{blue}/take", to="programs", follow=False)
        self.blue = Tab(pro).token, self._sealed()
        self.grey = pro.begin("Grey wren", answers=NEEDS)
        pro.add(self.grey, programs["Cedar"])
        pro.press(f"{self.grey}/take", to="programs", follow=False)
        self.wren = Tab(pro).token, self._sealed()

    def _sealed(self):
        return self.pro.client.get_cookie("session").value

    def send(self, rule, token, sealed):
        """Send a form with this token while this is in hand."""
        client = self.pro.client
        client.set_cookie("session", sealed)
        sign_in(client, "admin", self.pro.account.email)
        arguments = dummies(rule)
        if "case_id" in arguments:
            with self.pro.app.app_context():
                arguments |= a_whole_case(db.session, self.pro.account.id)
        _, address = rule.build(arguments)
        data = {**FIELDS, "csrf_token": token, "program": self.program}
        answer = client.post(address, data=data, headers=OWN)
        answer.close()
        return answer

    def kept(self):
        """Return what a form that was made for something else could write to."""
        with self.pro.app.app_context():
            case_id = self.grey.rpartition("/")[2]
            lists = [each.id for each in store.lists(db.session, self.pro.account.id, [case_id])]
            entries = store.entries(db.session, self.pro.account.id, lists)
            row = store.case(db.session, self.pro.account.id, case_id)
            return row.nickname, row.needs, lists, [(each.id, each.status) for each in entries]


@pytest.fixture(scope="module")
def house(app, programs):
    return House(app, programs)


def stored(app):
    """Return all that the store holds, but for sessions: each says when it was last used."""
    with app.app_context():
        return {
            each.name: db.session.execute(sa.select(each)).all()
            for each in Base.metadata.sorted_tables
            if each.name != "account_session"
        }


def forms(app):
    return [rule for rule, method in rules(app) if method == "POST"]


STALE = [("blue", "wren"), ("nothing", "wren"), ("blue", "nothing")]


@pytest.mark.parametrize(("made_for", "in_hand"), STALE)
def test_no_form_writes_to_anything_but_what_its_page_was_made_for(app, house, made_for, in_hand):
    (token, _), (_, sealed) = getattr(house, made_for), getattr(house, in_hand)
    wrong = {}

    for rule in forms(app):
        if not asks(app, rule.endpoint):
            continue
        if (rule.endpoint, in_hand) == ("cases.put_away", "nothing"):
            continue
        before = stored(app)
        answer = house.send(rule, token, sealed)
        if not is_asked(answer) or stored(app) != before or differs(house.pro.client, sealed):
            wrong[rule.rule] = answer.status

    assert wrong == {}


def test_the_other_forms_leave_the_case_in_hand_and_what_families_keep_alone(app, house):
    token, sealed = house.blue[0], house.wren[1]
    wrong = {}

    for rule in forms(app):
        if asks(app, rule.endpoint) or rule.endpoint == "cases.take":
            continue
        before = house.kept()
        answer = house.send(rule, token, sealed)
        if is_asked(answer) or house.kept() != before or differs(house.pro.client, sealed):
            wrong[rule.rule] = answer.status

    assert wrong == {}


def test_enough_forms_are_asked_what_they_were_made_for(app):
    asked = {rule.endpoint for rule in forms(app) if asks(app, rule.endpoint)}

    assert asked >= {"shortlists.add", "matches.refine", "find.search", "plans.share"}


def asks(app, endpoint):
    """Tell whether a form is asked what it was made for; one without a token cannot say."""
    view, guard = app.view_functions[endpoint], app.extensions["csrf"]
    if f"{view.__module__}.{view.__name__}" in guard._exempt_views or endpoint.startswith("api."):
        return False
    with app.app_context():
        return depends_on_hand(endpoint)


def differs(client, sealed):
    """Tell whether a browser keeps something else than before; one that forgot all does not."""
    before = Sealer(SECRET).open(sealed).values
    cookie = client.get_cookie("session")
    after = Sealer(SECRET).open(cookie.value).values if cookie else {}
    written = {name: value for name, value in after.items() if name in WRITTEN}
    return bool(written) and written != {name: before[name] for name in WRITTEN & before.keys()}
