"""Door to the community board."""

from regard.engage.community.asking import (
    find_said,
    follow_topics,
    link_requests,
    link_topic,
    list_linked,
    list_topics,
    unlink_request,
    unlink_topic,
)
from regard.engage.community.boards import board_row, change_board, list_boards, make_board, renew_secret, show_secret
from regard.engage.community.errors import CommunityRefused, NoBoard, NoIdea, NotKnown, TooMuch
from regard.engage.community.ideas import comment, post_idea, vote
from regard.engage.community.merging import merge_ideas, unmerge_idea
from regard.engage.community.moderating import (
    ban_author,
    change_comment,
    change_idea,
    judge,
    list_queue,
    settle_reports,
)
from regard.engage.community.queries import ORDERS, find_idea, list_people, rank_ideas
from regard.engage.community.shapes import BoardRow, Demand, IdeaPage, IdeaRow, PersonRow, QueueRow, Ranking, SaidRow
from regard.engage.community.telling import answer_idea, change_status, list_notices, tell_due

__all__ = [
    "ORDERS",
    "BoardRow",
    "CommunityRefused",
    "Demand",
    "IdeaPage",
    "IdeaRow",
    "NoBoard",
    "NoIdea",
    "NotKnown",
    "PersonRow",
    "QueueRow",
    "Ranking",
    "SaidRow",
    "TooMuch",
    "answer_idea",
    "ban_author",
    "board_row",
    "change_board",
    "change_comment",
    "change_idea",
    "change_status",
    "comment",
    "find_idea",
    "find_said",
    "follow_topics",
    "judge",
    "link_requests",
    "link_topic",
    "list_boards",
    "list_linked",
    "list_notices",
    "list_people",
    "list_queue",
    "list_topics",
    "make_board",
    "merge_ideas",
    "post_idea",
    "rank_ideas",
    "renew_secret",
    "settle_reports",
    "show_secret",
    "tell_due",
    "unlink_request",
    "unlink_topic",
    "unmerge_idea",
    "vote",
]
