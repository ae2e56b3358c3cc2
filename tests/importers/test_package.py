"""What is refused before anything opens it."""

import contextlib
import random
import struct
import tracemalloc
import zipfile

import pytest

from matcher.importers import package, samhsa
from matcher.importers.source import SourceRefused
from tests.support.workbook import a_row, write_package, write_workbook

BOMB = 200 * package.MEGABYTE


def refused(path, taxonomy):
    with pytest.raises(SourceRefused) as refusal:
        samhsa.read(path, taxonomy)
    message = str(refusal.value)
    assert "\n" not in message
    return message


@pytest.mark.parametrize("content", [b"PDF-1.7 no workbook", b"name1,zip\nA,1\n", b"\x00" * 4096])
def test_what_is_no_workbook_is_refused(tmp_path, taxonomy, content):
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)

    assert "not an Excel workbook" in refused(path, taxonomy)


def test_an_empty_file_is_refused(tmp_path, taxonomy):
    path = tmp_path / "a.xlsx"
    path.touch()

    assert refused(path, taxonomy) == "a.xlsx is empty."


def test_a_missing_file_is_refused(tmp_path, taxonomy):
    assert "cannot be read" in refused(tmp_path / "none.xlsx", taxonomy)


def test_a_folder_is_refused(tmp_path, taxonomy):
    refused(tmp_path, taxonomy)


def test_another_package_of_the_same_form_is_refused(tmp_path, taxonomy):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as other:
        other.writestr("word/document.xml", "<document/>")

    assert "not an Excel workbook" in refused(path, taxonomy)


def test_a_workbook_cut_off_anywhere_is_refused(tmp_path, taxonomy):
    whole = write_workbook(tmp_path / "whole.xlsx", [a_row(f"Row {n}") for n in range(50)])
    content = whole.read_bytes()
    path = tmp_path / "cut.xlsx"

    for length in {1, 21, *random.Random(1).sample(range(1, len(content)), 60), len(content) - 1}:
        path.write_bytes(content[:length])

        refused(path, taxonomy)


def test_a_workbook_with_any_byte_changed_is_read_or_refused_but_never_breaks(tmp_path, taxonomy):
    whole = write_workbook(tmp_path / "whole.xlsx", [a_row()]).read_bytes()
    path = tmp_path / "changed.xlsx"
    noise = random.Random(2)

    for _ in range(300):
        changed = bytearray(whole)
        changed[noise.randrange(len(changed))] = noise.randrange(256)
        path.write_bytes(changed)
        with contextlib.suppress(SourceRefused):
            samhsa.read(path, taxonomy)


def bomb(path, declared=None):
    """Write a small file that unpacks to 200 MB; *declared* is the size that it claims instead."""
    write_workbook(path, [a_row()])
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as grown,
        grown.open("xl/media/image1.png", "w") as member,
    ):
        for _ in range(200):
            member.write(b"\x00" * package.MEGABYTE)
    if declared is not None:
        content = path.read_bytes()
        path.write_bytes(content.replace(struct.pack("<L", BOMB), struct.pack("<L", declared)))
    return path


def test_a_bomb_is_refused_by_the_sizes_it_states(tmp_path, taxonomy):
    path = bomb(tmp_path / "a.xlsx")
    tracemalloc.start()

    message = refused(path, taxonomy)

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "would unpack to more than 128 MB" in message
    assert peak < 5 * package.MEGABYTE


def test_a_bomb_that_lies_about_its_size_is_refused_all_the_same(tmp_path, taxonomy):
    path = bomb(tmp_path / "a.xlsx", declared=1000)
    tracemalloc.start()

    message = refused(path, taxonomy)

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "would unpack to more than 128 MB" in message
    assert peak < 5 * package.MEGABYTE


def test_a_sheet_that_spans_the_whole_grid_is_refused_before_it_is_opened(tmp_path, taxonomy):
    path = write_workbook(
        tmp_path / "a.xlsx",
        [a_row()],
        extra_xml='<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    )

    assert "spans 1048576 rows" in refused(path, taxonomy)


def test_a_cell_nowhere_on_the_grid_is_refused(tmp_path, taxonomy):
    path = write_package(tmp_path / "a.xlsx", '<row r="1"><c r="Q-7"><v>1</v></c></row>')

    assert "Q-7" in refused(path, taxonomy)


def test_a_locked_workbook_is_refused(tmp_path, taxonomy):
    path = write_workbook(tmp_path / "a.xlsx", [a_row()])
    content = bytearray(path.read_bytes())
    at = content.rindex(b"PK\x01\x02")
    content[at + 8] |= 1
    path.write_bytes(content)

    refused(path, taxonomy)
