"""How often somebody may try: by address, by account, for minutes, and told to nobody."""

import pytest

from matcher.app import create_app
from matcher.web.accounts import limits
from tests.support.accounts import PASSWORD, cheap_passwords
from tests.support.application import told
from tests.web.accounts.browsing import is_signed_in, send, token_of

EMAIL = "marta@harbor.example"


@pytest.fixture
def tight(monkeypatch):
    """Limits that a test reaches soon."""
    monkeypatch.setattr(limits, "BY_BOTH", limits.Limit("both", 3, 5))
    monkeypatch.setattr(limits, "BY_ADDRESS", limits.Limit("address", 5, 5))
    monkeypatch.setattr(limits, "BY_ACCOUNT", limits.Limit("account", 5, 15))


def tries(client, emails, typed="wrong and wrong", address="192.0.2.1"):
    """Try to sign in as each of *emails*, and return what came of it."""
    token = token_of(client.get("/sign-in"))
    return [
        client.post(
            "/sign-in",
            data={"csrf_token": token, "email": email, "password": typed},
            environ_base={"REMOTE_ADDR": address},
        ).status_code
        for email in emails
    ]


def test_one_address_tries_one_account_a_few_times(tight, client, keep):
    keep("curator", EMAIL)

    answers = tries(client, [EMAIL, EMAIL.upper(), f" {EMAIL}", "\uff4darta@harbor.example"])

    assert answers == [422, 422, 422, 429]


def test_an_account_that_nobody_has_is_limited_the_same(tight, client):
    assert tries(client, ["nobody@harbor.example"] * 4) == [422, 422, 422, 429]


def test_one_address_tries_many_accounts_a_few_times(tight, client):
    answers = tries(client, [f"{number}@harbor.example" for number in range(6)])

    assert answers == [422] * 5 + [429]


def test_many_addresses_try_one_account_a_few_times(tight, client, keep):
    keep("curator", EMAIL)

    answers = [tries(client, [EMAIL], address=f"192.0.2.{number}")[0] for number in range(6)]

    assert answers == [422] * 5 + [429]


def test_a_home_with_many_addresses_counts_as_one(tight, client):
    emails = [f"{number}@harbor.example" for number in range(6)]

    answers = [
        tries(client, [email], address=f"2001:db8:1:2::{number:x}")[0]
        for number, email in enumerate(emails)
    ]

    assert answers == [422] * 5 + [429]


def test_who_is_kept_out_by_a_stranger_gets_in_from_their_own_address(tight, client, keep):
    keep("curator", EMAIL)
    assert tries(client, [EMAIL] * 4, address="192.0.2.66")[-1] == 429

    assert tries(client, [EMAIL], PASSWORD, address="192.0.2.1") == [303]


def test_a_limit_is_told_kindly_and_says_nothing_of_the_account(tight, app, client, keep):
    keep("curator", EMAIL)
    pages = []
    for email in (EMAIL, "nobody@harbor.example"):
        browser = app.test_client()
        token = token_of(browser.get("/sign-in"))
        for _ in range(4):
            page = browser.post(
                "/sign-in",
                data={"csrf_token": token, "email": email, "password": "wrong"},
                environ_base={"REMOTE_ADDR": f"192.0.2.{len(email)}"},
            )
        pages.append(page)

    assert [page.status_code for page in pages] == [429, 429]
    assert pages[0].text == pages[1].text
    assert "That was tried too often" in pages[0].text


def test_codes_are_guessed_a_few_times(client, keep, monkeypatch):
    monkeypatch.setattr(limits, "CODES", limits.Limit("codes", 2, 5))
    keep("admin", "ada@harbor.example")
    send(client, "/sign-in", email="ada@harbor.example", password=PASSWORD)

    paths = ["/sign-in/code", "/sign-in/recovery-code", "/sign-in/code"]
    answers = [
        client.post(path, data={"csrf_token": token_of(client.get(path)), "code": "000000"})
        for path in paths
    ]

    assert [each.status_code for each in answers] == [422, 422, 429]


def test_links_are_guessed_a_few_times(client, monkeypatch):
    monkeypatch.setattr(limits, "LINKS", limits.Limit("links", 2, 5))

    answers = [client.get(f"/invitation/{guess}").status_code for guess in "abc"]

    assert answers == [404, 404, 429]


def test_what_is_counted_holds_neither_address_nor_account(app, client):
    tries(client, [EMAIL])

    counted = str(vars(app.extensions[limits.EXTENSION]._memory.storage))

    assert "both" in counted
    assert [word for word in ("192.0.2.1", "marta", "harbor") if word in counted] == []


def test_a_limit_is_in_no_log_with_whom_it_met(tight, client, capsys):
    tries(client, [EMAIL] * 4)

    written = capsys.readouterr().err
    assert [word for word in ("192.0.2", "marta", "harbor") if word in written] == []


@pytest.mark.parametrize(
    ("proxies", "expected"),
    [("0", [422] * 3 + [429]), ("1", [422] * 4)],
    ids=["believed of nobody", "believed of one proxy"],
)
def test_an_address_told_by_somebody_else_is_believed_of_known_proxies(
    tight, tmp_path, config, proxies, expected, monkeypatch
):
    monkeypatch.setattr(limits, "BY_ADDRESS", limits.Limit("address", 3, 5))
    app = create_app(told(tmp_path, TRUSTED_PROXIES=proxies))
    cheap_passwords(app)
    client = app.test_client()
    token = token_of(client.get("/sign-in"))

    answers = [
        client.post(
            "/sign-in",
            data={"csrf_token": token, "email": f"{number}@a.example", "password": "wrong"},
            headers={"X-Forwarded-For": f"192.0.2.{number}"},
        ).status_code
        for number in range(4)
    ]

    assert answers == expected


def test_where_redis_is_away_each_process_counts_for_itself():
    throttle = limits.Throttle("redis://127.0.0.1:9/0")
    limit = limits.Limit("both", 2, 5)

    assert [throttle.take(limit, "who") for _ in range(3)] == [True, True, False]


def test_signing_in_is_limited_and_not_a_family(tight, client):
    tries(client, [EMAIL] * 6)

    assert client.get("/guide/tonight").status_code == 200
    assert not is_signed_in(client)
