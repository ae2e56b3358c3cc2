"""How often somebody may try, by the address they ask from and by the account they name.

Only salted hashes are counted, in this process's memory or in Redis, and for minutes. An account
that nobody has is counted like any other. The limits are short: whoever tries on purpose to keep
somebody out gains a quarter of an hour, and an admin's link opens all the same.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, cast

from flask import Flask, current_app, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import TooManyRequests

from matcher.domain.accounts import EmailRefused, normalized_email
from matcher.web.accounts.signed_in import keys

if TYPE_CHECKING:
    from limits.storage import Storage
    from limits.strategies import RateLimiter

EXTENSION = "accounts_limits"
IPV6_HOME = 64
"""The part of an IPv6 address that one household shares, and can change behind at will."""


class TooManyTries(TooManyRequests):
    """Somebody tried so often that they have to wait."""


@dataclass(frozen=True, slots=True)
class Limit:
    """So many tries in so many minutes."""

    name: str
    tries: int
    minutes: int


BY_ADDRESS = Limit("address", 30, 5)
"""A whole office may share one address."""
BY_BOTH = Limit("both", 8, 5)
BY_ACCOUNT = Limit("account", 40, 15)
CODES = Limit("codes", 6, 5)
CODES_AN_HOUR = Limit("codes-hour", 20, 60)
LINKS = Limit("links", 30, 5)
PASSWORDS = Limit("passwords", 8, 5)


class Throttle:
    """Counts tries; made when the first is counted, for most visitors never try."""

    def __init__(self, redis_url: str | None) -> None:
        from limits.storage import storage_from_string  # noqa: PLC0415  a tenth of a second to load
        from limits.strategies import MovingWindowRateLimiter  # noqa: PLC0415  as above

        def counter(where: str, **more: bool) -> RateLimiter:
            return MovingWindowRateLimiter(cast("Storage", storage_from_string(where, **more)))

        self._memory = counter("memory://")
        self._shared = counter(redis_url, wrap_exceptions=True) if redis_url else self._memory

    def take(self, limit: Limit, who: str) -> bool:
        """Count one try; False where it is one too many."""
        from limits import RateLimitItemPerMinute  # noqa: PLC0415  as above
        from limits.errors import StorageError  # noqa: PLC0415  as above

        item = RateLimitItemPerMinute(limit.tries, limit.minutes)
        try:
            return self._shared.hit(item, limit.name, who)
        except StorageError:
            return self._memory.hit(item, limit.name, who)  # Redis is away: each process for itself


def init_app(app: Flask) -> None:
    """Answer those who tried too often in words."""
    app.register_error_handler(TooManyTries, wait)


def signing_in(email: str) -> None:
    """Count a try to sign in as somebody."""
    account = keys().blurred(_one_spelling(email))
    count(BY_ADDRESS, _address())
    count(BY_BOTH, _address() + account)
    count(BY_ACCOUNT, account)


def coding(account_id: int) -> None:
    """Count a try at the second step."""
    for limit in (CODES, CODES_AN_HOUR):
        count(limit, keys().blurred(str(account_id)))


def opening_links() -> None:
    """Count a look at a link that was handed over."""
    count(LINKS, _address())


def showing_password(account_id: int) -> None:
    """Count a try to show again who one is."""
    count(PASSWORDS, keys().blurred(str(account_id)))


def count(limit: Limit, who: str) -> None:
    """Count one try.

    :raise TooManyTries: where it is one too many.
    """
    throttle: Throttle | None = current_app.extensions.get(EXTENSION)
    if throttle is None:
        throttle = Throttle(current_app.config["REDIS_URL"])
        throttle = current_app.extensions.setdefault(EXTENSION, throttle)
    if not throttle.take(limit, who):
        raise TooManyTries


def wait(_: TooManyTries) -> ResponseReturnValue:
    """Say that it takes a while, and what else can be done."""
    return render_template("accounts/wait.html"), HTTPStatus.TOO_MANY_REQUESTS


def _one_spelling(email: str) -> str:
    try:
        return normalized_email(email)
    except EmailRefused:
        return email.casefold()


def _address() -> str:
    """Return a salted hash of where the request came from; the address itself goes no further."""
    told = request.remote_addr or ""
    try:
        address = ipaddress.ip_address(told)
    except ValueError:
        return keys().blurred(told)
    bits = IPV6_HOME if address.version == 6 else address.max_prefixlen
    return keys().blurred(str(ipaddress.ip_network((address, bits), strict=False)))
