"""Runs migrations over the connection it is handed: see `matcher.persistence.migrating`."""

from __future__ import annotations

from alembic import context

from matcher.persistence import journal_triggers
from matcher.persistence.schema import metadata

connection = context.config.attributes.get("connection")
if connection is None:
    raise SystemExit("Migrations run through ./dev flask, which hands them a connection.")

context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    compare_server_default=True,
    # The caller owns the one transaction that all scripts share.
    transactional_ddl=False,
)
# SQLite rebuilds a table to alter it, and would lose its triggers without a word.
journal_triggers.remove(connection)
context.run_migrations()
if context.get_context().get_current_revision() == context.get_head_revision():
    journal_triggers.install(connection)
