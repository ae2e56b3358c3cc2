"""What words mean: phrases people use, by the answer they give."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from matcher.domain.answers import ForWhom


class About(StrEnum):
    """Whose answer a phrase gives."""

    PERSON = "person"  # one of the people who use
    FAMILY = "family"  # the search as a whole


@dataclass(frozen=True, slots=True)
class Meaning:
    """The answer that a phrase gives."""

    field: str
    value: str
    about: About = About.PERSON
    if_not: str | None = None
    """The answer it gives when it is denied; None: denied, it gives none."""


_USED = {
    "heroin": "heroin, smack, black tar",
    "fentanyl": "fentanyl, fent, fentanyls, fetty",
    "prescription_opioids": "oxycodone, oxycontin, oxys, oxy, percocet, percocets, percs, vicodin,"
    " hydrocodone, norco, morphine, dilaudid, tramadol, codeine, pain pills, pain pill,"
    " painkillers, painkiller, opioid pills, opiate pills, prescription opioids,"
    " prescription opiates",
    "alcohol": "alcohol, alcoholic, alcoholism, drink, drinks, drinking, drunk, booze, liquor,"
    " vodka, whiskey, whisky, beer, wine, heavy drinker, drinker",
    "benzodiazepines": "benzodiazepines, benzodiazepine, benzos, benzo, xanax, valium, klonopin,"
    " ativan, clonazepam, alprazolam, diazepam, lorazepam",
    "cocaine": "cocaine, coke, crack, crack cocaine",
    "methamphetamine": "methamphetamine, methamphetamines, meth, crystal meth",
    "cannabis": "cannabis, marijuana, weed, pot",
    "other_drug": "ketamine, pcp, lsd, mdma, ecstasy, kratom, inhalants, tianeptine",
    "gambling": "gambling, gamble, gambles, gambler, sports betting",
    "other_addiction": "gaming addiction, porn addiction, sex addiction, shopping addiction,"
    " video game addiction, internet addiction",
}

_MEDICINES = {
    "methadone": "methadone",
    "buprenorphine": "buprenorphine, suboxone, subutex, sublocade, bupe",
    "naltrexone": "naltrexone, vivitrol",
}

_TAKING = ("on", "takes", "take", "taking", "prescribed", "gets", "takes his", "takes her")

_PERSON = {
    ("daily", "yes", "no"): "every day, everyday, daily, each day, every single day",
    ("withdrawal_history", "delirium", None): "delirium tremens, the dts, dts, withdrawal delirium",
    ("withdrawal_history", "seizure", None): "withdrawal seizure, withdrawal seizures,"
    " detox seizure, detox seizures, alcohol withdrawal seizure",
    ("pregnant", "yes", "no"): "pregnant, expecting a baby, pregnancy",
    ("mental_health", "yes", None): "depression, depressed, anxiety, bipolar, ptsd, schizophrenia,"
    " trauma, mental illness, mental health, mental health problems, mental health issues, adhd,"
    " panic attacks, eating disorder, borderline",
    ("ready", "ready", "not_ready"): "ready, wants help, wants treatment, want treatment,"
    " wants to quit, wants to stop, want to quit, want to stop, willing to go, wants to get help,"
    " want to get help, wants to go, want help, asked for help, agreed to go",
    (
        "ready",
        "not_ready",
        None,
    ): "refuses, refuses help, refuses treatment, refuses to go, wont go,"
    " doesnt want help, doesnt want treatment, does not want help, does not want treatment,"
    " doesnt want to quit, doesnt want to stop, doesnt want to go, in denial, will not go,"
    " says he is fine, does not want to go, does not want to stop, does not want to quit,"
    " dont want help, do not want help",
    ("ready", "unsure", None): "unsure about treatment, not sure about treatment, on the fence,"
    " not sure he is ready, not sure she is ready, not sure hes ready, not sure shes ready,"
    " not sure they are ready, not sure if he is ready, not sure if she is ready,"
    " not sure i am ready, not sure im ready, not sure he s ready, not sure she s ready,"
    " not sure if he s ready, not sure if she s ready, not sure i m ready, not sure if i m ready,"
    " not sure if i am ready",
    ("who", "adolescents", None): "teenager, teen, teenage, teenaged, adolescent",
    ("who", "young_adults", None): "young adult",
    ("who", "older_adults", None): "older adult, senior citizen, elderly",
    ("who", "veterans", None): "veteran",
    ("who", "active_duty", None): "active duty",
    ("who", "lgbtq", None): "lgbtq, lgbt, gay, lesbian, transgender, queer, bisexual",
    ("who", "women", None): "women only, womens program, for women, only women, for a woman",
    ("who", "men", None): "men only, mens program, for men, only men, for a man",
    ("who", "justice_involved", None): "on probation, on parole, court case, drug court,"
    " court ordered",
    ("payment", "medicaid", None): "medicaid, medi-cal, medical assistance card, masshealth,"
    " ahcccs, tenncare, medicade, medicad, medcaid, medi-caid, medi cal",
    ("payment", "medicare", None): "medicare",
    ("payment", "private_insurance", None): "private insurance, blue cross, blue cross blue shield,"
    " bcbs, aetna, cigna, unitedhealthcare, united healthcare, humana, insurance through work,"
    " insurance from work, insurance through his work, insurance through my work, work insurance",
    ("payment", "state_insurance", None): "state insurance",
    ("payment", "military_insurance", None): "tricare, military insurance",
    ("payment", "tribal_funds", None): "indian health service, ihs, tribal funds",
    ("payment", "self_pay", None): "cash, self-pay, self pay, out of pocket, pay ourselves",
    ("payment", "sliding_fee", None): "sliding scale, sliding fee",
    ("payment", "payment_assistance", None): "payment assistance, financial assistance,"
    " financial aid, help paying, help with the cost",
    ("payment", "free_care", None): "free treatment, free program, free rehab, free care, for free,"
    " free detox, free place",
    (
        "payment",
        "not_sure",
        None,
    ): "not sure how to pay, dont know how to pay, not sure about payment,"
    " do not know how to pay, not sure how well pay, dont know how we will pay,"
    " not sure how we will pay, not sure how to pay for it",
}

_FAMILY = {
    (
        "danger",
        "overdose_now",
        None,
    ): "overdosing, is overdosing, overdosing now, overdosed just now,"
    " overdose right now, overdose now",
    ("danger", "suicidal", None): "suicidal, kill himself, kill herself, kill myself, wants to die,"
    " want to die, kill themselves, end his life, end her life, end my life,"
    " thoughts of suicide, thinks of suicide, thinking of suicide, talks about suicide",
    (
        "danger",
        "violence",
        None,
    ): "violent, hits me, beats me, hit me, beat me, threatens me, hurts me,"
    " chokes me, domestic violence, threatened to kill me",
    ("afraid", "yes", "no"): "afraid of him, afraid of her, afraid of them, scared of him,"
    " scared of her, scared of them, afraid of my husband, afraid of my wife, scared of my husband,"
    " scared of my wife, afraid of my boyfriend, scared of my boyfriend, afraid of my partner,"
    " scared of my partner, afraid of my girlfriend, scared of my girlfriend, afraid of my son,"
    " scared of my son",
    ("couples", "wanted", "no"): "sessions together, couples sessions, couple sessions,"
    " couples therapy, couples counseling, couples counselling, couple therapy, couples rehab,"
    " marriage counseling, couples treatment, couples program, treated together,"
    " treatment together, rehab together, go together, detox together, therapy together,"
    " counseling together, recover together, stay together in treatment, be together in treatment",
    ("family_part", "yes", "no"): "family sessions, family program, family programming,"
    " family therapy, family counseling, family days, take part, be involved, family involved",
    (
        "holistic",
        "yes",
        "no",
    ): "holistic, experiential, acupuncture, yoga, art therapy, music therapy, equine therapy",
    ("life_skills", "yes", "no"): "life skills",
    ("peer", "yes", "no"): "peer support, peer community, peers, recovery coach, support group,"
    " support groups, recovery community",
    ("language", "spanish", None): "spanish, en espanol, espanol, habla espanol, spanish-speaking",
    ("language", "sign_language", None): "sign language, asl",
    (
        "setting",
        "residential",
        None,
    ): "residential, inpatient, in-patient, live-in, live in program",
    ("setting", "outpatient", None): "outpatient, out-patient, live at home, living at home",
    ("closeness", "near_home", None): "near home, close to home, near our home, close by,"
    " close to our home, stay local",
    ("closeness", "away_is_fine", None): "away from home, far away, out of state, away is fine,"
    " far from home, another state",
    ("within", "anywhere", None): "anywhere, any distance",
    ("both_use", "yes", None): "i use too, i also use, i do too, so do i, both use, both using,"
    " both addicted, both of us use, both are addicts,"
    " both addicts, both in addiction, both struggle, both have a problem, both need help,"
    " both need treatment, both of us are addicted, both want to get clean",
}

RELATIONS = {
    word: whom
    for whom, words in {
        ForWhom.SPOUSE: "husband wife spouse hubby",
        ForWhom.PARTNER: "partner boyfriend girlfriend fiance fiancee bf gf",
        ForWhom.CHILD: "son daughter stepson stepdaughter child",
        ForWhom.PARENT: "mom mum mother dad father mama papa stepfather stepmother stepdad stepmom",
        ForWhom.SIBLING: "brother sister sibling stepbrother stepsister",
        ForWhom.FRIEND: "friend cousin uncle aunt nephew niece roommate grandson granddaughter"
        " grandmother grandfather coworker neighbor",
        ForWhom.CLIENT: "client patient",
    }.items()
    for word in words.split()
}
"""Who is meant by “my …”."""


def _phrases() -> dict[tuple[str, ...], Meaning]:
    phrases: dict[tuple[str, ...], Meaning] = {}
    for substance, words in _USED.items():
        for phrase in words.split(","):
            phrases[tuple(phrase.split())] = Meaning("substances", substance)
    for medicine, words in _MEDICINES.items():
        for name in words.split(","):
            for verb in _TAKING:
                meaning = Meaning("medication_now", medicine)
                phrases[(*verb.split(), name.strip())] = meaning
    for about, table in ((About.PERSON, _PERSON), (About.FAMILY, _FAMILY)):
        for (field, value, if_not), words in table.items():
            for phrase in words.split(","):
                phrases[tuple(phrase.split())] = Meaning(field, value, about, if_not)
    return phrases


PHRASES = _phrases()
"""Every phrase, as words compared in their plain form, with what it says."""

LONGEST = max(map(len, PHRASES))
