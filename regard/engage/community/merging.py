"""Duplicates: an idea becomes part of another, and apart again.

Votes never move. An idea knows what it was merged into and where that ends (`top`); who wants the top is everybody with a
vote for it or for anything below it, each once. So taking a merge back restores exactly who voted for what.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from regard.engage.community.errors import CommunityRefused
from regard.engage.community.ideas import get_idea, recount
from regard.engage.community.models import Idea, Step
from regard.foundation.audit.api import note


@transaction.atomic
def merge_ideas(*, idea_id: int, into: int, by: str = "", now: datetime | None = None) -> None:
    """Make one idea part of another. Raises NoIdea, CommunityRefused."""
    idea, now = get_idea(idea_id, lock=True), now or timezone.now()
    target = get_idea(into)
    if idea.board_id != target.board_id:
        raise CommunityRefused("Ideas of two boards cannot be one.")
    if idea.into_id is not None:
        raise CommunityRefused(f"Idea {idea_id} is part of idea {idea.into_id} already. Take that back first.")
    top = get_idea(target.top_id or target.pk)
    if top.pk == idea.pk:
        raise CommunityRefused("An idea cannot be part of itself.")
    Idea.objects.filter(top=idea).update(top=top)
    Idea.objects.filter(pk=idea.pk).update(into=top, changed_at=now)
    Step.objects.create(idea=idea, kind="merged", at=now, by=by, became=str(top.pk))
    Step.objects.create(idea=top, kind="took_in", at=now, by=by, became=str(idea.pk))
    recount(top)
    note(verb="merged", subject=f"idea:{idea_id}", detail={"into": top.pk})


@transaction.atomic
def unmerge_idea(*, idea_id: int, by: str = "", now: datetime | None = None) -> None:
    """Take a merge back: every vote is for what it was given to. Raises NoIdea, CommunityRefused."""
    idea, now = get_idea(idea_id, lock=True), now or timezone.now()
    if idea.into_id is None:
        raise CommunityRefused(f"Idea {idea_id} is part of no other.")
    before = get_idea(idea.top_id or idea.pk)
    Idea.objects.filter(pk=idea.pk).update(into=None, changed_at=now)
    Idea.objects.filter(pk__in=_below(idea)).update(top=idea)
    Step.objects.create(idea=idea, kind="unmerged", at=now, by=by, was=str(before.pk))
    Step.objects.create(idea=before, kind="let_go", at=now, by=by, was=str(idea.pk))
    recount(before)
    recount(get_idea(idea_id))
    note(verb="unmerged", subject=f"idea:{idea_id}", detail={"from": before.pk})


def _below(idea: Idea) -> set[int]:
    """The idea and all that was merged into it, at any depth."""
    pairs = list(Idea.objects.filter(board=idea.board_id).exclude(into=None).values_list("pk", "into_id"))
    found, fresh = {int(idea.pk)}, {int(idea.pk)}
    while fresh:
        fresh = {pk for pk, into in pairs if into in fresh} - found
        found |= fresh
    return found
