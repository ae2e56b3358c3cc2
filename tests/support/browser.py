"""A real browser on the real app: Debian's Chromium, gunicorn, the sample directory.

`live_server` serves; `open_page` opens a page of any width, with or without JavaScript;
`phone_page`, `desk_page` and `plain_page` are the usual three. Each page fails its test when the
browser asked another host for anything, or reported an error.
"""

import fcntl
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Route, expect

expect.set_options(timeout=20_000)  # a busy machine is slow, not wrong

HOUSE = Path(__file__).parents[2]
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""Debian's Chromium, the first of these that is there: the shell draws the same without a window,
and takes a quarter less time."""
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SECRET = "a-key-that-only-tests-know-0123456789"


@dataclass(frozen=True)
class LiveServer:
    """The app as a visitor meets it, on loopback."""

    url: str
    database_url: str
    log: Path


@contextmanager
def serving(folder: Path, database_url: str | None = None) -> Iterator[LiveServer]:
    """Serve the app under gunicorn from a database seeded with the sample directory."""
    if database_url is None:
        path = folder / "matcher.sqlite3"
        shutil.copy(_sample_database(folder), path)
        database_url = f"sqlite:///{path}"
    else:
        _set_up(database_url)
    surroundings = _surroundings(database_url)
    log = folder / "server.log"
    with socket.socket() as listener:
        # The listener is handed over, so nothing can take its port in between.
        listener.bind(("127.0.0.1", 0))
        listener.listen(64)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        command = [sys.executable, "-m", "gunicorn", "wsgi:app", "--bind"]
        with log.open("wb") as lines:
            server = subprocess.Popen(
                [*command, f"fd://{listener.fileno()}"],
                cwd=HOUSE,
                env=surroundings,
                stdout=lines,
                stderr=lines,
                pass_fds=[listener.fileno()],
                start_new_session=True,
            )
    try:
        _wait(server, url, log)
        yield LiveServer(url, database_url, log)
    finally:
        # At once, and whatever it started: asked to end, gunicorn waits for connections that
        # browsers keep open; asked to quit, a worker that takes a request that moment waits for
        # itself, because its handler takes a lock that it holds.
        os.killpg(server.pid, signal.SIGKILL)
        server.wait(30)


def _sample_database(folder: Path) -> Path:
    """Set one database up for all servers of all workers: it takes eight seconds each time.

    *folder* is one of pytest's; workers share what holds the folders of each.
    """
    is_worker = "PYTEST_XDIST_WORKER" in os.environ
    shared = folder.parents[1 if is_worker else 0] / "sample"
    shared.mkdir(exist_ok=True)
    path = shared / "matcher.sqlite3"
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            unfinished = shared / "unfinished.sqlite3"
            _set_up(f"sqlite:///{unfinished}")
            unfinished.rename(path)
    return path


def _set_up(database_url: str) -> None:
    flask = [sys.executable, "-m", "flask", "--app", "wsgi"]
    setup = subprocess.run(
        [*flask, "setup", "--sample"],
        check=False,
        cwd=HOUSE,
        env=_surroundings(database_url),
        capture_output=True,
        text=True,
    )
    assert setup.returncode == 0, setup.stdout + setup.stderr


def _surroundings(database_url: str) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": database_url,
        "SECRET_KEY": SECRET,
        "PYTHONWARNINGS": "default",
    }


def _wait(server: "subprocess.Popen[bytes]", url: str, log: Path) -> None:
    """Return as soon as the app answers."""
    for _ in range(600):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=5):  # noqa: S310  # our own server
                return
        except urllib.error.HTTPError as answered:
            answered.close()
            break
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"the app did not start:\n{log.read_text()}")


@dataclass
class Watch:
    """What a page asked for and complained of."""

    origin: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def attach(self, page: Page) -> None:
        """Hear every request and every complaint of *page*."""
        page.on("request", self._asked)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _asked(self, request: Request) -> None:
        self.requests.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        # A refused form is answered 422 on purpose, and Chromium reports each one.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def is_ours(self, url: str) -> bool:
        """Tell whether *url* stays in the page or on our own server."""
        parts = urlsplit(url)
        return parts.scheme in {"data", "blob", "about"} or (
            f"{parts.scheme}://{parts.netloc}" == self.origin
        )

    @property
    def strangers(self) -> list[str]:
        """Requests that left for somebody else."""
        return [url for url in self.requests if not self.is_ours(url)]

    def guard(self, route: Route) -> None:
        """Let a request through to our own server only."""
        if self.is_ours(route.request.url):
            route.continue_()
        else:
            route.abort()


@contextmanager
def watched_page(browser: Browser, origin: str, **context: Any) -> Iterator[tuple[Page, Watch]]:
    """Open a page that may talk to *origin* alone, and note what it does."""
    watch = Watch(origin)
    with browser.new_context(base_url=origin, locale="en-US", **context) as visit:
        visit.route("**/*", watch.guard)
        visit.on("page", watch.attach)
        yield visit.new_page(), watch


_ACCESSIBLE: set[int] = set()
"""What axe has found nothing against, by everything that it looks at."""

TOKEN = re.compile(r'name="csrf_token" value="[^"]*"')
LOOKS = """() => [
    innerWidth, innerHeight, matchMedia('(scripting: none)').matches, matchMedia('print').matches,
    document.querySelectorAll(':checked').length, matchMedia('(prefers-color-scheme: dark)').matches
]"""


def assert_accessible(page: Page) -> None:
    """Fail unless axe finds nothing against WCAG 2.2 AA on *page* as it stands.

    Many walks begin alike. What is the same to the letter, as wide, as dark and with as many boxes
    ticked as a page that passed has passed: axe takes a second, and would find the same.
    """
    page.wait_for_load_state()  # a page that is half there has no style yet
    looks = page.evaluate(LOOKS)
    seen = hash((TOKEN.sub("", page.content()), *looks))
    if seen in _ACCESSIBLE:
        return
    if page.evaluate("matchMedia('(scripting: none)').matches"):
        _assert_accessible(_readable_by_axe(page))
    else:
        _assert_accessible(page)
    _ACCESSIBLE.add(seen)


def _assert_accessible(page: Page) -> None:
    # Told that only violations are read, axe describes no element that passed: half its time.
    rules = {"type": "tag", "values": WCAG_22_AA}
    found = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()


_TWINS: dict[tuple[Browser, int, int, bool], Page] = {}
"""Pages to show what a page without scripts shows, by what they look like: opened once."""


def _readable_by_axe(page: Page) -> Page:
    """Show what *page* shows where axe can run: it is a script, so it needs what *page* lacks.

    The twin runs none of the page's own scripts, and shows what stands in <noscript>.
    """
    html = re.sub(r"</?noscript[^>]*>", "", page.content())

    def answer(route: Route) -> None:
        kind = route.request.resource_type
        if kind == "document":
            route.fulfill(body=html, content_type="text/html; charset=utf-8")
        elif kind == "script":
            route.abort()
        else:
            route.continue_()

    browser, size = page.context.browser, page.viewport_size
    assert browser, "a page belongs to a browser"
    assert size, "a page has a size"
    is_dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    looks = browser, size["width"], size["height"], is_dark
    if looks not in _TWINS:
        scheme: Literal["dark", "light"] = "dark" if is_dark else "light"
        _TWINS[looks] = browser.new_context(viewport=size, color_scheme=scheme).new_page()
    twin = _TWINS[looks]
    twin.unroute_all()
    twin.route("**/*", answer)
    if page.url.startswith("about:"):
        twin.goto("about:blank")
        twin.set_content(html)
    else:
        # From nowhere: an address that differs in its fragment alone would load nothing.
        twin.goto("about:blank")
        twin.goto(page.url)
    return twin


def assert_reflows(page: Page) -> None:
    """Fail when *page* must be scrolled sideways at its present width."""
    page.wait_for_load_state()
    wide: int = page.evaluate("document.documentElement.scrollWidth")
    shown: int = page.evaluate("document.documentElement.clientWidth")
    assert wide <= shown, f"{page.url} is {wide} px wide on a screen of {shown}"


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Launch Debian's Chromium, quiet enough for a machine without network."""
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    assert program, "no Chromium on PATH: ./dev test installs one"
    flags = ["disable-gpu", "disable-quic", "no-first-run", "disable-background-networking"]
    flags += ["disable-component-update", "disable-sync", "disable-dev-shm-usage"]
    if os.geteuid() == 0:
        flags.append("no-sandbox")
    return {"executable_path": program, "headless": True, "args": [f"--{flag}" for flag in flags]}


@pytest.fixture(scope="session")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """Serve the sample directory once for all browser tests; a test that writes serves its own."""
    with serving(tmp_path_factory.mktemp("live")) as server:
        yield server


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, live_server: LiveServer) -> Iterator[OpenPage]:
    """Open pages on the live server: `open_page(width=360, javascript=False)`."""
    watches: list[Watch] = []
    with ExitStack() as pages:

        def open_page(width: int = DESK["width"], *, javascript: bool = True) -> Page:
            height = PHONE["height"] if width < DESK["width"] else DESK["height"]
            page, watch = pages.enter_context(
                watched_page(
                    browser,
                    live_server.url,
                    viewport={"width": width, "height": height},
                    java_script_enabled=javascript,
                )
            )
            watches.append(watch)
            return page

        yield open_page
    for watch in watches:
        assert watch.strangers == []
        assert watch.complaints == []


@pytest.fixture
def phone_page(open_page: OpenPage) -> Page:
    """Offer a page 360 px wide: the family member's phone."""
    return open_page(PHONE["width"])


@pytest.fixture
def desk_page(open_page: OpenPage) -> Page:
    """Offer a page 1280 px wide."""
    return open_page(DESK["width"])


@pytest.fixture
def plain_page(open_page: OpenPage) -> Page:
    """Offer a phone's page without JavaScript."""
    return open_page(PHONE["width"], javascript=False)
