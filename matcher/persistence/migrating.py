"""Brings a database to the newest schema, all or nothing, whoever asks first.

Alembic is loaded by the function that needs it: a server only asks which revision it is at, and
only when somebody asks whether it is ready.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.pool import NullPool

from matcher.persistence.base import BUSY_MILLISECONDS, engine_url

if TYPE_CHECKING:
    from alembic.config import Config as AlembicConfig

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"

LOCK = 0x7EA7_3A7C
"""Held on PostgreSQL while migrating, so that two processes do not both begin."""


class BrokenReferences(RuntimeError):
    """A migration left rows pointing at nothing; it was rolled back."""


def ensure_database(database_url: str) -> bool:
    """Create or bring up to date the database; return whether anything was done."""
    from alembic import command  # noqa: PLC0415  see above

    with migrating(database_url) as connection:
        if current(connection) == newest():
            return False
        command.upgrade(settings(connection), "head")
        return True


def newest() -> str | None:
    """Return the newest revision there is a script for."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415  see above

    return ScriptDirectory.from_config(settings(None)).get_current_head()


def settings(connection: Connection | None) -> AlembicConfig:
    """Return what Alembic wants to be told, wherever it is called from."""
    from alembic.config import Config as AlembicConfig  # noqa: PLC0415  see above

    config = AlembicConfig()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option(
        "file_template", "%%(year)d_%%(month).2d_%%(day).2d_%%(hour).2d%%(minute).2d_%%(slug)s"
    )
    config.attributes["connection"] = connection
    return config


@contextmanager
def migrating(database_url: str) -> Iterator[Connection]:
    """Offer a connection in one transaction that no other migration can interrupt.

    SQLite rebuilds tables to alter them. With foreign keys on, dropping the old table would delete
    its children without a word: so they are off, and every reference is checked before the commit.
    """
    engine = _engine(database_url)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
        yield connection
        if engine.dialect.name == "sqlite":
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if broken:
                raise BrokenReferences(f"{len(broken)} rows point at nothing: {broken[:3]}")


def _engine(database_url: str) -> Engine:
    engine = create_engine(engine_url(database_url), poolclass=NullPool)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def _(connection: sqlite3.Connection, _record: object) -> None:
            connection.isolation_level = None  # the driver would commit before each CREATE TABLE
            connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
            connection.execute("PRAGMA foreign_keys = OFF")

        @event.listens_for(engine, "begin")
        def _(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def current(connection: Connection) -> str | None:
    """Return the revision a database is at; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    from alembic.migration import MigrationContext  # noqa: PLC0415  see above

    return MigrationContext.configure(connection).get_current_revision()
