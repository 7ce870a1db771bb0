"""Who is who must follow from the links alone."""

from itertools import permutations

import numpy as np
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


def test_resolve__tablet_with_three_mail_addresses__joins_nobody() -> None:
    mails = [("email", f"{name}@example.org") for name in ("a", "b", "c")]
    found = groups([(mail, TABLET) for mail in mails], [*mails, TABLET])
    assert len(set(found.values())) == 4


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
    links: list[tuple[Identifier, Identifier]], chance: object
) -> None:
    nodes = list(IDENTIFIERS)
    found = groups(links, nodes)
    users = [found[node] for node in nodes if node[0] == "user_id"]
    assert len(set(users)) == len(users)
    shuffled_links, shuffled_nodes = list(links), list(nodes)
    chance.shuffle(shuffled_links)  # type: ignore[attr-defined]
    chance.shuffle(shuffled_nodes)  # type: ignore[attr-defined]
    assert groups(shuffled_links, shuffled_nodes) == found
