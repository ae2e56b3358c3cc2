"""How facts are written on a page: phones, miles, dates."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from flask import Flask
from flask_babel import format_decimal
from markupsafe import Markup

from matcher.domain.explanation import month_written, written
from matcher.web.tongue import tongue

COUNTRY = "US"

MOST_NUMBERS_KEPT = 4096
"""Spelling one takes 70 microseconds, and a page of results shows fifteen twice; all are listed."""


def init_app(app: Flask) -> None:
    """Offer the filters to every template of *app*."""
    app.jinja_env.filters.update(
        phone=phone,
        tel=tel,
        miles=miles,
        month=month,
        day=day,
        points=points,
        hundredths=hundredths,
        thousands=thousands,
    )


def phone(number: str) -> str:
    """Return a phone number as people read it: (559) 555-0100 ext. 12."""
    return _spelled(number)[0]


def tel(number: str) -> str:
    """Return the address that dials a phone number; empty where it cannot be dialed."""
    return _spelled(number)[1]


def can_be_dialed(number: str) -> bool:
    """Whether a number is long enough, and not too long, to reach anybody."""
    from phonenumbers import (  # noqa: PLC0415  see _spelled
        NumberParseException,
        is_possible_number,
        parse,
    )

    try:
        return is_possible_number(parse(number, COUNTRY))
    except NumberParseException:
        return False


@lru_cache(MOST_NUMBERS_KEPT)
def _spelled(number: str) -> tuple[str, str]:
    from phonenumbers import (  # noqa: PLC0415  every country's rules, for the first number
        NumberParseException,
        PhoneNumberFormat,
        format_number,
        parse,
    )

    try:
        parsed = parse(number, COUNTRY)
    except NumberParseException:
        return number, ""
    return (
        format_number(parsed, PhoneNumberFormat.NATIONAL),
        format_number(parsed, PhoneNumberFormat.RFC3966),
    )


def miles(distance: float) -> str:
    """Return a distance as a person would say it."""
    said = tongue()
    if distance < 0.95:
        return said.gettext("less than a mile")
    if distance < 9.95:
        return said.gettext("%(number)s miles") % {"number": said.tenths(round(distance * 10))}
    whole = round(distance)
    return said.ngettext("%(number)s mile", "%(number)s miles", whole) % {"number": f"{whole:,}"}


def month(when: date) -> str:
    """Return a listing's age: January 2023."""
    return tongue().say(month_written(when))


def day(when: date) -> str:
    """Return a date written out, as every sentence writes it: 3 March 2023."""
    return tongue().say(written(when))


def points(number: float) -> str:
    """Return points with one decimal, so that columns of them align."""
    return str(format_decimal(number, format="0.0"))


def thousands(number: int) -> str:
    """Return a whole number with its thousands parted: 12,744."""
    return f"{number:,}"


def hundredths(points: float) -> Markup:
    """Return points with two decimals, so that columns of them align and add up."""
    return Markup(f"{points:.2f}")  # noqa: S704  digits and a point
