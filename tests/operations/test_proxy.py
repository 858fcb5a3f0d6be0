"""The real Caddyfile, run by Caddy in front of the real server."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from socket import create_connection, create_server
from types import SimpleNamespace
from urllib.parse import quote, urlsplit

import pytest
from bs4 import BeautifulSoup

CADDYFILE = Path(__file__).resolve().parents[2] / "Caddyfile"
CADDY = Path(sys.executable).with_name("caddy")
START_SECONDS = 30
URDU_WORD = "نسل‌پرستی "


def free_port() -> int:
    with create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def wait_for(port: int) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    pytest.fail("Caddy did not start.")


@pytest.fixture(scope="module")
def get(site_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., SimpleNamespace]]:
    """Run Caddy with the Caddyfile, its addresses changed to those of this machine, and return a function to request.

    `get("/about/", through_proxy=False)` asks the site itself.
    """
    site = urlsplit(site_url).netloc
    port, folder = free_port(), tmp_path_factory.mktemp("caddy")
    text = CADDYFILE.read_text()
    for written, here in (("site:8000", site), ("127.0.0.1:8081", f"127.0.0.1:{free_port()}"), ("/srv/media", folder)):
        assert written in text
        text = text.replace(written, str(here))
    (folder / "Caddyfile").write_text(text)
    environment = os.environ | {"SITE_URL": f"http://:{port}", "HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    command = [str(CADDY), "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]
    with open(folder / "log", "w") as log, subprocess.Popen(command, env=environment, stdout=log, stderr=log) as caddy:
        wait_for(port)

        def request(path: str, through_proxy: bool = True) -> SimpleNamespace:
            connection = http.client.HTTPConnection("127.0.0.1", port if through_proxy else urlsplit(site_url).port)
            connection.request("GET", path, headers={"Host": site})
            answer = connection.getresponse()
            content = answer.read()
            connection.close()
            return SimpleNamespace(status=answer.status, page=BeautifulSoup(content, "html.parser"))

        yield request
        caddy.terminate()


@pytest.mark.parametrize("through_proxy", [True, False], ids=["proxy", "site"])
def test_the_site_itself_answers_a_search_for_many_urdu_words(get, through_proxy):
    path = "/search/?q=" + quote(URDU_WORD * 100)
    assert len(path) > 5000
    answer = get(path, through_proxy)
    assert answer.status == 200
    assert answer.page.select_one('input[name=q][maxlength="100"]')
    assert answer.page.select_one("a.exit")


def test_an_address_that_is_too_long_leads_to_a_page_with_the_exit(get):
    answer = get("/search/?q=" + "a" * 9000)
    assert answer.status == 414
    assert answer.page.select_one('a[href="/exit/"]')
    assert answer.page.select_one('a[href="tel:999"]')
    assert answer.page.title.text == "Too long"


@pytest.mark.parametrize("length", [8100, 8169, 8170, 8171, 8180, 8190])
def test_every_length_is_answered_by_a_page_with_the_exit(get, length):
    path = "/search/?q=".ljust(length, "a")
    answer = get(path)
    assert answer.status in {200, 414}
    assert answer.page.select_one('a[href^="/exit/"]')
