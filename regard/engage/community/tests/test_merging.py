"""Merging counts each person once; taking it back restores exactly who voted for what."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regard.engage.community.errors import CommunityRefused
from regard.engage.community.ideas import get_idea, vote
from regard.engage.community.merging import merge_ideas, unmerge_idea
from regard.engage.community.models import Idea, Member, Vote
from regard.engage.community.tests.factories import board, idea, member

pytestmark = pytest.mark.django_db
PEOPLE = ("ann", "ben", "cem", "dia")
IDEAS = 4
STEPS = st.lists(
    st.tuples(
        st.sampled_from(("vote", "withdraw", "merge", "unmerge")),
        st.integers(0, IDEAS - 1),
        st.integers(0, IDEAS - 1),
        st.sampled_from(PEOPLE),
    ),
    max_size=14,
)


class Model:
    """What should be so: votes by idea, and what each is part of."""

    def __init__(self) -> None:
        self.votes: list[set[str]] = [set() for _ in range(IDEAS)]
        self.into: list[int | None] = [None] * IDEAS

    def top(self, at: int) -> int:
        into = self.into[at]
        return at if into is None else self.top(into)

    def family(self, top: int) -> Iterator[int]:
        return (at for at in range(IDEAS) if self.top(at) == top)

    def people(self, at: int) -> set[str]:
        return set().union(*(self.votes[one] for one in self.family(self.top(at))))

    def take(self, kind: str, at: int, other: int, person: str) -> bool:
        """Do one step; say whether it may be done."""
        if kind == "vote":
            if person not in self.people(at):
                self.votes[self.top(at)].add(person)
        elif kind == "withdraw":
            for one in self.family(self.top(at)):
                self.votes[one].discard(person)
        elif kind == "merge":
            if self.into[at] is not None or self.top(other) == at:
                return False
            self.into[at] = self.top(other)
        else:
            if self.into[at] is None:
                return False
            self.into[at] = None
        return True


def take(kind: str, at: int, other: int, person: str) -> None:
    if kind in ("vote", "withdraw"):
        vote(idea_id=at, who=member(person), is_wanted=kind == "vote")
    elif kind == "merge":
        merge_ideas(idea_id=at, into=other)
    else:
        unmerge_idea(idea_id=at)


def voters(number: int) -> set[str]:
    return {value.partition("@")[0] for value in Vote.objects.filter(idea=number).values_list("value", flat=True)}


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_votes__through_any_merges__are_whose_they_were_and_each_person_counts_once(
    steps: list[tuple[str, int, int, str]],
) -> None:
    with transaction.atomic():
        board()
        numbers = [idea(f"Idea number {at}", by=None) for at in range(IDEAS)]
        model = Model()
        for kind, at, other, person in steps:
            if model.take(kind, at, other, person):
                take(kind, numbers[at], numbers[other], person)
            else:
                with pytest.raises(CommunityRefused):
                    take(kind, numbers[at], numbers[other], person)
        assert [voters(one) for one in numbers] == model.votes
        for at, number in enumerate(numbers):
            found = get_idea(number)
            assert found.top_id == numbers[model.top(at)]
            if model.top(at) == at:
                assert found.people == len(model.people(at))
        transaction.set_rollback(True)


def test_merge__of_ideas_of_two_boards__is_refused() -> None:
    board()
    board("other")
    one, two = idea(), idea("Pay by cheque", slug="other")
    with pytest.raises(CommunityRefused, match="two boards"):
        merge_ideas(idea_id=one, into=two)
    assert set(Idea.objects.values_list("into", flat=True)) == {None}


def test_banned__whose_votes_do_not_count__count_again_when_let_in() -> None:
    from regard.engage.community.moderating import ban_author

    board()
    number = idea(by="ann")
    vote(idea_id=number, who=member("ben"))
    assert get_idea(number).people == 2
    ban_author(idea_id=number)
    assert get_idea(number).people == 1
    assert Member.objects.get(value="ann@customers.example").is_banned
    with pytest.raises(CommunityRefused, match="any more"):
        vote(idea_id=number, who=member("ann"), is_wanted=False)
    ban_author(idea_id=number, is_banned=False)
    assert get_idea(number).people == 2
