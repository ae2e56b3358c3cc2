"""How gunicorn serves: it reads `gunicorn.conf.py` by itself, wherever it is started from here."""

import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).parents[1]


def test_gunicorn_takes_its_settings_from_the_file_beside_the_application():
    printed = run("-m", "gunicorn", "--print-config", "wsgi:app")
    said = dict(line.split("=", 1) for line in printed.replace(" ", "").splitlines())

    assert (said["worker_class"], said["threads"], said["accesslog"]) == ("gthread", "8", "None")


def test_what_is_loaded_before_the_first_request_is_never_searched_for_garbage():
    said = run(
        "-c",
        "import gc, runpy\n"
        "conf = runpy.run_path('gunicorn.conf.py')\n"
        "before = gc.get_freeze_count()\n"
        "conf['post_worker_init'](None)\n"
        "print(before, gc.get_freeze_count() > 1000, gc.get_threshold()[0] == conf['YOUNG'])",
    )

    assert said.split() == ["0", "True", "True"]


def run(*arguments):
    """Run this Python in the house, and return what it prints."""
    done = subprocess.run(
        [sys.executable, *arguments], cwd=HOUSE, check=True, capture_output=True, text=True
    )
    return done.stdout
