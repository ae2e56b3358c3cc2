"""What a packet for a family may hold, and in which order."""

from __future__ import annotations

from enum import StrEnum

from matcher.domain.message import msg

LONGEST_NOTE = 2000


class Page(StrEnum):
    """A part of a packet that can be left out."""

    OVERVIEW = "overview"
    COMPARE = "compare"
    SHEETS = "sheets"
    QUESTIONS = "questions"
    LISTS = "lists"


PAGE_LABELS = {
    Page.OVERVIEW: msg("All programs with their phones on one page"),
    Page.COMPARE: msg("Side by side"),
    Page.SHEETS: msg("A page for each program: why it is there"),
    Page.QUESTIONS: msg("The questions for each call, with room to write"),
    Page.LISTS: msg("What to have ready, and what to bring"),
}
"""Every page, in the order of the packet."""

USUAL = (Page.OVERVIEW, Page.SHEETS, Page.QUESTIONS, Page.LISTS)


class Order(StrEnum):
    """How the programs of a packet follow each other."""

    AS_LISTED = "as_listed"
    NEAREST = "nearest"
    BY_NAME = "by_name"


ORDER_LABELS = {
    Order.AS_LISTED: msg("As they stand on the shortlist"),
    Order.NEAREST: msg("The nearest first"),
    Order.BY_NAME: msg("By name"),
}
