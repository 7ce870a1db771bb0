"""Door to the digest."""

from regard.decide.digest.content import Digest, NoWeek, digest_of
from regard.decide.digest.page import html_of, text_of, title_of
from regard.decide.digest.paper import NoPaper, pdf_of
from regard.decide.digest.sending import MailFailed, MailRefused, send_digest

__all__ = [
    "Digest",
    "MailFailed",
    "MailRefused",
    "NoPaper",
    "NoWeek",
    "digest_of",
    "html_of",
    "pdf_of",
    "send_digest",
    "text_of",
    "title_of",
]
