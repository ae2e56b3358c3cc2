"""`setup`, `import` and `export`, as a person at a terminal meets them."""

import csv
import io
import json
import os
import pty
import subprocess
import sys

import pytest
from sqlalchemy import select

from matcher.persistence import browse, places
from matcher.persistence.base import db
from matcher.persistence.listings import Program
from tests.support.house import HOUSE
from tests.support.store import small_gazetteer
from tests.support.workbook import Formula, a_row, write_workbook


@pytest.fixture
def run(app, runner):
    """Run a command on a database that has its places already."""
    with app.app_context():
        places.replace_all(db.session, small_gazetteer())
        db.session.commit()
    return lambda *words: runner.invoke(args=[str(word) for word in words])


@pytest.fixture
def workbook(tmp_path):
    """Write an edition of three."""
    rows = [a_row("Orchard House"), a_row("Plum Court", Street1="1 Fig Road"), a_row("Third")]
    return write_workbook(tmp_path / "su_2023.xlsx", rows)


def listed(app):
    with app.app_context():
        return sorted(db.session.scalars(select(Program.name)))


def test_import_says_what_it_did(run, app, workbook):
    result = run("import", workbook)

    assert result.exit_code == 0
    assert "su_2023.xlsx (samhsa-directory), vintage SU 2023-01-01: 3 listings." in result.stdout
    lines = {" ".join(line.split()) for line in result.stdout.splitlines()}
    assert {"3 add", "0 change", "0 no longer listed", "0 same"} <= lines
    assert listed(app) == ["Orchard House", "Plum Court", "Third"]


def test_a_dry_run_prints_what_the_run_prints_and_one_line_more(run, app, workbook):
    told = run("import", workbook, "--dry-run").stdout
    assert listed(app) == []

    done = run("import", workbook).stdout

    assert told == done + "Dry run: nothing was kept.\n"


def test_no_progress_is_shown_where_nobody_watches(run, workbook):
    assert run("import", workbook).stderr == ""


def test_json_holds_the_whole_report(run, tmp_path):
    rows = [a_row(), a_row("", Street1="2"), a_row("Third", Phone=Formula("1")), a_row()]
    path = write_workbook(tmp_path / "su_2023.xlsx", rows)

    report = json.loads(run("import", path, "--json").stdout)

    assert (report["add"], report["rows"], report["vintages"]) == (2, 2, {"SU": "2023-01-01"})
    assert report["skipped"] == [
        "row 3, name1: is empty",
        "row 4, phone: is a formula, not a value",
    ]
    assert report["possible_duplicates"] == [[2, 5]]


def test_skipped_rows_unknown_codes_and_duplicates_are_named(run, tmp_path):
    rows = [a_row(Service_code_info="SA ZZ9"), a_row(), a_row("Third", Zip="")]
    path = write_workbook(tmp_path / "su_2023.xlsx", rows)

    result = run("import", path)

    assert result.exit_code == 0
    assert "skipped row 4, zip: is empty" in result.stderr
    assert "unknown code ZZ9: kept, in 1 listings." in result.stdout
    assert "possible duplicates: rows 2 and 3 share names, street and ZIP." in result.stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["import", "no-such-file.xlsx"], "no-such-file.xlsx cannot be read"),
        (["import", "empty.xlsx"], "empty.xlsx is empty."),
        (["import", "text.xlsx"], "not an Excel workbook"),
        (["import", "text.csv"], "lacks the columns"),
        (["import", "spoiled_2023.xlsx", "--strict"], "1 rows cannot be used"),
        (["import", "older_1999.xlsx", "--vintage", "1999-01-01"], "is of 1999-01-01"),
        (["import", "older_1999.xlsx", "--vintage", "yesterday"], "--vintage"),
        (["import", "text.csv", "--kind", "rumour"], "--kind"),
        (["import", "text.csv", "--kind", "hsds"], "taking in HSDS is not built"),
        (["import", "text.csv", "--kind", "locator-csv"], "lacks the columns"),
        (["import", "text.csv", "--kind", "locator-json"], "not a JSON file"),
        (["import"], "FILE"),
        (["export"], "--format"),
        (["export", "--format", "csv", "-o", "no/such/folder.csv"], "cannot be written"),
    ],
)
def test_bad_input_is_one_line_exit_2_and_the_database_as_before(
    run, app, workbook, tmp_path, monkeypatch, words, message
):
    run("import", workbook)
    (tmp_path / "empty.xlsx").touch()
    (tmp_path / "text.xlsx").write_text("name1,zip")
    (tmp_path / "text.csv").write_text("name1,zip")
    write_workbook(tmp_path / "spoiled_2023.xlsx", [a_row("New"), a_row("")])
    write_workbook(tmp_path / "older_1999.xlsx", [a_row("New")])
    monkeypatch.chdir(tmp_path)

    result = run(*words)

    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""
    assert listed(app) == ["Orchard House", "Plum Court", "Third"]


def test_a_download_of_names_is_taken_in_and_what_has_no_code_is_told(run, app, workbook, tmp_path):
    run("import", workbook)
    services = [{"f1": "Type of Care", "f2": "TC", "f3": "Detoxification; Moon baths"}]
    row = {"name1": "Fourth", "zip": "93701", "city": "Fresno", "state": "CA"}
    path = tmp_path / "answer.json"
    path.write_text(json.dumps({"page": 1, "rows": [row | {"services": services}]}))

    result = run("import", path)

    assert result.exit_code == 0
    assert "answer.json (locator-json)" in result.stdout
    assert "no code for “TC: Moon baths”: kept as it is, in 1 listings." in result.stdout
    assert len(listed(app)) == 4


def test_export_writes_a_file_whole_and_says_how_many(run, workbook, tmp_path):
    run("import", workbook)
    target = tmp_path / "directory_2023.csv"

    result = run("export", "--format", "csv", "-o", target)

    assert (result.exit_code, result.stdout) == (0, "")
    assert "3 programs written" in result.stderr
    assert len(list(csv.DictReader(io.StringIO(target.read_text())))) == 3
    assert run("export", "--format", "csv").stdout == target.read_text()
    assert [path.name for path in tmp_path.glob(".directory*")] == []


def test_what_was_exported_is_the_same_when_imported(run, workbook, tmp_path):
    run("import", workbook)
    target = tmp_path / "directory_2023.csv"
    run("export", "--format", "csv", "-o", target)

    result = run("import", target, "--complete")

    assert "3  same" in result.stdout


def test_setup_fills_an_empty_directory_once(run, app):
    first = run("setup", "--sample")
    again = run("setup", "--sample")

    assert first.exit_code == again.exit_code == 0
    assert "63 sample listings, none of them real" in first.stderr
    assert again.stderr == ""
    with app.app_context():
        assert browse.has_samples(db.session)


def test_setup_adds_no_samples_to_real_listings(run, app, workbook):
    run("import", workbook)

    assert run("setup", "--sample").exit_code == 0
    assert listed(app) == ["Orchard House", "Plum Court", "Third"]


def test_the_first_real_import_says_that_samples_are_gone(run, workbook):
    run("setup", "--sample")

    assert "63 sample listings removed." in run("import", workbook).stdout


@pytest.mark.parametrize("command", ["import", "export", "setup"])
def test_every_command_explains_itself(runner, command):
    result = runner.invoke(args=[command, "--help"])

    assert result.exit_code == 0
    assert "Usage:" in result.stdout


def environment(folder, **more):
    return (
        os.environ
        | {
            "DATABASE_URL": f"sqlite:///{folder / 'new.sqlite3'}",
            "SECRET_KEY": "a-key-that-only-tests-know-0123456789",
            "TERM": "xterm",
            "COLUMNS": "100",
        }
        | more
    )


def test_a_command_on_an_empty_machine_makes_the_database_from_any_folder(tmp_path, workbook):
    result = subprocess.run(
        [sys.executable, "-m", "flask", "--app", HOUSE / "wsgi.py", "import", workbook.name],
        cwd=tmp_path,
        env=environment(tmp_path, PYTHONPATH=str(HOUSE)),
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stderr
    assert "3  add" in result.stdout
    assert result.stderr == "Copying ZIP codes and cities into the database (once).\n"


def test_progress_is_shown_on_a_terminal(tmp_path, run, app, workbook):
    url = app.config["SQLALCHEMY_ENGINES"]["default"]["url"]
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", HOUSE / "wsgi.py", "import", workbook],
        cwd=tmp_path,
        env=environment(tmp_path, PYTHONPATH=str(HOUSE), DATABASE_URL=url),
        stdout=subprocess.PIPE,
        stderr=theirs,
    ) as process:
        process.communicate(timeout=60)
    os.close(theirs)
    shown = os.read(ours, 65536).decode()
    os.close(ours)

    assert process.returncode == 0
    assert "3/3" in shown
