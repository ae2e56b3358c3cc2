"""Sentences for people, kept as template and values so that they can be translated whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence: an English template, and the values its named places take."""

    template: str
    values: tuple[tuple[str, str | int | Message], ...] = ()

    def say(self, translate: Callable[[str], str] = str) -> str:
        """Return the sentence, its template and nested messages put through *translate*."""
        if not self.values:  # most: a page says a hundred of them
            whole = translate(self.template)
            return whole % {} if "%" in whole else whole
        said = {
            name: value.say(translate) if isinstance(value, Message) else value
            for name, value in self.values
        }
        return translate(self.template) % said

    def __str__(self) -> str:
        """Return the sentence in English."""
        return _english(self)


@dataclass(frozen=True, slots=True)
class Series(Message):
    """Phrases in a row: the template puts the *next* one behind those *before* it."""

    phrases: tuple[Message, ...] = ()

    def say(self, translate: Callable[[str], str] = str) -> str:
        """Return the phrases as one."""
        template = translate(self.template)
        first, *others = self.phrases
        whole = first.say(translate)
        for each in others:
            whole = template % {"before": whole, "next": each.say(translate)}
        return whole

    def __str__(self) -> str:
        """Return the phrases in English."""
        return _english(self)


@lru_cache(maxsize=8192)
def _english(message: Message) -> str:
    return message.say()


def msg(template: str, **values: str | int | Message) -> Message:
    """Build a message; the catalog extractor collects this call's template."""
    return Message(template, tuple(sorted(values.items())))


def in_a_row(joint: Message, phrases: Sequence[Message]) -> Message:
    """Put one or more phrases in a row, as *joint* does with those *before* and the *next*."""
    return phrases[0] if len(phrases) == 1 else Series(joint.template, (), tuple(phrases))


def verbatim(text: str) -> Message:
    """Wrap words that come from data; a per cent sign in them stands for itself."""
    return Message(text.replace("%", "%%"))
