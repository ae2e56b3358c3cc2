"""Questions that stand: asked by every search, built once, and put straight to the driver.

A session is made for work: it begins, watches and ends a transaction for one look at a number. Two
such looks were a sixth of a search's answer.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, Select
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler


class Question:
    """One statement, of columns that every driver reads as they are: texts and numbers."""

    def __init__(self, statement: Select[Any]) -> None:
        self._statement = statement
        self._compiled: dict[str, SQLCompiler] = {}
        """By the name of the driver."""

    def ask(self, session: Session, **values: str) -> list[tuple[Any, ...]]:
        """Return the rows: as the session sees them where it is at work, else as all see them.

        What goes wrong is asked again by the session, which says so as it always does.
        """
        bind = session.get_bind()
        if isinstance(bind, Engine) and not session.in_transaction():
            try:
                return self._put_to(bind, values)
            except bind.dialect.loaded_dbapi.Error:
                pass
        return [tuple(row) for row in session.connection().execute(self._statement, values)]

    def _put_to(self, bind: Engine, values: dict[str, str]) -> list[tuple[Any, ...]]:
        compiled = self._compiled_for(bind)
        given: Any = {**compiled.params, **values}
        if compiled.positiontup is not None:
            given = [given[name] for name in compiled.positiontup]
        connection = bind.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute(compiled.string, given)
            return list(cursor.fetchall())
        finally:
            connection.close()  # back into the pool, which ends what it began

    def _compiled_for(self, engine: Engine) -> SQLCompiler:
        driver = f"{engine.dialect.name}+{engine.dialect.driver}"
        compiled = self._compiled.get(driver)
        if compiled is None:
            compiled = self._compiled[driver] = self._statement.compile(dialect=engine.dialect)
        return compiled
