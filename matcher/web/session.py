"""The session: an encrypted cookie, on the person's own device and nowhere else."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask, Request, Response, request
from flask.sessions import SessionInterface, SessionMixin
from werkzeug.datastructures import CallbackDict

from matcher.web.sealing import Contents, SealBroken, Sealer

LIFETIME_SECONDS = 12 * 60 * 60
REFRESH_SECONDS = 60
LONGEST_COOKIE = 3500


OPENED = "matcher.session"
"""Where a request keeps what its cookie held, so that it is unsealed once."""


class TooMuchToKeep(Exception):
    """The answers would not fit in the cookie that holds them."""


class Session(CallbackDict[str, Any], SessionMixin):
    """What one browser holds for us."""

    def __init__(self, contents: Contents | None = None, *, lost: bool = False) -> None:
        super().__init__(contents.values if contents else None, Session._changed)
        self.modified = False
        self.sealed_at = contents.sealed_at if contents else None
        self.lost = lost
        """A cookie came that was too old or not ours, so answers may be gone."""

    def _changed(self) -> None:
        self.modified = True


class EncryptedSessions(SessionInterface):
    """Opens the cookie when a request comes, and seals it again only where it was used."""

    def __init__(self, secret: str, clock: Callable[[], float] = time.time) -> None:
        self._sealer = Sealer(secret)
        self._clock = clock

    def open_session(self, app: Flask, request: Request) -> Session:
        """Return what the browser holds: nothing where it is too old or was tampered with."""
        sealed = request.cookies.get(self.get_cookie_name(app))
        if not sealed:
            return Session()
        try:
            contents = self._sealer.open(sealed)
        except SealBroken:
            return Session(lost=True)
        if self._clock() - contents.sealed_at > LIFETIME_SECONDS:
            return Session(lost=True)
        request.environ[OPENED] = contents.values
        return Session(contents)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Send the cookie back where the session was used; such a page is stored nowhere."""
        if not (isinstance(session, Session) and (session.accessed or session.modified)):
            return
        response.vary.add("Cookie")
        response.cache_control.clear()
        response.cache_control.no_store = True
        if not session and (session.modified or session.lost):
            self._delete_cookie(app, response)
        elif session and self._is_due(session):
            self._set_cookie(app, response, self.seal(app, session))

    def seal(self, app: Flask, values: Mapping[str, Any]) -> str:
        """Return the cookie's text, or raise TooMuchToKeep where a browser might refuse it."""
        sealed = self._sealer.seal(Contents(dict(values), self._clock()))
        if len(self.get_cookie_name(app)) + 1 + len(sealed) >= LONGEST_COOKIE:
            raise TooMuchToKeep
        return sealed

    def _is_due(self, session: Session) -> bool:
        """A page that only reads seldom writes, so it cannot undo what another tab just kept."""
        if session.modified or session.sealed_at is None:
            return True
        return self._clock() - session.sealed_at > REFRESH_SECONDS

    def _set_cookie(self, app: Flask, response: Response, sealed: str) -> None:
        response.set_cookie(
            self.get_cookie_name(app),
            sealed,
            max_age=LIFETIME_SECONDS,
            path=self.get_cookie_path(app),
            secure=_is_secure(),
            httponly=True,
            samesite="Lax",
        )

    def _delete_cookie(self, app: Flask, response: Response) -> None:
        response.delete_cookie(
            self.get_cookie_name(app),
            path=self.get_cookie_path(app),
            secure=_is_secure(),
            httponly=True,
            samesite="Lax",
        )


def as_it_came(name: str) -> Any:
    """Return what the cookie held under *name* when it came, without using the session.

    A page that used the session is stored nowhere; a look at who asks shall not make it so.
    """
    return request.environ.get(OPENED, {}).get(name)


def _is_secure() -> bool:
    return request.is_secure


def init_app(app: Flask) -> None:
    """Hold sessions in encrypted cookies."""
    app.session_interface = EncryptedSessions(app.config["SECRET_KEY"])
