"""Writes small directory workbooks by hand, so that a test may also write what no library would."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

COLUMNS = (
    "Name1",
    "Name2",
    "Street1",
    "Street2",
    "City",
    "State",
    "Zip",
    "Phone",
    "Intake1",
    "Intake2",
    "Intake1a",
    "Intake2a",
    "Service_code_info",
)

TYPES = """<?xml version="1.0"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
</Types>"""
LINKS = """<?xml version="1.0"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>"""
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


class Formula(str):
    """A cell that is worked out; the text is what it came to."""

    __slots__ = ()


class Number(str):
    """A cell that Excel holds as a number."""

    __slots__ = ()


def a_row(name1: str = "Orchard House", **cells: str) -> dict[str, str]:
    """Build a facility by column name; only what the test is about need be told."""
    usual = {
        "Name1": name1,
        "Street1": "12 Pear Street",
        "City": "Fresno",
        "State": "CA",
        "Zip": "93701",
        "Phone": "559-555-0100",
        "Service_code_info": "SA * OP",
    }
    return dict.fromkeys(COLUMNS, "") | usual | cells


def write_workbook(
    path: Path,
    rows: Iterable[Mapping[str, str]],
    *,
    columns: Iterable[str] = COLUMNS,
    sheet: str = "Facilities List",
    extra_xml: str = "",
) -> Path:
    """Write *rows* under *columns*; *extra_xml* goes into the sheet after the rows."""
    header = list(columns)
    table = [header, *([row.get(column, "") for column in header] for row in rows)]
    xml = "".join(
        f'<row r="{number}">'
        + "".join(_cell(f"{_letters(at)}{number}", text) for at, text in enumerate(cells) if text)
        + "</row>"
        for number, cells in enumerate(table, start=1)
    )
    return write_package(path, xml + extra_xml, sheet)


def write_package(path: Path, rows_xml: str, sheet: str = "Facilities List") -> Path:
    """Write a workbook of one sheet with exactly those rows."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr(
            "_rels/.rels",
            LINKS % f'<Relationship Id="r1" Type="{KIND}officeDocument" Target="xl/workbook.xml"/>',
        )
        package.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{KIND[:-1]}">'
            f'<sheets><sheet name={quoteattr(sheet)} sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        package.writestr(
            "xl/_rels/workbook.xml.rels",
            LINKS
            % f'<Relationship Id="r1" Type="{KIND}worksheet" Target="worksheets/sheet1.xml"/>',
        )
        package.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{MAIN}"><sheetData>{rows_xml}</sheetData></worksheet>',
        )
    return path


def _cell(reference: str, text: str) -> str:
    if isinstance(text, Formula):
        return f'<c r="{reference}" t="str"><f>A1&amp;""</f><v>{escape(text)}</v></c>'
    if isinstance(text, Number):
        return f'<c r="{reference}"><v>{text}</v></c>'
    return (
        f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
    )


def _letters(at: int) -> str:
    return chr(65 + at) if at < 26 else chr(64 + at // 26) + chr(65 + at % 26)
