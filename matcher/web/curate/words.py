"""How curators' pages call what the services name."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from matcher.domain.details import Field
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
FIELD_LABELS = {
    Field.NAME.value: _l("Name"),
    Field.ORGANIZATION.value: _l("Organization"),
    Field.ADDRESS.value: _l("Address"),
    Field.CONFIDENTIAL.value: _l("Whether the address is confidential"),
    Field.WEBSITE.value: _l("Website"),
    Field.PHONE.value: _l("Phone"),
    Field.INTAKE_PHONE.value: _l("Phone for getting in"),
    Field.HOURS.value: _l("Hours"),
    Field.PRICE.value: _l("Price"),
    Field.WAIT.value: _l("How long the wait is"),
    Field.BEDS.value: _l("Open beds"),
    Field.ACCESSIBILITY.value: _l("Accessibility"),
    Field.VISITING.value: _l("Visiting"),
    Field.PHONE_RULES.value: _l("Rules about phones"),
    Field.STAFF.value: _l("Staff"),
}
"""What of a listing a curator can record beside its terms."""
