"""How curators' pages call what the services name."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from matcher.services.suggesting import Held, SenderKind

HELD_LABELS = {
    Held.HIDDEN_FIELD: _l("A field that no person sees was filled in."),
    Held.HURRY: _l("It was sent faster than a person reads, or not from our page."),
    Held.LINKS: _l("There is a link in the words."),
    Held.REPEATED: _l("The same words came in before."),
}
SENDER_LABELS = {
    SenderKind.PUBLIC: _l("Somebody without an account"),
    SenderKind.PROFESSIONAL: _l("A professional with an account"),
    SenderKind.PROGRAM: _l("The program, through its own link"),
}
