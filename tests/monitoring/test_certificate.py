"""How long the certificate is valid, from real TLS servers on this machine."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from apnahaq.monitoring.checks import certificate
from apnahaq.monitoring.findings import Finding, Level
from tests.enquiries.servers import free_port

LIFETIME = timedelta(days=90)


@pytest.fixture
def serve(tmp_path: Path, settings, monkeypatch) -> Iterator[Callable[..., None]]:
    """Return a function that lets the site's address be a TLS server whose certificate is valid for so long."""
    listeners = []

    def start(left: timedelta, host: str = "localhost", is_trusted: bool = True) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        file = tmp_path / f"{len(listeners)}.pem"
        file.write_bytes(made(host, left))
        context.load_cert_chain(file)
        listener = context.wrap_socket(socket.create_server(("127.0.0.1", 0)), server_side=True)
        listeners.append(listener)
        threading.Thread(target=answer, args=[listener], daemon=True).start()
        settings.PRODUCTION = True
        settings.SITE_URL = f"https://localhost:{listener.getsockname()[1]}"
        if is_trusted:
            monkeypatch.setenv("SSL_CERT_FILE", str(file))

    yield start
    for listener in listeners:
        listener.close()


def answer(listener: ssl.SSLSocket) -> None:
    """Complete the handshakes of whoever connects, until the listener is closed."""
    while listener.fileno() != -1:
        try:
            listener.accept()[0].close()
        except OSError:
            continue


def made(host: str, left: timedelta) -> bytes:
    """Return a key and a certificate of 90 days, of which so much is left."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    # A minute more, for the time that the test takes.
    ends = datetime.now(UTC) + left + timedelta(minutes=1)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(ends - LIFETIME)
        .not_valid_after(ends)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    pem = serialization.Encoding.PEM
    return key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain) + signed.public_bytes(pem)


def found() -> Finding:
    """Return what the check finds."""
    (finding,) = certificate.check()
    return finding


@pytest.mark.parametrize(
    ("days", "level"), [(60, Level.OK), (24, Level.OK), (20, Level.WARNING), (14, Level.PROBLEM), (1, Level.PROBLEM)]
)
def test_a_certificate_that_the_proxy_should_have_renewed_by_now_needs_help(serve, days, level):
    serve(timedelta(days=days))
    assert (found().level, found().found) == (level, f"It is valid for {days} more days.")


def test_an_expired_certificate_is_refused_as_browsers_refuse_it(serve):
    serve(timedelta(days=-1))
    assert (found().level, found().found) == (Level.PROBLEM, "Browsers refuse it: certificate has expired.")


def test_a_certificate_for_another_name_or_of_an_unknown_authority_is_refused(serve):
    serve(timedelta(days=60), host="another.example")
    assert found().level == Level.PROBLEM
    assert "certificate is not valid for 'localhost'" in found().found
    serve(timedelta(days=60), is_trusted=False)
    assert found().level == Level.PROBLEM


def test_a_site_that_cannot_be_reached_from_its_own_machine_is_a_warning(settings):
    settings.PRODUCTION = True
    settings.SITE_URL = f"https://localhost:{free_port()}"
    assert (found().level, found().found) == (
        Level.WARNING,
        "The site could not be reached from its own machine: ConnectionRefusedError.",
    )


def test_a_server_that_never_answers_holds_the_check_up_for_seconds_only(settings, monkeypatch):
    monkeypatch.setattr(certificate, "TIMEOUT_SECONDS", 0.2)
    settings.PRODUCTION = True
    with socket.create_server(("127.0.0.1", 0)) as listener:
        settings.SITE_URL = f"https://localhost:{listener.getsockname()[1]}"
        assert found().found.endswith("TimeoutError.")


def test_on_a_loopback_address_nothing_is_connected_to(settings):
    settings.SITE_URL = f"http://127.0.0.1:{free_port()}"
    assert (found().level, found().found) == (Level.OK, "Not used here: the site is for this machine only.")
