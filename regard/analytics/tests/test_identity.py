"""Who is who must follow from the links alone."""

from itertools import permutations
from random import Random

import numpy as np
import numpy.typing as npt
from hypothesis import given, settings
from hypothesis import strategies as st

from regard.analytics.identity import Identifier, anchor_of, resolve

ANN, BEN = ("user_id", "ann"), ("user_id", "ben")
MAIL, PHONE = ("email", "a@example.org"), ("phone", "+4912345")
TABLET, LAPTOP = ("anonymous_id", "tablet"), ("anonymous_id", "laptop")


def groups(links: list[tuple[Identifier, Identifier]], nodes: list[Identifier]) -> dict[Identifier, str]:
    """Each identifier's customer id."""
    position = {node: index for index, node in enumerate(nodes)}
    pairs = np.array([(position[one], position[other]) for one, other in links], dtype=np.int64).reshape(-1, 2)
    resolution = resolve(nodes, pairs)
    return {node: anchor_of(nodes[resolution.owner[index]]) for index, node in enumerate(nodes)}


def test_resolve__linked_identifiers__are_one_customer_named_by_the_strongest() -> None:
    found = groups([(ANN, MAIL), (MAIL, LAPTOP)], [ANN, MAIL, LAPTOP])
    assert set(found.values()) == {anchor_of(ANN)}


def test_resolve__identifier_without_links__is_a_customer_of_its_own() -> None:
    assert groups([], [TABLET]) == {TABLET: anchor_of(TABLET)}


def test_resolve__tablet_used_by_two_users__joins_nobody() -> None:
    found = groups([(ANN, TABLET), (BEN, TABLET)], [ANN, BEN, TABLET])
    assert found == {ANN: anchor_of(ANN), BEN: anchor_of(BEN), TABLET: anchor_of(TABLET)}


def test_resolve__tablet_with_two_mail_addresses__joins_nobody() -> None:
    mails = [("email", f"{name}@example.org") for name in ("a", "b")]
    found = groups([(mail, TABLET) for mail in mails], [*mails, TABLET])
    assert len(set(found.values())) == 3


def test_resolve__chain_that_would_join_two_users__is_cut_at_its_weakest_link() -> None:
    nodes = [ANN, BEN, MAIL, PHONE, LAPTOP]
    found = groups([(ANN, MAIL), (MAIL, LAPTOP), (BEN, PHONE), (PHONE, LAPTOP)], nodes)
    assert found[ANN] != found[BEN]
    assert found[MAIL] == found[ANN]
    assert found[PHONE] == found[BEN]


def test_resolve__links_in_any_order__give_the_same_customers() -> None:
    nodes = [ANN, BEN, MAIL, PHONE, LAPTOP]
    links = [(ANN, MAIL), (MAIL, LAPTOP), (BEN, PHONE), (PHONE, LAPTOP)]
    results = [groups(list(order), nodes) for order in permutations(links)]
    assert all(result == results[0] for result in results)


IDENTIFIERS = [
    (kind, f"{kind}-{number}") for kind in ("user_id", "email", "phone", "anonymous_id") for number in range(4)
]
PAIRS = st.tuples(st.sampled_from(IDENTIFIERS), st.sampled_from(IDENTIFIERS)).filter(lambda pair: pair[0] != pair[1])


@settings(max_examples=300, deadline=None)
@given(st.lists(PAIRS, max_size=20), st.randoms(use_true_random=False))
def test_resolve__any_links__never_join_two_users_and_never_depend_on_order(
    links: list[tuple[Identifier, Identifier]], chance: Random
) -> None:
    nodes = list(IDENTIFIERS)
    found = groups(links, nodes)
    users = [found[node] for node in nodes if node[0] == "user_id"]
    assert len(set(users)) == len(users)
    shuffled_links, shuffled_nodes = list(links), list(nodes)
    chance.shuffle(shuffled_links)
    chance.shuffle(shuffled_nodes)
    assert groups(shuffled_links, shuffled_nodes) == found


def decided(
    nodes: list[Identifier],
    links: list[tuple[Identifier, Identifier]],
    joins: list[tuple[Identifier, Identifier]],
    apart: list[tuple[Identifier, Identifier]],
) -> dict[Identifier, str]:
    place = {node: index for index, node in enumerate(nodes)}

    def pairs(of: list[tuple[Identifier, Identifier]]) -> npt.NDArray[np.int64]:
        return np.array([(place[one], place[other]) for one, other in of], dtype=np.int64).reshape(-1, 2)

    resolution = resolve(nodes, pairs(links), joins=pairs(joins), apart=pairs(apart))
    return {node: anchor_of(nodes[resolution.owner[index]]) for index, node in enumerate(nodes)}


def test_resolve__decision_to_join__outranks_the_limit_of_one_user_id() -> None:
    found = decided([ANN, BEN, MAIL], [(ANN, MAIL)], [(ANN, BEN)], [])
    assert set(found.values()) == {anchor_of(ANN)}


def test_resolve__shared_tablet_that_a_person_gave_to_ann__brings_nobody_else_along() -> None:
    found = decided([ANN, BEN, TABLET], [(ANN, TABLET), (BEN, TABLET)], [(ANN, TABLET)], [])
    assert found == {ANN: anchor_of(ANN), TABLET: anchor_of(ANN), BEN: anchor_of(BEN)}


def test_resolve__kept_apart__cuts_the_weakest_link_between_them_and_outranks_a_join() -> None:
    links = [(ANN, MAIL), (MAIL, LAPTOP), (PHONE, LAPTOP)]
    found = decided([ANN, MAIL, LAPTOP, PHONE], links, [], [(ANN, PHONE)])
    assert (found[LAPTOP], found[PHONE]) == (anchor_of(ANN), anchor_of(PHONE))
    assert decided([ANN, BEN], [], [(ANN, BEN)], [(BEN, ANN)])[BEN] == anchor_of(BEN)


def test_resolve__sixth_mail_address__stays_out_and_is_the_one_seen_last() -> None:
    mails = [("email", f"{name}@example.org") for name in "fedcba"]
    nodes = [ANN, *mails]
    links = np.array([(0, index + 1) for index in range(6)])
    resolution = resolve(nodes, links, days=np.arange(6))
    assert resolution.owner.tolist() == [0, 0, 0, 0, 0, 0, 6]
    assert [(refusal.other, refusal.because) for refusal in resolution.refused] == [(6, "email")]


def test_resolve__anonymous_ids__may_be_many_over_the_years_and_five_in_a_week() -> None:
    nodes = [ANN, *(("anonymous_id", f"browser-{number}") for number in range(20))]
    links = np.array([(0, index + 1) for index in range(20)])
    assert resolve(nodes, links, days=np.arange(20) * 7).owner.tolist() == [0] * 21
    in_one_week = resolve(nodes, links, days=np.zeros(20, dtype=np.int64))
    assert (in_one_week.owner == 0).sum() == 6


@settings(max_examples=300, deadline=None)
@given(
    st.lists(PAIRS, max_size=20),
    st.lists(PAIRS, max_size=4),
    st.lists(PAIRS, max_size=4),
    st.randoms(use_true_random=False),
)
def test_resolve__any_links_and_decisions__keep_apart_who_must_be_and_never_depend_on_order(
    links: list[tuple[Identifier, Identifier]],
    joins: list[tuple[Identifier, Identifier]],
    apart: list[tuple[Identifier, Identifier]],
    chance: Random,
) -> None:
    nodes = list(IDENTIFIERS)
    found = decided(nodes, links, joins, apart)
    assert all(found[one] != found[other] for one, other in apart)
    by_hand = decided(nodes, [], joins, [])
    for node, other in permutations([node for node in nodes if node[0] == "user_id"], 2):
        assert found[node] != found[other] or by_hand[node] == by_hand[other] or _met_by_hand(found, node, joins)
    shuffled_links, shuffled_nodes, shuffled_apart = list(links), list(nodes), list(apart)
    for shuffled in (shuffled_links, shuffled_nodes, shuffled_apart):
        chance.shuffle(shuffled)
    assert decided(shuffled_nodes, shuffled_links, joins, shuffled_apart) == found


def _met_by_hand(found: dict[Identifier, str], node: Identifier, joins: list[tuple[Identifier, Identifier]]) -> bool:
    """Whether a person joined two identifiers of this customer, each of which may have brought its user along."""
    return any(found[one] == found[other] == found[node] for one, other in joins)
