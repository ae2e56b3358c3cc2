"""Every possible answer in words: as a choice on a page, and inside a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from matcher.domain.answers import (
    Afraid,
    Closeness,
    Couples,
    Danger,
    ForWhom,
    Language,
    MedicationNow,
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
from matcher.domain.message import Message, msg
from matcher.domain.voice import Voice, Wording

_I_DO_NOT_KNOW = msg("I don’t know")

_LABELS: Mapping[type[StrEnum], Mapping[str, Message]] = {
    Danger: {
        Danger.OVERDOSE_NOW: msg("Someone may be overdosing now"),
        Danger.SUICIDAL: msg("Someone thinks of suicide"),
        Danger.VIOLENCE: msg("Someone is violent, or threatens to be"),
    },
    Within: {
        Within.TEN: msg("10 miles"),
        Within.TWENTY_FIVE: msg("25 miles"),
        Within.FIFTY: msg("50 miles"),
        Within.HUNDRED: msg("100 miles"),
        Within.TWO_HUNDRED_FIFTY: msg("250 miles"),
        Within.ANYWHERE: msg("Anywhere"),
    },
    ForWhom: {
        ForWhom.SPOUSE: msg("My husband or wife"),
        ForWhom.PARTNER: msg("My partner"),
        ForWhom.CHILD: msg("My son or daughter"),
        ForWhom.PARENT: msg("My mother or father"),
        ForWhom.SIBLING: msg("My brother or sister"),
        ForWhom.FRIEND: msg("A friend or somebody else"),
        ForWhom.SELF: msg("Me"),
        ForWhom.CLIENT: msg("A client: I work with families"),
    },
    Substance: {
        Substance.HEROIN: msg("Heroin"),
        Substance.FENTANYL: msg("Fentanyl"),
        Substance.PRESCRIPTION_OPIOIDS: msg("Opioid pills (oxycodone, hydrocodone and others)"),
        Substance.ALCOHOL: msg("Alcohol"),
        Substance.BENZODIAZEPINES: msg("Benzodiazepines (Xanax, Valium and others)"),
        Substance.COCAINE: msg("Cocaine or crack"),
        Substance.METHAMPHETAMINE: msg("Methamphetamine"),
        Substance.CANNABIS: msg("Cannabis"),
        Substance.OTHER_DRUG: msg("Another drug"),
        Substance.GAMBLING: msg("Gambling"),
        Substance.OTHER_ADDICTION: msg("Another addiction (such as gaming or shopping)"),
    },
    YesNo: {YesNo.YES: msg("Yes"), YesNo.NO: msg("No")},
    YesNoUnknown: {
        YesNoUnknown.YES: msg("Yes"),
        YesNoUnknown.NO: msg("No"),
        YesNoUnknown.UNKNOWN: _I_DO_NOT_KNOW,
    },
    WithdrawalHistory: {
        WithdrawalHistory.SEIZURE: msg("A seizure"),
        WithdrawalHistory.DELIRIUM: msg(
            "Delirium (great confusion, or seeing things that are not there)"
        ),
        WithdrawalHistory.NONE: msg("Neither"),
        WithdrawalHistory.UNKNOWN: _I_DO_NOT_KNOW,
    },
    MedicationNow: {
        MedicationNow.METHADONE: msg("Methadone"),
        MedicationNow.BUPRENORPHINE: msg("Buprenorphine (such as Suboxone or Sublocade)"),
        MedicationNow.NALTREXONE: msg("Naltrexone (such as Vivitrol)"),
        MedicationNow.NONE: msg("None of these"),
        MedicationNow.UNKNOWN: _I_DO_NOT_KNOW,
    },
    Readiness: {
        Readiness.READY: msg("Ready for treatment"),
        Readiness.UNSURE: msg("Not sure yet"),
        Readiness.NOT_READY: msg("Not ready"),
        Readiness.UNKNOWN: _I_DO_NOT_KNOW,
    },
    Couples: {Couples.WANTED: msg("Yes"), Couples.NO: msg("No")},
    Afraid: {
        Afraid.YES: msg("Yes"),
        Afraid.NO: msg("No"),
        Afraid.SKIP: msg("I would rather not say"),
    },
    Payment: {
        Payment.MEDICAID: msg("Medicaid"),
        Payment.MEDICARE: msg("Medicare"),
        Payment.PRIVATE_INSURANCE: msg("Private insurance"),
        Payment.STATE_INSURANCE: msg("State insurance other than Medicaid"),
        Payment.MILITARY_INSURANCE: msg("Military insurance (TRICARE)"),
        Payment.TRIBAL_FUNDS: msg("Tribal or Indian Health Service funds"),
        Payment.SELF_PAY: msg("Cash"),
        Payment.SLIDING_FEE: msg("A fee that depends on income (sliding fee)"),
        Payment.PAYMENT_ASSISTANCE: msg("Help with the cost"),
        Payment.FREE_CARE: msg("Free care only"),
        Payment.NOT_SURE: msg("I’m not sure"),
    },
    Who: {
        Who.WOMEN: msg("A woman"),
        Who.MEN: msg("A man"),
        Who.ADOLESCENTS: msg("A teenager (under 18)"),
        Who.YOUNG_ADULTS: msg("A young adult"),
        Who.OLDER_ADULTS: msg("An older adult"),
        Who.VETERANS: msg("A veteran"),
        Who.ACTIVE_DUTY: msg("On active duty in the military"),
        Who.LGBTQ: msg("LGBTQ"),
        Who.JUSTICE_INVOLVED: msg("Someone with a court case"),
    },
    Language: {
        Language.SPANISH: msg("Spanish"),
        Language.SIGN_LANGUAGE: msg("Sign language"),
    },
    Setting: {
        Setting.RESIDENTIAL: msg("Live there during treatment (residential)"),
        Setting.OUTPATIENT: msg("Live at home and go to visits (outpatient)"),
        Setting.ANY: msg("Either is fine"),
    },
    Closeness: {
        Closeness.NEAR_HOME: msg("Near home matters most"),
        Closeness.BALANCED: msg("Both count"),
        Closeness.AWAY_IS_FINE: msg("Away from home is fine"),
    },
}

_PHRASES: Mapping[type[StrEnum], Mapping[str, Message]] = {
    Substance: {
        Substance.HEROIN: msg("heroin"),
        Substance.FENTANYL: msg("fentanyl"),
        Substance.PRESCRIPTION_OPIOIDS: msg("opioid pills"),
        Substance.ALCOHOL: msg("alcohol"),
        Substance.BENZODIAZEPINES: msg("benzodiazepines"),
        Substance.COCAINE: msg("cocaine"),
        Substance.METHAMPHETAMINE: msg("methamphetamine"),
        Substance.CANNABIS: msg("cannabis"),
        Substance.OTHER_DRUG: msg("another drug"),
        Substance.GAMBLING: msg("gambling"),
        Substance.OTHER_ADDICTION: msg("another addiction"),
    },
    Payment: {
        Payment.MEDICAID: msg("Medicaid"),
        Payment.MEDICARE: msg("Medicare"),
        Payment.PRIVATE_INSURANCE: msg("private insurance"),
        Payment.STATE_INSURANCE: msg("state insurance"),
        Payment.MILITARY_INSURANCE: msg("military insurance"),
        Payment.TRIBAL_FUNDS: msg("tribal or Indian Health Service funds"),
        Payment.SELF_PAY: msg("cash"),
        Payment.SLIDING_FEE: msg("a fee that depends on income"),
        Payment.PAYMENT_ASSISTANCE: msg("help with the cost"),
        Payment.FREE_CARE: msg("free care"),
        Payment.NOT_SURE: msg("not being sure"),
    },
}

GROUPS: Mapping[Who, Wording] = {
    Who.WOMEN: Wording(msg("You said you are a woman."), msg("You said it is for a woman.")),
    Who.MEN: Wording(msg("You said you are a man."), msg("You said it is for a man.")),
    Who.ADOLESCENTS: Wording(
        msg("You said you are a teenager."), msg("You said it is for a teenager.")
    ),
    Who.YOUNG_ADULTS: Wording(
        msg("You said you are a young adult."), msg("You said it is for a young adult.")
    ),
    Who.OLDER_ADULTS: Wording(
        msg("You said you are an older adult."), msg("You said it is for an older adult.")
    ),
    Who.VETERANS: Wording(msg("You said you are a veteran."), msg("You said it is for a veteran.")),
    Who.ACTIVE_DUTY: Wording(
        msg("You said you are on active duty."), msg("You said it is for someone on active duty.")
    ),
    Who.LGBTQ: Wording(
        msg("You said you are LGBTQ."), msg("You said it is for someone who is LGBTQ.")
    ),
    Who.JUSTICE_INVOLVED: Wording(
        msg("You said you have a court case."),
        msg("You said it is for someone with a court case."),
    ),
}
"""What was said of a group, in a whole sentence."""

FOR_WHOM: Mapping[ForWhom, Message] = {
    ForWhom.SPOUSE: msg("You are looking for your husband or wife."),
    ForWhom.PARTNER: msg("You are looking for your partner."),
    ForWhom.CHILD: msg("You are looking for your son or daughter."),
    ForWhom.PARENT: msg("You are looking for your mother or father."),
    ForWhom.SIBLING: msg("You are looking for your brother or sister."),
    ForWhom.FRIEND: msg("You are looking for somebody you know."),
    ForWhom.SELF: msg("You are looking for yourself."),
    ForWhom.CLIENT: msg("You are looking for a client."),
}
"""Whom the search is for, in a whole sentence."""


def label(word: StrEnum) -> Message:
    """Return an answer as a choice or a line of its own."""
    return _LABELS[type(word)][word.value]


def phrases(words: Iterable[StrEnum]) -> list[Message]:
    """Return substances or ways to pay as they stand inside a sentence."""
    return [_PHRASES[type(word)][word.value] for word in words]


def group(who: Who, voice: Voice) -> Message:
    """Say that the person belongs to a group."""
    return GROUPS[who].to(voice)
