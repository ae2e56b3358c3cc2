"""How facts are written on a page: phones, miles, dates."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flask import Flask
from flask_babel import format_date, format_decimal, gettext, ngettext

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

COUNTRY = "US"


def init_app(app: Flask) -> None:
    """Offer the filters to every template of *app*."""
    app.jinja_env.filters.update(
        phone=phone, tel=tel, miles=miles, month=month, day=day, points=points
    )


def phone(number: str) -> str:
    """Return a phone number as people read it: (559) 555-0100 ext. 12."""
    from phonenumbers import PhoneNumberFormat, format_number  # noqa: PLC0415  see _parsed

    parsed = _parsed(number)
    if parsed is None:
        return number
    return format_number(parsed, PhoneNumberFormat.NATIONAL)


def tel(number: str) -> str:
    """Return the address that dials a phone number; empty where it cannot be dialed."""
    from phonenumbers import PhoneNumberFormat, format_number  # noqa: PLC0415  see _parsed

    parsed = _parsed(number)
    if parsed is None:
        return ""
    return format_number(parsed, PhoneNumberFormat.RFC3966)


def miles(distance: float) -> str:
    """Return a distance as a person would say it."""
    if distance < 0.95:
        return str(gettext("less than a mile"))
    if distance < 9.95:
        near = format_decimal(distance, format="0.0")
        return str(gettext("%(number)s miles", number=near))
    whole = round(distance)
    return str(ngettext("%(number)s mile", "%(number)s miles", whole, number=f"{whole:,}"))


def month(when: date) -> str:
    """Return a listing's age: January 2023."""
    return str(format_date(when, "MMMM yyyy"))


def day(when: date) -> str:
    """Return a date written out: March 3, 2023."""
    return str(format_date(when, "long"))


def points(number: float) -> str:
    """Return points with one decimal, so that columns of them align."""
    return str(format_decimal(number, format="0.0"))


def _parsed(number: str) -> PhoneNumber | None:
    from phonenumbers import NumberParseException, parse  # noqa: PLC0415  every country's rules

    try:
        return parse(number, COUNTRY)
    except NumberParseException:
        return None
