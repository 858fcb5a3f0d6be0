"""Every response that a visitor reaches by links, searched for a secret word."""

from urllib.parse import urlsplit

from django.test import Client

from tests.page_types import ALL_PATHS
from tests.reading import links

SECRET = "zaubergarten"


def reachable_responses(client: Client, *others: str) -> dict[str, str]:
    """Return the text of every response that can be reached by links from the known addresses and others, by path.

    The word that was looked for is taken out where the page of the search repeats it.
    """
    waiting = [
        *ALL_PATHS,
        *others,
        "/blog/feed/",
        "/interviews/feed/",
        "/publications/feed/",
        "/sitemap-1.xml",
        f"/search/?q={SECRET}",
        "/ur/search/?q=roses",
        "/search/?q=roses",
        "/blog/?topic=sample-topic",
    ]
    found: dict[str, str] = {}
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        response = client.get(path)
        found[path] = response.getvalue().decode()
        if response.status_code == 200:
            for link in links(response):
                parts = urlsplit(link)
                address = parts.path + (f"?{parts.query}" if parts.query else "")
                if not parts.netloc and not parts.scheme and address.startswith("/") and "/exit/" not in address:
                    waiting.append(address)
    # What was typed is in the field of the search form, and in the link to the same search in the other language.
    for address in (f"/search/?q={SECRET}", f"/ur/search/?q={SECRET}"):
        for own in (f'value="{SECRET}"', f'href="/search/?q={SECRET}"', f'href="/ur/search/?q={SECRET}"'):
            found[address] = found[address].replace(own, "")
    return found
