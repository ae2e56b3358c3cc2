"""What somebody says in the box, and the first programs put on their list: for walks from there."""

from tests.support.walking import write

ONE = (
    "My wife uses heroin. We need detox and a psychiatrist, she has Medicaid,"
    " within 100 miles of Fresno, CA."
)
TWO = (
    "My boyfriend and I both drink every day and want to be treated together"
    " near San Francisco, CA."
)


def write_in_the_box(walk, sentence):
    walk.open("/")
    write(walk.page.get_by_label("Or say it in your own words"), sentence)
    walk.press("Fill in my answers")


def keep_the_first(walk, count):
    """Put the first *count* programs on the list, and return their names."""
    names = walk.page.locator(".result__name a").all_inner_texts()[:count]
    for name in names:
        walk.press(f"Add to my list ({name})")
    return names
