import pytest

from matcher.domain.message import msg, verbatim


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
