"""Two dozen people who read a large document slowly, through the real proxy, hold up nobody else."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from pytest_django import DjangoDbBlocker

from tests.enquiries.servers import OwnServer
from tests.operations.own_machine import own_site
from tests.operations.own_proxy import Proxy, run_proxy

READERS = 24
# Nearly the 10 MB that the site takes.
DOCUMENT_BYTES = 9_500_000
ADD_DOCUMENT = (
    "from django.core.files.base import ContentFile; from pages.models import SiteDocument; "
    f"document = SiteDocument(title='Report', file=ContentFile(b'a' * {DOCUMENT_BYTES}, name='report.txt')); "
    "document.save(); print(document.url)"
)


@pytest.fixture(scope="module")
def server(
    django_db_setup: str, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[OwnServer]:
    """Run the site for this module."""
    with (
        django_db_blocker.unblock(),
        own_site(django_db_setup, tmp_path_factory.mktemp("slow"), "apnahaq_slow") as running,
    ):
        yield running


@pytest.fixture(scope="module")
def proxy(server: OwnServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """Run the proxy in front of it, which leaves the exit to the site for as long as a busy machine needs."""
    folder = tmp_path_factory.mktemp("proxy")
    with run_proxy(f"127.0.0.1:{server.port}", folder, patience="5s", exit_patience="10s") as running:
        yield running


def open_slowly(proxy: Proxy, path: str) -> socket.socket:
    """Ask for a document, and read no more of it than its first bytes."""
    reader = socket.socket()
    reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    reader.connect(("127.0.0.1", proxy.port))
    reader.sendall(f"GET {path} HTTP/1.1\r\nHost: {proxy.site}\r\n\r\n".encode())
    return reader


def test_slow_readers_of_a_large_document_hold_up_neither_pages_nor_the_exit(server, proxy):
    path = server.manage("shell", "-v0", "-c", ADD_DOCUMENT).strip()
    whole = proxy.get(path)
    assert (whole.status, len(whole.content)) == (200, DOCUMENT_BYTES)
    with ExitStack() as readers:
        slow = [readers.enter_context(open_slowly(proxy, path)) for _ in range(READERS)]
        for reader in slow:
            reader.settimeout(60)
            assert reader.recv(15) == b"HTTP/1.1 200 OK"
        time.sleep(1)
        for _ in range(3):
            assert proxy.get("/search/?q=racism").status == 200
            assert proxy.get("/contact/").status == 200
            leaving = proxy.get("/exit/")
            assert leaving.status == 303
            # The site itself answers, which has threads left.
            assert "Via" in leaving.headers
        # More documents are refused, so that they do not fill the memory.
        assert proxy.get(path).status == 503
    assert proxy.get(path).status == 200
