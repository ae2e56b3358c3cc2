"""The profile of whoever is signed in, for the pages on which they write it."""

from __future__ import annotations

from http import HTTPStatus

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from matcher.domain.interventionists.profile import Profile
from matcher.services.interventionists import writing
from matcher.services.interventionists.writing import Owner, ProfileMissing
from matcher.web.accounts.signed_in import the_account
from matcher.web.given import given, today
from matcher.web.interventionists.profile_page import ProfilePage


def owner() -> Owner:
    """Return who writes."""
    account = the_account()
    return Owner(account.id, account.name)


def own() -> Profile:
    """Return what they wrote.

    :raise ProfileMissing: where they wrote nothing yet.
    """
    profile = writing.own(given().session, owner())
    if profile is None:
        raise ProfileMissing
    return profile


def view_of_own() -> ProfilePage | None:
    """Return what they wrote, made ready to be read; None where they wrote nothing yet."""
    profile = writing.own(given().session, owner())
    return None if profile is None else ProfilePage(profile, today())


def home() -> ResponseReturnValue:
    """Lead back to the profile."""
    return redirect(url_for("own_profile.home"), HTTPStatus.SEE_OTHER)


def nothing_yet(_: ProfileMissing) -> ResponseReturnValue:
    """Lead to where a profile begins."""
    return home()
