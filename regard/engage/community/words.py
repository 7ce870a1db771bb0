"""What people write, as it is kept: plain text without what cannot be seen."""

import re
import unicodedata

from regard.engage.community.errors import CommunityRefused

LONGEST_TITLE = 140
LONGEST_TEXT = 5_000
_UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")


def clean_line(text: str) -> str:
    r"""One line.

    >>> clean_line("  Dark\u202e mode\x00 \n please ")
    'Dark mode please'
    """
    return " ".join(clean_text(text).split())


def clean_text(text: str) -> str:
    """Several lines, without signs that control and those that turn the direction round what follows."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    seen = "".join(one for one in _UNSEEN.sub("", text) if one == "\n" or unicodedata.category(one) not in ("Cc", "Cs"))
    return re.sub(r"\n{3,}", "\n\n", seen).strip()


def checked_title(text: str) -> str:
    """A title of 5 to 140 signs. Raises CommunityRefused."""
    title = clean_line(text)
    if not 5 <= len(title) <= LONGEST_TITLE:
        raise CommunityRefused(f"Say it in 5 to {LONGEST_TITLE} characters; these are {len(title)}.")
    return title


def checked_text(text: str, *, least: int = 0) -> str:
    """A text. Raises CommunityRefused."""
    said = clean_text(text)
    if len(said) < least:
        raise CommunityRefused("Write a few words.")
    if len(said) > LONGEST_TEXT:
        raise CommunityRefused(f"At most {LONGEST_TEXT:,} characters are kept; these are {len(said):,}.")
    return said
