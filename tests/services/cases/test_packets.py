"""A packet holds what was chosen and nothing private; its link ends when its owner says so."""

from dataclasses import replace
from datetime import timedelta

import pytest

from matcher.domain.cases.packets import USUAL, Order, Page
from matcher.domain.cases.statuses import Status
from matcher.domain.geography import Point
from matcher.services import sealed_copies, sharing
from matcher.services.cases import calling, keeping, packets
from matcher.services.cases.calling import Saved
from matcher.services.cases.owner import NotYours
from matcher.services.cases.packets import NothingChosen, Setting, Shared
from matcher.services.sharing import CopyGone, CopyUnknown
from tests.builders import FRESNO
from tests.casework import DAY, NEEDS, NOW, an_owner, first_list
from tests.stored import TAXONOMY, a_listing

SECRETS = ("Ask for Rosa", "Blue heron", "calls at night", "no women")


@pytest.fixture
def entries(session, put):
    """Three programs, the farther the later in the alphabet."""
    found = {}
    for name, north in (("Cedar", 0.3), ("Alder", 0.2), ("Birch", 0.1)):
        at = Point(FRESNO.latitude + north, FRESNO.longitude)
        a_listing(session, name.lower(), at=at, codes="SA OP UB MD", name=name)
        found[name] = put(name.lower())
    return found


@pytest.fixture
def place(session, owner, case_id):
    return (case_id, first_list(session, owner, case_id))


@pytest.fixture
def packet(session, listings, owner, place, entries):
    return lambda: packets.packet(session, listings, owner, place, DAY)


@pytest.fixture
def share(session, listings, owner, place, entries):
    def share(*, reasons=False, days=7):
        shown = Shared(days, reasons=reasons)
        return packets.share(session, listings, owner, place, shown, NOW)

    return share


def names(found):
    return [each.program.name for each in found.choices]


def test_at_first_it_holds_what_is_usual_and_leaves_out_what_is_settled(
    session, listings, owner, case_id, entries, packet
):
    saved = Saved(Status.RULED_OUT, DAY, reason="no women")
    calling.save_call(session, listings, owner, (case_id, entries["Alder"]), saved, NOW)

    found = packet()

    assert names(found) == ["Cedar", "Birch"]
    assert (found.setting.pages, found.setting.order) == (USUAL, Order.AS_LISTED)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order.AS_LISTED, ["Cedar", "Alder", "Birch"]),
        (Order.NEAREST, ["Birch", "Alder", "Cedar"]),
        (Order.BY_NAME, ["Alder", "Birch", "Cedar"]),
    ],
)
def test_its_programs_stand_in_the_order_chosen(session, owner, place, packet, order, expected):
    setting = Setting("", USUAL, order, frozenset())

    packets.set_up(session, owner, place, setting, NOW)

    assert names(packet()) == expected


def test_what_was_chosen_is_kept_and_a_program_added_later_goes_in(
    session, owner, place, entries, put, packet
):
    setting = Setting("Call me", (Page.SHEETS,), Order.BY_NAME, frozenset({entries["Alder"]}))

    packets.set_up(session, owner, place, setting, NOW)
    a_listing(session, "elm", codes="SA OP UB MD", name="Elm")
    put("elm")

    assert packet().setting == setting
    assert names(packet()) == ["Birch", "Cedar", "Elm"]


@pytest.mark.parametrize("reasons", [False, True])
def test_a_shared_packet_holds_nothing_private(
    session, listings, owner, case_id, entries, share, reasons
):
    saved = Saved(
        Status.HAS_BED, DAY, who="Ask for Rosa", said="calls at night", notes="Ask for Rosa"
    )
    calling.save_call(session, listings, owner, (case_id, entries["Alder"]), saved, NOW)

    links = share(reasons=reasons)

    sealed = sharing.store.by_token_hash(session, sealed_copies.hashed(links.open)).sealed
    held = sealed_copies.unseal(sealed, links.open)
    assert set(held) == {"programs", "packet", *(["search"] if reasons else [])}
    assert set(held["packet"]) == {"note", "pages"}
    for secret in SECRETS:
        assert secret not in str(held)


def test_without_the_tick_nothing_of_the_needs_or_the_order_goes_along(
    session, owner, place, packet, share
):
    packets.set_up(session, owner, place, replace(packet().setting, order=Order.NEAREST), NOW)

    opened = packets.open_packet(session, TAXONOMY, share().open, DAY)

    assert opened.search is None
    assert names(opened) == ["Alder", "Birch", "Cedar"]
    assert all(each.miles is None and not each.findings for each in opened.choices)


def test_with_the_tick_the_reasons_go_along_but_never_what_is_asked_quietly(
    session, owner, case_id, share
):
    afraid = {**NEEDS, "afraid": "yes"}
    keeping.keep_needs(session, owner, case_id, {"answers": afraid}, NOW)

    opened = packets.open_packet(session, TAXONOMY, share(reasons=True).open, DAY)

    asked = {term for each in opened.choices[0].findings for term in each.criterion.terms}
    assert "treats_opioid_use" in asked
    assert "domestic_violence_services" not in asked
    assert names(opened) == ["Cedar", "Alder", "Birch"]


def test_on_paper_too_what_is_asked_quietly_is_left_out(session, owner, case_id, packet):
    afraid = {**NEEDS, "afraid": "yes"}
    keeping.keep_needs(session, owner, case_id, {"answers": afraid}, NOW)

    found = packet()

    asked = {term for each in found.choices[0].findings for term in each.criterion.terms}
    assert "domestic_violence_services" not in asked


def test_a_link_is_counted_ended_and_then_opens_nothing(session, owner, case_id, share):
    links = share()
    packets.open_packet(session, TAXONOMY, links.open, DAY)
    packets.open_packet(session, TAXONOMY, links.open, DAY)
    (made,) = packets.the_links(session, owner, case_id, DAY)

    packets.end_link(session, owner, case_id, made.id)

    assert (made.opened, made.opened_on, made.ended) == (2, DAY, False)
    with pytest.raises(CopyGone):
        packets.open_packet(session, TAXONOMY, links.open, DAY)
    assert packets.the_links(session, owner, case_id, DAY)[0].ended


def test_a_link_ends_by_itself(session, owner, case_id, share):
    links, later = share(days=1), DAY + timedelta(days=1)

    with pytest.raises(CopyGone):
        packets.open_packet(session, TAXONOMY, links.open, later)
    assert packets.the_links(session, owner, case_id, later)[0].ended


def test_a_deleted_case_ends_its_links(session, owner, case_id, share):
    links = share()

    keeping.delete_case(session, owner, case_id)

    with pytest.raises(CopyGone):
        packets.open_packet(session, TAXONOMY, links.open, DAY)


def test_nobody_ends_or_sees_the_links_of_somebody_else(session, owner, case_id, share):
    links, stranger = share(), an_owner(session)
    (made,) = packets.the_links(session, owner, case_id, DAY)

    with pytest.raises(NotYours):
        packets.end_link(session, stranger, case_id, made.id)
    with pytest.raises(NotYours):
        packets.the_links(session, stranger, case_id, DAY)
    assert packets.open_packet(session, TAXONOMY, links.open, DAY)


def test_a_list_that_a_family_shared_is_no_packet(session, entries):
    links = sharing.share(session, ["alder"], None, DAY)

    with pytest.raises(CopyUnknown):
        packets.open_packet(session, TAXONOMY, links.open, DAY)


def test_nothing_chosen_is_nothing_to_share(session, owner, place, entries, share):
    setting = Setting("", USUAL, Order.AS_LISTED, frozenset(entries.values()))
    packets.set_up(session, owner, place, setting, NOW)

    with pytest.raises(NothingChosen):
        share()


def test_a_link_made_with_a_case_in_hand_belongs_to_it(session, owner, case_id, entries):
    links = sharing.share(session, ["alder"], None, DAY)

    packets.remember_link(session, owner, case_id, links, "A plan", NOW)
    keeping.delete_case(session, owner, case_id)

    with pytest.raises(CopyGone):
        sharing.open_copy(session, links.open, DAY)
