"""Who may open what: one decision for every endpoint, one block for every blueprint.

A new route needs a line here, or `test_every_route_and_role.py` fails. Where a route shows what
one person owns, add a maker to `OWNED`: it makes one for A and returns the arguments of its
address; A must find it, and B must not (404, as if it were not there).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from matcher.services.accounts import sessions
from matcher.services.accounts.account import Account
from matcher.services.accounts.keys import now
from matcher.services.interventionists.writing import Owner
from tests import casework
from tests.interventionists import profile_with_a_credential

ROLES = frozenset({"admin", "curator", "interventionist"})
EVERYONE = ROLES | {"nobody"}
SIGNED_IN = ROLES
ADMINS = frozenset({"admin"})
CURATORS = frozenset({"admin", "curator"})
INTERVENTIONISTS = frozenset({"interventionist"})

Decision = frozenset[str]
Maker = Callable[[Session, Account], Mapping[str, Any]]


def of(blueprint: str, decision: Decision, endpoints: str) -> dict[str, Decision]:
    """Return one decision for several endpoints of a blueprint, named with blanks between."""
    return {f"{blueprint}.{endpoint}": decision for endpoint in endpoints.split()}


FAMILIES = {
    "static": EVERYONE,
    **of("api", EVERYONE, "matches needs plans places openapi"),
    **of("compare", EVERYONE, "show choose"),
    **of("find", EVERYONE, "front search start ask take read check private start_again"),
    **of("health", EVERYONE, "alive ready"),
    **of("leaving", EVERYONE, "leave plain"),
    **of("matches", EVERYONE, "show on_a_map refine change undo as_answered"),
    **of("metrics", EVERYONE, "show"),
    **of("one_box", EVERYONE, "ask read"),
    **of("packet", EVERYONE, "show"),
    **of("pages", EVERYONE, "ranking privacy what_is_kept delete_what_is_kept"),
    **of("pages", EVERYONE, "what_is_kept_no_more tonight support family treatment"),
    **of("pages", EVERYONE, "red_flags insurance"),
    **of("plans", EVERYONE, "choose show draw week packet ask_to_share share shared"),
    **of("plans", EVERYONE, "change best keep"),
    **of("programs", EVERYONE, "states cities city search by_name show"),
    **of("sharing", EVERYONE, "ask share copy ask_to_revoke revoke"),
    **of("shortlists", EVERYONE, "show add remove undo move ask_to_clear clear"),
    **of("reporting", EVERYONE, "report take_report word"),
    **of("claiming", EVERYONE, "ask take asked own propose"),
}

ACCOUNTS = {
    **of("accounts", EVERYONE, "sign_in check_password ask_code check_code"),
    **of("accounts", EVERYONE, "ask_recovery_code check_recovery_code sign_out signed_out"),
    **of("taking_up", EVERYONE, "ask take_up"),
    **of("second_step", EVERYONE, "ask_first confirm_first"),
    **of("second_step", SIGNED_IN, "ask confirm ask_to_move move ask_for_codes new_codes"),
    **of("second_step", ROLES - ADMINS, "ask_to_remove remove"),
    **of("own_account", SIGNED_IN, "show end_one end_all ask_password change_password"),
    **of("administering", ADMINS, "everyone ask_whom invite one make_link change_role"),
    **of("administering", ADMINS, "disable enable forget_second_step"),
}

CURATE = {
    **of("duplicates", CURATORS, "show look one check merge not_same take_back"),
    **of("duplicates", CURATORS, "merges merged undo"),
    **of("desk", CURATORS, "show due"),
    **of("suggestions", CURATORS, "show held done one take decline let_through"),
    **of("claims", CURATORS, "show one hand_over refuse revoke"),
    **of("tombstones", CURATORS, "show ask bury lift"),
    **of("editing", CURATORS, "facts save_facts details save_details"),
    **of("drafts", CURATORS, "mine take_up drop changes preview publish"),
    **of("imports", CURATORS, "show_all take show apply again drop preview_undo undo"),
    **of("history", CURATORS, "show choose_day as_of ask undo"),
    **of("verification", CURATORS, "show assign one keep approve send_back hand_over put_away"),
    **of("listings", CURATORS, "show look kept keep forget write assign ask count apply"),
    **of("listings", CURATORS, "done undo"),
}

CASES = {
    **of("cases", ROLES, "show look found ask_nickname begin one shortlist take put_away seen"),
    **of("cases", ROLES, "ask_new_nickname rename ask_to_delete delete corrections"),
    **of("case_lists", ROLES, "ask_title begin ask_new_title rename order ask_to_end end move"),
    **of("case_lists", ROLES, "ask_to_take_off take_off compare choose"),
    **of("case_calls", ROLES, "show save suggest act_on ask_to_forget forget"),
    **of("case_packets", ROLES, "choose set_up show ask_to_share share links end_link"),
    **of("case_packets", EVERYONE, "shared"),
    **of("case_copies", ROLES, "show table document"),
}

INTERVENTIONIST_PAGES = {
    **of("interventionists", EVERYONE, "directory look show"),
    **of("own_profile", INTERVENTIONISTS, "home basics save_basics preview publish unpublish"),
    **of("own_profile", INTERVENTIONISTS, "ask_to_delete delete"),
    **of("own_lines", INTERVENTIONISTS, "areas add_area fees add_fee new_credential"),
    **of("own_lines", INTERVENTIONISTS, "add_credential credential save_credential"),
    **of("own_lines", INTERVENTIONISTS, "ask_to_remove remove_part"),
    **of("own_connections", INTERVENTIONISTS, "connections look_for_program"),
    **of("own_connections", INTERVENTIONISTS, "new_connection add_connection"),
    **of("profile_review", ADMINS, "waiting profile looked hide show_again credential"),
    **of("profile_review", ADMINS, "judge_credential connection judge_connection"),
}

DECISIONS: dict[str, Decision] = {
    **FAMILIES,
    **ACCOUNTS,
    **CURATE,
    **CASES,
    **INTERVENTIONIST_PAGES,
}


def a_session(session: Session, owner: Account) -> Mapping[str, Any]:
    """Sign *owner* in somewhere else."""
    token = sessions.begin(session, owner.id, now(), whole=True)
    session.commit()
    signed = sessions.recognise(session, token, now())
    assert signed, "it was begun just now"
    (here,) = [each for each in sessions.mine(session, signed, now()) if each.here]
    return {"session_id": here.id}


def a_credential(session: Session, owner: Account) -> Mapping[str, Any]:
    """Keep a profile of *owner* with one credential in it."""
    profile = profile_with_a_credential(session, Owner(owner.id, owner.name))
    return {
        "kind": "credentials",
        "part_id": profile.credentials[-1].id,
        "credential_id": profile.credentials[-1].id,
    }


def a_whole_case(session: Session, owner: Account) -> Mapping[str, Any]:
    """Keep a case of *owner* with a program, a call and a link."""
    return casework.a_whole_case(session, owner.id)


OWNED: dict[str, Maker] = {
    **dict.fromkeys(["cases", "case_lists", "case_calls", "case_copies"], a_whole_case),
    **dict.fromkeys(
        [f"case_packets.{each}" for each in ("choose", "set_up", "show", "ask_to_share")],
        a_whole_case,
    ),
    **dict.fromkeys(
        [f"case_packets.{each}" for each in ("share", "links", "end_link")], a_whole_case
    ),
    "own_account.end_one": a_session,
    "own_lines": a_credential,
}
"""By blueprint, or by endpoint where one blueprint holds several things."""
