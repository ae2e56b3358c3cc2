"""The list on this device: adding, taking off, putting back, moving up and down."""

from __future__ import annotations

from matcher.web import kept
from matcher.web.forms.shortlists import MOST_COMPARED, Move

_REMOVED = "removed"
_COMPARED = "compared"


def take_off(program_id: str) -> None:
    """Take a program off the list, and remember where it stood."""
    ids = kept.shortlist()
    if program_id not in ids:
        return
    position = ids.index(program_id)
    kept.arrange_shortlist([each for each in ids if each != program_id])
    kept.keep_beside_shortlist(**{_REMOVED: [program_id, position]})


def taken_off() -> str | None:
    """Return the program that was last taken off and can be put back."""
    removed = kept.beside_shortlist().get(_REMOVED)
    return str(removed[0]) if removed else None


def put_back() -> None:
    """Put the program that was last taken off where it stood."""
    removed = kept.beside_shortlist().get(_REMOVED)
    if not removed:
        return
    program_id, position = removed
    ids = [each for each in kept.shortlist() if each != program_id]
    ids.insert(int(position), program_id)
    kept.arrange_shortlist(ids)
    forget_taken_off()


def forget_taken_off() -> None:
    """Offer no longer to put back what was taken off."""
    if taken_off() is not None:
        kept.keep_beside_shortlist(**{_REMOVED: None})


def move(program_id: str, way: Move) -> None:
    """Let a program change places with its neighbour; at either end it stays."""
    ids = kept.shortlist()
    if program_id not in ids:
        return
    position = ids.index(program_id)
    other = position + (1 if way is Move.DOWN else -1)
    if 0 <= other < len(ids):
        ids[position], ids[other] = ids[other], ids[position]
        kept.arrange_shortlist(ids)


def clear_list() -> None:
    """Take everything off the list; the answers stay."""
    kept.arrange_shortlist([])
    kept.keep_beside_shortlist(**{_REMOVED: None, _COMPARED: None})


def compared() -> list[str]:
    """Return the programs to compare: those chosen that are still listed, else the first few."""
    ids = kept.shortlist()
    chosen = [each for each in kept.beside_shortlist().get(_COMPARED, ()) if each in ids]
    return (chosen or ids)[:MOST_COMPARED]


def compare(program_ids: list[str]) -> None:
    """Choose the programs to compare, in the order of the list."""
    chosen = [each for each in kept.shortlist() if each in program_ids]
    kept.keep_beside_shortlist(**{_COMPARED: chosen[:MOST_COMPARED]})
