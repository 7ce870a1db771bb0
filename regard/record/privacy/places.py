"""Where personal data is: every table of the database, every table of the log, everything in the data folder.

A test compares these lists with what there is, so that a new table or folder that nobody placed fails the build. The
export and the erasure go through these lists and know no table by themselves.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class TablePlace:
    """One table of the database that holds data of customers, and the columns by which a person's rows are found."""

    table: str
    holds: str
    customer: tuple[str, ...] = ()  # columns with a customer id
    anchor: tuple[str, ...] = ()  # columns with the fingerprint of an identifier
    endpoint: tuple[str, str] | None = None  # the two columns with an identifier's kind and value
    texts: tuple[str, ...] = ()  # columns that may name anybody: emptied where they name the person
    is_last: bool = False  # erased after the others: what finds a person's rows elsewhere

    @property
    def has_own(self) -> bool:
        """Whether rows belong to a person, rather than naming them in a text only."""
        return bool(self.customer or self.anchor or self.endpoint)


TABLES = (
    TablePlace("consents_consent", "what was agreed to at an endpoint", endpoint=("kind", "value")),
    TablePlace("customers_formercustomer", "ids under which earlier rows were written", anchor=("anchor",)),
    TablePlace("customers_proposal", "who may be one, and why", customer=("one", "other"), anchor=("one", "other")),
    TablePlace("customers_decision", "what staff said of two identifiers", anchor=("one", "other")),
    TablePlace("customers_link", "identifiers that were seen together", anchor=("one", "other"), is_last=True),
    TablePlace("cases_evidence", "what cases rest on", customer=("customer_id",), anchor=("customer_id",)),
    TablePlace("cases_step", "what was done about cases", customer=("customer_id",), anchor=("customer_id",)),
    TablePlace(
        "cases_case", "what somebody was let down by", customer=("customer_id",), anchor=("customer_id",), is_last=True
    ),
    TablePlace(
        "improvements_told", "who was told of an improvement", customer=("customer_id",), anchor=("customer_id",)
    ),
    TablePlace("improvements_step", "what staff noted on improvements", texts=("text",)),
    TablePlace(
        "feeds_proof",
        "that a public author is a customer",
        customer=("customer",),
        anchor=("author", "customer"),
        texts=("evidence",),
    ),
    TablePlace("webhooks_webhook", "a delivery kept as a sample", texts=("sample",)),
    TablePlace("journeys_map_version", "what staff noted on journey maps", texts=("definition",)),
    TablePlace("voice_correction", "what staff corrected of an opinion", customer=("customer_id",), anchor=("anchor",)),
    TablePlace("voice_wish", "what staff wished of topics, by example", customer=("customer_id",), anchor=("anchor",)),
    TablePlace("watch_alert", "why an alert is over, in words of staff", texts=("note",)),
    TablePlace("watch_decision", "what staff decided", texts=("text",)),
    TablePlace("watch_watch", "what a watch came to, in words of staff", texts=("conclusion",)),
    TablePlace("arbiter_verdict", "who was contacted or not, and why", endpoint=("kind", "value")),
    TablePlace(
        "asking_asking",
        "who was asked or not",
        customer=("customer_id",),
        anchor=("customer_id",),
        endpoint=("kind", "value"),
    ),
    TablePlace("surveys_response", "what was answered to surveys", endpoint=("kind", "value"), texts=("answers",)),
    TablePlace("surveys_note", "what staff noticed", texts=("text",)),
    TablePlace("surveys_invitation", "who was asked to answer a survey", endpoint=("kind", "value")),
    TablePlace("community_vote", "what somebody wants", endpoint=("kind", "value")),
    TablePlace("community_comment", "what was said of ideas", endpoint=("kind", "value"), texts=("text",)),
    TablePlace(
        "community_wording", "ideas in their authors' words", endpoint=("kind", "value"), texts=("title", "body")
    ),
    TablePlace("community_idea", "ideas as staff put them", texts=("title", "body")),
    TablePlace("community_step", "what staff said of ideas", texts=("text",)),
    TablePlace(
        "community_request", "who asked for ideas elsewhere", customer=("customer_id",), anchor=("customer_id",)
    ),
    TablePlace(
        "community_notice",
        "who was told of an idea or not",
        customer=("customer_id",),
        anchor=("customer_id",),
        endpoint=("kind", "value"),
    ),
    TablePlace("community_report", "who reported what others wrote", endpoint=("kind", "value")),
    TablePlace("community_signin", "links that were sent to sign in", endpoint=("kind", "value")),
    TablePlace("community_member", "who takes part, and by which name", endpoint=("kind", "value")),
    TablePlace(
        "customers_identifier", "who is recognised by what", customer=("customer_id",), anchor=("anchor",), is_last=True
    ),
)

# Rows wait here for seconds and carry several people at once. What is from before an erasure is dropped when the
# recorder takes it in; the erasure is finished once the rows that came before it are gone.
PASSING = {"collection_intake": "requests that were acknowledged and are not in the log yet"}

# Tables of the database that hold nothing of customers, and what they hold.
NOBODY = {
    "accounts_api_key": "digests of keys of staff",
    "accounts_cache": "counters against guessing of passwords",
    "accounts_user": "people who sign in, who are no customers",
    "accounts_user_groups": "people who sign in",
    "accounts_user_user_permissions": "people who sign in",
    "account_emailaddress": "people who sign in",
    "account_emailconfirmation": "people who sign in",
    "audit_entry": "who did what to which customer id; no names, no addresses, and it must outlive an erasure",
    "auth_group": "names of groups of staff",
    "auth_group_permissions": "rights",
    "auth_permission": "rights",
    "cases_follow": "two versions of the log",
    "cases_rule": "which scores open cases",
    "collection_batch": "counts of batches",
    "community_board": "boards",
    "community_topic": "topics that stand for ideas",
    "customers_reassignment": "two counters",
    "rejected_replay": "fingerprints of rejected rows",
    "dashboards_dashboard": "what staff looks at side by side, and headings",
    "django_content_type": "names of models",
    "django_migrations": "names of migrations",
    "django_session": "sessions of staff",
    "feeds_feed": "addresses that are looked at, with secrets, sealed",
    "feeds_seen": "fingerprints of entries of feeds",
    "improvements_improvement": "what is changed for all customers, with owners and costs",
    "journeys_map": "addresses of journey maps",
    "privacy_erasure": "customer ids of the erased, as proof",
    "privacy_retention": "numbers of days",
    "metrics_opening_hours": "hours in which staff is there",
    "metrics_saved_view": "what staff looks at, by name",
    "metrics_schedule": "names of schedules",
    "metrics_target": "what is promised of tickets",
    "procrastinate_events": "times of jobs",
    "procrastinate_jobs": "names of jobs and ids they are about",
    "procrastinate_periodic_defers": "times of jobs",
    "procrastinate_workers": "times of workers",
    "segments_day": "counts by segment and day",
    "segments_segment": "conditions that staff wrote; who fulfils them is derived from the log",
    "sources_assertion": "ids of what clients signed, for minutes",
    "sources_client": "public keys of programs",
    "sources_day": "counts by source and day",
    "sources_key": "keys of sources",
    "sources_source": "sources",
    "surveys_survey": "questions that staff wrote",
    "arbiter_policy": "how often customers are contacted",
    "asking_gateway": "how text messages leave; its secrets sealed",
    "asking_plan": "when customers are asked",
    "asking_widget": "where visitors are asked on a site",
    "surveys_crowd": "keyed digests of senders, for minutes",
    "surveys_version": "questions as they were published",
    "tombstones_tombstone": "keyed digests of the erased, which is what keeps them away",
    "watch_course": "numbers by day",
    "watch_finding": "numbers, and the channels, traits and segments that account for them",
    "webhooks_secret": "secrets that deliveries are signed with, sealed",
}

# Tables of the log.
LAKE = {
    "interactions": "everything that happened; the rows of a person are erased",
    "rejected": "rows that could not be stored; those that name a person are erased",
    "reassigned": "fingerprints of identifiers; those of a person are erased",
}

# What lies in the data folder, by the beginning of its path.
FOLDERS = {
    "lake": "the tables of the log",
    "lake/writer.lock": "nothing",
    "derived": "made anew from the log; emptied by an erasure",
    "derived/ids": "fingerprints of message ids, which name nobody",
    "postgres": "the database's files; rewritten by an erasure, write-ahead log included",
    "audit_head": "the number and hash of the audit log's newest entry",
    ".audit_head": "the same, while it is written",
    "secret_key": "a secret",
    "terms.json": "a copy of schedules and targets",
    ".terms.json": "the same, while it is written",
    "truth.json": "what was planted in an imaginary company",
    "privacy_key": "the key of the digests",
}
KEPT_OF_DERIVED = ("ids",)
