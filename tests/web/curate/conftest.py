"""One application for a whole file of tests, and for each test the directory as it was."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from matcher.persistence import places
from matcher.persistence.base import db
from tests.directory import a_row, an_app_listing
from tests.support.store import small_gazetteer


@pytest.fixture(scope="module")
def composed(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> tuple[Flask, Path]:
    """List Orchard and another program, and keep a copy of that."""
    folder = tmp_path_factory.mktemp("house")
    app = an_app_listing(folder, migrated, a_row("Orchard"), a_row("Noise House", 9, "SF"))
    with app.app_context():
        places.replace_all(db.session, small_gazetteer())
        db.session.commit()
    _close(app)
    shutil.copy(folder / migrated.name, folder / "copy")
    return app, folder / migrated.name


@pytest.fixture
def house(composed: tuple[Flask, Path]) -> Iterator[Flask]:
    """Offer the application over the directory as it was in the beginning."""
    app, path = composed
    shutil.copy(path.with_name("copy"), path)
    app.extensions["matcher"].listings._snapshot = None
    yield app
    _close(app)


def _close(app: Flask) -> None:
    """Write everything into the one file, and let go of it."""
    with app.app_context():
        with db.engine.connect() as connection:
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        db.engine.dispose()
