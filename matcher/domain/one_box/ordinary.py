"""Ordinary words: those that carry a sentence, and those that deny, doubt or look back."""

from __future__ import annotations


def word_set(words: str) -> frozenset[str]:
    """Return the words of a text that is read as prose."""
    return frozenset(words.split())


CARRYING = word_set(
    """
    a about abuses abusing actually addict addicted addicting addiction addictions addicts
    after again ago all almost along already also although always am an and another any
    anybody anyone anything anywhere april are area around as ask asked at august away back
    bad badly be because become been before being best better between big both but by call
    came can cannot cant care center centers centre cerca choose church city clean clinic
    close come comes coming completely could couldnt counseling county currently day days de
    dear december decided deep dependence dependent despite did didnt do does doesnt doing
    done dont down downtown due each eight either else en entire especially even ever every
    everybody everyone everything experience facilities facility family far february feel
    feeling few find finding first five for found four friday from full get gets getting give
    go goes going good got great habit had hadnt happened happy hard has hasnt hate have
    havent having he heavily heavy hello help helped helping helps her here hers herself hey
    hi him himself his home hooked hope hoping hospital hours house how however husbands i id
    if ill im in inject injecting injects inside into is isnt it its ive january job july june
    just keep kind know knows last lately least less let life like list little live lives
    living ll long longer look looking lost lot lots love loves m made make makes making man
    many march matter max maximum may maybe me mean might mile miles mine monday month months
    more most mostly much must my myself near nearby nearest need needed needing needs never
    new next nice nine no nobody none nor not nothing november now october of off offer
    offering offers often oh ok okay old on once one ones only open or other others our ours
    ourselves out outside over own past people person place places please possible possibly
    prefer preferably pretty probably problem problems program programs provider put quit
    quite re really recently rehab rehabs relapse relapsed relapses right s said same saturday
    saw say says school search searching second see seeking seem seems seen september session
    sessions seven she shoot shooting shoots short should since six smoke smokes smoking snort
    snorting snorts so some somebody somehow someone something somewhere soon sorry started
    starting state stay stays still stop stopped struggle struggles struggling stuff such
    suffer suffering suffers sunday sure take takes taking talk tell ten than thank thanks
    that the their them themselves then there these they thing things think this those though
    three through thursday time times to today together told too took town treat treated
    treatment treatments tried tries try trying tuesday two type until up upon urgent urgently
    us use used user uses using usually ve very want wanted wanting wants was wasnt way we
    wednesday week weeks well went were werent what whats when where whether which while who
    whole whom whose why will wish with withdrawal within without wont work works worried
    worry worst would wouldnt year years yes yet you young your yours
    """
)
"""Words that say nothing we ask about, and are never a city's name."""

NEGATORS = word_set(
    """
    aint arent cannot cant couldnt didnt doesnt dont except hadnt hasnt havent isnt neither
    never no none nor not wasnt werent without wont wouldnt
    """
)

NEGATING_PHRASES = (
    ("instead", "of"),
    ("rather", "than"),
    ("other", "than"),
    ("no", "longer"),
    ("anything", "but"),
    ("everything", "but"),
    ("anywhere", "but"),
    ("used", "to"),
    ("sober", "from"),
    ("clean", "from"),
    ("recovered", "from"),
    ("recovery", "from"),
    ("free", "of"),
    ("free", "from"),
)
"""Words that together deny what follows, or put it into the past."""

NOT_NEGATING = (
    ("not", "only"),
    ("not", "just"),
    ("nothing", "but"),
    ("no", "matter"),
    ("used", "to", "be"),
    ("not", "to", "mention"),
)

STOPPED = frozenset({"quit", "quits", "stopped"})
"""They put what follows into the past, unless somebody cannot or wants to."""

STOPPING = frozenset({"stop", "quit", "stopping", "quitting", "stopped"})
"""Somebody who cannot stop uses."""

DOUBTS = (
    ("not", "sure"),
    ("dont", "know"),
    ("do", "not", "know"),
    ("dont", "think"),
    ("do", "not", "think"),
    ("maybe",),
    ("might",),
    ("possibly",),
    ("perhaps",),
    ("wonder",),
    ("whether",),
    ("may", "be"),
    ("could", "be"),
    ("unsure",),
)
"""Words after which nothing is certain."""

BASE_VERBS = word_set(
    "use smoke take do shoot snort inject drink abuse any even the a an his her their"
)
"""Words that go on with a denied list: “does not drink or use heroin”."""
