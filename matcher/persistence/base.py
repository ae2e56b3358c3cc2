"""The ground of the store: the metadata every table is fixed to, and the engine's manners."""

from __future__ import annotations

import sqlite3
from inspect import iscoroutinefunction
from typing import Any, Protocol

from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import Engine, MetaData, create_engine, event, make_url
from sqlalchemy.orm import DeclarativeBase

BUSY_MILLISECONDS = 30_000
"""How long one writer waits for another before it gives up."""

CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""Names that are the same on every database, so that a migration can name what it drops."""


class Base(DeclarativeBase):
    """The parent of every table."""

    metadata = MetaData(naming_convention=CONVENTION)


class Configured(Protocol):
    """What the store wants to be told."""

    @property
    def database_url(self) -> str:
        """Where the listings are kept."""


db = SQLAlchemy()


def init_app(app: Any, config: Configured) -> None:
    """Give *app* its engine and a session a request; *app* is Any, for the store knows no HTTP."""
    url = engine_url(config.database_url)
    app.config["SQLALCHEMY_ENGINES"] = {"default": {"url": url, **_looking_after(url)}}
    db.init_app(app)
    # No session here is asynchronous; closing them would start a thread and a loop every request.
    app.teardown_appcontext_funcs[:] = [
        each for each in app.teardown_appcontext_funcs if not iscoroutinefunction(each)
    ]
    with app.app_context():
        teach_manners(db.engine)


def new_engine(database_url: str) -> Engine:
    """Return an engine of its own, for work outside the application."""
    url = engine_url(database_url)
    engine = create_engine(url, **_looking_after(url))
    teach_manners(engine)
    return engine


def _looking_after(url: str) -> dict[str, bool]:
    """Return how to notice that a server went away; a file does not."""
    return {"pool_pre_ping": make_url(url).get_backend_name() != "sqlite"}


def engine_url(database_url: str) -> str:
    """Return SQLAlchemy's spelling of an address: PostgreSQL is always spoken through psycopg 3."""
    url = make_url(database_url)
    if url.drivername in {"postgres", "postgresql"}:
        url = url.set(drivername="postgresql+psycopg")
    return url.render_as_string(hide_password=False)


def teach_manners(engine: Engine) -> None:
    """Make every SQLite connection keep its foreign keys, and readers and writers not wait."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _on_sqlite_connect)


def _on_sqlite_connect(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
