"""The community board over REST: boards, what is wanted, and what is done about it."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from regard.engage.community.asking import (
    find_said,
    link_requests,
    link_topic,
    list_linked,
    list_topics,
    unlink_request,
    unlink_topic,
)
from regard.engage.community.boards import change_board, list_boards, make_board, renew_secret, show_secret
from regard.engage.community.ideas import post_idea
from regard.engage.community.merging import merge_ideas, unmerge_idea
from regard.engage.community.moderating import change_idea, judge, list_queue
from regard.engage.community.people_schemas import (
    IdeaLink,
    IdeaLinkedOut,
    IdeaNoticesOut,
    IdeaPeopleOut,
    IdeaPeopleQuery,
    IdeaQueueQuery,
    IdeaQueuesOut,
    IdeaRequestsQuery,
    IdeaSaidQuery,
    IdeaTopicsOut,
    IdeaVerdict,
    RequestTextsOut,
)
from regard.engage.community.queries import find_idea, list_people, rank_ideas
from regard.engage.community.schemas import (
    BoardChange,
    BoardOut,
    BoardsOut,
    DemandQuery,
    IdeaAnswer,
    IdeaChange,
    IdeaMerge,
    IdeaPageOut,
    NewBoard,
    NewIdea,
    RankingOut,
    SecretOut,
    StatusChange,
)
from regard.engage.community.shapes import BoardRow, Ranking
from regard.engage.community.telling import answer_idea, change_status, list_notices
from regard.foundation.rest.api import lake, who

router = Router(tags=["community"])
Slug = Path[Annotated[str, Field(pattern=r"^[a-z0-9-]{1,60}$")]]
Number = Path[Annotated[int, Field(ge=1, le=2_000_000_000)]]
InteractionId = Path[Annotated[str, Field(pattern=r"^[0-9a-f]{1,40}$")]]
TopicId = Path[Annotated[str, Field(max_length=64, pattern=r"^[A-Za-z0-9_.:-]+$")]]


@router.get("/community/boards", response=BoardsOut)
def get_boards(request: HttpRequest) -> dict[str, Any]:
    """The boards there are."""
    return {"rows": list_boards()}


@router.post("/community/boards", response=BoardOut)
def post_board(request: HttpRequest, wanted: NewBoard) -> BoardRow:
    """Make a board."""
    return make_board(by=who(request=request), **wanted.model_dump())


@router.patch("/community/boards/{slug}", response=BoardOut)
def patch_board(request: HttpRequest, slug: Slug, wanted: BoardChange) -> BoardRow:
    """Change a board."""
    return change_board(slug=slug, **wanted.model_dump())


@router.post("/community/boards/{slug}/secret", response=SecretOut)
def show_board_secret(request: HttpRequest, slug: Slug) -> dict[str, str]:
    """The secret that the company's site signs identities with; that it was shown is noted."""
    return {"secret": show_secret(slug=slug)}


@router.post("/community/boards/{slug}/secret/renew", response=SecretOut)
def renew_board_secret(request: HttpRequest, slug: Slug) -> dict[str, str]:
    """Make the secret anew; the old one is worth nothing any more."""
    return {"secret": renew_secret(slug=slug)}


@router.get("/community/boards/{slug}/demand", response=RankingOut)
def get_demand(request: HttpRequest, slug: Slug, query: Query[DemandQuery]) -> Ranking:
    """What is wanted: by people, by what they are worth, or by what is at stake."""
    return rank_ideas(lake=lake(), slug=slug, **query.model_dump())


@router.post("/community/boards/{slug}/ideas", response=IdeaPageOut)
def post_staff_idea(request: HttpRequest, slug: Slug, wanted: NewIdea) -> dict[str, Any]:
    """Post an idea in the words of staff, for requests that came elsewhere."""
    return _page(post_idea(slug=slug, who=None, by=who(request=request), **wanted.model_dump()))


@router.get("/community/topics", response=IdeaTopicsOut)
def get_request_topics(request: HttpRequest) -> dict[str, Any]:
    """Topics of what people say in which they ask for something."""
    return {"rows": [_topic(*one) for one in list_topics(lake=lake())]}


@router.get("/community/queue", response=IdeaQueuesOut)
def get_moderation_queue(request: HttpRequest, query: Query[IdeaQueueQuery]) -> dict[str, Any]:
    """What waits to be looked at: new ideas of boards that are reviewed, and what people reported."""
    return {"rows": list_queue(slug=query.board)}


@router.get("/community/ideas/{number}", response=IdeaPageOut)
def get_idea_page(request: HttpRequest, number: Number) -> dict[str, Any]:
    """One idea: who wants it, what was said, what was done."""
    return _page(number)


@router.patch("/community/ideas/{number}", response=IdeaPageOut)
def patch_idea(request: HttpRequest, number: Number, wanted: IdeaChange) -> dict[str, Any]:
    """Reword an idea, hide it, close it, or let it in."""
    change_idea(idea_id=number, by=who(request=request), **wanted.model_dump())
    return _page(number)


@router.post("/community/ideas/{number}/status", response=IdeaPageOut)
def post_idea_status(request: HttpRequest, number: Number, wanted: StatusChange) -> dict[str, Any]:
    """Say what becomes of an idea; everybody who asked is told once."""
    change_status(idea_id=number, by=who(request=request), **wanted.model_dump())
    return _page(number)


@router.post("/community/ideas/{number}/answer", response=IdeaPageOut)
def post_idea_answer(request: HttpRequest, number: Number, wanted: IdeaAnswer) -> dict[str, Any]:
    """IdeaAnswer officially."""
    answer_idea(idea_id=number, text=wanted.text, by=who(request=request))
    return _page(number)


@router.post("/community/ideas/{number}/merge", response=IdeaPageOut)
def post_idea_merge(request: HttpRequest, number: Number, wanted: IdeaMerge) -> dict[str, Any]:
    """Make an idea part of another; everybody who wants either is counted once."""
    merge_ideas(idea_id=number, into=wanted.into, by=who(request=request))
    return _page(number)


@router.post("/community/ideas/{number}/unmerge", response=IdeaPageOut)
def post_idea_unmerge(request: HttpRequest, number: Number) -> dict[str, Any]:
    """Take a merge back; votes are for what they were given to."""
    unmerge_idea(idea_id=number, by=who(request=request))
    return _page(number)


@router.post("/community/ideas/{number}/moderate", response=IdeaPageOut)
def moderate_idea(request: HttpRequest, number: Number, wanted: IdeaVerdict) -> dict[str, Any]:
    """Hide, show, let in, keep, lock or unlock an idea or a comment of it, or ban its author."""
    judge(idea_id=number, act=wanted.act, comment_id=wanted.comment, by=who(request=request))
    return _page(number)


@router.get("/community/ideas/{number}/people", response=IdeaPeopleOut)
def get_idea_people(request: HttpRequest, number: Number, query: Query[IdeaPeopleQuery]) -> dict[str, Any]:
    """Who wants an idea, those who spend most first."""
    rows, n = list_people(lake=lake(), idea_id=number, **query.model_dump())
    return {"rows": rows, "n": n}


@router.get("/community/ideas/{number}/notices", response=IdeaNoticesOut)
def get_idea_notices(request: HttpRequest, number: Number) -> dict[str, Any]:
    """Who was told of changes, who was not, and why."""
    return {"rows": list_notices(idea_id=number)}


@router.get("/community/ideas/{number}/requests", response=RequestTextsOut)
def get_idea_requests(request: HttpRequest, number: Number, query: Query[IdeaRequestsQuery]) -> dict[str, Any]:
    """The texts in which customers asked for it elsewhere; masked."""
    return {"rows": list_linked(lake=lake(), idea_id=number, **query.model_dump())}


@router.get("/community/ideas/{number}/said", response=RequestTextsOut)
def find_idea_requests(request: HttpRequest, number: Number, query: Query[IdeaSaidQuery]) -> dict[str, Any]:
    """Texts with these words in which customers may have asked for it; masked."""
    return {"rows": find_said(lake=lake(), idea_id=number, **query.model_dump())}


@router.post("/community/ideas/{number}/requests", response=IdeaLinkedOut)
def post_idea_requests(request: HttpRequest, number: Number, wanted: IdeaLink) -> dict[str, int]:
    """Count who asked elsewhere with the votes."""
    by, new = who(request=request), 0
    if wanted.topic is not None:
        new += link_topic(lake=lake(), idea_id=number, topic=wanted.topic, by=by)
    if wanted.interaction_ids or wanted.topic is None:
        new += link_requests(lake=lake(), idea_id=number, interaction_ids=wanted.interaction_ids, by=by)
    return {"new": new}


@router.delete("/community/ideas/{number}/requests/{interaction_id}", response=IdeaPageOut)
def delete_idea_request(request: HttpRequest, number: Number, interaction_id: InteractionId) -> dict[str, Any]:
    """A text asks for something else."""
    unlink_request(idea_id=number, interaction_id=interaction_id)
    return _page(number)


@router.delete("/community/ideas/{number}/topics/{topic}", response=IdeaPageOut)
def delete_idea_topic(request: HttpRequest, number: Number, topic: TopicId) -> dict[str, Any]:
    """A topic says nothing of the idea."""
    unlink_topic(idea_id=number, topic=topic)
    return _page(number)


def _page(number: int) -> dict[str, Any]:
    found = find_idea(lake=lake(), idea_id=number)
    return {
        **found.__dict__,
        "topics": [_topic(*one) for one in found.topics],
        "similar": [{"number": at, "title": title, "people": people} for at, title, people in found.similar],
    }


def _topic(topic: str, name: str, people: int) -> dict[str, Any]:
    return {"id": topic, "name": name, "people": people}
