"""The kinds of feed: what each reads, how it is called in the log, and what its address looks like."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One kind of feed. `network` is what its authors are named within; without `schemes` it takes files alone."""

    name: str
    title: str
    channel: str
    network: str
    schemes: tuple[str, ...]
    address: str  # how one looks
    secret: str = ""  # what its secret is, where it may have one
    is_secret_needed: bool = False


KINDS = {
    kind.name: kind
    for kind in (
        Kind("feed", "RSS, Atom or JSON Feed", "media", "web", ("https", "http"), "https://example.com/feed.xml"),
        Kind(
            "mastodon",
            "Mastodon",
            "social",
            "mastodon",
            ("https", "http"),
            "https://mastodon.social/tags/regard, …/@account or …/notifications",
            "A token with read:notifications; of hashtags and accounts none is needed.",
        ),
        Kind(
            "apple",
            "Apple's App Store",
            "reviews",
            "apple",
            ("https", "http"),
            "https://itunes.apple.com/de/rss/customerreviews/page=1/id=310633997/sortby=mostrecent/json",
        ),
        Kind(
            "play",
            "Google Play",
            "reviews",
            "play",
            ("https", "http"),
            "none, or https://androidpublisher.googleapis.com/androidpublisher/v3/applications/PACKAGE/reviews",
            "An access token with the scope androidpublisher; of files none is needed.",
        ),
        Kind(
            "mail",
            "Mailbox",
            "email",
            "",
            ("imaps", "imap"),
            "imaps://name%40example.com@imap.example.com/INBOX",
            "The password of the mailbox.",
            True,
        ),
    )
}
LEAST_MINUTES, MOST_MINUTES = 5, 7 * 24 * 60
