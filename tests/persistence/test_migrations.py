"""Migrations run both ways on filled databases, and lose nothing that the older schema can hold."""

import subprocess
import sys

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory

from matcher.persistence import migrating
from matcher.persistence.migrating import BrokenReferences, ensure_database
from matcher.persistence.schema import metadata
from tests.builders import a_fact
from tests.support.store import a_listing_row, an_edition, curate, ids, noise, take_in


def counts(url):
    """Count the rows of every table there is."""
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        found = {
            table: connection.scalar(sa.text(f'SELECT count(*) FROM "{table}"'))  # noqa: S608  our own tables
            for table in sa.inspect(connection).get_table_names()
            if table != "alembic_version"
        }
    engine.dispose()
    return found


def to(url, revision):
    """Bring the database to *revision*, up or down."""
    with migrating.migrating(url) as connection:
        settings = migrating.settings(connection)
        script = ScriptDirectory.from_config(settings)
        order = [None, *(each.revision for each in reversed(list(script.walk_revisions())))]
        now = migrating.current(connection)
        if order.index(now) < order.index(revision):
            command.upgrade(settings, revision or "base")
        else:
            command.downgrade(settings, revision or "base")


@pytest.fixture
def filled(store, taxonomy):
    """Fill every table."""
    rows = [a_listing_row(), a_listing_row(3, "Hidden House", confidential=True), *noise()]
    take_in(store, taxonomy, an_edition(*rows))
    curate(store, ids(store)["Orchard House/Orchard House"], a_fact("detox", "yes"))
    url = store.get_bind().url.render_as_string(hide_password=False)
    store.close()
    return url


def test_every_table_is_filled_before_migrations_are_tried_on_it(filled):
    ours = {
        "organization",
        "location",
        "confidential_address",
        "program",
        "source",
        "source_record",
        "fact",
        "listing_state",
        "place",
    }

    assert [table for table, rows in counts(filled).items() if table in ours and not rows] == []


def test_a_step_back_and_forth_loses_no_row_that_the_older_schema_can_hold(filled):
    script = ScriptDirectory.from_config(migrating.settings(None))
    for step in script.walk_revisions():
        before = counts(filled)

        to(filled, step.down_revision)
        older = counts(filled)
        to(filled, step.revision)

        after = counts(filled)
        kept = {table: rows for table, rows in before.items() if table in older}
        assert {table: after[table] for table in kept if step.down_revision} == {
            table: rows for table, rows in kept.items() if step.down_revision
        }
        to(filled, step.down_revision)
    assert counts(filled) == {}


def test_an_empty_database_is_made_and_then_left_alone(empty_database):
    assert ensure_database(empty_database) is True
    assert ensure_database(empty_database) is False


def test_the_tables_are_what_the_models_say(empty_database):
    ensure_database(empty_database)

    with migrating.migrating(empty_database) as connection:
        command.check(migrating.settings(connection))


def test_constraints_have_the_names_and_words_that_the_models_give_them(empty_database):
    ensure_database(empty_database)
    engine = sa.create_engine(empty_database)

    found = {
        (table, constraint["name"])
        for table in metadata.tables
        for constraint in sa.inspect(engine).get_check_constraints(table)
    }
    engine.dispose()

    expected = {
        (table.name, str(constraint.name))
        for table in metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, sa.CheckConstraint)
    }
    assert found == expected


def test_two_processes_may_begin_at_once(empty_database):
    asking = (
        "from matcher.persistence.migrating import ensure_database;"
        f"print(ensure_database({empty_database!r}))"
    )
    processes = [
        subprocess.Popen([sys.executable, "-c", asking], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]

    said = [process.communicate(timeout=60)[0].strip() for process in processes]

    assert sorted(said) == ["False", "True"]


def test_a_migration_that_breaks_half_way_leaves_nothing(empty_database):
    class Broken(Exception):
        pass

    def break_half_way():
        with migrating.migrating(empty_database) as connection:
            command.upgrade(migrating.settings(connection), "head")
            raise Broken

    with pytest.raises(Broken):
        break_half_way()

    assert counts(empty_database) == {}


def test_a_migration_that_would_orphan_rows_is_rolled_back(sqlite_store, taxonomy):
    take_in(sqlite_store, taxonomy, an_edition(a_listing_row()))
    url = sqlite_store.get_bind().url.render_as_string()
    sqlite_store.close()

    def orphan():
        with migrating.migrating(url) as connection:
            connection.exec_driver_sql("DELETE FROM organization")

    with pytest.raises(BrokenReferences):
        orphan()

    assert counts(url)["organization"] == 1


def test_every_script_is_named_by_its_day_and_carries_the_house_rules():
    for path in (migrating.MIGRATIONS / "versions").glob("*.py"):
        assert path.name[:4].isdigit()
        text = path.read_text(encoding="utf-8")
        assert "House rules:" in text
        assert "matcher." not in text.replace("matcher.persistence.migrating", "")
