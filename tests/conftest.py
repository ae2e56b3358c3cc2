"""What every test gets: no network, one seed in CI, and a queue for what must not overlap.

pytest-socket is set in pyproject.toml: nothing but loopback answers.
"""

import os

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ("tests.support.postgres", "tests.support.browser")

settings.register_profile("dev", deadline=None, max_examples=60)
settings.register_profile(
    "ci",
    deadline=None,  # two busy cores: slow is not wrong
    derandomize=True,  # the same commit gives the same answer
    max_examples=150,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("thorough", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if "CI" in os.environ else "dev"))

ONE_AT_A_TIME = frozenset({"browser", "alone"})


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Send browser tests and measurements to one worker, so that they wait for each other."""
    for item in items:
        if any(mark.name in ONE_AT_A_TIME for mark in item.iter_markers()):
            item.add_marker(pytest.mark.xdist_group("one-at-a-time"))
