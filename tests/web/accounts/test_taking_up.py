"""Links that an admin handed over, as whoever holds one meets them."""

import pytest

from matcher.domain.accounts import Role
from matcher.persistence.base import db
from matcher.services.accounts import administering
from tests.support.accounts import PASSWORD, code_at, sign_in
from tests.support.application import csrf_token
from tests.web.accounts.browsing import (
    codes_on,
    give_password,
    is_signed_in,
    secret_on,
    send,
)

NEW = "seven slow tortoises"


@pytest.fixture
def invite(app, keys):
    """Invite somebody and return the path of the link."""

    def invite(email="new@harbor.example", role=Role.CURATOR):
        with app.app_context():
            _, link = administering.invite(db.session, keys, email, role, by=None)
        return f"/invitation/{link.token}"

    return invite


def test_an_invitation_is_private_and_says_whom_it_is_for(client, invite):
    page = client.get(invite(role=Role.INTERVENTIONIST))

    assert "new@harbor.example" in page.text
    assert "Interventionist or case manager" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_looking_at_an_invitation_does_not_use_it_up(client, invite):
    path = invite()

    assert [client.get(path).status_code for _ in range(3)] == [200, 200, 200]


def test_a_curator_sets_a_password_and_is_advised_a_second_step(client, invite):
    answer = send(client, invite(), name="Nora Lind", new_password=NEW)

    assert answer.location == "/account/second-step"
    assert is_signed_in(client)
    assert "Not now" in client.get("/account/second-step").text


def test_an_admin_sets_up_the_second_step_before_any_door_opens(client, clock, invite):
    answer = send(client, invite(role=Role.ADMIN), name="Nora Lind", new_password=NEW)
    assert answer.location == "/sign-in/second-step"
    assert not is_signed_in(client)
    assert client.get("/accounts").status_code == 303
    page = client.get("/sign-in/second-step")
    assert "Not now" not in page.text
    assert "<svg" in page.text

    done = send(client, "/sign-in/second-step", code=code_at(clock(), secret_on(page)))

    assert len(codes_on(done)) == 10
    assert done.headers["Cache-Control"] == "no-store"
    assert client.get("/accounts").status_code == 200


def test_a_wrong_code_sets_nothing_up(client, invite):
    send(client, invite(role=Role.ADMIN), name="Nora Lind", new_password=NEW)
    secret = secret_on(client.get("/sign-in/second-step"))

    answer = send(client, "/sign-in/second-step", code="12345")

    assert answer.status_code == 422
    assert secret_on(answer) == secret
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": "", "new_password": NEW}, "Enter your name."),
        ({"name": "Nora", "new_password": ""}, "Enter a password."),
        ({"name": "Nora", "new_password": "short"}, "Use 12 characters or more."),
        ({"name": "Nora", "new_password": "new@harbor.example"}, "not like your e-mail"),
        ({"name": "Nora", "new_password": "password12345"}, "Many people use that one"),
        ({"name": "Nora", "new_password": "x" * 201}, "Use 200 characters or fewer."),
        ({"name": "N" * 81, "new_password": NEW}, "Shorten the name to 80 characters"),
    ],
)
def test_what_is_missing_or_weak_is_said_and_the_link_still_opens(client, invite, fields, said):
    path = invite()

    answer = send(client, path, **fields)

    assert answer.status_code == 422
    assert said in answer.text
    assert f'value="{fields["new_password"] or "never"}"' not in form_of(answer)
    assert client.get(path).status_code == 200


def form_of(page):
    """Return a page without the address in its form, which may be what the password was."""
    return page.text.replace('name="email" value="new@harbor.example"', "")


@pytest.mark.parametrize("wait", [{}, {"days": 7}], ids=["used", "expired"])
def test_a_link_that_was_used_or_ran_out_says_so_and_opens_nothing(
    app, client, clock, invite, wait
):
    path = invite()
    if not wait:
        send(client, path, name="Nora Lind", new_password=NEW)
    clock.move(**wait)
    stranger = app.test_client()

    looked = stranger.get(path)
    token = csrf_token(stranger)
    tried = stranger.post(
        path, data={"csrf_token": token, "name": "Mallory", "new_password": "nine loud geese"}
    )

    assert (looked.status_code, tried.status_code) == (410, 410)
    assert "This link opens nothing" in looked.text
    assert not is_signed_in(stranger)
    assert give_password(stranger, "new@harbor.example", "nine loud geese").status_code == 422


@pytest.mark.parametrize("guess", ["a", "0" * 32, "%00", "..%2F..%2Faccounts"])
def test_a_guessed_link_is_answered_like_one_that_opens_no_more(client, invite, guess):
    invite()

    page = client.get(f"/invitation/{guess}")

    assert page.status_code == 404


def test_a_forged_form_takes_up_nothing(client, invite):
    path = invite()

    answer = client.post(path, data={"name": "Mallory", "new_password": NEW})

    assert answer.status_code == 400
    assert client.get(path).status_code == 200


def test_a_new_password_by_link_signs_out_everywhere_and_in_nowhere(app, client, keys, keep):
    marta = keep("curator", "marta@harbor.example")
    sign_in(client, email=marta.email)
    with app.app_context():
        token = administering.link_for(db.session, keys, marta.id, by=None).token
    phone = app.test_client()

    answer = send(phone, f"/invitation/{token}", new_password=NEW)

    assert answer.location == "/sign-in"
    assert not is_signed_in(phone)
    assert not is_signed_in(client)
    assert give_password(phone, marta.email, PASSWORD).status_code == 422
    assert give_password(phone, marta.email, NEW).status_code == 303


def test_nothing_of_a_link_is_in_the_log(client, invite, capsys):
    path = invite()

    send(client, path, name="Nora Lind", new_password=NEW)

    written = capsys.readouterr().err
    token = path.rpartition("/")[2]
    assert [word for word in (token, "Nora", NEW, "new@harbor") if word in written] == []
    assert "/invitation/<string:token>" in written
