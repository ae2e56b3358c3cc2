"""The sheet keeps LOOK's promises about color, whichever scheme the device asks for."""

import re
from pathlib import Path

import pytest

from tests.support.accounts import sign_in

STATIC = Path(__file__).parents[2] / "matcher" / "static"
SHEET = (STATIC / "app.css").read_text(encoding="utf-8")
STAFF_SHEET = (STATIC / "staff.css").read_text(encoding="utf-8")
TOKEN = re.compile(r"--([a-z0-9-]+): (#[0-9a-f]{6});")


def scheme(part):
    """The colors that one part of the sheet names."""
    return dict(TOKEN.findall(part))


before_dark, after_dark = SHEET.split("@media (prefers-color-scheme: dark)", 1)
LIGHT = scheme(before_dark)
DARK = LIGHT | scheme(after_dark.split("@layer base {", 1)[0])


def luminance(color):
    channels = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(
        weight * channel for weight, channel in zip((0.2126, 0.7152, 0.0722), linear, strict=True)
    )


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


GROUNDS = ("paper", "sheet", "tint")
TEXT = [(ink, ground, 7.0) for ink in ("ink", "quiet", "accent") for ground in GROUNDS]
TEXT += [("urgent", "sheet", 7.0), ("urgent", "paper", 7.0), ("on-accent", "accent", 7.0)]
ANSWERS = [(answer, f"{answer}-tint", 4.5) for answer in ("met", "ask", "unlisted", "no")]
ANSWERS += [(answer, "sheet", 4.5) for answer in ("met", "ask", "unlisted", "no")]
SHAPES = [(edge, ground, 3.0) for edge in ("edge", "focus") for ground in GROUNDS]


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), [*TEXT, *ANSWERS, *SHAPES])
def test_a_color_stands_out_from_what_is_behind_it(colors, front, back, least):
    assert contrast(colors[front], colors[back]) >= least


def test_black_on_white_is_the_most_there_is():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_every_color_of_the_sheet_is_named_by_its_job():
    rules = SHEET.split("@layer base {", 1)[1]
    strays = re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", rules.split("@layer print {")[0])

    assert strays == []


def test_the_sheet_asks_nobody_for_anything():
    assert re.findall(r"url\(|@import", SHEET + STAFF_SHEET) == []


def test_the_sheet_is_small():
    assert len(SHEET.encode()) < 42_000
    assert len(STAFF_SHEET.encode()) < 20_000


def test_families_do_not_load_the_sheet_of_those_who_work_here(client):
    sign_in(client)
    theirs = client.get("/").text

    assert "staff.css" in theirs
    assert "staff.css" in client.application.test_client().get("/sign-in").text
    assert "staff.css" not in client.application.test_client().get("/").text


def test_the_sheet_of_those_who_work_here_keeps_to_the_tokens():
    on_screen = re.sub(r"@layer print \{\n.*?\n\}\n", "", STAFF_SHEET, flags=re.DOTALL)

    strays = re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", on_screen)

    assert strays == []
