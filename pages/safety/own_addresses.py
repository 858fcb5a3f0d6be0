"""Whether an address leads to this site: an exit must lead somewhere else."""

import ipaddress
import socket
from contextlib import suppress
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from wagtail.models import Site

# Endings of names that are not on the internet (RFC 6761, RFC 6762, and what ICANN keeps for private use).
_PRIVATE_ENDINGS = ("localhost", "local", "internal", "lan", "home.arpa", "test", "invalid")


def leads_to_this_site(address: str) -> bool:
    """Return whether an address is one of this site, of this machine or of its network, however it is written.

    An address that is a number counts too: no visitor expects one in a history, and it may be that of this server.
    """
    name = _host_name(address)
    if not name or "." not in name or _is_ip_address(name):
        return True
    return any(name == own or name.endswith(f".{own}") for own in (*_PRIVATE_ENDINGS, *_own_names()))


def refuse_own_address(address: str) -> None:
    """Raise `ValidationError` for the field `exit_url` if an exit would lead to this site."""
    if leads_to_this_site(address):
        raise ValidationError({"exit_url": "This leads to this website. Write the address of another, neutral one."})


def _own_names() -> set[str]:
    """Return the names of this site, without www."""
    named = [settings.SITE_URL, *(f"//{host}" for host in Site.objects.values_list("hostname", flat=True))]
    named += [f"//{host.removeprefix('.')}" for host in settings.ALLOWED_HOSTS if host != "*"]
    names = {_host_name(address) for address in named}
    return {name for name in names if "." in name and not _is_ip_address(name)}


def _host_name(address: str) -> str:
    """Return the name of the host as it is looked up: without www, in the ASCII form of other scripts, or ""."""
    try:
        # Browsers read a backslash as a slash.
        name = unquote(urlsplit(address.strip().replace("\\", "/")).hostname or "")
    except ValueError:
        return ""
    with suppress(UnicodeError):
        name = name.encode("idna").decode()
    return name.lower().rstrip(".").removeprefix("www.")


def _is_ip_address(name: str) -> bool:
    """Return whether a host is an IP address. Browsers take IPv4 addresses in every form that `inet_aton` takes."""
    with suppress(ValueError):
        ipaddress.ip_address(name)
        return True
    with suppress(OSError):
        socket.inet_aton(name)
        return True
    return False
