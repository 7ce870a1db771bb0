"""Finding a customer by whatever somebody has at hand: a customer id, old or new, or an identifier."""

from collections.abc import Iterable

from regard.analytics.errors import RegardError
from regard.analytics.identity import PRIORITY, anchor_of
from regard.record.customers.models import Identifier


class NoIdentifier(RegardError):
    """Raised for a name that no customer is known by."""

    code = "identifier_unknown"
    status = 404


class SeveralIdentifiers(RegardError):
    """Raised for a value that is an identifier of several kinds."""

    code = "identifier_ambiguous"
    status = 409


def find_identifier(*, text: str) -> Identifier:
    """The identifier that `text` names: a customer id, `kind:value`, or a value.

    A customer id is the fingerprint of the customer's strongest identifier, so an id from before a merge is still found.
    Raises NoIdentifier or SeveralIdentifiers.
    """
    text = text.strip()
    kind, colon, value = text.partition(":")
    named = anchor_of((kind, value)) if colon and kind in PRIORITY else text
    if found := Identifier.objects.filter(anchor=named).first():
        return found
    alike = list(Identifier.objects.filter(value=text)[: len(PRIORITY)])
    if len(alike) == 1:
        return alike[0]
    if alike:
        choices = ", ".join(sorted(str(one) for one in alike))
        raise SeveralIdentifiers(f"{text[:80]!r} is an identifier of several kinds. Say which you mean: {choices}.")
    raise NoIdentifier(
        f"Nobody is known by {text[:80]!r}. Give a customer id, or an identifier as {' or '.join(PRIORITY)}:VALUE."
    )


def current_id(*, customer_id: str) -> str:
    """The id under which a customer is found now; an unknown id is given back as it is."""
    return Identifier.objects.filter(anchor=customer_id).values_list("customer_id", flat=True).first() or customer_id


def list_current_ids(*, customer_ids: Iterable[str]) -> dict[str, str]:
    """For each customer id, old or new, the one under which the customer is found now; unknown ones are left out."""
    found = Identifier.objects.filter(anchor__in=list(customer_ids))
    return dict(found.values_list("anchor", "customer_id"))


def list_strongest_identifiers(*, customer_ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Kind and value of the identifier that each customer id is the fingerprint of: what a row about them may carry."""
    found = Identifier.objects.filter(anchor__in=list(customer_ids))
    return {anchor: (kind, value) for anchor, kind, value in found.values_list("anchor", "kind", "value")}


def list_addresses(*, customer_ids: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    """For each customer, the e-mail addresses and phone numbers that are theirs alone."""
    found = Identifier.objects.filter(customer_id__in=list(customer_ids), kind__in=("email", "phone"), is_shared=False)
    told: dict[str, list[tuple[str, str]]] = {}
    for customer_id, kind, value in found.order_by("kind", "value").values_list("customer_id", "kind", "value"):
        told.setdefault(customer_id, []).append((kind, value))
    return told


def list_known(*, identifiers: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """For each identifier, as kind and value, the customer who is known by it; the others are left out."""
    anchors = {anchor_of(one): one for one in identifiers}
    found = Identifier.objects.filter(anchor__in=list(anchors)).values_list("anchor", "customer_id")
    return {anchors[anchor]: customer_id for anchor, customer_id in found}
