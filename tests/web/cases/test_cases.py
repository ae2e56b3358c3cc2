"""A professional's cases: by nickname, private to their owner, deleted for good."""

import re

import pytest

from matcher.services.cases.shortlisting import MOST_ENTRIES
from tests.casework import NEEDS, Professional
from tests.directory import words


def test_the_first_page_says_what_a_case_is_and_that_nobody_else_opens_it(pro):
    page = words(pro.get("/cases").text)

    assert "No case yet" in page
    assert "Nobody but you can open it, not even an admin." in page


def test_the_form_says_why_never_a_name(pro):
    page = words(pro.get("/cases/new").text)

    assert "Never by a person’s name" in page
    assert "a laptop can be lost" in page


def test_what_looks_like_a_name_is_refused_gently_and_may_be_insisted_on(pro):
    refused = pro.press("/cases/new", nickname="Rose Garden", follow=False)
    name = pro.press("/cases/new", nickname="Robert Garden", follow=False)
    insisted = pro.press("/cases/new", nickname="Robert Garden", insist="y", follow=False)

    assert refused.status_code == 303
    assert name.status_code == 422
    assert "This looks like somebody’s name." in name.text
    assert 'value="Robert Garden"' in name.text
    assert insisted.status_code == 303


@pytest.mark.parametrize("nickname", ["ana@post.example", "559-555-0100", ""])
def test_what_is_never_a_nickname_is_refused_even_where_insisted_on(pro, nickname):
    answer = pro.press("/cases/new", nickname=nickname, insist="y", follow=False)

    assert answer.status_code == 422
    assert "keep it as it is" not in answer.text


def test_no_page_of_a_case_is_stored_anywhere(pro, case, calls, shortlist):
    for address in ("/cases", case, calls["Alder"], f"{shortlist}/packet", f"{case}/copy.csv"):
        assert pro.get(address).headers["Cache-Control"] == "no-store", address


def test_ids_are_random_and_titles_of_pages_tell_nothing(pro, case):
    other = pro.begin()

    assert len(case.rsplit("/")[-1]) == len(other.rsplit("/")[-1]) == 20
    assert case[:12] != other[:12]
    assert "Blue heron" not in re.search("<title>(.*?)</title>", pro.get(case).text)[1]


def test_a_case_shows_where_how_far_who_pays_and_for_whom(pro, case):
    page = words(pro.get(case).text)

    assert "Within 50 miles of" in page
    assert "Blue heron" in page


def test_a_case_is_found_by_part_of_its_nickname_which_stands_in_no_address(pro, case):
    pro.begin("Grey wren")

    answer = pro.press("/cases/find", words="HERON", follow=False)
    page = pro.get(answer.location).text

    assert "heron" not in answer.location.lower()
    assert ("Blue heron" in page, "Grey wren" in page) == (True, False)


def test_a_case_is_renamed_under_the_same_rule(pro, case):
    refused = pro.press(f"{case}/rename", nickname="Maria Lopez", follow=False)
    renamed = pro.press(f"{case}/rename", nickname="Grey wren")

    assert refused.status_code == 422
    assert "Grey wren" in renamed.text


def test_deleting_says_what_goes_offers_a_copy_and_then_everything_is_gone(app, pro, case, calls):
    shared = pro.press(pro.get("/shortlists/share").location, days="7")
    link = re.search(r"http://localhost(/cases/shared/[^\"<]+)", shared.text)[1]
    asked = words(pro.get(f"{case}/delete").text)

    after = pro.press(f"{case}/delete")

    assert "The case is deleted" in words(after.text)
    assert "The case is deleted" not in words(pro.get("/cases").text)
    assert "One shared link still opens. It ends at once." in asked
    assert "Take a copy first" in asked
    assert pro.get(case).status_code == 404
    assert pro.get(calls["Alder"]).status_code == 404
    assert "Blue heron" not in pro.get("/cases").text
    assert app.test_client().get(link).status_code == 410
    assert "Case in hand" not in pro.get("/matches").text


def test_a_copy_holds_what_is_needed_and_the_note_to_the_family(pro, case, calls, shortlist):
    bare = words(pro.get(f"{case}/copy").text)
    chosen = {"programs": [calls["Alder"].rsplit("/")[-1]], "pages": ["overview"]}
    pro.press(f"{shortlist}/packet/choose", note="Call before ten.", order="as_listed", **chosen)

    page = words(pro.get(f"{case}/copy").text)

    assert "What is needed" in page
    assert "Heroin" in page
    assert "asked in private are not printed" in page
    assert ("Call before ten." in bare, "Call before ten." in page) == (False, True)
    assert "Call before ten." in pro.get(f"{case}/copy.json").text


def test_what_needs_a_call_today_stands_first(pro, case, calls):
    pro.press(calls["Birch"], status="has_bed", called_on="2020-03-03")

    page = words(pro.get("/cases").text)

    assert re.search(
        r"To call today.*Birch.*Ask again about the bed: Was open on 3 March 2020", page
    )
    assert page.index("Birch") < page.index("Alder")


def test_another_list_is_begun_named_and_ended_and_the_last_one_stays(pro, case):
    begun = pro.press(f"{case}/lists/new", title="Near home", follow=False).location
    renamed = pro.press(f"{begun}/rename", title="Far away")
    ended = pro.press(f"{begun}/delete")
    last = pro.get(f"{case}").text
    only = re.search(rf"({case}/lists/[^/\"]+)/rename", last)[1]

    assert "Far away" in renamed.text
    assert "Far away" not in ended.text
    assert pro.press(f"{only}/delete", follow=False).status_code == 422


def test_programs_are_ordered_by_hand_and_by_rank(pro, case, calls, shortlist):
    def order():
        return re.findall(r'class="entry__name"><a [^>]+>([^<]+)', pro.get(shortlist).text)

    before = order()
    pro.press(f"{calls['Cedar']}/move", way="up")
    by_hand = order()
    pro.press(f"{shortlist}/order", by="rank")

    assert before == ["Alder", "Birch", "Cedar"]
    assert by_hand == ["Alder", "Cedar", "Birch"]
    assert order() == ["Alder", "Birch", "Cedar"]


def test_two_of_a_list_are_compared_by_what_is_needed(pro, shortlist, programs):
    page = pro.press(f"{shortlist}/compare", programs=[programs["Alder"], programs["Cedar"]]).text

    head = re.findall(r'scope="col">([^<]+)</th>', page)
    assert head == ["Alder", "Cedar"]
    assert "You must have" in page
    assert pro.press(f"{shortlist}/compare", follow=False).status_code == 422


def test_a_program_with_a_log_is_taken_off_only_after_a_question(pro, case, calls):
    pro.press(calls["Birch"], status="left_message", called_on="2026-01-02")

    asked = words(pro.get(f"{calls['Birch']}/take-off").text)
    pro.press(f"{calls['Birch']}/take-off")

    assert "Your calls to it, your notes and its answers are deleted with it." in asked
    assert calls["Birch"] not in pro.get(case).text


def test_a_change_of_the_sites_key_is_said_and_loses_nothing(app, pro, case):
    app.config["SECRET_KEY"] = "another-key-that-only-tests-know-000"
    changed = pro.get(case)
    app.config["SECRET_KEY"] = "a-key-that-only-tests-know-0123456789"

    assert changed.status_code == 500
    assert "ask whoever runs the site to bring the earlier key back" in words(changed.text)
    assert "Blue heron" in pro.get(case).text


def test_a_second_professional_sees_nothing_of_it(app, case):
    other = Professional(app)

    assert "Blue heron" not in other.get("/cases").text
    assert other.get(case).status_code == 404
    assert other.press(f"{case}/take", to="check", follow=False).status_code == 404


def test_an_admin_is_told_how_many_cases_an_account_has_and_nothing_of_them(app, pro, case):
    admin = Professional(app, role="admin")

    assert admin.get(case).status_code == 404
    accounts = admin.get("/accounts").text
    assert "Blue heron" not in accounts
    assert re.search(rf"{pro.account.email}.*?Cases: 1\.", accounts, re.DOTALL)


def test_no_form_of_a_case_is_taken_without_its_token(app, pro, case, calls, shortlist):
    ends = {"case_id": case.rsplit("/")[-1], "list_id": shortlist.rsplit("/")[-1]}
    ends |= {"entry_id": calls["Alder"].rsplit("/")[-1], "contact_id": 1, "link_id": "x" * 20}
    addresses = [
        rule.build({name: ends[name] for name in rule.arguments})[1]
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/cases") and "POST" in rule.methods
    ]
    before = pro.get(case).text

    forged = {each: pro.client.post(each).status_code for each in addresses}

    assert len(addresses) >= 20
    assert set(forged.values()) == {400}
    assert pro.get(case).text == before


def test_a_full_case_and_its_longest_call_stay_light(app, pro, programs):
    everything = {
        **NEEDS,
        "mental_health": "yes",
        "pregnant": "yes",
        "both_use": "yes",
        "couples": "wanted",
        "family_part": "yes",
        "holistic": "yes",
        "life_skills": "yes",
        "peer": "yes",
        "who": ["women", "veterans", "lgbtq", "older_adults"],
        "language": ["spanish", "sign_language"],
        "setting": "residential",
        "payment": ["medicaid", "sliding_fee"],
        "ready": "unsure",
    }
    case = pro.begin(answers=everything)
    call = pro.add(case, programs["Cedar"])
    page = pro.get(case).data
    entry = page[page.index(b'<li class="entry"') : page.index(b"</ol>", page.index(b'"entry"'))]

    assert len(pro.get(call).data) < 100_000
    assert len(page) + (MOST_ENTRIES - 1) * len(entry) < 100_000
