"""The state that searches are answered from: swapped whole, never half."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

from matcher.index.index import Index


class Current:
    """Holds the newest index.

    A search takes one state with `get` and keeps it to its end, whatever is swapped in
    meanwhile. Swapping is one assignment, so nobody ever waits to read.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._lock = Lock()

    def get(self) -> Index:
        """Return the newest state."""
        return self._index

    def replace(self, index: Index) -> None:
        """Swap in a state that was built whole."""
        with self._lock:
            self._index = index

    def change(self, derive: Callable[[Index], Index]) -> Index:
        """Swap in the state that *derive* makes of the newest, losing no other change."""
        with self._lock:
            self._index = derive(self._index)
            return self._index
