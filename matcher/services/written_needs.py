"""A search as plain values, for a shared copy that may say why; see `services.sharing`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from matcher.domain.criteria import Criterion, Must, Wish
from matcher.domain.geography import Place, Point
from matcher.domain.message import Message
from matcher.domain.needs import Needs


def write(place: Place, needs: Needs) -> dict[str, Any]:
    """Return a search as values that JSON can hold."""
    return {
        "place": [place.label, place.point.latitude, place.point.longitude],
        "within": needs.within_miles,
        "half": needs.half_distance_miles,
        "closeness": needs.closeness,
        "musts": [[list(must.criterion.terms), _said(must.because)] for must in needs.musts],
        "wishes": [
            [list(wish.criterion.terms), wish.weight, _said(wish.because)] for wish in needs.wishes
        ],
    }


def read(written: dict[str, Any]) -> tuple[Place, Needs]:
    """Return the search that *written* holds."""
    label, latitude, longitude = written["place"]
    place = Place(label, Point(latitude, longitude))
    return place, Needs(
        place.point,
        written["within"],
        tuple(Must(Criterion.any_of(terms), _heard(said)) for terms, said in written["musts"]),
        tuple(
            Wish(Criterion.any_of(terms), weight, _heard(said))
            for terms, weight, said in written["wishes"]
        ),
        half_distance_miles=written["half"],
        closeness=written["closeness"],
    )


def _said(messages: Iterable[Message]) -> list[Any]:
    return [_message(message) for message in messages]


def _message(message: Message) -> list[Any]:
    values = {
        name: _message(value) if isinstance(value, Message) else value
        for name, value in message.values
    }
    return [message.template, values]


def _heard(written: Iterable[Any]) -> tuple[Message, ...]:
    return tuple(map(_read_message, written))


def _read_message(written: list[Any]) -> Message:
    template, values = written
    return Message(
        template,
        tuple(
            (name, _read_message(value) if isinstance(value, list) else value)
            for name, value in sorted(values.items())
        ),
    )
