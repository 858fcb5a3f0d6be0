"""From where does a request come?

Password guessing and floods of messages are slowed down by place. A place is counted and never shown: it is
no name for a visitor.
"""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

# What an IPv6 line is given at the least (RFC 6177): whoever has one has every address in it.
_LINE_BITS = 64
# The address that means none (RFC 4291): what stores addresses takes it, and counts under it.
NOWHERE = "::"


def place_of(request: HttpRequest) -> str:
    """Return what counts as one place: an IPv4 address, or the first address of the /64 network of an IPv6 line.

    An IPv4 address in IPv6 clothes (::ffff:192.0.2.1) counts as itself. `NOWHERE` where there is no address.
    """
    try:
        address = ipaddress.ip_address(_address_of(request))
    except ValueError:
        return NOWHERE
    if address.version == 4:
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    # An address and not the network's name, so that it can be stored where addresses are.
    return str(ipaddress.ip_network((int(address), _LINE_BITS), strict=False).network_address)


def _address_of(request: HttpRequest) -> str:
    """Return the address from which a request came.

    In production it is the last entry of X-Forwarded-For: the one that the site's own proxy wrote. What
    stands before it, a client can invent.
    """
    if settings.PRODUCTION and (forwarded := request.headers.get("X-Forwarded-For", "")):
        return forwarded.rsplit(",", 1)[-1].strip()
    return request.META.get("REMOTE_ADDR", "")
