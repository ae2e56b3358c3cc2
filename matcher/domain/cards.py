"""What each card says, as CLINICAL section 2 has it, with its source; no card holds a link."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from matcher.domain.helplines import CRISIS, DOMESTIC_VIOLENCE, EMERGENCY, SAMHSA, Helpline
from matcher.domain.message import Message, msg
from matcher.domain.voice import Wording, same


class CardId(StrEnum):
    """The cards, in the order they are shown."""

    OVERDOSE_NOW = "overdose_now"
    SUICIDAL = "suicidal"
    WITHDRAWAL_EMERGENCY = "withdrawal_emergency"
    DO_NOT_STOP_SUDDENLY = "do_not_stop_suddenly"
    PREGNANCY = "pregnancy"
    OPIOIDS = "opioids"
    KEEP_MEDICATION = "keep_medication"
    VIOLENCE = "violence"
    COUPLES_EVIDENCE = "couples_evidence"
    FAMILY = "family"
    WAITING = "waiting"
    RED_FLAGS = "red_flags"


@dataclass(frozen=True, slots=True)
class Card:
    """One idea that somebody should not have to look for."""

    id: CardId
    title: Message
    body: tuple[Wording, ...]
    """Short plain sentences, each on a line of its own."""
    source: Message
    emergency: bool = False
    """Shown before anything else."""
    seconds_count: bool = False
    """It is happening now: whom to call stands before the words."""
    private: bool = False
    """Shown once, right after the answer, and afterwards only behind “More support”."""
    helplines: tuple[Helpline, ...] = ()


_OVERDOSE_NOW = Card(
    CardId.OVERDOSE_NOW,
    msg("If someone is overdosing now"),
    (
        same(msg("Call 911 now.")),
        Wording(
            msg(
                "Have someone give you naloxone, and repeat it every 2 to 3 minutes until you wake."
            ),
            msg("Give naloxone. Repeat it every 2 to 3 minutes until they wake."),
        ),
        Wording(
            msg("Have them give rescue breaths if they know how, and stay with you."),
            msg("Give rescue breaths if you know how. Stay with them."),
        ),
        same(msg("Naloxone is safe even if you are not sure it is an overdose.")),
    ),
    msg("State health departments; U.S. Department of Health and Human Services"),
    emergency=True,
    seconds_count=True,
    helplines=(EMERGENCY,),
)

_SUICIDAL = Card(
    CardId.SUICIDAL,
    msg("If someone thinks of suicide"),
    (
        Wording(
            msg("Call or text 988, any time. Somebody will listen."),
            msg("Call or text 988, any time, for yourself or about someone else."),
        ),
        Wording(
            msg("If you are in danger now, call 911."),
            msg("If anyone is in danger now, call 911."),
        ),
    ),
    msg("988 Suicide and Crisis Lifeline"),
    emergency=True,
    seconds_count=True,
    helplines=(CRISIS, EMERGENCY),
)

_WITHDRAWAL_EMERGENCY = Card(
    CardId.WITHDRAWAL_EMERGENCY,
    msg("Call a doctor before stopping"),
    (
        same(
            msg(
                "After a seizure or delirium (confusion, seeing things) in one withdrawal,"
                " the next can be worse."
            )
        ),
        Wording(msg("Call a doctor before you stop."), msg("Call a doctor before they stop.")),
        same(msg("Call 911 for a seizure, confusion, or seeing things that are not there.")),
    ),
    msg("Reviews of alcohol withdrawal, 2022"),
    emergency=True,
    helplines=(EMERGENCY,),
)

_DO_NOT_STOP_SUDDENLY = Card(
    CardId.DO_NOT_STOP_SUDDENLY,
    msg("Do not stop suddenly"),
    (
        same(
            msg(
                "Stopping alcohol or benzodiazepines (such as Xanax or Valium) suddenly can cause"
                " seizures and can kill."
            )
        ),
        Wording(
            msg("Do not stop alone. Wait until a doctor has said how."),
            msg("Keep them from stopping alone until a doctor has said how."),
        ),
    ),
    msg("Reviews of alcohol withdrawal, 2022; SAMHSA"),
    emergency=True,
    helplines=(EMERGENCY,),
)

_PREGNANCY = Card(
    CardId.PREGNANCY,
    msg("In pregnancy, call a doctor first"),
    (
        Wording(
            msg(
                "Do not stop opioids, alcohol or benzodiazepines suddenly while you are pregnant."
                " Call a doctor first."
            ),
            msg(
                "Opioids, alcohol and benzodiazepines should not be stopped suddenly in pregnancy."
                " Call a doctor first."
            ),
        ),
        same(msg("With opioids, ask for methadone or buprenorphine.")),
    ),
    msg("SAMHSA; American College of Obstetricians and Gynecologists"),
)

_OPIOIDS = Card(
    CardId.OPIOIDS,
    msg("Opioids: what keeps people alive"),
    (
        Wording(
            msg(
                "Tolerance (what the body is used to) is gone after a break: if you use again,"
                " the old dose can kill."
            ),
            msg(
                "Tolerance (what the body is used to) is gone after a break: if they use again,"
                " the old dose can kill."
            ),
        ),
        same(msg("Keep naloxone at home. It can reverse an overdose.")),
        same(
            msg(
                "Medicines (buprenorphine, methadone) cut the risk of death and do not need"
                " detox first."
            )
        ),
        same(msg("Detox alone, with no medicine after, raises the risk of overdose.")),
    ),
    msg("PCSS; BCCSU guideline, recommendation 10; Krawczyk 2021"),
)

_KEEP_MEDICATION = Card(
    CardId.KEEP_MEDICATION,
    msg("Keep the medicine going"),
    (
        same(msg("Methadone or buprenorphine should continue in treatment.")),
        Wording(
            msg("Before you are admitted, ask whether you can stay on it."),
            msg("Before they are admitted, ask whether they can stay on it."),
        ),
    ),
    msg("SAMHSA"),
)

_VIOLENCE = Card(
    CardId.VIOLENCE,
    msg("If you are afraid of someone"),
    (
        same(msg("Joint sessions can be unsafe. Plans are kept apart.")),
        same(
            msg(
                "National Domestic Violence Hotline: call 1-800-799-7233, or text START to 88788."
                " It is free, at any hour."
            )
        ),
        same(msg("You do not have to tell anyone you looked here.")),
    ),
    msg("Clinical handbooks; National Domestic Violence Hotline"),
    emergency=True,
    private=True,
    helplines=(DOMESTIC_VIOLENCE, EMERGENCY),
)

_COUPLES_EVIDENCE = Card(
    CardId.COUPLES_EVIDENCE,
    msg("Treatment as a couple: what is known"),
    (
        same(msg("Couple therapy helps when one partner uses.")),
        same(
            msg(
                "When both use it is promising and little studied."
                " Each needs their own treatment too."
            )
        ),
    ),
    msg("PMC3524982; review of 2022"),
)

_FAMILY = Card(
    CardId.FAMILY,
    msg("Help for the family"),
    (
        Wording(
            msg("Your use is not your family’s fault, and not their job to fix."),
            msg("The other person’s use is not your fault, and not your job to fix."),
        ),
        same(
            msg(
                "CRAFT is counseling that teaches families how to help."
                " In a trial with 115 families, 62 percent of people entered treatment where the"
                " family had CRAFT, against 37 percent where it was guided to Al-Anon or Nar-Anon."
            )
        ),
        Wording(
            msg("Support of their own matters to your family, whatever you decide."),
            msg("Your own support matters, whatever they decide."),
        ),
    ),
    msg("PMC5690811"),
)

_WAITING = Card(
    CardId.WAITING,
    msg("What to do while waiting"),
    (
        same(msg("Ask each program for interim care: what they can do until there is a place.")),
        same(msg("Keep naloxone at home if opioids may be involved.")),
        same(
            msg(
                "A prescriber can often start medicine before there is a bed."
                " Ask an outpatient clinic."
            )
        ),
        Wording(
            msg("If a program cannot see you within 48 hours, try another one."),
            msg("If a program cannot see them within 48 hours, try another one."),
        ),
    ),
    msg("SAMHSA"),
    helplines=(SAMHSA,),
)

_RED_FLAGS = Card(
    CardId.RED_FLAGS,
    msg("Be careful when a program does this"),
    (
        same(msg("It guarantees a result.")),
        same(msg("It offers free travel.")),
        same(msg("It presses you to decide now.")),
        same(msg("It admits someone before anyone asked a clinical question.")),
        same(msg("A hotline will not name the program.")),
        same(msg("It wants a large sum up front.")),
    ),
    msg("Secret-shopper study, Health Affairs, 2021"),
)

CARDS: dict[CardId, Card] = {
    card.id: card
    for card in (
        _OVERDOSE_NOW,
        _SUICIDAL,
        _WITHDRAWAL_EMERGENCY,
        _DO_NOT_STOP_SUDDENLY,
        _PREGNANCY,
        _OPIOIDS,
        _KEEP_MEDICATION,
        _VIOLENCE,
        _COUPLES_EVIDENCE,
        _FAMILY,
        _WAITING,
        _RED_FLAGS,
    )
}
"""Every card by its id."""
