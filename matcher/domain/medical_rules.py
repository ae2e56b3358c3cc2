"""Rules 0 to 10 and 20 of CLINICAL section 1: what is used, withdrawal, medicine, pregnancy, mind.

Nothing here reads a diagnosis into anyone: it says where to start asking.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from matcher.domain.answer_labels import phrases
from matcher.domain.answers import (
    NOT_SUBSTANCES,
    OPIOIDS,
    SEDATIVES,
    STIMULANTS,
    Answers,
    MedicationNow,
    Substance,
    WithdrawalHistory,
    YesNoUnknown,
)
from matcher.domain.cards import CardId
from matcher.domain.message import Message, msg
from matcher.domain.rule import Asked, must, rule, voiced, wish
from matcher.domain.sentences import all_of


@rule(0, "A directory’s own distinction: programs for substance use, and programs for the rest")
def treats_substance_use(answers: Answers) -> Iterator[Asked]:
    """Any substance but gambling and other addictions."""
    used = [each for each in answers.substances if each not in NOT_SUBSTANCES]
    if used:
        yield must("treats_substance_use", _said(used))


@rule(1, "PCSS; BCCSU guideline, recommendation 10; Krawczyk 2021")
def any_opioid(answers: Answers) -> Iterator[Asked]:
    """Any opioid: medicine first in weight, detox made for it, naloxone."""
    used = _used(answers, OPIOIDS)
    if not used:
        return
    opioids = all_of(phrases(used))
    yield must("treats_opioid_use", _said(used))
    yield wish(
        "maintenance_medication",
        3,
        msg(
            "You said %(opioids)s. Methadone and buprenorphine cut the risk of death.",
            opioids=opioids,
        ),
    )
    yield wish(
        "detox_opioids",
        2,
        msg("You said %(opioids)s. If there is detox, it should be made for it.", opioids=opioids),
    )
    yield wish(
        "medical_detox",
        2,
        msg(
            "You said %(opioids)s. If there is detox, medical staff should be there.",
            opioids=opioids,
        ),
    )
    yield wish(
        "naloxone",
        2,
        msg("You said %(opioids)s. Naloxone can reverse an overdose.", opioids=opioids),
    )
    yield CardId.OPIOIDS


@rule(2, "SAMHSA: methadone or buprenorphine should continue in treatment")
def takes_medicine(answers: Answers) -> Iterator[Asked]:
    """Takes methadone or buprenorphine now: the program has to keep it going."""
    if answers.medication_now is MedicationNow.METHADONE:
        yield must(
            "keeps_methadone",
            voiced(
                answers,
                you=msg("You said you take methadone now. It should continue in treatment."),
                they=msg("You said they take methadone now. It should continue in treatment."),
            ),
        )
        yield CardId.KEEP_MEDICATION
    if answers.medication_now is MedicationNow.BUPRENORPHINE:
        yield must(
            "keeps_buprenorphine",
            voiced(
                answers,
                you=msg("You said you take buprenorphine now. It should continue in treatment."),
                they=msg("You said they take buprenorphine now. It should continue in treatment."),
            ),
        )
        yield CardId.KEEP_MEDICATION


@rule(3, "Reviews of alcohol withdrawal, 2022; SAMHSA")
def daily_sedatives(answers: Answers) -> Iterator[Asked]:
    """Alcohol or benzodiazepines every day, or nobody knows (a skipped question counts so)."""
    used = _used(answers, SEDATIVES)
    if not used or answers.daily is YesNoUnknown.NO:
        return
    sedatives = all_of(phrases(used))
    if answers.daily is YesNoUnknown.YES:
        because = msg(
            "You said %(sedatives)s every day. Stopping suddenly can be dangerous.",
            sedatives=sedatives,
        )
    else:
        because = msg(
            "You said %(sedatives)s. If it is every day, stopping suddenly can be dangerous.",
            sedatives=sedatives,
        )
    yield must("medical_detox", because)
    for substance in used:
        yield wish(f"detox_{substance}", 3, because)
    yield CardId.DO_NOT_STOP_SUDDENLY


@rule(4, "Reviews of alcohol withdrawal, 2022")
def hard_withdrawal_before(answers: Answers) -> Iterator[Asked]:
    """A seizure or delirium in an earlier withdrawal, however often they use now."""
    reasons = {
        WithdrawalHistory.SEIZURE: msg(
            "You said there was a seizure in an earlier withdrawal. The next can be worse."
        ),
        WithdrawalHistory.DELIRIUM: msg(
            "You said there was delirium in an earlier withdrawal. The next can be worse."
        ),
    }
    because = (
        None if answers.withdrawal_history is None else reasons.get(answers.withdrawal_history)
    )
    if because is None or not _used(answers, SEDATIVES):
        return
    yield must("medical_detox", because)
    yield must("detox_24_hour", because)
    yield CardId.WITHDRAWAL_EMERGENCY
    yield CardId.DO_NOT_STOP_SUDDENLY


@rule(5, "SAMHSA, TIP 49: medicines for alcohol use disorder")
def alcohol(answers: Answers) -> Iterator[Asked]:
    """Alcohol."""
    if Substance.ALCOHOL in answers.substances:
        yield must("treats_alcohol_use", _said([Substance.ALCOHOL]))
        yield wish("alcohol_medication", 2, msg("You said alcohol. There are medicines for it."))


@rule(6, "ASAM and AAAP guideline on stimulant use disorder, 2024")
def stimulants(answers: Answers) -> Iterator[Asked]:
    """Cocaine or methamphetamine."""
    used = _used(answers, STIMULANTS)
    if not used:
        return
    named = all_of(phrases(used))
    yield wish(
        "contingency_management",
        3,
        msg("You said %(stimulants)s. No other approach has as much evidence.", stimulants=named),
    )
    for substance in used:
        yield wish(f"detox_{substance}", 1, _said([substance]))
    yield wish(
        "naloxone",
        1,
        msg(
            "You said %(stimulants)s. Fentanyl may be mixed in: keep naloxone at hand.",
            stimulants=named,
        ),
    )


@rule(7, "SAMHSA; American College of Obstetricians and Gynecologists")
def pregnant(answers: Answers) -> Iterator[Asked]:
    """Pregnant."""
    if answers.pregnant is YesNoUnknown.YES:
        because = _pregnant(answers)
        yield wish("pregnant", 3, because)
        yield wish("children_stay", 1, because)
        yield CardId.PREGNANCY


@rule(8, "SAMHSA; American College of Obstetricians and Gynecologists")
def pregnant_with_opioids(answers: Answers) -> Iterator[Asked]:
    """Pregnant, and any opioid: methadone or buprenorphine is a must."""
    if answers.pregnant is YesNoUnknown.YES and _used(answers, OPIOIDS):
        yield must(
            "maintenance_medication",
            voiced(
                answers,
                you=msg(
                    "You said you are pregnant. With opioids, ask for methadone or buprenorphine."
                ),
                they=msg(
                    "You said they are pregnant. With opioids, ask for methadone or buprenorphine."
                ),
            ),
        )
        yield CardId.PREGNANCY


@rule(9, "SAMHSA, TIP 42: addiction and mental health are treated together")
def mental_health(answers: Answers) -> Iterator[Asked]:
    """Mental health matters too."""
    if answers.mental_health is YesNoUnknown.YES:
        yield wish(
            "psychiatry",
            3,
            msg("You said mental health matters too. A psychiatrist can prescribe medicine."),
        )
        yield wish(
            "co_occurring",
            3,
            msg("You said mental health matters too. Both can be treated together."),
        )


@rule(10, "SAMHSA, TIP 42: screen everyone")
def mental_health_unknown(answers: Answers) -> Iterator[Asked]:
    """Nobody knows about mental health."""
    if answers.mental_health is YesNoUnknown.UNKNOWN:
        yield wish(
            "mental_health_assessment",
            2,
            msg("You said you don’t know about mental health. A full assessment can tell."),
        )
        yield wish(
            "co_occurring",
            1,
            msg("You said you don’t know about mental health. Some programs treat both."),
        )


@rule(20, "What the family asked for; no clinical claim")
def other_addictions(answers: Answers) -> Iterator[Asked]:
    """Gambling, and addictions to something that is no substance."""
    if Substance.GAMBLING in answers.substances:
        yield wish("gambling", 3, _said([Substance.GAMBLING]))
    if Substance.OTHER_ADDICTION in answers.substances:
        yield wish("other_addictions", 2, _said([Substance.OTHER_ADDICTION]))


MEDICAL_RULES = (
    treats_substance_use,
    any_opioid,
    takes_medicine,
    daily_sedatives,
    hard_withdrawal_before,
    alcohol,
    stimulants,
    pregnant,
    pregnant_with_opioids,
    mental_health,
    mental_health_unknown,
    other_addictions,
)


def _used(answers: Answers, among: tuple[Substance, ...]) -> list[Substance]:
    return [substance for substance in answers.substances if substance in among]


def _said(used: Iterable[Substance]) -> Message:
    return msg("You said %(substances)s.", substances=all_of(phrases(used)))


def _pregnant(answers: Answers) -> Message:
    return voiced(
        answers, you=msg("You said you are pregnant."), they=msg("You said they are pregnant.")
    )
