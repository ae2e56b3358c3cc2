import pytest

from matcher.domain.message import in_a_row, msg, verbatim


def test_a_message_fills_its_named_places():
    message = msg("Lists %(what)s (%(source)s).", what="detox", source="a call")

    said = str(message)

    assert said == "Lists detox (a call)."


def test_a_message_is_translated_whole_and_so_are_those_inside_it():
    spanish = {"Lists %(what)s.": "Ofrece %(what)s.", "aftercare": "seguimiento"}
    message = msg("Lists %(what)s.", what=msg("aftercare"))

    said = message.say(lambda template: spanish[template])

    assert said == "Ofrece seguimiento."


@pytest.mark.parametrize("words", ["100% sober", "%(what)s", "5 %", "%%", ""])
def test_words_from_data_are_said_as_they_are(words):
    message = msg("Lists %(what)s.", what=verbatim(words))

    said = str(message)

    assert said == f"Lists {words}."


def test_the_order_of_values_does_not_tell_two_messages_apart():
    one = msg("%(a)s %(b)s", a="x", b="y")
    other = msg("%(a)s %(b)s", b="y", a="x")

    assert one == other


@pytest.mark.parametrize(
    ("phrases", "expected"),
    [(["a"], "Lists a."), (["a", "b"], "Lists a; b."), (["a", "50 %", "c"], "Lists a; 50 %; c.")],
)
def test_phrases_in_a_row_are_joined_two_by_two(phrases, expected):
    row = in_a_row(msg("%(before)s; %(next)s"), [verbatim(each) for each in phrases])

    assert str(msg("Lists %(what)s.", what=row)) == expected


def test_phrases_in_a_row_are_translated_each_and_so_is_what_joins_them():
    spanish = {"%(before)s and %(next)s": "%(before)s y %(next)s", "detox": "desintoxicación"}
    row = in_a_row(msg("%(before)s and %(next)s"), [msg("detox"), msg("detox")])

    assert row.say(lambda template: spanish[template]) == "desintoxicación y desintoxicación"
