"""Admins' pages of accounts."""

import pytest

from matcher.persistence.base import db
from tests.support.accounts import account_of, sign_in
from tests.web.accounts.browsing import give_password, is_signed_in, link_on, send


@pytest.fixture
def ada(client, keep):
    """An admin, signed in in this browser; another exists."""
    keep("admin", "second@harbor.example")
    return sign_in(client, email=keep("admin", "ada@harbor.example").email)


def test_an_invitation_is_shown_once_with_words_to_copy(app, client, ada):
    page = send(client, "/accounts/invite", email="New@Harbor.example", role="curator")

    path = link_on(page)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert "It is for new@harbor.example, works once, and stops on 29 November 2026." in page.text
    assert app.test_client().get(path).status_code == 200
    assert path not in client.get("/accounts").text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"email": "", "role": "curator"}, "Enter an e-mail address."),
        ({"email": "nobody", "role": "curator"}, "such as name@example.org"),
        ({"email": "ADA@harbor.example", "role": "curator"}, "This address has an account."),
        ({"email": "new@harbor.example"}, "Choose one."),
        ({"email": "new@harbor.example", "role": "king"}, "Choose one of the answers"),
    ],
)
def test_what_cannot_be_invited_is_said(client, ada, fields, said):
    answer = send(client, "/accounts/invite", **fields)

    assert answer.status_code == 422
    assert said in answer.text


def test_the_list_names_everyone_and_how_they_sign_in(client, ada, keep):
    keep("curator", "marta@harbor.example", name="Marta Quill")
    send(client, "/accounts/invite", email="new@harbor.example", role="interventionist")

    page = client.get("/accounts").text

    for said in (
        "Marta Quill",
        "Signs in with a password alone.",
        "Signs in with a password and a second step.",
        "Invited; has not come yet.",
    ):
        assert said in page


def test_closing_and_opening_an_account(app, client, ada, keep):
    marta = keep("curator", "marta@harbor.example")
    browser = app.test_client()
    sign_in(browser, email=marta.email)
    page = f"/accounts/{marta.id}"

    assert send(client, f"{page}/disable", page).location == page
    assert not is_signed_in(browser)
    assert give_password(browser, marta.email).status_code == 422
    send(client, f"{page}/enable", page)

    assert give_password(browser, marta.email).status_code == 303


def test_another_role_signs_out_and_opens_other_doors(app, client, ada, keep):
    marta = keep("curator", "marta@harbor.example")
    browser = app.test_client()
    sign_in(browser, email=marta.email)
    page = f"/accounts/{marta.id}"

    send(client, f"{page}/role", page, role="admin")

    assert not is_signed_in(browser)
    assert give_password(browser, marta.email).location == "/sign-in/second-step"
    with app.app_context():
        assert account_of(db.session, marta.email).role == "admin"


def test_a_second_step_can_be_taken_away_for_somebody_who_lost_it(app, client, ada, keep):
    nora = keep("curator", "nora@harbor.example", second_step=True)
    page = f"/accounts/{nora.id}"

    send(client, f"{page}/forget-second-step", page)

    assert give_password(app.test_client(), nora.email).location == "/sign-in"


def test_a_link_for_a_new_password_lasts_a_day(app, client, ada, keep, clock):
    marta = keep("curator", "marta@harbor.example")
    page = f"/accounts/{marta.id}"

    path = link_on(send(client, f"{page}/link", page))

    assert "Choose a new password" in app.test_client().get(path).text
    clock.move(hours=24)
    assert app.test_client().get(path).status_code == 410


def test_the_last_admin_cannot_close_the_door_behind_them(app, client, keep):
    ada = sign_in(client, email=keep("admin", "ada@harbor.example").email)
    page = f"/accounts/{ada.id}"

    answers = [
        send(client, f"{page}/disable", page),
        send(client, f"{page}/role", page, role="curator"),
    ]

    assert [each.status_code for each in answers] == [409, 409]
    assert "Somebody must be able to let others in" in answers[0].text
    assert is_signed_in(client)


def test_what_happened_is_told_with_who_and_when(client, ada, keep):
    marta = keep("curator", "marta@harbor.example")
    page = f"/accounts/{marta.id}"
    send(client, f"{page}/disable", page)

    assert "The account was closed, 22 November 2026, by Ada." in client.get(page).text


def test_an_account_that_is_not_there_is_no_page(client, ada):
    assert client.get("/accounts/999999").status_code == 404
