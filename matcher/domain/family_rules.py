"""Rules 11 to 19 and 21 to 24 of CLINICAL section 1: the family, the couple, wishes, quality."""

from __future__ import annotations

from collections.abc import Iterator

from matcher.domain.answer_labels import FOR_WHOM, group, phrases
from matcher.domain.answers import (
    Afraid,
    Answers,
    Couples,
    Danger,
    ForWhom,
    Language,
    Payment,
    Readiness,
    Setting,
    Who,
    YesNo,
)
from matcher.domain.cards import CardId
from matcher.domain.message import msg
from matcher.domain.quiet import FOR_EVERYONE
from matcher.domain.rule import Asked, must, rule, voiced, wish
from matcher.domain.sentences import any_of
from matcher.domain.voice import Voice, couple_voice, voice_of

JOINT = frozenset({"couples_sessions", "both_partners", "family_programming"})
"""What is never asked for where someone is afraid."""

_PREFERENCE = "What the family asked for; no clinical claim"
_ADMISSION = "Whom a program admits; no clinical claim"

_FAMILY = frozenset({ForWhom.SPOUSE, ForWhom.PARTNER, ForWhom.PARENT, ForWhom.CHILD})
_GROWN = frozenset({ForWhom.SPOUSE, ForWhom.PARTNER, ForWhom.PARENT, ForWhom.SELF})
_HAS_TO_ADMIT = (Who.WOMEN, Who.MEN, Who.ADOLESCENTS)

_QUALITY = msg("We look for this for everyone: it is one of SAMHSA’s signs of quality treatment.")


def someone_is_afraid(answers: Answers) -> bool:
    """Whether rule 13 fires."""
    return answers.afraid is Afraid.YES or Danger.VIOLENCE in answers.danger


@rule(11, "SAMHSA, TIP 39: families in treatment; PMC5690811 (CRAFT)")
def family_takes_part(answers: Answers) -> Iterator[Asked]:
    """The family wants to take part, or is close and did not say no."""
    if answers.family_part is YesNo.YES:
        because = voiced(
            answers,
            you=msg("You said your family wants to take part."),
            they=msg("You said you want to take part."),
        )
    elif answers.family_part is None and answers.for_whom in _FAMILY:
        because = FOR_WHOM[answers.for_whom]
    else:
        return
    yield wish("family_programming", 3, because)
    yield CardId.FAMILY


@rule(12, "PMC3524982; review of 2022 (couple therapy where one or both use)")
def couple(answers: Answers) -> Iterator[Asked]:
    """Sessions as a couple are wanted, and nobody is afraid."""
    if answers.couples is not Couples.WANTED or someone_is_afraid(answers):
        return
    theirs = couple_voice(answers.for_whom) is Voice.THEY
    because = (
        msg("You said they want sessions as a couple.")
        if theirs
        else msg("You said you want sessions as a couple.")
    )
    yield wish("couples_sessions", 3, because)
    yield wish("group_therapy", 1, because)
    if answers.both_use is YesNo.YES:
        both = msg("You said both partners use.") if theirs else msg("You said you both use.")
        yield wish("both_partners", 1, both)
        yield CardId.COUPLES_EVIDENCE


@rule(13, "Clinical handbooks: joint sessions can be unsafe; National Domestic Violence Hotline")
def afraid(answers: Answers) -> Iterator[Asked]:
    """Someone is afraid. `intake` takes the joint terms out of every other rule."""
    if someone_is_afraid(answers):
        # It counts, but no page names it: a watching partner may read along. See `quiet`.
        yield wish("domestic_violence_services", 2, FOR_EVERYONE)
        yield CardId.VIOLENCE


@rule(14, _PREFERENCE)
def extras(answers: Answers) -> Iterator[Asked]:
    """Holistic therapies, life skills, peers."""
    if answers.holistic is YesNo.YES:
        yield wish("holistic", 2, msg("You said holistic and experiential therapies matter."))
    if answers.life_skills is YesNo.YES:
        yield wish("life_skills", 2, msg("You said life skills matter."))
    if answers.peer is YesNo.YES:
        yield wish("peer_support", 2, msg("You said a peer community matters."))


@rule(15, _ADMISSION)
def payment(answers: Answers) -> Iterator[Asked]:
    """Any of the ways to pay; only a wish where the family is not sure."""
    payers = [each for each in answers.payment if each is not Payment.NOT_SURE]
    if not payers:
        return
    terms = tuple(payer.value for payer in payers)
    ways = any_of(phrases(payers))
    if Payment.NOT_SURE in answers.payment:
        yield wish(terms, 3, msg("You said %(ways)s, and that you are not sure.", ways=ways))
    else:
        yield must(terms, msg("You said you would pay with %(ways)s.", ways=ways))


@rule(16, _ADMISSION)
def has_to_admit(answers: Answers) -> Iterator[Asked]:
    """Women, men, adolescents: a program that does not admit them is no help."""
    for who in answers.who:
        if who in _HAS_TO_ADMIT:
            yield must(who.value, group(who, voice_of(answers.for_whom)))


@rule(17, _PREFERENCE)
def tailored(answers: Answers) -> Iterator[Asked]:
    """Any other group: a program made for it is better, others still help."""
    for who in answers.who:
        if who not in _HAS_TO_ADMIT:
            yield wish(who.value, 2, group(who, voice_of(answers.for_whom)))


@rule(18, _PREFERENCE)
def language(answers: Answers) -> Iterator[Asked]:
    """A language beside spoken English."""
    if Language.SPANISH in answers.language:
        yield wish("spanish", 3, msg("You asked for Spanish."))
    if Language.SIGN_LANGUAGE in answers.language:
        yield wish("sign_language", 3, msg("You asked for sign language."))


@rule(19, _PREFERENCE)
def setting(answers: Answers) -> Iterator[Asked]:
    """Live-in or at home."""
    if answers.setting is Setting.RESIDENTIAL:
        yield must(
            ("residential_short", "residential_long", "inpatient_hospital"),
            voiced(
                answers,
                you=msg("You said you want to live there during treatment."),
                they=msg("You said they should live there during treatment."),
            ),
        )
    if answers.setting is Setting.OUTPATIENT:
        yield must(
            "outpatient",
            voiced(
                answers,
                you=msg("You said you want to live at home during treatment."),
                they=msg("You said they should live at home during treatment."),
            ),
        )


@rule(21, "SAMHSA: signs of quality treatment")
def quality(answers: Answers) -> Iterator[Asked]:
    """For everyone, whatever was answered."""
    if Who.JUSTICE_INVOLVED not in answers.who:
        yield must("open_to_everyone", msg("Some programs take only people sent by a court."))
    yield wish("aftercare", 2, _QUALITY)
    yield wish("relapse_prevention", 1, _QUALITY)
    yield wish("discharge_planning", 1, _QUALITY)
    yield wish("individual_therapy", 1, _QUALITY)
    yield wish("group_therapy", 1, _QUALITY)
    yield wish(("cbt", "dbt", "trauma_therapy"), 1, _QUALITY)
    yield wish(("joint_commission", "carf"), 1, _QUALITY)
    yield wish("state_licensed", 1, _QUALITY)


@rule(22, "State health departments, HHS; 988 Lifeline")
def danger(answers: Answers) -> Iterator[Asked]:
    """What cannot wait brings its card and asks nothing of programs."""
    if Danger.OVERDOSE_NOW in answers.danger:
        yield CardId.OVERDOSE_NOW
    if Danger.SUICIDAL in answers.danger:
        yield CardId.SUICIDAL


@rule(23, "SAMHSA, TIP 35: motivation; PMC5690811 (CRAFT)")
def not_ready(answers: Answers) -> Iterator[Asked]:
    """Unsure or not ready."""
    if answers.ready is Readiness.UNSURE:
        because = voiced(
            answers,
            you=msg("You said you are not sure about treatment yet."),
            they=msg("You said they are not sure about treatment yet."),
        )
    elif answers.ready is Readiness.NOT_READY:
        because = voiced(
            answers,
            you=msg("You said you are not ready for treatment."),
            they=msg("You said they are not ready for treatment."),
        )
    else:
        return
    yield wish("interventionist", 2, because)
    yield wish("motivational_interviewing", 1, because)
    yield CardId.FAMILY


@rule(24, _ADMISSION)
def grown(answers: Answers) -> Iterator[Asked]:
    """An adult, by whom they are to the family."""
    if answers.for_whom in _GROWN and Who.ADOLESCENTS not in answers.who:
        yield wish("adults", 2, FOR_WHOM[answers.for_whom])


FAMILY_RULES = (
    family_takes_part,
    couple,
    afraid,
    extras,
    payment,
    has_to_admit,
    tailored,
    language,
    setting,
    quality,
    danger,
    not_ready,
    grown,
)
