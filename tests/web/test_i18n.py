import pytest
from flask import render_template_string

from matcher.domain.message import msg, verbatim
from matcher.web.i18n import chosen_language, say


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (msg("Lists %(what)s.", what=msg("aftercare")), "Lists aftercare."),
        (msg("%(count)s miles", count=3), "3 miles"),
        (verbatim("100 % sober"), "100 % sober"),
        (verbatim(""), ""),  # the empty template is the catalog's own header
    ],
)
def test_a_sentence_of_the_domain_is_said_whole(app, sentence, expected):
    with app.test_request_context():
        assert say(sentence) == expected
        assert render_template_string("{{ sentence|say }}", sentence=sentence) == expected


def test_other_words_of_a_template_are_said_as_they_are_and_all_are_escaped(app):
    said = {"words": "<b>", "number": 7, "message": verbatim("<i>")}

    with app.test_request_context():
        page = render_template_string("{{ words|say }} {{ number|say }} {{ message|say }}", **said)

    assert page == "&lt;b&gt; 7 &lt;i&gt;"


@pytest.mark.parametrize(
    ("cookie", "accepted", "expected"),
    [
        (None, None, "en"),
        (None, "fr, de;q=0.5", "en"),
        ("xx", "en-US", "en"),
        ("en", "es", "en"),
    ],
)
def test_a_page_speaks_a_language_we_have(app, cookie, accepted, expected):
    headers = {"Accept-Language": accepted} if accepted else {}
    if cookie:
        headers["Cookie"] = f"lang={cookie}"

    with app.test_request_context(headers=headers):
        assert chosen_language() == expected


def test_a_page_names_its_language(client):
    page = client.get("/guide/tonight")

    assert '<html lang="en" dir="ltr">' in page.text
    assert "Accept-Language" in page.headers["Vary"]
