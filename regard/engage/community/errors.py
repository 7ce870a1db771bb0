"""What cannot be done on a board, each said in a sentence."""

from regard.analytics.errors import RegardError


class CommunityRefused(RegardError):
    """It cannot be done so."""

    code = "community_refused"
    status = 422


class NoBoard(RegardError):
    """There is no such board."""

    code = "board_unknown"
    status = 404


class NoIdea(RegardError):
    """There is no such idea."""

    code = "idea_unknown"
    status = 404


class NotKnown(RegardError):
    """Nobody knows who this is."""

    code = "community_sign_in"
    status = 401


class TooMuch(RegardError):
    """More than people do."""

    code = "community_too_much"
    status = 429
