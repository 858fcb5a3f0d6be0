"""The certificate of the site's own address, as browsers see it. Nothing else is ever connected to."""

import socket
import ssl
import time
from urllib.parse import urlsplit

from django.conf import settings

from apnahaq.monitoring.findings import Finding, Level

TIMEOUT_SECONDS = 4
# The proxy renews a certificate when a third of its time is left.
WARNING, PROBLEM = 1 / 4, 1 / 6
DAY = 24 * 60 * 60
ADVICE = (
    "The proxy renews it by itself: its log (docker compose logs proxy) says why it could not. Ports 80 and 443 must "
    "be open, and the name must lead to this machine."
)


def check() -> list[Finding]:
    """Check how long the certificate is valid."""
    if not settings.PRODUCTION:
        return [_finding(Level.OK, "Not used here: the site is for this machine only.")]
    address = urlsplit(settings.SITE_URL)
    try:
        certificate = _certificate(str(address.hostname), address.port or 443)
    except ssl.SSLCertVerificationError as error:
        # OpenSSL's own words, such as “certificate has expired”.
        return [_finding(Level.PROBLEM, f"Browsers refuse it: {error.verify_message}.", ADVICE)]
    except OSError as error:
        found = f"The site could not be reached from its own machine: {type(error).__name__}."
        return [_finding(Level.WARNING, found, "Open the site in a browser. Some networks do not allow this check.")]
    begins, ends = (ssl.cert_time_to_seconds(str(certificate[key])) for key in ("notBefore", "notAfter"))
    left = ends - time.time()
    found = f"It is valid for {int(left // DAY)} more days."
    if left / (ends - begins) >= WARNING:
        return [_finding(Level.OK, found)]
    return [_finding(Level.PROBLEM if left / (ends - begins) < PROBLEM else Level.WARNING, found, ADVICE)]


def _certificate(host: str, port: int) -> dict[str, object]:
    """Return the certificate that a server shows. Raises `OSError` if there is none that browsers accept."""
    context = ssl.create_default_context()
    with (
        socket.create_connection((host, port), TIMEOUT_SECONDS) as connection,
        context.wrap_socket(connection, server_hostname=host) as secure,
    ):
        return dict(secure.getpeercert() or {})


def _finding(level: Level, found: str, advice: str = "") -> Finding:
    return Finding("certificate", "Certificate", level, found, advice)
