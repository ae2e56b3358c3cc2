"""Walking through pages as somebody does who has only a keyboard, with an eye on every page."""

from collections.abc import Callable, Iterable, Mapping

from playwright.sync_api import Locator, Page, Response

from tests.support.browser import assert_accessible, assert_reflows

MOST_PRESSES = 400
NEARLY_THERE = 3
PRESSES_AWAY = """target => {
    // What Tab visits on the way, counted so that it is rather too few: one for a group of radios.
    const places = 'a[href], button, summary, select, textarea, input:not([type=hidden])';
    const seen = new Set();
    const way = [...document.querySelectorAll(places)].filter(each => {
        const group = each.type === 'radio' && `${each.form?.action} ${each.name}`;
        if (each.disabled || !each.checkVisibility() || (group && seen.has(group))) return false;
        if (group) seen.add(group);
        return true;
    });
    const here = way.indexOf(document.activeElement);
    const there = way.findIndex(each => each === target || (
        each.type === 'radio' && each.name === target.name && each.form === target.form));
    return there > here ? there - here : 0;
}"""
LARGEST_PAGE = 100_000
IS_FOCUSED = "each => each === document.activeElement"
IN_FOCUSED_GROUP = (
    "each => document.activeElement.type === 'radio' && document.activeElement.name === each.name"
)

Choices = Mapping[str, str | Iterable[str]]


def tab_to(target: Locator, is_there: str = IS_FOCUSED) -> None:
    """Press Tab until *target* is where the keyboard is."""
    element = target.element_handle()
    # Most of the way is gone without asking after each press where one is; the rest, step by step.
    for _ in range(element.evaluate(PRESSES_AWAY) - NEARLY_THERE):
        target.page.keyboard.press("Tab")
    for _ in range(MOST_PRESSES):
        if element.evaluate(is_there):
            return
        target.page.keyboard.press("Tab")
    raise AssertionError(f"{target} cannot be reached with the Tab key")


def press(target: Locator) -> None:
    """Press a button or follow a link with the Enter key, and wait for the page after it."""
    tab_to(target)
    with target.page.expect_navigation():
        target.page.keyboard.press("Enter")


def choose(target: Locator) -> None:
    """Choose a radio button or tick a box."""
    if target.get_attribute("type") == "checkbox":
        tab_to(target)
        target.page.keyboard.press("Space")
    else:
        tab_to(target, IN_FOCUSED_GROUP)
        for _ in range(20):
            if target.evaluate(IS_FOCUSED):
                break
            target.page.keyboard.press("ArrowDown")
        target.page.keyboard.press("Space")
    assert target.is_checked()


def write(target: Locator, words: str) -> None:
    """Type *words* in place of what stands in a field."""
    tab_to(target)
    target.page.keyboard.press("Control+A")
    target.page.keyboard.type(words)


class Walk:
    """One person's way through the pages; `look` is called on each of them."""

    def __init__(
        self, page: Page, look: Callable[[Page], None] | None = None, *, by_hand: bool = False
    ) -> None:
        self.page = page
        self.seen: list[str] = []
        """The first heading of every page."""
        self.titles: list[str] = []
        self._look = look or (lambda _: None)
        self._by_hand = by_hand
        """With a finger or a mouse instead of the keyboard."""

    def arrive(self) -> None:
        """Note where one is, and look at it."""
        self.seen += self.page.get_by_role("heading", level=1).all_inner_texts()
        self.titles.append(self.page.title())
        self._look(self.page)

    def open(self, address: str) -> None:
        """Open an address, as somebody types it."""
        self.page.goto(address)
        self.arrive()

    def press(self, words: str, role: str = "button") -> None:
        """Press the first button or link of that name."""
        target = self.page.get_by_role(role, name=words).first  # type: ignore[arg-type]  # Playwright lists every role
        if self._by_hand:
            # A click returns before the next page is there, and looking at once would see neither.
            with self.page.expect_navigation():
                target.click()
        else:
            press(target)
        self.arrive()

    def answer_all(self, given: Choices) -> None:
        """Answer every question: those that are named by their id, and skip the others."""
        while not self.page.url.endswith("/check-your-answers"):
            field = self.page.locator("input[name=question]")
            if field.count() == 0:
                self.press("Go on")
                continue
            chosen = given.get(field.get_attribute("value") or "")
            if isinstance(chosen, str):
                self._write(self.page.get_by_role("textbox"), chosen)
            for each in () if isinstance(chosen, str) else chosen or ():
                self._choose(self.page.get_by_label(each, exact=True))
            self.press("Next" if chosen else "skip this question")

    def _write(self, field: Locator, words: str) -> None:
        if self._by_hand:
            field.fill(words)
        else:
            write(field, words)

    def _choose(self, choice: Locator) -> None:
        if self._by_hand:
            choice.check()
        else:
            choose(choice)


class Weights:
    """How many bytes each page is, uncompressed; its sheet and scripts come once for all pages."""

    def __init__(self, page: Page) -> None:
        self.pages: dict[str, int] = {}
        page.on("response", self._heard)

    def _heard(self, response: Response) -> None:
        # By its headers: a browser lets a page's body go as soon as one walks on.
        if response.request.resource_type == "document" and response.status < 300:
            assert "content-encoding" not in response.headers
            self.pages[response.url] = int(response.headers["content-length"])

    @property
    def too_heavy(self) -> dict[str, int]:
        """The pages that are larger than any page may be."""
        return {url: size for url, size in self.pages.items() if size >= LARGEST_PAGE}


def with_care(page: Page, *, axe: bool = True) -> None:
    """Hold a page to what it promises to everyone, axe included or not."""
    assert_reflows(page)
    if axe:
        assert_accessible(page)
    assert page.get_by_role("button", name="Leave this page").count() == 1
