"""Every address, asked by everyone: who is let in stands in `decisions.py`, and nowhere else."""

import shutil
from http import HTTPStatus

import pytest
from werkzeug.routing import Rule

from matcher.app import create_app
from matcher.persistence.base import db
from matcher.services.accounts import sessions
from matcher.services.accounts.keys import now
from tests.support.accounts import an_account, cheap_passwords, cookie
from tests.support.application import csrf_token, told
from tests.web.addressing import dummies, rules
from tests.web.decisions import DECISIONS, OWNED

VISITORS = {
    "nobody": "nobody",
    "interventionist A": "interventionist",
    "interventionist B": "interventionist",
    "curator": "curator",
    "admin": "admin",
}
OTHERS = ("interventionist B", "curator", "admin")
"""To whom nothing of A's is there, an admin no less than B."""

ASK_WHO_IT_IS = {
    "accounts.ask_code",
    "accounts.check_code",
    "accounts.ask_recovery_code",
    "accounts.check_recovery_code",
    "second_step.ask_first",
    "second_step.confirm_first",
}
"""Open to everyone, and of use only half way in: others are sent to the beginning."""


def undecided(app):
    """Return the endpoints that nobody decided on."""
    return {rule.endpoint for rule in app.url_map.iter_rules()} - set(DECISIONS)


class House:
    """One application with somebody of every role, each with a browser that has a form token."""

    def __init__(self, app):
        self.app = app
        cheap_passwords(app)
        self.clients, self.tokens, self.accounts = {}, {}, {}
        with app.app_context():
            for visitor, role in VISITORS.items():
                if role != "nobody":
                    self.accounts[visitor] = an_account(db.session, role)
        for visitor in VISITORS:
            client = self.clients[visitor] = app.test_client()
            self.tokens[visitor] = csrf_token(client)
        self.cookies = {
            visitor: client.get_cookie("session").value for visitor, client in self.clients.items()
        }
        self.seals = {}

    def enter(self, visitor):
        """Give the visitor's browser a session that works, whatever happened to the last one."""
        sealed = self.cookies[visitor]
        if visitor in self.accounts:
            with self.app.app_context():
                token = sessions.begin(db.session, self.accounts[visitor].id, now(), whole=True)
                db.session.commit()
            sealed = cookie(token, sealed)
        self.clients[visitor].set_cookie("session", sealed)
        self.seals[visitor] = sealed

    def own(self, maker):
        """Make something that A owns, and return the arguments of its address."""
        with self.app.app_context():
            return maker(db.session, self.accounts["interventionist A"])

    def ask(self, visitor, rule, method, arguments):
        """Make the request, as a browser would that shows the page or sends its form."""
        if visitor not in self.seals:
            self.enter(visitor)
        _, address = rule.build(arguments)
        data = {"csrf_token": self.tokens[visitor]} if method != "GET" else None
        answer = self.clients[visitor].open(address, method=method, data=data)
        answer.close()
        if method != "GET":
            self.seals.pop(visitor)  # it may have ended the session, or changed what is kept
        return answer


@pytest.fixture(scope="module")
def inhabited(tmp_path_factory, migrated):
    folder = tmp_path_factory.mktemp("inhabited")
    shutil.copy(migrated, folder / migrated.name)
    app = create_app(told(folder))
    app.testing = True
    return House(app)


def was_sent_to_sign_in(answer):
    return answer.status_code == HTTPStatus.SEE_OTHER and answer.location.startswith("/sign-in")


def is_as_decided(rule, visitor, answer):
    """Tell whether whoever may enter came in, and whoever may not was led or sent away."""
    decision, role = DECISIONS[rule.endpoint], VISITORS[visitor]
    if role not in decision:
        expected = was_sent_to_sign_in if role == "nobody" else was_forbidden
        return expected(answer)
    if rule.endpoint in ASK_WHO_IT_IS:
        return was_sent_to_sign_in(answer)
    return not was_forbidden(answer) and not was_sent_to_sign_in(answer)


def was_forbidden(answer):
    return answer.status_code in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}


def test_every_route_has_a_decision(app):
    assert undecided(app) == set()


def test_every_decision_has_a_route(app):
    assert set(DECISIONS) - {rule.endpoint for rule in app.url_map.iter_rules()} == set()


@pytest.mark.parametrize("visitor", VISITORS)
def test_doors_open_to_whom_it_was_decided_and_to_nobody_else(inhabited, visitor):
    wrong = {}

    for rule, method in rules(inhabited.app):
        if rule.endpoint in DECISIONS:
            answer = inhabited.ask(visitor, rule, method, dummies(rule))
            if not is_as_decided(rule, visitor, answer):
                wrong[f"{method} {rule.rule}"] = answer.status

    assert wrong == {}


def test_what_somebody_owns_is_there_for_them_and_not_there_for_another(inhabited):
    wrong = {}

    for rule, method in rules(inhabited.app):
        maker = OWNED.get(rule.endpoint) or OWNED.get(rule.endpoint.split(".")[0])
        if maker is None or not rule.arguments:
            continue
        arguments = {**dummies(rule), **inhabited.own(maker)}
        others = {
            visitor: inhabited.ask(visitor, rule, method, arguments).status_code
            for visitor in OTHERS
            if VISITORS[visitor] in DECISIONS[rule.endpoint]
        }
        own = inhabited.ask("interventionist A", rule, method, arguments).status_code
        if set(others.values()) != {HTTPStatus.NOT_FOUND} or own == HTTPStatus.NOT_FOUND:
            wrong[f"{method} {rule.rule}"] = {"A": own, **others}

    assert wrong == {}


def test_a_route_without_a_decision_is_noticed(app):
    app.add_url_rule("/new", "somewhere.new", lambda: "come in")

    assert "somewhere.new" in undecided(app)


class Answer:
    """As much of an answer as a door gives."""

    def __init__(self, status_code, location=""):
        self.status_code = status_code
        self.location = location


@pytest.mark.parametrize(
    ("endpoint", "visitor", "answer", "expected"),
    [
        ("suggestions.show", "curator", Answer(200), True),
        ("suggestions.show", "curator", Answer(404), True),
        ("suggestions.show", "curator", Answer(403), False),
        ("suggestions.show", "curator", Answer(303, "/sign-in?next=/curate"), False),
        ("suggestions.show", "interventionist A", Answer(403), True),
        ("suggestions.show", "interventionist A", Answer(200), False),
        ("suggestions.show", "interventionist A", Answer(404), False),
        ("suggestions.show", "nobody", Answer(303, "/sign-in?next=/curate"), True),
        ("suggestions.show", "nobody", Answer(200), False),
        ("suggestions.show", "nobody", Answer(303, "/curate/elsewhere"), False),
        ("pages.tonight", "nobody", Answer(200), True),
        ("pages.tonight", "nobody", Answer(303, "/sign-in"), False),
        ("pages.tonight", "admin", Answer(403), False),
    ],
)
def test_a_door_that_is_not_as_decided_is_noticed(endpoint, visitor, answer, expected):
    rule = Rule("/somewhere", endpoint=endpoint)

    assert is_as_decided(rule, visitor, answer) is expected
