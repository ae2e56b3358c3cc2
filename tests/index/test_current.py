"""States are swapped whole: no search sees half of one and half of another."""

from __future__ import annotations

import threading
from operator import methodcaller

from matcher.index import Current
from tests.builders import a_program, must, some_needs
from tests.index.directories import TERMS, index_of


def test_searches_under_swaps_see_one_state_each():
    """In every state all programs answer alike, so that a mixture would show."""
    states = [
        index_of([a_program(f"p{n}", says=dict.fromkeys(TERMS, said)) for n in range(size)])
        for said, size in (("met", 300), ("unknown", 200), ("unmet", 500))
    ]
    allowed = {(300, 0, 0), (0, 200, 0), (0, 0, 500)}
    current = Current(states[0])
    asked = some_needs(within_miles=10, musts=(must("detox"),))
    seen, done = set(), threading.Event()

    def swap():
        turn = 0
        while not done.wait(0.0002):
            turn += 1
            current.replace(states[turn % 3])

    swapper = threading.Thread(target=swap)
    swapper.start()
    for _ in range(300):
        ranking = current.get().search(asked, 20, 0, TERMS)
        counts = ranking.counts
        seen.add((counts.sure, counts.ask, counts.near_miss))
        assert ranking.facets["detox"] == counts.sure
    done.set()
    swapper.join()

    assert seen <= allowed


def test_no_change_is_lost_between_threads():
    current = Current(index_of([]))

    def add(first):
        for number in range(first, first + 40):
            current.change(methodcaller("with_changed", a_program(f"p{number}")))

    threads = [threading.Thread(target=add, args=(start,)) for start in (0, 40, 80)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(current.get()) == 120
