"""What the wizard asks and people answer: CLINICAL section 1, word for word.

None and an empty tuple mean the question was skipped or has not been asked yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from matcher.domain.geography import Point


class Danger(StrEnum):
    """What cannot wait for a search."""

    OVERDOSE_NOW = "overdose_now"
    SUICIDAL = "suicidal"
    VIOLENCE = "violence"


class Within(StrEnum):
    """How far the family would go."""

    TEN = "10"
    TWENTY_FIVE = "25"
    FIFTY = "50"
    HUNDRED = "100"
    TWO_HUNDRED_FIFTY = "250"
    ANYWHERE = "anywhere"  # null in JSON

    @property
    def miles(self) -> int | None:
        """The radius; None: anywhere."""
        return None if self is Within.ANYWHERE else int(self.value)


class ForWhom(StrEnum):
    """Who needs treatment, seen from the person who asks."""

    SPOUSE = "spouse"
    PARTNER = "partner"
    CHILD = "child"
    PARENT = "parent"
    SIBLING = "sibling"
    FRIEND = "friend"
    SELF = "self"
    CLIENT = "client"


class Substance(StrEnum):
    """What is used, or what the addiction is to."""

    HEROIN = "heroin"
    FENTANYL = "fentanyl"
    PRESCRIPTION_OPIOIDS = "prescription_opioids"
    ALCOHOL = "alcohol"
    BENZODIAZEPINES = "benzodiazepines"
    COCAINE = "cocaine"
    METHAMPHETAMINE = "methamphetamine"
    CANNABIS = "cannabis"
    OTHER_DRUG = "other_drug"
    GAMBLING = "gambling"
    OTHER_ADDICTION = "other_addiction"


class YesNo(StrEnum):
    """An answer to a plain question."""

    YES = "yes"
    NO = "no"


class YesNoUnknown(StrEnum):
    """An answer to a question that many cannot answer."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class WithdrawalHistory(StrEnum):
    """The worst that happened in an earlier withdrawal."""

    SEIZURE = "seizure"
    DELIRIUM = "delirium"
    NONE = "none"
    UNKNOWN = "unknown"


class MedicationNow(StrEnum):
    """The addiction medicine that is taken now."""

    METHADONE = "methadone"
    BUPRENORPHINE = "buprenorphine"
    NALTREXONE = "naltrexone"
    NONE = "none"
    UNKNOWN = "unknown"


class Readiness(StrEnum):
    """Whether the person wants treatment."""

    READY = "ready"
    UNSURE = "unsure"
    NOT_READY = "not_ready"
    UNKNOWN = "unknown"


class Couples(StrEnum):
    """Whether sessions as a couple are wanted."""

    WANTED = "wanted"
    NO = "no"


class Afraid(StrEnum):
    """The answer to the question asked privately, once."""

    YES = "yes"
    NO = "no"
    SKIP = "skip"


class Payment(StrEnum):
    """A way to pay: the taxonomy's payer terms, and not being sure."""

    MEDICAID = "medicaid"
    MEDICARE = "medicare"
    PRIVATE_INSURANCE = "private_insurance"
    STATE_INSURANCE = "state_insurance"
    MILITARY_INSURANCE = "military_insurance"
    TRIBAL_FUNDS = "tribal_funds"
    SELF_PAY = "self_pay"
    SLIDING_FEE = "sliding_fee"
    PAYMENT_ASSISTANCE = "payment_assistance"
    FREE_CARE = "free_care"
    NOT_SURE = "not_sure"


class Who(StrEnum):
    """A group that the person belongs to, by the taxonomy's population terms."""

    WOMEN = "women"
    MEN = "men"
    ADOLESCENTS = "adolescents"
    YOUNG_ADULTS = "young_adults"
    OLDER_ADULTS = "older_adults"
    VETERANS = "veterans"
    ACTIVE_DUTY = "active_duty"
    LGBTQ = "lgbtq"
    JUSTICE_INVOLVED = "justice_involved"


class Language(StrEnum):
    """A language beside spoken English."""

    SPANISH = "spanish"
    SIGN_LANGUAGE = "sign_language"


class Setting(StrEnum):
    """Where the person would live during treatment."""

    RESIDENTIAL = "residential"
    OUTPATIENT = "outpatient"
    ANY = "any"


class Closeness(StrEnum):
    """How much being near home counts."""

    NEAR_HOME = "near_home"
    BALANCED = "balanced"
    AWAY_IS_FINE = "away_is_fine"


OPIOIDS = (Substance.HEROIN, Substance.FENTANYL, Substance.PRESCRIPTION_OPIOIDS)
SEDATIVES = (Substance.ALCOHOL, Substance.BENZODIAZEPINES)
"""Those whose withdrawal can itself kill."""

STIMULANTS = (Substance.COCAINE, Substance.METHAMPHETAMINE)
NOT_SUBSTANCES = (Substance.GAMBLING, Substance.OTHER_ADDICTION)


@dataclass(frozen=True, slots=True)
class PartnerAnswers:
    """What is known of the second person, where both partners use."""

    substances: tuple[Substance, ...] = ()
    daily: YesNoUnknown | None = None
    withdrawal_history: WithdrawalHistory | None = None
    medication_now: MedicationNow | None = None
    pregnant: YesNoUnknown | None = None
    mental_health: YesNoUnknown | None = None
    payment: tuple[Payment, ...] = ()
    who: tuple[Who, ...] = ()
    ready: Readiness | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything one family answered."""

    danger: tuple[Danger, ...] = ()
    near: str | Point | None = None
    """The place as it was typed, or a point."""
    within: Within | None = None
    for_whom: ForWhom | None = None
    substances: tuple[Substance, ...] = ()
    daily: YesNoUnknown | None = None
    withdrawal_history: WithdrawalHistory | None = None
    medication_now: MedicationNow | None = None
    pregnant: YesNoUnknown | None = None
    mental_health: YesNoUnknown | None = None
    ready: Readiness | None = None
    both_use: YesNo | None = None
    partner: PartnerAnswers | None = None
    couples: Couples | None = None
    afraid: Afraid | None = None
    family_part: YesNo | None = None
    holistic: YesNo | None = None
    life_skills: YesNo | None = None
    peer: YesNo | None = None
    payment: tuple[Payment, ...] = ()
    who: tuple[Who, ...] = ()
    language: tuple[Language, ...] = ()
    setting: Setting | None = None
    closeness: Closeness | None = None
