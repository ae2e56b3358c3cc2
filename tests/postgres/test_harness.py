"""The PostgreSQL that the store's tests stand on is the real one."""

import psycopg
import pytest

from tests.support.postgres import binaries, running

pytestmark = pytest.mark.postgres


@pytest.mark.parametrize("bin_", binaries(), ids=str)
def test_every_postgresql_on_this_machine_can_be_started(bin_):
    with running(bin_) as server, psycopg.connect(host=str(server.folder), user="postgres") as c:
        version = c.execute("SELECT version()").fetchone()

    assert version[0].startswith("PostgreSQL")


def test_each_test_gets_an_empty_database_of_its_own(postgres):
    with postgres.database() as one, postgres.database() as other:
        assert one != other


def test_a_wheel_nobody_may_reach_is_copied_to_where_the_server_may(tmp_path):
    """Root's home is closed to the account that runs the server; a clone may live there."""
    wheel = next(bin_ for bin_ in binaries() if "pginstall" in str(bin_))
    package = wheel.parent.parent
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    (closed / package.name).symlink_to(package)
    (closed / f"{package.name}.libs").symlink_to(package.with_name(f"{package.name}.libs"))

    with running(closed / package.name / wheel.parent.name / "bin") as server:
        assert server.url("x").startswith("postgresql+psycopg://")
