"""How names, streets and phones are compared when people spell them differently."""

from __future__ import annotations

import re
import unicodedata

_WORDS_OF_PLACES = {
    "st": "saint",
    "ste": "sainte",
    "ft": "fort",
    "mt": "mount",
    "mtn": "mountain",
    "n": "north",
    "s": "south",
    "e": "east",
    "w": "west",
    "pt": "point",
    "spgs": "springs",
    "hts": "heights",
}

_WORDS_OF_STREETS = {
    "avenue": "ave",
    "av": "ave",
    "boulevard": "blvd",
    "building": "bldg",
    "center": "ctr",
    "circle": "cir",
    "court": "ct",
    "drive": "dr",
    "east": "e",
    "expressway": "expy",
    "fifth": "5th",
    "first": "1st",
    "floor": "fl",
    "fort": "ft",
    "fourth": "4th",
    "freeway": "fwy",
    "highway": "hwy",
    "lane": "ln",
    "mount": "mt",
    "north": "n",
    "northeast": "ne",
    "northwest": "nw",
    "parkway": "pkwy",
    "place": "pl",
    "plaza": "plz",
    "road": "rd",
    "route": "rt",
    "rte": "rt",
    "saint": "st",
    "second": "2nd",
    "sixth": "6th",
    "south": "s",
    "southeast": "se",
    "southwest": "sw",
    "square": "sq",
    "street": "st",
    "suite": "ste",
    "suites": "ste",
    "terrace": "ter",
    "third": "3rd",
    "turnpike": "tpke",
    "west": "w",
}

_WORDS_OF_NAMES = {
    "and": "",
    "center": "ctr",
    "centers": "ctr",
    "centre": "ctr",
    "co": "",
    "corp": "",
    "corporation": "",
    "inc": "",
    "incorporated": "",
    "llc": "",
    "of": "",
    "ltd": "",
    "saint": "st",
    "saints": "sts",
    "service": "servs",
    "services": "servs",
    "svcs": "servs",
    "the": "",
}


_APOSTROPHES = re.compile(r"[’'`]")
_BETWEEN_WORDS = re.compile(r"[^a-z0-9]+")


def fold(text: str) -> str:
    """Return *text* in plain lower-case letters and digits, single blanks between words."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text))
        text = text.encode("ascii", "ignore").decode("ascii")
    return " ".join(_BETWEEN_WORDS.sub(" ", _APOSTROPHES.sub("", text.lower())).split())


def place_key(city: str) -> str:
    """Return what every spelling of a city's name shares: St. Louis is saintlouis."""
    return "".join(_WORDS_OF_PLACES.get(word, word) for word in fold(city).split())


def street_key(street: str) -> str:
    """Return what every spelling of a street address shares."""
    return " ".join(_WORDS_OF_STREETS.get(word, word) for word in fold(street).split())


def name_key(name: str) -> str:
    """Return what every spelling of an organization's or program's name shares."""
    words = (_WORDS_OF_NAMES.get(word, word) for word in fold(name).split())
    return " ".join(word for word in words if word)


def phone_key(phone: str) -> str:
    """Return a phone number's ten digits; an extension is left out. Empty where there is none."""
    digits = re.sub(r"\D", "", re.split(r"[a-zA-Z]", phone, maxsplit=1)[0])
    return digits[-10:] if len(digits) >= 10 else ""


def slugify(*parts: str) -> str:
    """Return *parts* as one piece of an address: lower case, words joined by hyphens."""
    return "-".join("-".join(fold(part).split()) for part in parts if fold(part))
