"""`kill -9` in the middle of a merge or of its undoing leaves what was before; then it works."""

import random

from tests.killing import BEFORE_THE_COMMIT, NEVER, act, whole
from tests.merging import FIRST, SECOND, TELLING
from tests.support.store import a_listing_row, an_edition, ids, take_in


def a_street_of_houses(count):
    return [
        a_listing_row(
            10 + each, f"House {each}", street1=f"{each} Fig Road", phone=f"559-555-{each:04}"
        )
        for each in range(count)
    ]


def test_a_merge_killed_at_any_moment_leaves_what_was_before_and_then_works(sqlite_store, taxonomy):
    take_in(sqlite_store, taxonomy, an_edition(FIRST, SECOND, *a_street_of_houses(498)))
    found = ids(sqlite_store)
    pair = (found["Orchard House/Orchard House"], found["Orchard Hose/Orchard Hose"])
    url = sqlite_store.get_bind().url.render_as_string()
    sqlite_store.close()
    before = whole(url)

    for moment in (*random.Random(7).sample(range(2, 40), 2), BEFORE_THE_COMMIT):
        assert act(url, "merge", moment, *pair) == ["here"]
        assert whole(url) == before, f"killed after statement {moment}"
    done, _, merge_id = act(url, "merge", NEVER, *pair)
    merged = whole(url)
    for moment in (random.Random(8).randrange(2, 20), BEFORE_THE_COMMIT):
        assert act(url, "undo", moment, merge_id) == ["here"]
        assert whole(url) == merged, f"killed after statement {moment}"
    act(url, "undo", NEVER, merge_id)

    assert done == "done"
    assert {name: rows for name, rows in whole(url).items() if name not in TELLING} == {
        name: rows for name, rows in before.items() if name not in TELLING
    }
