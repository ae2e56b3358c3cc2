"""Every address of the application, for tests that ask all of them."""

import re

from werkzeug.routing import AnyConverter, IntegerConverter, PathConverter, UnicodeConverter

NOT_THERE = 999_999


def rules(app):
    """Return every rule of *app* with each method that is a request of its own."""
    return [
        (rule, method)
        for rule in app.url_map.iter_rules()
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"})
    ]


def dummy(converter):
    """Return a value that fits in an address, and leads to nothing."""
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    if isinstance(converter, IntegerConverter):
        return NOT_THERE
    if isinstance(converter, UnicodeConverter):
        exact = re.fullmatch(r"\[\^/\]\{(\d+)\}", converter.regex)
        return "nobody" if exact is None else "CA".ljust(int(exact[1]), "x")
    assert isinstance(converter, PathConverter), f"say in dummy() what fits {converter}"
    return "app.css"


def dummies(rule):
    """Return arguments for the address of *rule* that lead to nothing."""
    return {name: dummy(converter) for name, converter in rule._converters.items()}
