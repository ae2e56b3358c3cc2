"""Runs migrations over the connection it is handed: see `matcher.persistence.migrating`."""

from __future__ import annotations

from alembic import context

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
context.run_migrations()
