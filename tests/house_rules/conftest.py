"""The composed application, for rules about its doors and its pages."""

import pytest

from matcher.app import create_app
from matcher.config import Config


@pytest.fixture
def house(tmp_path):
    """Compose the application over an empty database of its own."""
    told = {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'matcher.sqlite3'}",
        "SECRET_KEY": "a-key-that-only-tests-know-0123456789",
    }
    return create_app(Config.from_environment(told, instance=tmp_path))
