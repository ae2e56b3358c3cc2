"""The application over the town of `tests.towns`, made once: for tests that only read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from flask import Flask

from matcher.app import create_app
from matcher.persistence.base import db
from tests.support.application import told
from tests.towns import a_town


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Flask:
    """Compose an application over the town; leave its listings as they are."""
    folder = tmp_path_factory.mktemp("town")
    shutil.copy(migrated, folder / migrated.name)
    app = create_app(told(folder))
    app.testing = True
    with app.app_context():
        a_town(db.session)
    return app
