"""What a profile's page and its card say, made ready; money is said first on both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from flask_babel.speaklater import LazyString

from matcher.domain.interventionists import words
from matcher.domain.interventionists.line import Line, line
from matcher.domain.interventionists.profile import Connection, Credential, Fee, Profile
from matcher.domain.interventionists.vocabulary import Approach, Standing
from matcher.domain.message import Message
from matcher.domain.states import state_name
from matcher.web.forms.interventionist_words import APPROACHES, LANGUAGES


@dataclass(frozen=True, slots=True)
class Shown:
    """One credential with what is known of it."""

    credential: Credential
    given: Message
    runs_out: Message | None
    checked: Message


@dataclass(frozen=True, slots=True)
class Way:
    """One approach, explained."""

    name: LazyString
    said: Message
    studies: Message


def credential_shown(credential: Credential, on: date) -> Shown:
    """Make one credential ready to be read."""
    return Shown(
        credential,
        words.given_by(credential),
        words.runs_out(credential, on),
        words.checked(credential.check),
    )


def explained(approach: Approach) -> Way:
    """Make one approach ready to be read."""
    return Way(APPROACHES[approach], words.way(approach), words.studies(approach))


class ProfilePage:
    """Everything the template of a profile prints."""

    def __init__(
        self, profile: Profile, on: date, program_ids: frozenset[str] = frozenset()
    ) -> None:
        self.profile = profile
        self._on = on
        known = {each.program.id for each in profile.known(program_ids)}
        self.knows = words.knows(len(known)) if known else None

    @cached_property
    def money(self) -> list[Line]:
        """The programs that pay them, as far as anyone said."""
        return [line(each) for each in self.profile.money]

    @cached_property
    def others(self) -> list[Line]:
        """The programs they know without money."""
        return [line(each) for each in self.profile.connections if not each.of_money]

    @staticmethod
    def says(connection: Connection) -> Message:
        """What joins them to one program, in a sentence."""
        return words.tie(connection)

    @property
    def paid(self) -> list[Message]:
        """Who pays them, in their own words and by silence."""
        return words.paid(self.profile)

    @property
    def ways(self) -> list[Way]:
        """How they work, explained."""
        return [explained(each) for each in self.profile.approaches]

    @property
    def fees(self) -> list[tuple[Message | None, Fee]]:
        """What they cost."""
        return [(words.amount(each), each) for each in self.profile.fees]

    @property
    def credentials(self) -> list[Shown]:
        """What they learned, and who says so."""
        return [credential_shown(each, self._on) for each in self.profile.credentials]

    @property
    def unchecked(self) -> int:
        """How many declarations nobody has checked."""
        checks = [each.check for each in self.profile.credentials]
        checks += [each.check for each in self.profile.connections]
        return sum(check.standing is Standing.DECLARED for check in checks)

    @property
    def languages(self) -> list[LazyString]:
        """What they speak, by name."""
        return [LANGUAGES[each] for each in self.profile.languages]

    @property
    def states(self) -> list[str]:
        """Where they work, by name."""
        return sorted(state_name(code) for code in self.profile.states)
