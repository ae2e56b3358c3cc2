"""What every test gets: no network, one seed in CI, and a queue for what must not overlap.

pytest-socket is set in pyproject.toml: nothing but loopback answers.
"""

import gc
import os

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = (
    "tests.support.application",
    "tests.support.browser",
    "tests.support.postgres",
    "tests.support.store",
    "tests.support.real",
    "tests.support.town",
)

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


LONG = (
    *("choosing", "one_sentence", "journey", "casework", "results", "interventionists"),
    *("accounts", "suggestions", "imports", "guide", "curating", "privacy", "plans"),
    *("nothing_lost", "duplicates"),
)
"""Files of browser tests that take long, the longest first: the others fill what they leave."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Send browser tests last; pytest-xdist deals the files out in this order, each to one worker.

    By file, not by mark: `--dist loadgroup` marks groups in a place that pytest 9.2 no longer
    reads, and deals out every test alone without a word.
    """
    items.sort(key=lambda item: (mark(item, "browser"), turn(item)))


def turn(item):
    """Return when an item's turn comes: long files first, so that all workers end together."""
    name = item.path.stem.removeprefix("test_")
    return LONG.index(name) if mark(item, "browser") and name in LONG else len(LONG)


def pytest_collection_finish():
    """Let the collector pass over what stays for good: seven thousand tests, and every module.

    An application is many objects, and each test leaves one behind; looking for them rarely and
    never at the rest takes a tenth of the time that looking often did.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


def mark(item, name):
    """Tell whether *item* carries the mark *name*; a browser's page is a mark of its own."""
    return item.get_closest_marker(name) is not None or (
        name == "browser" and "playwright" in item.fixturenames
    )
