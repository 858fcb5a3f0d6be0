"""The score that the Mozilla HTTP Observatory's published rules give to the headers really sent.

The rules are those of mdn/mdn-http-observatory (scoring charts as of August 2026): a site starts with 100
points; bonuses count only from 90 points on. A site without cookies that is not on the preload list can reach 155.
"""

import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from pytest_django import Settings

FULL_SCORE_WITHOUT_COOKIES_AND_PRELOAD = 155
HALF_A_YEAR = 15_768_000


def policy_of(headers: dict[str, str]) -> dict[str, list[str]]:
    """Return the directives of a Content-Security-Policy."""
    parts = [part.split() for part in headers["content-security-policy"].split(";") if part.strip()]
    return {name: values for name, *values in parts}


def score(headers: dict[str, str], html: str, redirects_to_https: bool) -> int:
    """Return the Observatory's score of a response over https."""
    policy = policy_of(headers)
    everything = " ".join(" ".join(values) for values in policy.values())
    unsafe = re.search(r"unsafe-(inline|eval)|https?:|data:|\*", everything)
    points = 100
    points -= 0 if redirects_to_https else 20
    points -= 0 if "set-cookie" not in headers else 20
    age = re.search(r"max-age=(\d+)", headers.get("strict-transport-security", ""))
    points -= 0 if age and int(age[1]) >= HALF_A_YEAR else 20
    points -= 0 if headers.get("x-content-type-options") == "nosniff" else 5
    points -= 0 if "access-control-allow-origin" not in headers else 50
    points -= 25 if unsafe else 0
    points -= 0 if "frame-ancestors" in policy else 20
    if points < 90:
        return points
    strict = policy.get("default-src") == ["'none'"] and policy.get("form-action") in (["'none'"], ["'self'"])
    scripts = BeautifulSoup(html, "html.parser").select("script[src]")
    bonuses = [
        (10, strict and not unsafe),
        (5, policy.get("frame-ancestors") in (["'none'"], ["'self'"])),
        (5, headers.get("referrer-policy") in {"no-referrer", "same-origin", "strict-origin"}),
        (10, headers.get("cross-origin-opener-policy") == "same-origin"),
        (10, headers.get("cross-origin-embedder-policy") in {"require-corp", "credentialless"}),
        (10, headers.get("cross-origin-resource-policy") in {"same-origin", "same-site"}),
        (5, bool(scripts) and all(script.get("integrity") for script in scripts)),
    ]
    return points + sum(bonus for bonus, earned in bonuses if earned)


@pytest.fixture
def in_production(settings: Settings) -> None:
    """Set what SITE_URL decides as it is on a public address with https."""
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/ur/", "/anti-racism/local/", "/contact/", "/staying-safe-online/", "/search/"])
def test_a_page_reaches_the_full_score(client: Client, in_production: None, path: str) -> None:
    answer = client.get(path, secure=True)
    headers = {name.lower(): value for name, value in answer.headers.items()}
    redirected = client.get(path)
    to_https = redirected.status_code == 301 and redirected["Location"].startswith("https://")
    html = answer.content.decode()
    assert not answer.cookies
    assert score(headers, html, to_https) == FULL_SCORE_WITHOUT_COOKIES_AND_PRELOAD
