"""`users`, as the person who runs the site meets it."""

import re

import pytest

from matcher.persistence import places
from matcher.persistence.base import db
from tests.support.accounts import PASSWORD, account_of, an_account, sign_in
from tests.support.store import small_gazetteer

ROOT = "root@site.example"


@pytest.fixture
def run(app, runner):
    """Run a command on a database that has its places already."""
    with app.app_context():
        places.replace_all(db.session, small_gazetteer())
        db.session.commit()
    return lambda *words: runner.invoke(args=["users", *words])


def test_the_first_admin_gets_a_path_on_standard_output_and_its_end_beside_it(client, run):
    result = run("add", "Root@Site.example", "--role", "admin")

    assert result.exit_code == 0
    assert re.fullmatch(r"/invitation/[\w-]{32}\n", result.stdout)
    assert re.search(r"for root@site\.example works once, until \d{4}-\d\d-\d\d", result.stderr)
    assert "Welcome" in client.get(result.stdout.strip()).text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["add", "nobody", "--role", "admin"], "nobody is not an e-mail address."),
        (["add", ROOT, "--role", "king"], "'king' is not one of"),
        (["add", ROOT], "Missing option '--role'"),
        (["add", "known@site.example", "--role", "curator"], "has an account"),
        (["link", "nobody"], "nobody is not an e-mail address."),
        (["link", ROOT], f"Nobody has an account with {ROOT}."),
        (["frobnicate"], "No such command 'frobnicate'."),
    ],
)
def test_what_cannot_be_done_is_one_line_and_two(app, run, words, said):
    with app.app_context():
        an_account(db.session, "curator", "known@site.example")

    result = run(*words)

    assert result.exit_code == 2
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert result.stdout == ""


def test_a_new_invitation_takes_the_place_of_the_one_before(client, run):
    first = run("add", ROOT, "--role", "admin").stdout.strip()

    second = run("link", ROOT).stdout.strip()

    assert [client.get(path).status_code for path in (first, second)] == [410, 200]


def test_whoever_has_a_password_gets_a_link_for_a_new_one(app, client, run):
    with app.app_context():
        an_account(db.session, "curator", "known@site.example")

    result = run("link", "known@site.example")

    assert "link for a new password" in result.stderr
    assert "Choose a new password" in client.get(result.stdout.strip()).text


def test_an_admin_without_phone_and_paper_can_be_helped_at_the_terminal(app, client, run):
    ada = sign_in(client, "admin", ROOT)

    run("link", ada.email, "--forget-second-step")

    assert client.get("/account").status_code == 303
    with app.app_context():
        assert account_of(db.session, ROOT).totp_sealed == ""


def test_the_list_has_a_line_for_everyone(app, run):
    with app.app_context():
        an_account(db.session, "admin", ROOT)
        an_account(db.session, "curator", "closed@site.example")
        account_of(db.session, "closed@site.example").disabled = True
        db.session.commit()
    run("add", "new@site.example", "--role", "interventionist")

    result = run("list")

    assert result.stdout.splitlines() == [
        "closed@site.example\tcurator\tclosed",
        "new@site.example\tinterventionist\tinvited",
        f"{ROOT}\tadmin\topen\tsecond step",
    ]
    assert PASSWORD not in result.stdout
