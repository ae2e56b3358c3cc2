from enum import StrEnum

import pytest
from flask import render_template_string
from wtforms import StringField

from matcher.web.forms.base import (
    AtMost,
    BaseForm,
    Importance,
    Mistake,
    Required,
    any_of,
    one_of,
    weigh,
)


class Season(StrEnum):
    """Two are enough."""

    SPRING = "spring"
    FALL = "fall"


SEASONS = {Season.FALL: "Fall", Season.SPRING: "Spring"}


class AForm(BaseForm):
    """One field of each kind."""

    near = StringField(
        "Where?", [Required("a ZIP code, or a city and state"), AtMost(20, "the place")]
    )
    season = one_of("When?", Season, SEASONS, validators=[Required("a season")])
    seasons = any_of("Which?", Season, SEASONS)
    detox = weigh("Medical detox")


GOOD = {"near": "Fresno, CA", "season": "fall"}


def filled_in(app, **sent):
    """The form as it was sent, already looked at."""
    app.config["WTF_CSRF_ENABLED"] = False
    with app.test_request_context(method="POST", data=sent):
        form = AForm()
        form.validate()
        return form


def test_a_form_holds_what_the_domain_speaks(app):
    form = filled_in(app, **GOOD, seasons=["spring", "fall"], detox="must")

    assert form.errors == {}
    assert form.season.data is Season.FALL
    assert form.seasons.data == [Season.SPRING, Season.FALL]
    assert form.detox.data is Importance.MUST


def test_what_was_left_open_is_skipped(app):
    form = filled_in(app, **GOOD)

    assert form.errors == {}
    assert form.seasons.data == []
    assert form.detox.data is Importance.SKIP


def test_blanks_at_either_end_do_not_count(app):
    assert filled_in(app, **(GOOD | {"near": "  Fresno, CA \n"})).near.data == "Fresno, CA"


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ({"near": " "}, Mistake("near", "Enter a ZIP code, or a city and state.")),
        (
            {"near": "x" * 21},
            Mistake("near", "Shorten the place to 20 characters or fewer."),
        ),
        ({"season": ""}, Mistake("season-0", "Choose a season.")),
        (
            {"season": "winter"},
            Mistake("season-0", "Choose one of the answers on this page."),
        ),
        (
            {"seasons": ["fall", "winter"]},
            Mistake("seasons-0", "Choose from the answers on this page."),
        ),
        ({"detox": "maybe"}, Mistake("detox-0", "Choose one of the answers on this page.")),
    ],
)
def test_a_mistake_says_what_to_do_and_where(app, sent, expected):
    assert filled_in(app, **(GOOD | sent)).error_list() == [expected]


MACROS = "error_summary, text, textarea, select, radios, checkboxes, weigh, tick, send"
PAGE = f"""
{{% from "components/fields.html" import {MACROS} %}}
{{{{ error_summary(form) }}}}
{{{{ text(form.near, hint="Such as Fresno, CA") }}}}
{{{{ radios(form.season, hints={{"fall": "When leaves do"}}) }}}}
{{{{ checkboxes(form.seasons) }}}}
{{{{ weigh(form.detox) }}}}
{{{{ send("Go on") }}}}
"""


def shown(app, **sent):
    """The form on a page."""
    form = filled_in(app, **sent)
    with app.test_request_context():
        return render_template_string(PAGE, form=form)


def test_each_mistake_is_linked_to_a_control_that_is_there(app):
    page = shown(app, near="", season="")

    for target in ("near", "season-0"):
        assert f'href="#{target}"' in page
        assert f'id="{target}"' in page


def test_what_was_typed_is_still_there_and_harmless(app):
    page = shown(app, near='"><script>', season="fall")

    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_a_hint_and_an_error_are_read_out_with_their_control(app):
    page = shown(app, near="")

    assert 'aria-describedby="near-hint near-error" aria-invalid="true"' in page


def test_what_was_chosen_is_still_chosen(app):
    page = shown(app, near="Fresno", season="fall", seasons=["spring"], detox="must")

    assert page.count("checked") == 3
