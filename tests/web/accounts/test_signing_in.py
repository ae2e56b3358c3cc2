"""Signing in and out, as a browser does it and as somebody tries who should not."""

import json
import re

import pytest
from sqlalchemy import event

from matcher.app import create_app
from matcher.persistence.base import db
from matcher.services.accounts.keys import Passwords
from matcher.web import kept
from matcher.web.sealing import Sealer
from tests.keeping import sealed
from tests.support.accounts import (
    CHEAP,
    PASSWORD,
    account_of,
    code_at,
    cookie,
    sign_in,
)
from tests.support.application import SECRET, csrf_token, told
from tests.web.accounts.browsing import give_password, is_signed_in, send, token_of

EMAIL = "marta@harbor.example"


@pytest.fixture
def marta(keep):
    keep("curator", "noise@harbor.example")
    return keep("curator", EMAIL, name="Marta Quill")


@pytest.fixture
def ada(keep):
    """An admin, who has a second step."""
    return keep("admin", "ada@harbor.example")


def held(client):
    """Return what the browser holds, opened."""
    cookie = client.get_cookie("session")
    return Sealer(SECRET).open(cookie.value).values if cookie else {}


def test_the_right_password_signs_in(client, marta):
    answer = give_password(client, "Marta@HARBOR.example ")

    assert (answer.status_code, answer.location) == (303, "/sign-in")
    assert is_signed_in(client)


@pytest.mark.parametrize(
    ("email", "password"),
    [
        (EMAIL, "another password"),
        ("nobody@harbor.example", PASSWORD),
        ("no address", PASSWORD),
    ],
)
def test_a_wrong_try_is_answered_the_same_whether_the_address_is_known(
    app, client, marta, email, password
):
    stranger = app.test_client()
    expected = give_password(stranger, "somebody@harbor.example", "some other password")

    answer = give_password(client, email, password)

    assert (answer.status_code, without_typed(answer)) == (422, without_typed(expected))
    assert not is_signed_in(client)


def without_typed(page):
    """Return a page without its form token and the address that was typed."""
    return re.sub(r'value="[^"]*"', "", page.text)


def test_the_work_is_the_same_whether_the_address_is_known(app, client, keys, marta):
    worked = []

    class Counted(Passwords):
        def _matches(self, kept, password):
            worked.append(kept)
            return super()._matches(kept, password)

    app.extensions["accounts"] = type(keys)(SECRET, Counted(CHEAP), keys.clock)

    for email in (EMAIL, "nobody@harbor.example", "no address"):
        give_password(client, email, "another password")

    assert len(worked) == 3
    assert all(worked)


def test_nothing_typed_wrong_comes_back_but_the_address(client, marta):
    page = give_password(client, EMAIL, "my other secret").text

    assert "my other secret" not in page
    assert EMAIL in page


def test_an_admin_is_asked_for_a_code_before_any_door_opens(client, clock, ada):
    answer = give_password(client, ada.email)
    assert answer.location == "/sign-in/code"
    assert not is_signed_in(client)
    assert client.get("/accounts").status_code == 303

    send(client, "/sign-in/code", code=code_at(clock()))

    assert client.get("/accounts").status_code == 200


def test_a_replayed_code_is_refused(app, clock, ada):
    code = code_at(clock())
    answers = []
    for client in (app.test_client(), app.test_client()):
        give_password(client, ada.email)
        answers.append(send(client, "/sign-in/code", code=code).status_code)

    assert answers == [303, 422]


def test_a_recovery_code_opens_once(app, client, clock, keep):
    nora = keep("curator", "nora@harbor.example", second_step=True)
    sign_in(client, email=nora.email)
    page = send(client, "/account/recovery-codes", password=PASSWORD)
    first = re.findall(r"<code>([^<]+)</code>", page.text)[0]

    answers = []
    for browser in (app.test_client(), app.test_client()):
        give_password(browser, nora.email)
        answers.append(send(browser, "/sign-in/recovery-code", code=first).status_code)

    assert answers == [303, 422]


@pytest.mark.parametrize("path", ["/sign-in/code", "/sign-in/recovery-code"])
def test_a_code_without_a_password_before_it_is_of_no_use(client, clock, ada, path):
    answer = client.post(path, data={"csrf_token": csrf_token(client), "code": code_at(clock())})

    assert (answer.status_code, answer.location) == (303, "/sign-in")
    assert not is_signed_in(client)


def test_half_way_in_ends_after_a_quarter_of_an_hour(client, clock, ada):
    give_password(client, ada.email)
    clock.move(minutes=15)

    assert client.get("/sign-in/code").location == "/sign-in"


def test_a_session_planted_before_signing_in_is_worth_nothing_after_it(app, client, marta):
    """An attacker signs in, gives their cookie to Marta's browser, and waits for her to sign in."""
    attacker = app.test_client()
    sign_in(attacker, email="noise@harbor.example")
    csrf_token(attacker)
    planted = attacker.get_cookie("session").value
    client.set_cookie("session", planted)

    form = "/guide/what-is-kept"
    send(client, "/sign-in", form, email=EMAIL, password=PASSWORD)

    attacker.set_cookie("session", planted)
    assert not is_signed_in(attacker)
    assert held(client)["account"] != Sealer(SECRET).open(planted).values["account"]
    assert "Marta Quill" in client.get("/account").text


def test_each_raise_of_privilege_has_a_token_and_form_tokens_of_its_own(client, clock, ada):
    seen = []
    client.get("/sign-in")
    seen.append(held(client))
    give_password(client, ada.email)
    client.get("/sign-in/code")
    seen.append(held(client))
    send(client, "/sign-in/code", code=code_at(clock()))
    client.get("/account")
    seen.append(held(client))

    assert len({each["csrf_token"] for each in seen}) == 3
    assert len({each.get("account") for each in seen}) == 3


def test_the_cookie_of_half_way_opens_nothing_once_the_code_was_given(app, client, clock, ada):
    give_password(client, ada.email)
    half = client.get_cookie("session").value
    send(client, "/sign-in/code", code=code_at(clock()))

    other = app.test_client()
    other.set_cookie("session", half)

    assert not is_signed_in(other)
    assert other.get("/sign-in/code").location == "/sign-in"


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/sign-in", {"email": EMAIL, "password": PASSWORD}),
        ("/sign-out", {}),
        ("/account/sessions/end-all", {}),
        ("/account/password", {"password": PASSWORD, "new_password": "forged by somebody"}),
    ],
)
def test_a_forged_form_does_nothing(app, client, marta, path, fields):
    if path != "/sign-in":
        sign_in(client, email=EMAIL)
    foreign = app.test_client()
    tokens = ["", "nonsense", csrf_token(foreign)]

    answers = [
        client.post(path, data={**fields, "csrf_token": each}).status_code for each in tokens
    ]

    assert answers == [400, 400, 400]
    assert is_signed_in(client) is (path != "/sign-in")


def test_signing_out_ends_the_session_wherever_its_cookie_went(app, client, marta):
    sign_in(client, email=EMAIL)
    copied = client.get_cookie("session").value

    answer = send(client, "/sign-out", "/account")

    assert answer.location == "/signed-out"
    assert client.get_cookie("session") is None
    thief = app.test_client()
    thief.set_cookie("session", copied)
    assert not is_signed_in(thief)


@pytest.mark.parametrize(
    ("path", "page"), [("/exit", None), ("/guide/what-is-kept/delete", "/guide/what-is-kept")]
)
def test_leaving_and_deleting_sign_out_too(app, client, marta, path, page):
    sign_in(client, email=EMAIL)
    copied = client.get_cookie("session").value

    send(client, path, page or "/account")

    thief = app.test_client()
    thief.set_cookie("session", copied)
    assert client.get_cookie("session") is None
    assert not is_signed_in(thief)


def test_leaving_works_where_the_store_does_not(tmp_path):
    app = create_app(told(tmp_path))  # over a database without a single table
    client = app.test_client()
    client.set_cookie("session", cookie("a token"))

    left = client.post("/exit")

    assert (left.status_code, left.location) == (303, "/kitchen-measures")
    assert client.get_cookie("session") is None


def test_a_cookie_of_ours_with_a_token_of_nobody_is_nobody(client, marta):
    sign_in(client, email=EMAIL)
    values = Sealer(SECRET).open(client.get_cookie("session").value)
    values.values["account"] = "0" * 32
    client.set_cookie("session", Sealer(SECRET).seal(values))

    assert client.get("/account").location == "/sign-in?next=%2Faccount"


def test_closing_an_account_shuts_its_open_browser_out(app, client, marta):
    sign_in(client, email=EMAIL)
    with app.app_context():
        account_of(db.session, EMAIL).disabled = True
        db.session.commit()

    assert not is_signed_in(client)
    assert give_password(client, EMAIL).status_code == 422


def test_answers_outlive_signing_in_and_nothing_outlives_signing_out(client, marta):
    client.set_cookie("session", sealed({"near": "93701", "substances": ["heroin"]}, ["one"]))

    give_password(client, EMAIL)
    assert held(client)["answers"]["near"] == "93701"
    assert held(client)["shortlist"] == ["one"]
    send(client, "/sign-out", "/account")

    assert held(client) == {}


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("/account/password", "/account/password"),
        ("/matches", "/matches"),
        ("/nowhere", "/sign-in"),
        ("", "/sign-in"),
        ("//stranger.example/account", "/sign-in"),
        ("///stranger.example", "/sign-in"),
        ("https://stranger.example/account", "/sign-in"),
        ("/\\stranger.example", "/sign-in"),
        ("\\\\stranger.example", "/sign-in"),
        ("javascript:alert(1)", "/sign-in"),
        ("account", "/sign-in"),
        ("/account\r\nLocation: //stranger.example", "/sign-in"),
        ("/account/password?to=//stranger.example", "/account/password"),
        ("/sign-out", "/sign-in"),  # opens for forms alone
    ],
)
def test_signing_in_leads_back_to_a_page_of_ours_and_nowhere_else(client, marta, wanted, expected):
    answer = give_password(client, EMAIL, next=wanted)

    assert answer.location == expected


@pytest.mark.parametrize("wanted", ["//stranger.example", "https://stranger.example/"])
def test_a_page_of_signing_in_never_repeats_where_a_stranger_would_send_one(client, wanted):
    page = client.get("/sign-in", query_string={"next": wanted})

    assert "stranger" not in page.text


def test_the_wish_outlives_the_code(client, clock, ada):
    answer = give_password(client, ada.email, next="/account/password")
    assert answer.location == "/sign-in/code?next=/account/password"

    answer = send(
        client, "/sign-in/code", answer.location, code=code_at(clock()), next="/account/password"
    )

    assert answer.location == "/account/password"


def test_a_closed_page_leads_to_signing_in_and_names_only_its_path(client):
    page = client.get("/account/password?note=something")
    form = client.post("/account/sessions/end-all", data={"csrf_token": csrf_token(client)})

    assert (page.status_code, page.location) == (303, "/sign-in?next=%2Faccount%2Fpassword")
    assert (form.status_code, form.location) == (303, "/sign-in")


def test_a_page_of_another_role_is_refused_to_somebody_who_is_signed_in(client, marta):
    sign_in(client, email=EMAIL)

    assert client.get("/accounts").status_code == 403


def test_nothing_of_signing_in_is_in_the_log(client, clock, ada, capsys):
    give_password(client, ada.email, "wrong but secret")
    give_password(client, ada.email)
    send(client, "/sign-in/code", code="123 456 wrong")
    code = code_at(clock())
    send(client, "/sign-in/code", code=code)
    client.get("/account")
    token = held(client)["account"]

    written = capsys.readouterr().err
    told = [ada.email, "ada", PASSWORD, "wrong but secret", "123 456 wrong", code, token]
    assert [word for word in told if word in written.replace("/account", "")] == []
    assert "127.0.0.1" not in written
    assert {json.loads(line)["event"] for line in written.splitlines()} == {"request"}


def test_a_page_of_families_asks_nothing_of_accounts(app, client, marta):
    asked = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    client.set_cookie("session", sealed({"near": "93701"}, ["one"]))

    page = client.get("/guide/how-ranking-works")

    assert [statement for statement in asked if "account" in statement] == []
    assert "Set-Cookie" not in page.headers
    assert "no-store" not in page.headers["Cache-Control"]
    assert "Sign out" not in page.text


def test_every_page_of_somebody_signed_in_is_stored_nowhere(client, marta):
    sign_in(client, email=EMAIL)

    page = client.get("/guide/tonight")

    assert page.headers["Cache-Control"] == "no-store"
    assert "Marta Quill" in page.text
    assert token_of(page)


def test_the_cookie_has_room_for_a_session_beside_everything(app):
    with app.test_request_context():
        kept.keep_answers({"near": "x"})

        assert set(kept.ROOM_FOR_TOKENS) == {"csrf_token", "account"}
