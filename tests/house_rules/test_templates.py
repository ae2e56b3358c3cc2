"""Every page compiles, belongs to an audience, and speaks through gettext."""

import re
from html.parser import HTMLParser

import jinja2
import pytest
from jinja2 import nodes

from tests.support.house import HOUSE

COMMON_ROOMS = {"components"}
TRANSLATED = {"_", "gettext", "ngettext", "pgettext", "npgettext"}
PROPER_NAMES = {"FindTreatment.gov", "SAMHSA", "English", "Español"}
SPOKEN = {"title", "alt", "placeholder", "aria-label", "aria-description", "label", "summary"}
UNSPOKEN = re.compile(r'(?:data-[\w-]+|aria-(?!label|description\b)\w+)="[^"]*"')
WORDS = re.compile(r"[^\W\d_]{2,}")
SENTENCE = re.compile(r"[A-Z][^\W\d_]*[ ’'].*[a-z]{2}")
GAP = "\ufffc"


def audiences():
    """Return the folders that templates may live in: one for each room of matcher/web."""
    rooms = (HOUSE / "matcher" / "web").glob("*")
    return COMMON_ROOMS | {room.stem for room in rooms if not room.stem.startswith("_")}


def pages(house):
    """Return the names of all of our own templates."""
    return [
        name for name in house.jinja_env.list_templates() if not name.startswith("_formhelpers")
    ]


def test_every_template_compiles(house):
    for name in pages(house):
        house.jinja_env.get_template(name)


def test_every_template_belongs_to_an_audience(house):
    homeless = [
        name for name in pages(house) if "/" in name and name.split("/")[0] not in audiences()
    ]
    at_the_door = [name for name in pages(house) if "/" not in name]

    assert homeless == []
    assert set(at_the_door) <= {"base.html"}


class _Ear(HTMLParser):
    """Hears what a page says in so many words."""

    def __init__(self):
        super().__init__()
        self.said = []
        self.silent = 0

    def handle_starttag(self, tag, attrs):
        self.silent += tag in {"script", "style"}
        self.said += [value for name, value in attrs if name in SPOKEN and value]

    def handle_endtag(self, tag):
        self.silent -= tag in {"script", "style"}

    def handle_data(self, data):
        if not self.silent:
            # A macro may write nothing but attributes, for others to put into their tags.
            self.said += UNSPOKEN.sub("", data).split(GAP)


def hard_wired(env, source):
    """Return the words in *source* that no translator will ever see."""
    tree = env.parse(source)
    translated = {
        id(inner)
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in TRANSLATED
        for inner in call.find_all(nodes.Const)
    }
    ear = _Ear()
    ear.feed("".join(_literal(tree)))
    ear.close()
    arguments = [
        const.value
        for const in tree.find_all(nodes.Const)
        if id(const) not in translated
        if isinstance(const.value, str) and SENTENCE.search(const.value)
    ]
    said = (text.strip() for text in [*ear.said, *arguments])
    return [text for text in said if WORDS.search(_without_names(text))]


def _literal(node):
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.TemplateData):
            yield child.data
        elif isinstance(child, nodes.Expr):
            yield GAP
        else:
            yield from _literal(child)


def _without_names(text):
    for name in PROPER_NAMES:
        text = text.replace(name, "")
    return re.sub(r"&\w+;", "", text.replace(GAP, ""))


def test_every_word_of_a_page_goes_through_gettext(house):
    found = {}
    for name in pages(house):
        source, _, _ = house.jinja_env.loader.get_source(house.jinja_env, name)
        found[name] = hard_wired(house.jinja_env, source)

    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>{{ _('Call to confirm') }}</p>", []),
        ("<p>{% trans %}Call to confirm{% endtrans %}</p>", []),
        ("<p>{% trans n=3 %}{{ n }} place{% pluralize %}{{ n }} places{% endtrans %}</p>", []),
        ('<p class="a {{ b }}" id="c">{{ d }} · {{ e }}</p>', []),
        ("<a href='{{ url }}'>FindTreatment.gov</a>", []),
        ('{% macro m(id) %} aria-describedby="{{ id }}-hint"{% endmacro %}', []),
        ("<h{{ level }} class='result'>{{ name }}</h{{ level }}>", []),
        ("<script>const label = 'Call now';</script>", []),
        ("<p>Call to confirm</p>", ["Call to confirm"]),
        ("{% if a %}<p>{{ a }} miles</p>{% endif %}", ["miles"]),
        ("{% macro m() %} aria-label='Leave now'{% endmacro %}", ["aria-label='Leave now'"]),
        ('<input placeholder="Town or ZIP">', ["Town or ZIP"]),
        ("{{ button('Call to confirm') }}", ["Call to confirm"]),
    ],
)
def test_a_word_no_translator_would_see_is_named(source, expected):
    env = jinja2.Environment(autoescape=True, extensions=["jinja2.ext.i18n"])

    assert hard_wired(env, source) == expected
