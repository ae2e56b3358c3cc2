"""What a page says to everybody is written once, and what it says to one reader is not kept."""

import gc
from datetime import date

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from matcher.web import writing
from matcher.web.matches.cards_page import ResultsPage
from matcher.web.program_page import ProgramPage
from tests.directory import ASKS, NEAR_MISS, a_row, asking, listing


@pytest.fixture
def times(app):
    """Count how often a template was written that calls `count()`."""
    times = []
    app.jinja_env.globals["count"] = lambda: times.append(1) or ""
    return times


def test_what_is_written_about_a_listing_is_written_once(app, times):
    macro = app.jinja_env.from_string(
        "{% macro m(name, on) %}{{ count() }}<b>{{ name }}</b> {{ on.year }}{% endmacro %}"
    ).module.m
    with app.test_request_context():
        said = [writing.written_once(macro, "<Oak>", date(2023, 1, 1)) for _ in range(3)]
        other = writing.written_once(macro, "Elm", date(2023, 1, 1))

    assert said == ["<b>&lt;Oak&gt;</b> 2023"] * 3
    assert other == "<b>Elm</b> 2023"
    assert len(times) == 2


def test_what_is_written_once_is_written_for_each_place_that_the_application_stands_at(app):
    macro = app.jinja_env.from_string(
        "{% macro m(slug) %}{{ url_for('programs.show', slug=slug) }}{% endmacro %}"
    ).module.m

    with app.test_request_context():
        here = writing.written_once(macro, "oak-ca")
    with app.test_request_context(environ_overrides={"SCRIPT_NAME": "/below"}):
        below = writing.written_once(macro, "oak-ca")

    assert (here, below) == ("/programs/oak-ca", "/below/programs/oak-ca")


@pytest.fixture
def frame(app, times):
    """A frame about a listing, with holes in its words, in an attribute and in a sentence."""
    return app.jinja_env.from_string(
        "{% macro frame(name) %}{{ count() }}{{ name }} 100% <i title=\"{{ hole('why') }}\">"
        "{{ hole('why') }}</i> {{ _('%(far)s away', far=hole('far')) }}{% endmacro %}"
    ).module.frame


def test_what_fills_a_hole_is_escaped_and_what_is_markup_is_not(app, frame):
    with app.test_request_context():
        said = writing.framed(frame, ("<Oak>",), why='"5 %"', far=Markup("<b>3</b>"))

    assert said == '&lt;Oak&gt; 100% <i title="&#34;5 %&#34;">&#34;5 %&#34;</i> <b>3</b> away'
    assert isinstance(said, Markup)


@pytest.mark.parametrize("name", ["Oak \x00far\x00", "Oak %(far)s", "Oak %s {far}"])
def test_a_listing_can_hold_no_hole_of_its_own(app, frame, name):
    with app.test_request_context():
        said = writing.framed(frame, (name,), why="a", far="3")

    assert said == f'{name} 100% <i title="a">a</i> 3 away'


def test_a_frame_is_written_once_and_filled_for_each_reader(app, frame, times):
    with app.test_request_context():
        first = writing.framed(frame, ("Oak",), why="a secret", far="1")
        second = writing.framed(frame, ("Oak",), why="another", far="2")

    assert first == 'Oak 100% <i title="a secret">a secret</i> 1 away'
    assert second == 'Oak 100% <i title="another">another</i> 2 away'
    assert len(times) == 1


def test_a_frame_keeps_nothing_that_filled_a_hole(app, frame):
    with app.test_request_context():
        writing.framed(frame, ("Oak",), why="marigold", far="1")
        before = writing._frame.cache_info().currsize

        writing.framed(frame, ("Oak",), why="tulip", far="1")

        kept = writing._frame(writing.page().tongue, "", frame, ("Oak",))
    assert writing._frame.cache_info().currsize == before
    assert kept == 'Oak 100%% <i title="%(why)s">%(why)s</i> %(far)s away'


def test_no_hole_is_left_open(app, frame):
    nobody = app.jinja_env.undefined(name="nobody")
    with app.test_request_context():
        with pytest.raises(KeyError, match="far"):
            writing.framed(frame, ("Oak",), why="")
        with pytest.raises(UndefinedError, match="nobody"):
            writing.framed(frame, ("Oak",), why=nobody, far="1")


def test_what_is_kept_of_a_page_of_results_names_its_listings_and_nothing_that_was_asked(
    app, monkeypatch
):
    listing(app, a_row("Orchard", 7.0, ASKS), a_row("Cedar", 3.0, NEAR_MISS))
    kept = []
    for name in ("_frame", "_written"):
        real = getattr(writing, name)
        monkeypatch.setattr(writing, name, spying(real, kept))

    page = asking(app).get("/matches").text

    assert "Orchard" in page
    assert "heroin" in page
    said = {str(each) for about in kept for each in about}
    assert {"Orchard", "Cedar"} <= said
    assert said & {"heroin", "medicaid", "spouse", "50", "7.0", "3.0"} == set()
    assert not any(word in each for each in said for word in ("You said", "miles", "opioid"))


def spying(real, kept):
    """Note what a part of a page is written of, which is what it is kept by."""

    def spy(tongue, root, macro, about):
        kept.append(about)
        return real(tongue, root, macro, about)

    return spy


@pytest.mark.parametrize("address", ["/matches", "/programs/orchard-fresno-ca"])
def test_what_a_page_was_written_from_is_let_go_of_as_soon_as_it_is_sent(app, address):
    listing(app, a_row("Orchard"))
    client = asking(app)
    gc.collect()
    gc.disable()  # a macro of the page itself would hold on to it until the next collection
    try:
        assert client.get(address).status_code == 200

        held = [each for each in gc.get_objects() if isinstance(each, ResultsPage | ProgramPage)]
    finally:
        gc.enable()
    assert held == []
