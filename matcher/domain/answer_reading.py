"""Answers as plain JSON values, in and out: what the API takes and the session keeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from matcher.domain.answers import (
    Afraid,
    Answers,
    Closeness,
    Couples,
    Danger,
    ForWhom,
    Language,
    MedicationNow,
    PartnerAnswers,
    Payment,
    Readiness,
    Setting,
    Substance,
    Who,
    WithdrawalHistory,
    Within,
    YesNo,
    YesNoUnknown,
)
from matcher.domain.geography import Point, PointOutOfBounds

LONGEST_PLACE = 80
"""Characters: longer than any city and state, short enough for a cookie."""


@dataclass(frozen=True, slots=True)
class AnswerUnknown:
    """One answer that is none of those asked for; `field` names it as the API does."""

    field: str
    message: str


class AnswersNotUnderstood(ValueError):
    """Some answers are none of those asked for."""

    def __init__(self, errors: Iterable[AnswerUnknown]) -> None:
        """Keep every error, so that all can be mended at once."""
        self.errors = tuple(errors)
        super().__init__("; ".join(f"{error.field}: {error.message}" for error in self.errors))


@dataclass(frozen=True, slots=True)
class Field:
    """One answer by its name in JSON: one word of a vocabulary, or a list of them."""

    name: str
    vocabulary: type[StrEnum]
    many: bool = False
    attribute: str = ""
    """Its name in Python, where that differs."""

    @property
    def slot(self) -> str:
        """The attribute that holds the answer."""
        return self.attribute or self.name


PARTNER_FIELDS = (
    Field("substances", Substance, many=True),
    Field("daily", YesNoUnknown),
    Field("withdrawal_history", WithdrawalHistory),
    Field("medication_now", MedicationNow),
    Field("pregnant", YesNoUnknown),
    Field("mental_health", YesNoUnknown),
    Field("ready", Readiness),
    Field("payment", Payment, many=True),
    Field("who", Who, many=True),
)

FIELDS = (
    *PARTNER_FIELDS,
    Field("danger", Danger, many=True),
    Field("for", ForWhom, attribute="for_whom"),
    Field("both_use", YesNo),
    Field("couples", Couples),
    Field("afraid", Afraid),
    Field("family_part", YesNo),
    Field("holistic", YesNo),
    Field("life_skills", YesNo),
    Field("peer", YesNo),
    Field("language", Language, many=True),
    Field("setting", Setting),
    Field("closeness", Closeness),
)
"""Every answer but `near`, `within_miles` and `partner`, which are no words of a vocabulary."""


def read_answers(given: object) -> Answers:
    """Understand *given*, a JSON object of answers; null is a question that was skipped.

    :raise AnswersNotUnderstood: naming every field that is wrong.
    """
    if not isinstance(given, Mapping):
        raise AnswersNotUnderstood([AnswerUnknown("", "Send one object of answers.")])
    errors: list[AnswerUnknown] = []
    _refuse_unknown(given, {"near", "within_miles", "partner"}, FIELDS, "", errors)
    values = _words(given, FIELDS, "", errors)
    values["near"] = _near(given.get("near"), errors)
    if "within_miles" in given:
        values["within"] = _within(given["within_miles"], errors)
    values["partner"] = _partner(given.get("partner"), errors)
    if errors:
        raise AnswersNotUnderstood(errors)
    return Answers(**values)


def write_answers(answers: Answers) -> dict[str, Any]:
    """Return what was answered, and nothing else, as `read_answers` takes it."""
    written = _written(answers, FIELDS)
    if isinstance(answers.near, Point):
        written["near"] = {
            "latitude": answers.near.latitude,
            "longitude": answers.near.longitude,
        }
    elif answers.near is not None:
        written["near"] = answers.near
    if answers.within is not None:
        written["within_miles"] = answers.within.miles
    if answers.partner is not None:
        written["partner"] = _written(answers.partner, PARTNER_FIELDS)
    return written


def _written(answers: Answers | PartnerAnswers, fields: Iterable[Field]) -> dict[str, Any]:
    written: dict[str, Any] = {}
    for field in fields:
        value = getattr(answers, field.slot)
        if value:
            written[field.name] = [word.value for word in value] if field.many else value.value
    return written


def _refuse_unknown(
    given: Mapping[Any, Any],
    beside: set[str],
    fields: Iterable[Field],
    prefix: str,
    errors: list[AnswerUnknown],
) -> None:
    known = beside | {field.name for field in fields}
    errors.extend(
        AnswerUnknown(f"{prefix}{name}", "We ask no question of this name.")
        for name in given
        if name not in known
    )


def _words(
    given: Mapping[Any, Any], fields: Iterable[Field], prefix: str, errors: list[AnswerUnknown]
) -> dict[str, Any]:
    """Read the answers that are words, by the attribute that will hold them."""
    values: dict[str, Any] = {}
    for field in fields:
        value = given.get(field.name)
        if value is None:
            continue
        if field.many:
            values[field.slot] = _list(field, value, prefix, errors)
        else:
            values[field.slot] = _word(field.vocabulary, value, f"{prefix}{field.name}", errors)
    return values


def _list(
    field: Field, value: object, prefix: str, errors: list[AnswerUnknown]
) -> tuple[StrEnum, ...]:
    """Read a list, each word once; a bare word is a list of one."""
    name = f"{prefix}{field.name}"
    if isinstance(value, str):
        word = _word(field.vocabulary, value, name, errors)
        return () if word is None else (word,)
    if not isinstance(value, list | tuple):
        errors.append(AnswerUnknown(name, _choose("Give a list of: %s.", field.vocabulary)))
        return ()
    words = (
        _word(field.vocabulary, each, f"{name}[{position}]", errors)
        for position, each in enumerate(value)
    )
    return tuple(dict.fromkeys(word for word in words if word is not None))


def _word(
    vocabulary: type[StrEnum], value: object, name: str, errors: list[AnswerUnknown]
) -> StrEnum | None:
    if isinstance(value, str) and value in {word.value for word in vocabulary}:
        return vocabulary(value)
    errors.append(AnswerUnknown(name, _choose("Give one of: %s.", vocabulary)))
    return None


def _choose(sentence: str, vocabulary: type[StrEnum]) -> str:
    return sentence % ", ".join(word.value for word in vocabulary)


def _near(value: object, errors: list[AnswerUnknown]) -> str | Point | None:
    if value is None:
        return None
    if isinstance(value, str):
        typed = " ".join(value.split())
        if not typed:
            errors.append(AnswerUnknown("near", "Enter a ZIP code or a city and state."))
        elif len(typed) > LONGEST_PLACE:
            errors.append(AnswerUnknown("near", f"Use at most {LONGEST_PLACE} characters."))
        return typed
    if isinstance(value, Mapping) and set(value) == {"latitude", "longitude"}:
        return _point(value, errors)
    errors.append(
        AnswerUnknown("near", "Give a ZIP code, a city and state, or latitude and longitude.")
    )
    return None


def _point(value: Mapping[Any, Any], errors: list[AnswerUnknown]) -> Point | None:
    latitude, longitude = value["latitude"], value["longitude"]
    for name, degrees in (("near.latitude", latitude), ("near.longitude", longitude)):
        if isinstance(degrees, bool) or not isinstance(degrees, int | float):
            errors.append(AnswerUnknown(name, "Give a number of degrees."))
            return None
    try:
        return Point(latitude, longitude)
    except PointOutOfBounds as error:
        errors.append(AnswerUnknown("near", f"{error}."))
        return None


def _within(value: object, errors: list[AnswerUnknown]) -> Within | None:
    for choice in Within:
        if value == choice.miles and not isinstance(value, bool):
            return choice
    offered = ", ".join(str(choice.miles) for choice in Within if choice.miles is not None)
    errors.append(AnswerUnknown("within_miles", f"Give one of: {offered}, or null for anywhere."))
    return None


def _partner(value: object, errors: list[AnswerUnknown]) -> PartnerAnswers | None:
    if value is None:
        return None
    if not isinstance(value, Mapping):
        errors.append(AnswerUnknown("partner", "Give an object of answers about the partner."))
        return None
    _refuse_unknown(value, set(), PARTNER_FIELDS, "partner.", errors)
    return PartnerAnswers(**_words(value, PARTNER_FIELDS, "partner.", errors))
