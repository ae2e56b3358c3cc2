"""Imports run down only (docs/adr/0001-one-way-floors.md)."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.house import HOUSE, imports, modules

LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")


def lint_imports(house):
    return subprocess.run(
        [LINT_IMPORTS, "--no-cache"], check=False, cwd=house, capture_output=True, text=True
    )


def test_every_contract_of_the_floors_is_kept():
    verdict = lint_imports(HOUSE)

    assert verdict.returncode == 0, verdict.stdout + verdict.stderr


@pytest.mark.parametrize(
    ("module", "line", "broken"),
    [
        ("domain/naughty", "import flask", "The domain knows no framework"),
        ("domain/naughty", "import matcher.services", "Imports run down only"),
        ("persistence/naughty", "import matcher.importers", "Imports run down only"),
        ("services/naughty", "import matcher.web", "Imports run down only"),
        ("utils", "", "Imports run down only"),  # a room that the plan does not have
        ("web/find", "import sqlalchemy", "Views import no persistence"),
        ("web/find", "import matcher.persistence", "Views import no persistence"),
        ("web/find", "import matcher.web.cases", "Audiences do not lean on each other"),
        ("persistence/naughty", "import flask", "The store and the sources know no HTTP"),
        ("index/naughty", "import sqlalchemy", "The index knows no database"),
        ("domain/naughty", "import matcher.domain.worse", "No circles among siblings"),
    ],
)
def test_each_contract_bites(tmp_path, module, line, broken):
    shutil.copytree(HOUSE / "matcher", tmp_path / "matcher")
    shutil.copy(HOUSE / "pyproject.toml", tmp_path)
    package = tmp_path / "matcher"
    for name, text in {
        module: line,
        "web/cases": "",
        "domain/worse": "import matcher.domain.naughty" if "worse" in line else "",
        "index/__init__": "",
    }.items():
        path = package / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        with path.open("a") as file:
            file.write(f"\n{text}\n")

    verdict = lint_imports(tmp_path)

    assert verdict.returncode == 1
    assert f"{broken} BROKEN" in verdict.stdout


def strangers_in_the_domain(source):
    """Return what *source* imports beyond the standard library, the domain and geopy.distance."""
    return [
        found.name
        for found in imports(source)
        if found.name.split(".")[0] not in sys.stdlib_module_names
        and not found.name.startswith(("matcher.domain.", "geopy.distance."))
    ]


def test_the_domain_imports_the_standard_library_and_geopy_distance_alone():
    strangers = {name: strangers_in_the_domain(text) for name, text in modules("matcher/domain/")}

    assert {name: found for name, found in strangers.items() if found} == {}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import math\nfrom geopy.distance import great_circle", []),
        ("from matcher.domain.taxonomy import Term", []),
        ("import numpy as np", ["numpy"]),
        ("from geopy import geocoders", ["geopy.geocoders"]),
        ("from matcher.persistence import listings", ["matcher.persistence.listings"]),
        ("from . import taxonomy", ["..taxonomy"]),
    ],
)
def test_a_stranger_in_the_domain_is_named(source, expected):
    assert strangers_in_the_domain(source) == expected


def test_the_domain_loads_in_a_fresh_interpreter_with_no_framework():
    load_all = """
import importlib, pkgutil, sys
import matcher.domain
for found in pkgutil.walk_packages(matcher.domain.__path__, "matcher.domain."):
    importlib.import_module(found.name)
print(*{name.split(".")[0] for name in sys.modules})
"""
    frameworks = {
        *("alembic", "babel", "click", "flask", "jinja2", "numpy", "psycopg", "pydantic", "rich"),
        *("sqlalchemy", "structlog", "werkzeug", "wtforms", "zipcodes"),
    }

    fresh = [sys.executable, "-c", load_all]
    loaded = subprocess.run(fresh, check=True, cwd=HOUSE, capture_output=True, text=True).stdout

    assert "matcher" in loaded.split()
    assert frameworks & set(loaded.split()) == set()


def geocoders_of_others(source):
    """Return what *source* imports of geopy that could ask a network service."""
    return [
        found.name
        for found in imports(source)
        if found.name.startswith("geopy.geocoders") or found.name in {"geopy", "geopy.*"}
        if not found.name.startswith("geopy.geocoders.base.")
    ]


def test_no_geocoder_asks_the_network():
    askers = {name: geocoders_of_others(text) for name, text in modules()}

    assert {name: found for name, found in askers.items() if found} == {}


@pytest.mark.parametrize(
    "source",
    [
        "from geopy.geocoders import Nominatim",
        "from geopy import geocoders",
        "import geopy.geocoders",
        "import geopy.geocoders.nominatim",
        "import geopy",
    ],
)
def test_a_network_geocoder_is_noticed(source):
    assert geocoders_of_others(source) != []


def test_our_own_geocoder_may_stand_on_geopys_base():
    assert geocoders_of_others("from geopy.geocoders.base import Geocoder") == []


def test_no_import_of_ours_hides_in_a_function():
    hidden = [
        f"{name}:{found.line}"
        for name, text in modules("matcher/")
        for found in imports(text)
        if found.hidden and found.name.startswith(("matcher", "."))
    ]

    assert hidden == []


def test_a_hidden_import_is_noticed():
    source = "def view():\n    from matcher.services import finding\n"

    assert [found.hidden for found in imports(source)] == [True]
