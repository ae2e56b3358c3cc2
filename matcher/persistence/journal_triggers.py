"""The triggers that keep the journal, for each database; made from the tables as they stand.

They are put in place after every migration and taken away before the next: SQLite rebuilds a table
to alter it, and would lose them without a word.
"""

from __future__ import annotations

from sqlalchemy import Connection, Float, Table, text

from matcher.persistence.journal import DERIVED, journalled, kept_columns, key_column

ACTIONS = {"I": "INSERT", "U": "UPDATE", "D": "DELETE"}


def install(connection: Connection) -> None:
    """Put the triggers in place; twice is once."""
    remove(connection)
    for table in journalled():
        for statement in _statements(connection.dialect.name, table):
            connection.exec_driver_sql(statement)


def remove(connection: Connection) -> None:
    """Take the triggers away; the journal itself stays."""
    if connection.dialect.name == "sqlite":
        names = connection.execute(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'journal%'")
        )
        for name in names.scalars().all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        return
    query = "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'journal%'"
    for name, table in connection.execute(text(query)).all():
        connection.exec_driver_sql(f"DROP TRIGGER {name} ON {table}")


def _statements(dialect: str, table: Table) -> list[str]:
    if dialect == "sqlite":
        return [_sqlite(table, action) for action in ACTIONS]
    return _postgresql(table)


def _sqlite(table: Table, action: str) -> str:
    row = "NEW" if action == "I" else "OLD"
    kept = kept_columns(table)
    when = ""
    if action == "U":
        differs = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in kept)
        when = f"WHEN {differs}"
    before = "NULL"
    if action != "I":
        pairs = ", ".join(f"'{name}', {_as_json(table, name)}" for name in kept)
        before = f"json_object({pairs})"
    return f"""
        CREATE TRIGGER journal_{table.name}_{action.lower()} AFTER {ACTIONS[action]} ON {table.name}
        {when}
        BEGIN
            INSERT INTO row_change
                (change_set_id, table_name, row_key, program_id, action, before)
            VALUES (
                (SELECT change_set_id FROM listing_state), '{table.name}',
                {row}.{key_column(table)}, {_program(table, row)}, '{action}', {before}
            );
        END
    """  # noqa: S608  names of our own tables and columns


def _as_json(table: Table, name: str) -> str:
    """Return a column's value for JSON: a float as text, for JSON's own digits would round it."""
    if not isinstance(table.c[name].type, Float):
        return f"OLD.{name}"
    return f"CASE WHEN OLD.{name} IS NULL THEN NULL ELSE quote(OLD.{name}) END"


def _program(table: Table, row: str) -> str:
    if table.name == "program":
        return f"{row}.id"
    return f"{row}.program_id" if "program_id" in table.c else "NULL"


def _postgresql(table: Table) -> list[str]:
    derived = " ".join(f"- '{name}'" for of, name in sorted(DERIVED) if of == table.name)
    return [
        f"""
        CREATE OR REPLACE FUNCTION journal_{table.name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'UPDATE' AND to_jsonb(OLD) {derived} = to_jsonb(NEW) {derived} THEN
                RETURN NULL;
            END IF;
            IF TG_OP = 'INSERT' THEN
                INSERT INTO row_change
                    (change_set_id, table_name, row_key, program_id, action, before)
                VALUES (
                    (SELECT change_set_id FROM listing_state), '{table.name}',
                    NEW.{key_column(table)}::text, {_program(table, "NEW")}, 'I', NULL
                );
            ELSE
                INSERT INTO row_change
                    (change_set_id, table_name, row_key, program_id, action, before)
                VALUES (
                    (SELECT change_set_id FROM listing_state), '{table.name}',
                    OLD.{key_column(table)}::text, {_program(table, "OLD")},
                    CASE TG_OP WHEN 'UPDATE' THEN 'U' ELSE 'D' END,
                    (to_jsonb(OLD) {derived})::text
                );
            END IF;
            RETURN NULL;
        END $$
        """,  # noqa: S608  names of our own tables and columns
        f"""
        CREATE TRIGGER journal_{table.name} AFTER INSERT OR UPDATE OR DELETE ON {table.name}
        FOR EACH ROW EXECUTE FUNCTION journal_{table.name}()
        """,
    ]
