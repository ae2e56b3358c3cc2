import pytest
import sqlalchemy as sa

from matcher.persistence.base import BUSY_MILLISECONDS, engine_url, new_engine


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("postgres://u:p@localhost/db", "postgresql+psycopg://u:p@localhost/db"),
        ("postgresql://u:p@localhost/db", "postgresql+psycopg://u:p@localhost/db"),
        ("postgresql+psycopg:///db", "postgresql+psycopg:///db"),
        ("sqlite:////tmp/a.sqlite3", "sqlite:////tmp/a.sqlite3"),
    ],
)
def test_every_way_to_write_an_address_is_understood(given, expected):
    assert engine_url(given) == expected


def test_sqlite_keeps_foreign_keys_and_lets_readers_read_while_one_writes(tmp_path):
    engine = new_engine(f"sqlite:///{tmp_path / 'a.sqlite3'}")

    with engine.connect() as connection:
        said = {
            name: connection.execute(sa.text(f"PRAGMA {name}")).scalar()
            for name in ("foreign_keys", "journal_mode", "busy_timeout")
        }
    engine.dispose()

    assert said == {
        "foreign_keys": 1,
        "journal_mode": "wal",
        "busy_timeout": BUSY_MILLISECONDS,
    }
