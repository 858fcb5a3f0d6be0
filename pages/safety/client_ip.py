"""The IP address under which the requests of a client are counted.

Guessed passwords and floods of messages are limited by client. The address is never shown.
"""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

# The smallest IPv6 network that a subscriber is given (RFC 6177): whoever has one has every address in it.
IPV6_SUBSCRIBER_PREFIX = 64
# The unspecified address (RFC 4291) stands for a client whose address is not known.
UNKNOWN_CLIENT = "::"


def client_ip(request: HttpRequest) -> str:
    """Return the address under which a client is counted: an IPv4 address, or the first address of its IPv6 /64.

    An IPv4-mapped IPv6 address (::ffff:192.0.2.1) is returned as the IPv4 address. `UNKNOWN_CLIENT` if there is none.
    """
    try:
        address = ipaddress.ip_address(_remote_address(request))
    except ValueError:
        return UNKNOWN_CLIENT
    if address.version == 4:
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    # An address and not a network, so that it fits into columns that store addresses.
    return str(ipaddress.ip_network((int(address), IPV6_SUBSCRIBER_PREFIX), strict=False).network_address)


def _remote_address(request: HttpRequest) -> str:
    """Return the address that the request came from.

    In production it is the last entry of X-Forwarded-For, which the site's own proxy wrote: a client can send
    whatever it likes in the entries before it.
    """
    if settings.PRODUCTION and (forwarded := request.headers.get("X-Forwarded-For", "")):
        return forwarded.rsplit(",", 1)[-1].strip()
    return request.META.get("REMOTE_ADDR", "")
