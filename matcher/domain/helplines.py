"""The numbers that are answered by people, in one place."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.domain.message import Message, msg


@dataclass(frozen=True, slots=True)
class Helpline:
    """A number to call, and what it is for."""

    slug: str
    name: Message
    number: str
    """As it is read out; digits and hyphens."""
    when: Message
    text: Message | None = None
    """How to reach it by text message, where one can."""

    @property
    def dial(self) -> str:
        """The number as a telephone link takes it."""
        digits = self.number.replace("-", "")
        return f"+1{digits.removeprefix('1')}" if len(digits) > 3 else digits


EMERGENCY = Helpline(
    "911",
    msg("Emergency"),
    "911",
    msg("If a life is in danger now."),
)
CRISIS = Helpline(
    "988",
    msg("988 Suicide and Crisis Lifeline"),
    "988",
    msg("Thoughts of suicide, or any crisis. Free, at any hour."),
    msg("Text 988"),
)
SAMHSA = Helpline(
    "samhsa",
    msg("SAMHSA’s National Helpline"),
    "1-800-662-4357",
    msg("Finding treatment for drugs, alcohol or mental health. Free, at any hour."),
)
DOMESTIC_VIOLENCE = Helpline(
    "domestic-violence",
    msg("National Domestic Violence Hotline"),
    "1-800-799-7233",
    msg("If you are afraid of someone, or somebody hurts you. Free, at any hour."),
    msg("Text START to 88788"),
)

ON_EVERY_PAGE = (EMERGENCY, CRISIS, SAMHSA)

CONSENT_FORM = msg(
    "Most addiction programs may not even confirm that someone is a patient without that"
    " person’s written consent. Emergencies differ. Ask for the consent form on day one."
)
"""42 CFR Part 2."""
