"""The browser that pages are tested with sees what it should: each guard fails once here."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.support.browser import PHONE, assert_accessible, assert_reflows, watched_page

pytestmark = pytest.mark.browser

NOWHERE = "http://127.0.0.1:9"
GOOD = """<!doctype html><html lang="en"><title>A step</title><main><h1>A step</h1></main></html>"""
WITH_A_STRANGER = GOOD.replace("<main>", '<main><img alt="" src="http://192.0.2.1/pixel.png">')
WITH_A_NAMELESS_FIELD = GOOD.replace("<main>", "<main><input>")
WITH_FAINT_WORDS_IN_THE_DARK = GOOD.replace(
    "<main>",
    "<style>@media (prefers-color-scheme: dark) { h1 { color: #ddd; background: #fff } }</style>"
    "<main>",
)
WITH_A_WIDE_ROW = GOOD.replace("<main>", '<main><p style="width: 800px">Wide</p>')


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def visit(request, browser):
    """Open a page that was served by nobody."""
    context = {"viewport": PHONE, "java_script_enabled": request.param}
    with watched_page(browser, NOWHERE, **context) as page_and_watch:
        yield page_and_watch


def test_a_good_page_passes(visit):
    page, watch = visit

    page.set_content(GOOD)

    assert_accessible(page)
    assert_reflows(page)
    assert watch.strangers == []


def test_a_request_to_a_third_party_is_seen_and_goes_nowhere(visit):
    page, watch = visit

    page.set_content(WITH_A_STRANGER)

    assert watch.strangers == ["http://192.0.2.1/pixel.png"]


def test_a_field_without_a_name_is_not_accessible(visit):
    page, _ = visit

    page.set_content(WITH_A_NAMELESS_FIELD)

    with pytest.raises(AssertionError, match="label"):
        assert_accessible(page)


def test_a_page_that_passed_is_looked_at_again_when_anything_about_it_changed(visit):
    page, _ = visit
    page.set_content(GOOD)
    assert_accessible(page)

    page.set_content(WITH_A_NAMELESS_FIELD)
    with pytest.raises(AssertionError, match="label"):
        assert_accessible(page)
    with pytest.raises(AssertionError, match="label"):
        assert_accessible(page)  # what failed is never taken for what passed

    page.set_content(WITH_FAINT_WORDS_IN_THE_DARK)
    assert_accessible(page)
    page.emulate_media(color_scheme="dark")
    with pytest.raises(AssertionError, match="contrast"):
        assert_accessible(page)


def test_a_row_wider_than_the_phone_does_not_reflow(visit):
    page, _ = visit

    page.set_content(WITH_A_WIDE_ROW)

    with pytest.raises(AssertionError, match="px wide on a screen of 360"):
        assert_reflows(page)


class SlowToStyle(BaseHTTPRequestHandler):
    """Serves a page whose only style, which mends it, comes half a second after its words."""

    def do_GET(self):
        is_style = self.path == "/late.css"
        if is_style:
            time.sleep(0.5)
        body = "p { width: auto !important }" if is_style else STYLED_LATE
        self.send_response(200)
        self.send_header("Content-Type", "text/css" if is_style else "text/html")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_):
        """Say nothing."""


STYLED_LATE = WITH_A_WIDE_ROW.replace("</main>", '<link rel="stylesheet" href="/late.css"></main>')


@pytest.fixture
def slow_to_style():
    with ThreadingHTTPServer(("127.0.0.1", 0), SlowToStyle) as server:
        threading.Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("look", [assert_reflows, assert_accessible])
def test_a_page_is_looked_at_when_its_style_has_come(browser, slow_to_style, look):
    with watched_page(browser, slow_to_style, viewport=PHONE) as (page, _):
        page.goto("/", wait_until="commit")

        look(page)

        assert page.evaluate("document.styleSheets.length") == 1


def test_a_broken_script_is_a_complaint(browser):
    with watched_page(browser, NOWHERE) as (page, watch):
        page.set_content(GOOD + "<script>nobody.knows()</script>")

    assert watch.complaints == ["nobody is not defined"]
