"""What is said of interventionists, in whole sentences; money is said first, and by whom."""

from __future__ import annotations

from datetime import date

from matcher.domain.explanation import written
from matcher.domain.interventionists.order import Reach
from matcher.domain.interventionists.profile import Check, Connection, Credential, Fee, Profile
from matcher.domain.interventionists.vocabulary import (
    FROM_PROGRAMS,
    Approach,
    Payer,
    Per,
    Proof,
    Standing,
    Tie,
)
from matcher.domain.message import Message, msg, verbatim

_DECLARED = {
    Tie.PAID_BY: msg("Says that %(program)s pays them."),
    Tie.EMPLOYED_BY: msg("Says that %(program)s employs them."),
    Tie.WORKED_WITH: msg("Says that they have worked with %(program)s."),
}
_CONFIRMED = {
    Tie.PAID_BY: msg("%(program)s pays them."),
    Tie.EMPLOYED_BY: msg("%(program)s employs them."),
    Tie.WORKED_WITH: msg("Has worked with %(program)s."),
}
_OVER = {
    Tie.PAID_BY: msg("%(program)s paid them until %(date)s."),
    Tie.EMPLOYED_BY: msg("%(program)s employed them until %(date)s."),
    Tie.WORKED_WITH: msg("Worked with %(program)s until %(date)s."),
}
_PAID = {
    Payer.REFERRAL_FEE: msg(
        "Says that they are paid for sending people to programs. Paying for referrals is a federal"
        " crime (18 U.S.C. 220). Ask who pays, and how much."
    ),
    Payer.PROGRAM: msg("Says that a program pays them. Ask which one."),
    Payer.FAMILY: msg("Says that the family pays them."),
    Payer.INSURANCE: msg("Says that insurance may pay them."),
    Payer.EMPLOYER: msg("Says that an employer or a union may pay them."),
    Payer.OTHER: msg("Says that somebody else pays them."),
}
_PROOF = {
    Proof.OWN_WORD: msg("their own word"),
    Proof.REGULATOR: msg("a regulator’s record"),
    Proof.ACCREDITOR: msg("the record of whoever issues or accredits it"),
    Proof.PROGRAM: msg("the program’s own word"),
    Proof.DOCUMENT: msg("a document we were shown"),
}
_WAYS = {
    Approach.CRAFT: msg(
        "CRAFT works with you first. Over some weeks you learn when to talk and when to wait, how"
        " to make not using worth more, and how to offer treatment at the right moment. Nobody is"
        " taken by surprise."
    ),
    Approach.ARISE: msg(
        "ARISE invites the person from the first call. The family meets step by step, with or"
        " without them, and keeps inviting. There are no secrets."
    ),
    Approach.INVITATION: msg(
        "The person knows from the start that the family is meeting, and is invited to come."
    ),
    Approach.SURPRISE: msg(
        "The family prepares in secret, then meets the person without warning and asks them to"
        " start treatment at once. It is also called the Johnson way."
    ),
}
_STUDIES = {
    Approach.CRAFT: msg(
        "In a trial of 115, 62 percent of the people whose family learned CRAFT entered treatment,"
        " and 37 percent where the family was steered to Al-Anon or Nar-Anon (PMC5690811)."
    ),
    Approach.ARISE: msg("It has been studied less than CRAFT. Ask what results they have seen."),
    Approach.INVITATION: msg("Ask what it is called, and whether anyone has studied it."),
    Approach.SURPRISE: msg(
        "Only about 30 of 100 families who planned one went through with it. Ask what happens if"
        " the person says no, and how your bond with them is looked after."
    ),
}
_AMOUNTS = {
    Per.HOUR: (msg("$%(low)s an hour"), msg("$%(low)s to $%(high)s an hour")),
    Per.DAY: (msg("$%(low)s a day"), msg("$%(low)s to $%(high)s a day")),
    Per.INTERVENTION: (
        msg("$%(low)s for an intervention"),
        msg("$%(low)s to $%(high)s for an intervention"),
    ),
    Per.MONTH: (msg("$%(low)s a month"), msg("$%(low)s to $%(high)s a month")),
    Per.OTHER: (msg("$%(low)s"), msg("$%(low)s to $%(high)s")),
}

_REACH = {
    Reach.AREA: msg("Works around your place."),
    Reach.STATE: msg("Works everywhere in your state."),
    Reach.REMOTE: msg("Works by phone and video."),
}


def reach(how: Reach) -> Message:
    """Say how somebody serves the place that was asked for."""
    return _REACH[how]


def tie(connection: Connection) -> Message:
    """Say what joins them to a program, and whether it is known or only said."""
    program = verbatim(connection.program.name)
    if connection.check.standing is Standing.DISPUTED:
        return _filled(_DECLARED[connection.tie], program=program)
    if connection.ended_on is not None:
        return _filled(_OVER[connection.tie], program=program, date=written(connection.ended_on))
    if connection.check.standing is Standing.CONFIRMED:
        return _filled(_CONFIRMED[connection.tie], program=program)
    return _filled(_DECLARED[connection.tie], program=program)


def beyond(connection: Connection) -> Message | None:
    """Say since when, and what else they wrote of it; None where they wrote nothing."""
    words = verbatim(connection.words)
    if connection.since_year is None:
        return msg("In their words: “%(words)s”", words=words) if connection.words else None
    if not connection.words:
        return msg("Since %(year)s.", year=connection.since_year)
    return msg(
        "Since %(year)s. In their words: “%(words)s”", year=connection.since_year, words=words
    )


def declared(connection: Connection) -> Message:
    """Say who declared a connection, and when."""
    return msg(
        "Declared by %(who)s on %(date)s.",
        who=verbatim(connection.declared_by),
        date=written(connection.declared_on),
    )


def checked(check: Check) -> Message:
    """Say whether anyone has looked, when, and what it rests on."""
    if check.standing is Standing.DECLARED or check.on is None:
        return msg("Only declared. Nobody has checked it yet.")
    day = written(check.on)
    if check.standing is Standing.DISPUTED:
        return msg("Disputed since %(date)s: %(reason)s", date=day, reason=verbatim(check.reason))
    said = msg("Confirmed on %(date)s by %(proof)s.", date=day, proof=_PROOF[check.proof])
    if not check.reason:
        return said
    return msg("%(said)s %(more)s", said=said, more=verbatim(check.reason))


def paid(profile: Profile) -> list[Message]:
    """Say who pays them, money from programs first; silence is said too."""
    named = any(each.stands for each in profile.money)
    said = {payer: _PAID[payer] for payer in Payer if payer in profile.payers}
    if named:
        said.pop(Payer.PROGRAM, None)  # the connections say which one
    first = [sentence for payer, sentence in said.items() if payer in FROM_PROGRAMS]
    rest = [sentence for payer, sentence in said.items() if payer not in FROM_PROGRAMS]
    if profile.no_program_money and not profile.contradicts_itself:
        first = [msg("Says that no program gives them money or gifts.")]
    elif not first and not named:
        first = [msg("Did not say whether programs pay them. Ask.")]
    if not profile.payers:
        rest = [msg("Did not say who pays them. Ask.")]
    if profile.paid_words:
        rest.append(msg("In their words: “%(words)s”", words=verbatim(profile.paid_words)))
    return [*first, *rest]


def way(approach: Approach) -> Message:
    """Explain an approach to a family."""
    return _WAYS[approach]


def studies(approach: Approach) -> Message:
    """Say what is known of how well an approach works."""
    return _STUDIES[approach]


def amount(fee: Fee) -> Message | None:
    """Say what something costs; None where no number was named."""
    if fee.low is None:
        return None
    one, several = _AMOUNTS[fee.per]
    if fee.high is None:
        return _filled(one, low=f"{fee.low:,}")
    return _filled(several, low=f"{fee.low:,}", high=f"{fee.high:,}")


def given_by(credential: Credential) -> Message:
    """Say who gave a credential, and under which number."""
    issuer = verbatim(credential.issuer)
    if not credential.number:
        return msg("Given by: %(issuer)s.", issuer=issuer)
    number = verbatim(credential.number)
    return msg("Given by: %(issuer)s. Number: %(number)s.", issuer=issuer, number=number)


def runs_out(credential: Credential, on: date) -> Message | None:
    """Say until when a credential holds, or that it has run out; None where nobody said."""
    if credential.expires_on is None:
        return None
    day = written(credential.expires_on)
    if credential.holds(on):
        return msg("Holds until %(date)s.", date=day)
    return msg("It ran out on %(date)s. Ask whether it was renewed.", date=day)


def proof_name(proof: Proof) -> Message:
    """Name what a declaration rests on."""
    return _PROOF[proof]


def knows(count: int) -> Message:
    """Say how many programs on a family's list somebody is joined to."""
    if count == 1:
        return msg("Knows one program on your list.")
    return msg("Knows %(count)s programs on your list.", count=count)


def _filled(message: Message, **values: str | Message) -> Message:
    return Message(message.template, tuple(sorted(values.items())))
