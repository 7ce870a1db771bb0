"""Which machines requests may go to: those of the public internet, and those of one's own that were named."""

import ipaddress
from collections.abc import Collection

from regard.analytics.errors import RegardError

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class TargetRefused(RegardError):
    """Nothing is sent there."""

    code = "target_refused"
    status = 422


def is_internal(*, host: str, port: int | None, internal: Collection[str]) -> bool:
    """Whether a machine is one of those named in REGARD_INTERNAL_HOSTS, with or without its port."""
    return host in internal or f"{host}:{port}" in internal


def is_open(address: Address) -> bool:
    """Whether an address is one of the public internet, not of a network of its own in any notation.

    >>> [is_open(ipaddress.ip_address(one)) for one in ("8.8.8.8", "127.0.0.1", "169.254.169.254", "::ffff:10.0.0.1")]
    [True, False, False, False]
    """
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and (address in _NAT64 or int(address) < 1 << 32):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_open(inner)
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)
