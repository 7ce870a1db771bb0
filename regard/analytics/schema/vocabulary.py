"""The kinds of interaction Regard knows, and where each belongs in the journey.

Names follow Segment's semantic events where they exist; the rest are ours. An unknown kind is kept
and counted like any other: its touchpoint is its own name and its stage is open.
docs/reference/interactions.md is made from this table and a test holds the two together.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One kind of interaction: its default place, who acts, and the properties it speaks with."""

    name: str
    stage: str | None
    touchpoint: str
    channel: str | None
    actor: str = "customer"
    properties: tuple[str, ...] = ()
    origin: str = "segment"  # segment | regard
    is_failure: bool = False


def _segment(
    name: str, stage: str | None, touchpoint: str, channel: str | None, *properties: str, **rest: object
) -> Kind:
    return Kind(name, stage, touchpoint, channel, properties=properties, **rest)  # type: ignore[arg-type]


def _ours(name: str, stage: str | None, touchpoint: str, channel: str | None, *properties: str, **rest: object) -> Kind:
    return Kind(name, stage, touchpoint, channel, properties=properties, origin="regard", **rest)  # type: ignore[arg-type]


_ORDER = ("order_id", "total", "revenue", "currency", "products")
_PRODUCT = ("product_id", "name", "category", "price", "currency", "quantity")
_AD = ("campaign", "creative", "cost", "currency")
_PRESSED = ("label", "element", "href")
_SURVEY = ("survey_id", "metric", "score", "scale_min", "scale_max", "comment", "touchpoint")
_CONSENT = ("purpose", "purposes", "endpoint", "text", "version", "ui", "url")
_CASE = ("case_id", "cause")
_IDEA = ("idea_id", "board", "title")
_TICKET = (
    "ticket_id",
    "public",
    "author",
    "subject",
    "text",
    "wait_seconds",
    "priority",
    "assignee",
    "team",
    "schedule",
)

KINDS: tuple[Kind, ...] = (
    # Calls of the tracking protocol that carry no event name.
    _segment("Page Viewed", "consideration", "Website", "web", "name", "path", "url", "title", "referrer"),
    _segment("Screen Viewed", "use", "App", "app", "name"),
    _segment("Profile Updated", None, "Profile", None, "name", "email", "phone"),
    _segment("Account Joined", None, "Profile", None, "group_id"),
    _segment("Identity Linked", None, "Profile", None, "previous_id"),
    # What the browser snippet notices by itself, when asked to.
    _ours("Clicked", "consideration", "Website", "web", *_PRESSED),
    _ours("Form Submitted", "consideration", "Website", "web", "form", "fields", "label"),
    _ours("Rage Clicked", "consideration", "Website", "web", *_PRESSED, "clicks", is_failure=True),
    _ours("Dead Clicked", "consideration", "Website", "web", *_PRESSED, "clicks", is_failure=True),
    _ours(
        "Error Clicked", "consideration", "Website", "web", *_PRESSED, "error_type", "error_message", is_failure=True
    ),
    # Ads, promotions and campaigns.
    _ours("Ad Viewed", "awareness", "Advertising", "ads", *_AD, actor="company"),
    _ours("Ad Clicked", "awareness", "Advertising", "ads", *_AD),
    _segment("Promotion Viewed", "awareness", "Promotion", "web", "promotion_id", "name"),
    _segment("Promotion Clicked", "awareness", "Promotion", "web", "promotion_id", "name"),
    _segment("Install Attributed", "awareness", "App store", "app", "provider", "campaign"),
    _segment("Application Installed", "awareness", "App store", "app", "version"),
    # Looking and choosing.
    _segment("Products Searched", "consideration", "Search", "web", "query", "results"),
    _segment("Product List Viewed", "consideration", "Product list", "web", "list_id", "category"),
    _segment("Product List Filtered", "consideration", "Product list", "web", "list_id", "filters"),
    _segment("Product Viewed", "consideration", "Product page", "web", *_PRODUCT),
    _segment("Product Clicked", "consideration", "Product list", "web", *_PRODUCT),
    _segment("Product Shared", "loyalty", "Sharing", "web", *_PRODUCT),
    _segment("Cart Shared", "loyalty", "Sharing", "web", "cart_id"),
    _segment("Product Added to Wishlist", "consideration", "Wishlist", "web", *_PRODUCT),
    _segment("Product Removed from Wishlist", "consideration", "Wishlist", "web", *_PRODUCT),
    _segment("Wishlist Product Added to Cart", "consideration", "Wishlist", "web", *_PRODUCT),
    _ours("Store Visited", "consideration", "Store", "store", "store_id", "wait_seconds"),
    # Buying.
    _segment("Product Added", "purchase", "Cart", "web", *_PRODUCT),
    _segment("Product Removed", "purchase", "Cart", "web", *_PRODUCT),
    _segment("Cart Viewed", "purchase", "Cart", "web", "cart_id", "products"),
    _segment("Checkout Started", "purchase", "Checkout", "web", *_ORDER),
    _segment("Checkout Step Viewed", "purchase", "Checkout", "web", "checkout_id", "step"),
    _segment("Checkout Step Completed", "purchase", "Checkout", "web", "checkout_id", "step"),
    _segment("Payment Info Entered", "purchase", "Payment", "web", "order_id", "payment_method"),
    _ours("Payment Failed", "purchase", "Payment", "web", "order_id", "reason", is_failure=True),
    _segment("Coupon Entered", "purchase", "Voucher", "web", "order_id", "coupon_id"),
    _segment("Coupon Applied", "purchase", "Voucher", "web", "order_id", "coupon_id", "discount"),
    _segment("Coupon Denied", "purchase", "Voucher", "web", "order_id", "coupon_id", "reason", is_failure=True),
    _segment("Coupon Removed", "purchase", "Voucher", "web", "order_id", "coupon_id"),
    _segment("Order Completed", "purchase", "Order", "web", *_ORDER, "promised_at"),
    _segment("Order Updated", "purchase", "Order", "web", *_ORDER),
    _segment("Order Cancelled", "purchase", "Order", "web", *_ORDER),
    # Delivery.
    _ours("Order Shipped", "delivery", "Delivery", "field", "order_id", "promised_at", actor="company"),
    _ours("Order Delivered", "delivery", "Delivery", "field", "order_id", "promised_at", actor="company"),
    _ours("Delivery Failed", "delivery", "Delivery", "field", "order_id", "reason", actor="company", is_failure=True),
    # Using.
    _segment("Signed Up", "use", "Account", "web", "type"),
    _segment("Signed In", "use", "Account", "web", "username"),
    _segment("Signed Out", "use", "Account", "web", "username"),
    _segment("Trial Started", "consideration", "Trial", "web", "trial_plan_name"),
    _segment("Trial Ended", "consideration", "Trial", "web", "trial_plan_name", actor="company"),
    _segment("Account Created", "use", "Account", "web", "account_name"),
    _segment("Account Deleted", "departure", "Account", "web", "account_name"),
    _segment("Account Added User", "use", "Account", "web", "role"),
    _segment("Account Removed User", "use", "Account", "web", "role"),
    _segment("Invite Sent", "loyalty", "Referral", "email", "invitee_email"),
    _segment("Application Opened", "use", "App", "app", "version"),
    _segment("Application Updated", "use", "App", "app", "version"),
    _segment("Application Backgrounded", "use", "App", "app"),
    _segment("Application Crashed", "use", "App", "app", is_failure=True),
    _segment("Application Uninstalled", "departure", "App", "app"),
    _segment("Deep Link Opened", "use", "App", "app", "url"),
    _segment("Video Playback Started", "use", "Video", "web", "session_id"),
    _segment("Video Playback Completed", "use", "Video", "web", "session_id"),
    _segment("Video Playback Interrupted", "use", "Video", "web", "session_id", is_failure=True),
    # Service.
    _ours("Ticket Opened", "service", "Support ticket", "email", *_TICKET),
    _ours("Ticket Assigned", "service", "Support ticket", None, *_TICKET, actor="company"),
    _ours("Ticket Replied", "service", "Support ticket", "email", *_TICKET),
    _ours("Ticket Pending", "service", "Support ticket", None, *_TICKET, actor="company"),
    _ours("Ticket Held", "service", "Support ticket", None, *_TICKET, actor="company"),
    _ours("Ticket Solved", "service", "Support ticket", None, *_TICKET, actor="company"),
    _ours("Ticket Reopened", "service", "Support ticket", "email", *_TICKET),
    _ours("Ticket Status Changed", "service", "Support ticket", None, *_TICKET, "status", actor="company"),
    _ours("Ticket Closed", "service", "Support ticket", None, *_TICKET, actor="company"),
    _ours("Call Started", "service", "Phone support", "phone", "call_id", "wait_seconds"),
    _ours("Call Ended", "service", "Phone support", "phone", "call_id", "duration_seconds", "text", actor="company"),
    _segment("Live Chat Conversation Started", "service", "Live chat", "chat", "conversation_id", "wait_seconds"),
    _segment("Live Chat Message Sent", "service", "Live chat", "chat", "conversation_id", "message_body"),
    _segment(
        "Live Chat Message Received",
        "service",
        "Live chat",
        "chat",
        "conversation_id",
        "message_body",
        actor="company",
    ),
    _segment("Live Chat Conversation Ended", "service", "Live chat", "chat", "conversation_id", actor="company"),
    _segment("Order Refunded", "service", "Refund", "web", *_ORDER, "wait_seconds", actor="company"),
    _ours("Return Requested", "service", "Return", "web", "order_id", "reason"),
    _ours("Article Viewed", "service", "Help centre", "web", "article_id", "title"),
    # Messages the company sends and what becomes of them.
    _segment("Email Delivered", "loyalty", "Newsletter", "email", "campaign_id", actor="company"),
    _segment("Email Opened", "loyalty", "Newsletter", "email", "campaign_id"),
    _segment("Email Link Clicked", "loyalty", "Newsletter", "email", "campaign_id", "link_url"),
    _segment("Email Bounced", "loyalty", "Newsletter", "email", "campaign_id", actor="company"),
    _segment("Email Marked as Spam", "departure", "Newsletter", "email", "campaign_id"),
    _segment("Unsubscribed", "departure", "Newsletter", "email", "campaign_id"),
    _segment("Push Notification Received", "loyalty", "Push message", "app", "campaign", actor="company"),
    _segment("Push Notification Tapped", "loyalty", "Push message", "app", "campaign"),
    _segment("Push Notification Bounced", "loyalty", "Push message", "app", "campaign", actor="company"),
    _ours("SMS Delivered", "loyalty", "Text message", "sms", "campaign_id", actor="company"),
    # What customers agree to.
    _ours("Consent Given", None, "Consent", None, *_CONSENT),
    _ours("Consent Withdrawn", None, "Consent", None, *_CONSENT),
    _segment("Segment Consent Preference", None, "Consent", None),
    _segment("Segment Consent Preference Updated", None, "Consent", None),
    # What customers say.
    _ours("Survey Sent", None, "Survey", "email", "survey_id", "metric", "touchpoint", actor="company"),
    _ours("Survey Answered", None, "Survey", "email", *_SURVEY),
    _ours("Contact Withheld", None, "Contact", None, "purpose", "reason", "survey_id", actor="company"),
    _ours(
        "Review Posted",
        "loyalty",
        "Review",
        "reviews",
        "score",
        "scale_min",
        "scale_max",
        "text",
        "source",
        "product_id",
        "order_id",
    ),
    _segment("Product Reviewed", "loyalty", "Review", "reviews", "product_id", "review_id", "review_body", "rating"),
    _ours("Mention Posted", "loyalty", "Social media", "social", "text", "source", "url", "score"),
    _ours("Mail Received", "service", "Mail", "email", "title", "text"),
    # Following up: what is done about what one customer said, and telling those who asked.
    _ours("Case Opened", "service", "Case", None, *_CASE, "rule", "evidence", "due_at", actor="company"),
    _ours("Case Updated", "service", "Case", None, *_CASE, "step", "evidence", "due_at", "owner", actor="company"),
    _ours("Case Contacted", "service", "Case", "phone", *_CASE, actor="company"),
    _ours("Case Concluded", "service", "Case", None, *_CASE, "conclusion", "root_cause", actor="company"),
    _ours("Case Closed", "service", "Case", None, *_CASE, "recovery", "evidence", actor="company"),
    _ours("Case Dismissed", "service", "Case", None, *_CASE, "conclusion", actor="company"),
    _ours("Improvement Told", "loyalty", "Improvement", "email", "improvement_id", "name", actor="company"),
    # The community board.
    _ours("Idea Posted", None, "Community", "community", *_IDEA, "text"),
    _ours("Idea Voted", None, "Community", "community", *_IDEA),
    _ours("Idea Vote Withdrawn", None, "Community", "community", *_IDEA),
    _ours("Idea Commented", None, "Community", "community", *_IDEA, "text"),
    _ours("Idea Answered", "loyalty", "Community", "email", *_IDEA, "status", actor="company"),
    # Contracts.
    _ours("Subscription Started", "purchase", "Subscription", "web", "subscription_id", "plan", "value", "currency"),
    _ours("Subscription Renewed", "loyalty", "Subscription", "web", "subscription_id", "plan", "value", "currency"),
    _ours("Subscription Cancelled", "departure", "Subscription", "web", "subscription_id", "plan", "reason"),
)

BY_NAME: dict[str, Kind] = {kind.name: kind for kind in KINDS}

# Answers to something the company asked or sent: doing these is not coming back.
ANSWERS = ("Survey Answered", "Review Posted", "Product Reviewed", "Mention Posted", "Email Opened", "Unsubscribed")

# Kinds that a journey does not count as something that happened between customer and company.
BOOKKEEPING = (
    "Profile Updated",
    "Account Joined",
    "Identity Linked",
    "Consent Given",
    "Consent Withdrawn",
    "Segment Consent Preference",
    "Segment Consent Preference Updated",
    "Case Opened",
    "Case Updated",
    "Case Concluded",
    "Case Closed",
    "Case Dismissed",
    "Contact Withheld",
)
