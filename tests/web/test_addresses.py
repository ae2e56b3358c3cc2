"""Addresses that are put together once are those that Flask puts together."""

import pytest
from flask import render_template_string, url_for


@pytest.mark.parametrize("root", ["", "/under"])
@pytest.mark.parametrize(
    ("source", "endpoint", "values"),
    [
        ("{{ url_for('pages.tonight') }}", "pages.tonight", {}),
        ("{{ url_for('programs.show', slug='a-b') }}", "programs.show", {"slug": "a-b"}),
        ("{{ url_for('programs.show', slug='é') }}", "programs.show", {"slug": "é"}),
        ("{{ url_for('matches.show', page=2) }}", "matches.show", {"page": 2}),
        ("{{ url_for('matches.show', page=none) }}", "matches.show", {}),
    ],
)
def test_an_address_in_a_template_is_the_one_that_flask_gives(app, root, source, endpoint, values):
    for _ in range(2):  # put together, then remembered
        with app.test_request_context("/", base_url=f"http://localhost{root}"):
            assert render_template_string(source) == url_for(endpoint, **values)
            assert url_for(endpoint, **values).startswith(f"{root}/")


def test_no_address_that_only_one_person_holds_is_remembered(app):
    kept = app.jinja_env.globals["url_for"].__closure__
    (remembered,) = (cell.cell_contents for cell in kept)
    with app.test_request_context():
        before = remembered.cache_info().currsize

        render_template_string("{{ url_for('sharing.ask_to_revoke', token='secret') }}")
        render_template_string("{{ url_for('matches.show', page=3) }}")

        assert remembered.cache_info().currsize == before
