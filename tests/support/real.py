"""The real directory of 2023, imported once: where it is there at all."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from matcher.app import create_app
from matcher.services.collaborators import Collaborators
from matcher.services.importing import Options, run_import
from matcher.services.setup import set_up
from matcher.services.sources import read_source
from tests.support.application import told

EDITION = Path(__file__).parents[3] / "shared" / "data" / "samhsa_su_directory_2023.xlsx"


@pytest.fixture(scope="session")
def directory_2023(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Compose an application over all 12,744 listings of 2023."""
    if not EDITION.exists():
        pytest.skip("the 2023 directory is not beside the repository: it is not ours to ship")
    app = create_app(told(tmp_path_factory.mktemp("directory_2023")))
    app.testing = True
    with app.app_context():
        collaborators: Collaborators = app.extensions["matcher"]
        session, taxonomy = collaborators.session, collaborators.taxonomy
        today = datetime.now(UTC).date()
        set_up(session, taxonomy, today, sample=False, say=lambda _: None)
        run_import(session, taxonomy, read_source(EDITION, taxonomy), Options(on=today))
    return app
