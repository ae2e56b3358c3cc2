"""What the application loads at start: everybody waits for it, each test and each command too."""

import subprocess
import sys

from tests.support.house import HOUSE

NEEDED_LATER = {
    *("argon2", "limits", "prometheus_client", "pyotp"),
    *("alembic", "geopy", "mako", "phonenumbers", "psycopg", "python_calamine", "rapidfuzz"),
    *("segno", "usaddress", "zipcodes"),
}


def test_what_few_need_is_loaded_by_the_first_who_needs_it(tmp_path):
    surroundings = {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'store.sqlite3'}",
        "SECRET_KEY": "only-a-test-knows-this-0123456789abcdef",
    }
    start = [sys.executable, "-c", "import sys, wsgi; print(*sys.modules)"]

    started = subprocess.run(
        start, check=True, cwd=HOUSE, env=surroundings, capture_output=True, text=True
    )

    loaded = {name.split(".")[0] for name in started.stdout.split()}
    assert "flask" in loaded
    assert NEEDED_LATER & loaded == set()
