"""The wizard's questions about one person who uses, and about two who do."""

from __future__ import annotations

from matcher.domain.answers import (
    NOT_SUBSTANCES,
    SEDATIVES,
    Answers,
    Couples,
    MedicationNow,
    PartnerAnswers,
    Payment,
    Readiness,
    Substance,
    Who,
    WithdrawalHistory,
    YesNo,
    YesNoUnknown,
)
from matcher.domain.message import msg
from matcher.domain.voice import Wording
from matcher.domain.wizard import Question, Shape

_WITHDRAWAL_CAN_HARM = msg(
    "Stopping alcohol or benzodiazepines can be dangerous."
    " We look for medical detox where it may be."
)


def _uses_sedatives(known: Answers | PartnerAnswers) -> bool:
    return any(substance in SEDATIVES for substance in known.substances)


def _may_use_drugs(known: Answers | PartnerAnswers) -> bool:
    used = set(known.substances)
    return not used or not used <= set(NOT_SUBSTANCES)


def _may_be_pregnant(known: Answers | PartnerAnswers) -> bool:
    return Who.MEN not in known.who or Who.WOMEN in known.who


def _may_be_a_couple(known: Answers | PartnerAnswers) -> bool:
    return Who.ADOLESCENTS not in known.who


PERSON_QUESTIONS = (
    Question(
        "substances",
        Shape.MANY,
        msg("Used"),
        Wording(msg("What do you use?"), msg("What do they use?")),
        msg("Detox and medicine differ from one substance to another."),
        slot="substances",
        vocabulary=Substance,
    ),
    Question(
        "daily",
        Shape.ONE,
        msg("Every day"),
        Wording(
            msg("Do you use alcohol or benzodiazepines every day?"),
            msg("Do they use alcohol or benzodiazepines every day?"),
        ),
        _WITHDRAWAL_CAN_HARM,
        slot="daily",
        vocabulary=YesNoUnknown,
        asked_if=_uses_sedatives,
    ),
    Question(
        "withdrawal_history",
        Shape.ONE,
        msg("In an earlier withdrawal"),
        Wording(
            msg("When you stopped before, was there a seizure or delirium?"),
            msg("When they stopped before, was there a seizure or delirium?"),
        ),
        _WITHDRAWAL_CAN_HARM,
        slot="withdrawal_history",
        vocabulary=WithdrawalHistory,
        asked_if=_uses_sedatives,
    ),
    Question(
        "medication_now",
        Shape.ONE,
        msg("Medicine now"),
        Wording(
            msg("Do you take a medicine for addiction now?"),
            msg("Do they take a medicine for addiction now?"),
        ),
        msg("Some programs make people stop it. We look for one that keeps it going."),
        slot="medication_now",
        vocabulary=MedicationNow,
        asked_if=_may_use_drugs,
    ),
    Question(
        "who",
        Shape.MANY,
        msg("Groups"),
        Wording(msg("Do any of these describe you?"), msg("Do any of these describe them?")),
        msg("Some programs admit only some people, and some are made for a group."),
        slot="who",
        vocabulary=Who,
    ),
    Question(
        "pregnant",
        Shape.ONE,
        msg("Pregnant"),
        Wording(msg("Are you pregnant?"), msg("Are they pregnant?")),
        msg("In pregnancy stopping suddenly can harm, and some programs are made for it."),
        slot="pregnant",
        vocabulary=YesNoUnknown,
        asked_if=_may_be_pregnant,
    ),
    Question(
        "mental_health",
        Shape.ONE,
        msg("Mental health"),
        Wording(
            msg("Do you also live with depression, anxiety, trauma or another condition?"),
            msg("Do they also live with depression, anxiety, trauma or another condition?"),
        ),
        msg("Both can be treated together, and some programs have a psychiatrist."),
        slot="mental_health",
        vocabulary=YesNoUnknown,
    ),
    Question(
        "ready",
        Shape.ONE,
        msg("Readiness"),
        Wording(msg("Are you ready for treatment?"), msg("Are they ready for treatment?")),
        msg("There is help for families of people who are not ready. Any answer is fine."),
        slot="ready",
        vocabulary=Readiness,
    ),
    Question(
        "payment",
        Shape.MANY,
        msg("Paying"),
        Wording(msg("How could you pay?"), msg("How could it be paid?")),
        msg("We look for programs that take any one of these."),
        slot="payment",
        vocabulary=Payment,
    ),
)

COUPLE_QUESTIONS = (
    Question(
        "both_use",
        Shape.ONE,
        msg("Both use"),
        Wording(
            msg("Do you and your partner both use?"), msg("Do they and their partner both use?")
        ),
        msg("Then each needs treatment of their own, and we ask about the second person too."),
        slot="both_use",
        vocabulary=YesNo,
        of_couple=True,
        asked_if=_may_be_a_couple,
    ),
    Question(
        "couples",
        Shape.ONE,
        msg("Sessions as a couple"),
        Wording(
            msg("Would you like sessions together, as a couple?"),
            msg("Would they like sessions together, as a couple?"),
        ),
        msg("Few programs offer them, so we put those that do further up."),
        slot="couples",
        vocabulary=Couples,
        of_couple=True,
        asked_if=_may_be_a_couple,
    ),
)
