"""The application over a database of its own: migrated once, copied for each test.

`app` lists no program; `client` asks it as a browser would, `runner` as a terminal would.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from jinja2 import FileSystemBytecodeCache

from matcher.app import Application, create_app
from matcher.config import Config
from matcher.persistence.migrating import ensure_database

SECRET = "a-key-that-only-tests-know-0123456789"


def told(instance: Path, **more: str) -> Config:
    """Read a configuration as the environment would give it, kept under *instance*."""
    return Config.from_environment({"SECRET_KEY": SECRET, **more}, instance=instance)


@pytest.fixture(scope="session", autouse=True)
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Compile each template once, for whichever application shows it."""
    cache = FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))
    Application.jinja_options = {"bytecode_cache": cache}
    yield
    Application.jinja_options = {}


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Migrate one empty SQLite database."""
    folder = tmp_path_factory.mktemp("migrated")
    ensure_database(told(folder).database_url)
    return folder / "matcher.sqlite3"


@pytest.fixture
def config(tmp_path: Path, migrated: Path) -> Config:
    """Tell an application of an empty database of its own."""
    shutil.copy(migrated, tmp_path / migrated.name)
    return told(tmp_path)


@pytest.fixture
def app(config: Config) -> Flask:
    """Compose the application."""
    made = create_app(config)
    made.testing = True
    return made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Ask the application as a browser does, cookies and all."""
    return app.test_client()


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    """Ask the application as a terminal does."""
    return app.test_cli_runner()


def csrf_token(client: FlaskClient) -> str:
    """Return the token that this browser's forms carry."""
    page = client.get("/guide/what-is-kept").text
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found, "the page has a form"
    return found[1]
