"""How the choices of a profile are named, wherever one is looked for, written or reviewed."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from matcher.domain.interventionists.vocabulary import (
    Approach,
    Language,
    Manner,
    Payer,
    Per,
    Proof,
    Standing,
    Tie,
)

LONGEST_LINE = 150
LONGEST_WORDS = 600

LANGUAGES = {
    Language.ENGLISH: _l("English"),
    Language.SPANISH: _l("Spanish"),
    Language.SIGN: _l("American Sign Language"),
    Language.ARABIC: _l("Arabic"),
    Language.CANTONESE: _l("Cantonese"),
    Language.FRENCH: _l("French"),
    Language.HAITIAN_CREOLE: _l("Haitian Creole"),
    Language.HMONG: _l("Hmong"),
    Language.KOREAN: _l("Korean"),
    Language.MANDARIN: _l("Mandarin"),
    Language.NAVAJO: _l("Navajo"),
    Language.POLISH: _l("Polish"),
    Language.PORTUGUESE: _l("Portuguese"),
    Language.RUSSIAN: _l("Russian"),
    Language.TAGALOG: _l("Tagalog"),
    Language.VIETNAMESE: _l("Vietnamese"),
}
APPROACHES = {
    Approach.CRAFT: _l("CRAFT"),
    Approach.ARISE: _l("ARISE"),
    Approach.INVITATION: _l("Another way that invites the person from the start"),
    Approach.SURPRISE: _l("A surprise intervention (the Johnson way)"),
}
MANNERS = {
    Manner.INVITES: _l("Invites the person from the start"),
    Manner.CRAFT: _l("CRAFT"),
    Manner.ARISE: _l("ARISE"),
    Manner.SURPRISE: _l("A surprise intervention"),
}
PAYERS = {
    Payer.FAMILY: _l("The family"),
    Payer.PROGRAM: _l("A program pays me: a salary, a fee, travel, or anything else of worth"),
    Payer.REFERRAL_FEE: _l("I am paid for sending people to a program"),
    Payer.INSURANCE: _l("Insurance"),
    Payer.EMPLOYER: _l("An employer or a union"),
    Payer.OTHER: _l("Somebody else"),
}
TIES = {
    Tie.PAID_BY: _l("They pay me, or give me anything of worth"),
    Tie.EMPLOYED_BY: _l("I am employed there"),
    Tie.WORKED_WITH: _l("I have worked with them"),
}
PERS = {
    Per.HOUR: _l("An hour"),
    Per.DAY: _l("A day"),
    Per.INTERVENTION: _l("A whole intervention"),
    Per.MONTH: _l("A month"),
    Per.OTHER: _l("Something else, which the words say"),
}
PROOFS = {
    Proof.PROGRAM: _l("The program said so when I called"),
    Proof.REGULATOR: _l("A regulator’s record"),
    Proof.ACCREDITOR: _l("The record of whoever issues or accredits it"),
    Proof.DOCUMENT: _l("A document I was shown"),
}
STANDINGS = {
    Standing.CONFIRMED: _l("It is so"),
    Standing.DISPUTED: _l("It is disputed"),
    Standing.DECLARED: _l("Not known yet: take an earlier answer back"),
}
