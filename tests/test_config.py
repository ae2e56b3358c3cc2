import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from matcher.config import Config, ConfigError

SECRET = "a-key-that-only-tests-know-0123456789"


def read(tmp_path, **environ):
    return Config.from_environment({"SECRET_KEY": SECRET, **environ}, instance=tmp_path)


def test_an_empty_environment_is_enough(tmp_path):
    config = Config.from_environment({}, instance=tmp_path)

    assert config.database_url == f"sqlite:///{tmp_path / 'matcher.sqlite3'}"
    assert (config.host, config.port, config.web_concurrency) == ("127.0.0.1", 8000, 1)
    assert (config.redis_url, config.exit_url, config.trusted_proxies) == (None, None, 0)


def test_a_secret_key_is_made_once_and_kept_for_its_owner_alone(tmp_path):
    first = Config.from_environment({}, instance=tmp_path)
    second = Config.from_environment({}, instance=tmp_path)

    kept = tmp_path / "secret_key"
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 32
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_processes_that_start_together_agree_on_the_secret_key(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        configs = pool.map(lambda _: Config.from_environment({}, instance=tmp_path), range(24))

    assert len({config.secret_key for config in configs}) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_a_given_secret_key_is_not_written_down(tmp_path):
    read(tmp_path)

    assert not (tmp_path / "secret_key").exists()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("postgres://u@h/d", "postgresql+psycopg://u@h/d"),
        ("postgresql://u@h/d", "postgresql+psycopg://u@h/d"),
        ("postgresql+psycopg://u@h/d", "postgresql+psycopg://u@h/d"),
        ("sqlite:////tmp/d.sqlite3", "sqlite:////tmp/d.sqlite3"),
    ],
)
def test_a_database_is_named_as_the_store_wants_to_hear_it(tmp_path, given, expected):
    assert read(tmp_path, DATABASE_URL=given).database_url == expected


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("DATABASE_URL", "mysql://u:password@h/d"),
        ("DATABASE_URL", "matcher.sqlite3"),
        ("SECRET_KEY", "short"),
        ("PORT", "eighty"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "-1"),
        ("PORT", "٨٠"),  # digits, but not those a port is written in
        ("WEB_CONCURRENCY", "many"),
        ("WEB_CONCURRENCY", "65"),
        ("TRUSTED_PROXIES", "all"),
        ("TRUSTED_PROXIES", "6"),
        ("REDIS_URL", "localhost:6379"),
        ("METRICS_TOKEN", "guess-me"),
        ("EXIT_URL", "weather.example"),
        ("EXIT_URL", "javascript:alert(1)"),
        ("EXIT_URL", "//weather.example"),
        ("EXIT_URL", "https://weather.example/; script-src *"),
        ("EXIT_URL", "https://"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path, name, wrong):
    with pytest.raises(ConfigError, match=name) as refused:
        read(tmp_path, **{name: wrong})

    assert "password" not in str(refused.value)


@pytest.mark.parametrize("right", ["https://weather.example/today", "/kitchen-measures"])
def test_leaving_may_end_at_a_site_or_at_a_page_of_ours(tmp_path, right):
    assert read(tmp_path, EXIT_URL=right).exit_url == right


def test_a_blank_setting_counts_as_absent(tmp_path):
    assert read(tmp_path, PORT=" ", EXIT_URL="").port == 8000


def test_no_secret_shows_when_the_configuration_is_printed(tmp_path):
    config = read(
        tmp_path,
        DATABASE_URL="postgresql://u:hunter2@h/d",
        REDIS_URL="redis://:pw9@h",
        METRICS_TOKEN="whoever-watches-says-this-0123456789",
    )

    assert "hunter2" not in repr(config)
    assert "pw9" not in repr(config)
    assert "watches" not in repr(config)
    assert SECRET not in repr(config)


def test_a_kept_secret_that_is_too_short_is_refused(tmp_path):
    (tmp_path / "secret_key").write_text("short\n")

    with pytest.raises(ConfigError, match="SECRET_KEY"):
        Config.from_environment({}, instance=tmp_path)
