"""Who may enter: every view declares it, and a view that does not is closed to everyone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, current_app, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Forbidden

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Access:
    """Everyone, or whoever holds one of these roles."""

    public: bool
    roles: frozenset[str] = frozenset()

    def admits(self, held: Iterable[str]) -> bool:
        """Tell whether someone who holds these roles may enter."""
        return self.public or not self.roles.isdisjoint(held)


def public(view: View) -> View:
    """Let everyone in."""
    return _declare(view, Access(public=True))


def role(*roles: str) -> Callable[[View], View]:
    """Let in whoever holds one of *roles*."""
    if not roles:
        raise ValueError("Name at least one role, or use @public.")
    return lambda view: _declare(view, Access(public=False, roles=frozenset(roles)))


def of(view: Callable[..., Any]) -> Access | None:
    """Return what *view* declared; None where it declared nothing."""
    declared: Access | None = getattr(view, "access", None)
    return declared


def nobody() -> frozenset[str]:
    """The roles of someone who has not signed in."""
    return frozenset()


def init_app(
    app: Flask,
    roles_held: Callable[[], Iterable[str]] = nobody,
    lead_in: Callable[[], ResponseReturnValue] | None = None,
) -> None:
    """Close every view of *app* to those it does not declare itself open to.

    Somebody who holds no role at all is led to where they may get one, where *lead_in* knows.
    """
    static = app.view_functions.get("static")
    if static is not None:
        public(static)

    @app.before_request
    def admit() -> ResponseReturnValue | None:
        if request.endpoint is None:
            return None  # no such page: answered by the error page
        access = of(current_app.view_functions[request.endpoint])
        held = () if access is None or access.public else tuple(roles_held())
        if access is not None and access.admits(held):
            return None
        if access is not None and lead_in is not None and not held:
            return lead_in()
        raise Forbidden


def _declare(view: View, access: Access) -> View:
    view.access = access  # type: ignore[attr-defined] # a function carries its own declaration
    return view
