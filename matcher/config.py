"""The only reader of the environment."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

INSTANCE = Path(__file__).resolve().parent.parent / "instance"
SHORTEST_SECRET = 32
HIGHEST_PORT = 65535
MOST_PROCESSES = 64
MOST_PROXIES = 5


class ConfigError(Exception):
    """A setting is missing or wrong; the message names it and says what it should be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Everything the product is told from outside, checked once."""

    database_url: str = field(repr=False)
    secret_key: str = field(repr=False)
    redis_url: str | None = field(default=None, repr=False)
    """Where counts are shared between processes; None keeps them in this process."""
    host: str = "127.0.0.1"
    port: int = 8000
    web_concurrency: int = 1
    exit_url: str | None = None
    """Where "Leave this page" lands; None is our own plain page."""
    trusted_proxies: int = 0
    """How many proxies in front each add the address that asked them; 0 believes none of it."""
    metrics_token: str | None = field(default=None, repr=False)
    """What whoever fetches /metrics has to say; None shows it to this machine alone."""
    instance: Path = INSTANCE

    @classmethod
    def from_environment(
        cls, environ: Mapping[str, str] | None = None, *, instance: Path = INSTANCE
    ) -> Config:
        """Read and check every setting, and fail by the name of the first wrong one."""
        told = os.environ if environ is None else environ
        given = {name: value.strip() for name, value in told.items() if value.strip()}
        return cls(
            database_url=_database_url(given.get("DATABASE_URL"), instance),
            secret_key=_secret_key(given.get("SECRET_KEY"), instance),
            redis_url=_redis_url(given.get("REDIS_URL")),
            host=given.get("HOST", "127.0.0.1"),
            port=_whole_number("PORT", given.get("PORT", "8000"), HIGHEST_PORT),
            web_concurrency=_whole_number(
                "WEB_CONCURRENCY", given.get("WEB_CONCURRENCY", "1"), MOST_PROCESSES
            ),
            exit_url=_exit_url(given.get("EXIT_URL")),
            trusted_proxies=_whole_number(
                "TRUSTED_PROXIES", given.get("TRUSTED_PROXIES", "0"), MOST_PROXIES, lowest=0
            ),
            metrics_token=_metrics_token(given.get("METRICS_TOKEN")),
            instance=instance,
        )


def _database_url(given: str | None, instance: Path) -> str:
    if given is None:
        instance.mkdir(parents=True, exist_ok=True)
        return f"sqlite:///{instance / 'matcher.sqlite3'}"
    scheme, separator, rest = given.partition("://")
    if not separator or scheme.split("+")[0] not in {"sqlite", "postgres", "postgresql"}:
        # The value is not repeated: it may hold a password.
        raise ConfigError("DATABASE_URL must start with sqlite:// or postgresql://.")
    if scheme in {"postgres", "postgresql"}:
        return f"postgresql+psycopg://{rest}"
    return given


def _secret_key(given: str | None, instance: Path) -> str:
    if given is not None:
        if len(given) < SHORTEST_SECRET:
            raise ConfigError(f"SECRET_KEY must be at least {SHORTEST_SECRET} characters long.")
        return given
    kept = instance / "secret_key"
    if not kept.exists():
        _keep_new_secret(kept)
    kept.chmod(0o600)
    secret = kept.read_text(encoding="ascii").strip()
    if len(secret) < SHORTEST_SECRET:
        raise ConfigError(f"SECRET_KEY as kept in {kept} is too short. Delete that file.")
    return secret


def _keep_new_secret(kept: Path) -> None:
    """Write a new key whole or not at all; where two processes race, the first one's stays."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    draft = kept.with_name(f".{kept.name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32) + "\n")
    try:
        os.link(draft, kept)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _redis_url(given: str | None) -> str | None:
    if given is not None and not given.startswith(("redis://", "rediss://", "unix://")):
        raise ConfigError("REDIS_URL must start with redis://, rediss:// or unix://.")
    return given


def _metrics_token(given: str | None) -> str | None:
    if given is not None and len(given) < SHORTEST_SECRET:
        raise ConfigError(f"METRICS_TOKEN must be at least {SHORTEST_SECRET} characters long.")
    return given


def _whole_number(name: str, given: str, highest: int, lowest: int = 1) -> int:
    if not (given.isascii() and given.isdigit() and lowest <= int(given) <= highest):
        raise ConfigError(
            f"{name} must be a whole number from {lowest} to {highest}, not {given!r}."
        )
    return int(given)


def _exit_url(given: str | None) -> str | None:
    if given is None:
        return None
    parts = urlsplit(given)
    is_site = parts.scheme in {"http", "https"} and bool(parts.hostname)
    is_own_path = given.startswith("/") and not given.startswith("//")
    if not (is_site or is_own_path) or any(sign in given for sign in " ;,\\\"'"):
        raise ConfigError(
            "EXIT_URL must be a web address with http:// or https://, or a path of this site"
            f" starting with /, not {given!r}."
        )
    return given
