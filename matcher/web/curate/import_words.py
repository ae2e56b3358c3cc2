"""What an import under review says of itself, in words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from matcher.domain.outcome import Outcome
from matcher.services.import_review import Effect, State

STATES = {
    State.WAITING: _l("Waiting to be read"),
    State.READING: _l("Being read"),
    State.READY: _l("Ready to look over"),
    State.ASKED: _l("Waiting to be applied"),
    State.APPLYING: _l("Being applied"),
    State.APPLIED: _l("Applied"),
    State.ASKED_BACK: _l("Waiting to be taken back"),
    State.TAKING_BACK: _l("Being taken back"),
    State.TAKEN_BACK: _l("Taken back"),
    State.DROPPED: _l("Dropped"),
    State.REFUSED: _l("Cannot be taken in"),
    State.FAILED: _l("Broke on our side"),
}

EFFECTS = {
    Effect.NEW: _l("New"),
    Effect.CHANGED: _l("Changed"),
    Effect.GONE: _l("No longer listed"),
    Effect.CONFLICT: _l("Against a curator’s word"),
    Effect.HELD: _l("Kept off the list"),
    Effect.REFUSED: _l("Rows that cannot be used"),
}

EFFECT_HINTS = {
    Effect.NEW: _l("These programs are not here yet. They will be listed."),
    Effect.CHANGED: _l("These programs are here. This is what will be different."),
    Effect.GONE: _l(
        "The last import of this directory had these programs. This file does not. They will stay"
        " here, marked as no longer listed."
    ),
    Effect.CONFLICT: _l(
        "The file says one thing, a curator another. The curator’s word stands until it runs out."
    ),
    Effect.HELD: _l(
        "A curator recorded that these closed, moved or asked not to be listed. The file does not"
        " bring them back."
    ),
    Effect.REFUSED: _l("These rows are left out. Their programs stay as they are."),
}

EFFECT_HINTS_DONE = {
    **EFFECT_HINTS,
    Effect.NEW: _l("These programs were not here yet."),
    Effect.CHANGED: _l("These programs were here. This is what became different."),
    Effect.GONE: _l(
        "The import before of this directory had these programs. This file does not. They stay"
        " here, marked as no longer listed."
    ),
}
"""What the findings of an import mean once it was applied."""

EFFECT_HINTS_UNDONE = {
    **EFFECT_HINTS_DONE,
    Effect.GONE: _l(
        "The import before of this directory had these programs. This file does not. They were"
        " marked as no longer listed, until this was taken back."
    ),
}
"""What they mean once it was applied and taken back."""

OTHER_CODES = (_l("as they were"), _l("others than before"))
"""What is said of codes that no answer depends on: which they are helps nobody decide."""

FIELDS = {
    "organization": _l("Organization"),
    "name": _l("Name"),
    "phone": _l("Phone"),
    "intake_phone": _l("Intake phone"),
    "website": _l("Website"),
    "address": _l("Address"),
    "listed": _l("Listed"),
    "codes": _l("Survey codes that no answer depends on"),
    "directories": _l("Directories"),
}

OUTCOMES = {
    Outcome.MET: _l("yes"),
    Outcome.UNKNOWN: _l("not known"),
    Outcome.UNLISTED: _l("not listed"),
    Outcome.UNMET: _l("no"),
}

ENDINGS = {
    "closed": _l("Closed"),
    "moved": _l("Moved away"),
    "do_not_list": _l("Asked not to be listed"),
}
