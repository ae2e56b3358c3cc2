"""A professional's browser over a small directory that all these tests share.

Each test has an account of its own, and what is somebody else's stays out of its sight.
"""

import pytest

from matcher.persistence.base import db
from tests.casework import NEEDS, Professional, some_rows
from tests.directory import an_app_listing
from tests.support.store import ids


@pytest.fixture(scope="module")
def app(tmp_path_factory, migrated):
    return an_app_listing(tmp_path_factory.mktemp("casework"), migrated, *some_rows())


@pytest.fixture(scope="module")
def programs(app):
    """The ids of the three programs, by name."""
    with app.app_context():
        return {name.split("/")[1]: id_ for name, id_ in ids(db.session).items()}


@pytest.fixture
def pro(app):
    return Professional(app)


@pytest.fixture
def case(pro):
    """Begin a case, answer for it, and take it in hand."""
    case = pro.begin(answers=NEEDS)
    pro.press(f"{case}/take", to="check", follow=False)
    return case


@pytest.fixture
def calls(pro, case, programs):
    """Put all three programs on its shortlist; return the address of each one's call."""
    return {name: pro.add(case, programs[name]) for name in programs}


@pytest.fixture
def shortlist(pro, case, calls):
    """Return the address of the shortlist."""
    return pro.first_list(case)
