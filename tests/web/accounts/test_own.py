"""One's own account: where it is open, its password, its second step."""

import re

import pytest

from tests.support.accounts import PASSWORD, code_at, sign_in
from tests.support.application import csrf_token
from tests.web.accounts.browsing import (
    codes_on,
    give_password,
    is_signed_in,
    secret_on,
    send,
)

EMAIL = "marta@harbor.example"
NEW = "seven slow tortoises"


@pytest.fixture
def marta(client, keep):
    """Somebody signed in, in this browser."""
    keep("curator", EMAIL)
    return sign_in(client, email=EMAIL)


def ends_on(page):
    return re.findall(r'action="(/account/sessions/\d+/end)"', page.text)


def test_the_page_names_days_and_neither_address_nor_browser(client, marta, clock):
    page = client.get("/account", headers={"User-Agent": "Marigold/7"}).text

    assert "Signed in on 22 November 2026, last used on 22 November 2026." in page
    for word in ("Marigold", "127.0.0.1", "09:00"):
        assert word not in page


def test_a_browser_left_elsewhere_is_signed_out_from_here(app, client, marta):
    elsewhere = app.test_client()
    sign_in(elsewhere, email=EMAIL)
    (end,) = ends_on(client.get("/account"))

    answer = send(client, end, "/account")

    assert answer.location == "/account"
    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)


def test_nobody_ends_a_session_of_somebody_else(app, client, marta):
    other = app.test_client()
    sign_in(other, "curator", "other@harbor.example")
    spare = app.test_client()
    sign_in(spare, "curator", "other@harbor.example")
    (theirs,) = ends_on(other.get("/account"))

    answer = send(client, theirs, "/account")

    assert answer.status_code == 404
    assert is_signed_in(spare)


def test_signing_out_everywhere_leaves_no_browser_in(app, client, marta):
    elsewhere = app.test_client()
    sign_in(elsewhere, email=EMAIL)

    answer = send(client, "/account/sessions/end-all", "/account")

    assert answer.location == "/signed-out"
    assert client.get_cookie("session") is None
    assert not is_signed_in(elsewhere)


def test_a_new_password_keeps_this_browser_and_ends_the_others(app, client, marta):
    elsewhere = app.test_client()
    sign_in(elsewhere, email=EMAIL)

    answer = send(client, "/account/password", password=PASSWORD, new_password=NEW)

    assert answer.location == "/account"
    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)
    assert give_password(elsewhere, EMAIL, NEW).status_code == 303


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"password": "wrong one", "new_password": NEW}, "That is not your password."),
        ({"password": "", "new_password": NEW}, "Enter your password."),
        ({"password": PASSWORD, "new_password": "short"}, "Use 12 characters or more."),
    ],
)
def test_a_password_is_not_changed_without_the_one_before_or_for_a_weak_one(
    app, client, marta, fields, said
):
    answer = send(client, "/account/password", **fields)

    assert answer.status_code == 422
    assert said in answer.text
    assert give_password(app.test_client(), EMAIL, PASSWORD).status_code == 303


def test_a_second_step_is_set_up_and_asked_for_from_then_on(app, client, marta, clock):
    elsewhere = app.test_client()
    sign_in(elsewhere, email=EMAIL)
    secret = secret_on(client.get("/account/second-step"))
    before = client.get_cookie("session").value

    done = send(client, "/account/second-step", code=code_at(clock(), secret))

    assert len(codes_on(done)) == 10
    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)
    elsewhere.set_cookie("session", before)
    assert not is_signed_in(elsewhere)
    assert give_password(app.test_client(), EMAIL).location == "/sign-in/code"


def test_a_secret_that_is_set_up_is_never_shown_again(client, marta, clock):
    secret = secret_on(client.get("/account/second-step"))
    send(client, "/account/second-step", code=code_at(clock(), secret))

    again = client.get("/account/second-step")

    assert again.location == "/account"


@pytest.mark.parametrize(
    "path", ["/account/second-step/move", "/account/second-step/remove", "/account/recovery-codes"]
)
def test_what_weakens_an_account_asks_for_the_password_again(client, keep, path):
    nora = keep("curator", "nora@harbor.example", second_step=True)
    sign_in(client, email=nora.email)

    answer = send(client, path, password="somebody guessing")

    assert answer.status_code == 422
    assert "That is not your password." in answer.text


def test_another_phone_takes_over_once_it_has_shown_a_code(app, client, keep, clock):
    ada = keep("admin", "ada@harbor.example")
    sign_in(client, email=ada.email)

    assert send(client, "/account/second-step/move", password=PASSWORD).status_code == 303
    secret = secret_on(client.get("/account/second-step"))
    send(client, "/account/second-step", code=code_at(clock(), secret))

    clock.move(minutes=2)
    phone = app.test_client()
    give_password(phone, ada.email)
    assert send(phone, "/sign-in/code", code=code_at(clock())).status_code == 422
    assert send(phone, "/sign-in/code", code=code_at(clock(), secret)).status_code == 303


def test_a_curator_may_do_without_the_second_step(app, client, keep):
    nora = keep("curator", "nora@harbor.example", second_step=True)
    sign_in(client, email=nora.email)

    send(client, "/account/second-step/remove", password=PASSWORD)

    assert give_password(app.test_client(), nora.email).location == "/sign-in"


def test_an_admin_may_not(client, keep):
    sign_in(client, email=keep("admin", "ada@harbor.example").email)

    token = csrf_token(client)
    answer = client.post(
        "/account/second-step/remove", data={"csrf_token": token, "password": PASSWORD}
    )

    assert answer.status_code == 403


def test_the_navigation_names_what_each_role_may_open(app, keep):
    seen = {}
    for role in ("admin", "curator", "interventionist"):
        client = app.test_client()
        sign_in(client, role)
        staff = client.get("/account").text.partition('class="staff"')[2].partition("</ul>")[0]
        seen[role] = "/accounts" in staff

    assert seen == {"admin": True, "curator": False, "interventionist": False}
